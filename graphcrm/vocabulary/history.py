"""What happened: the history of every record, and of the properties whose course is asked for by itself."""

from __future__ import annotations

from collections.abc import Iterable

from graphcrm.compile.declarations import Composite, Noun, Question, Shape
from graphcrm.vocabulary.records import CONFIDENTIAL

ENTRY = Composite(
    "HistoryEntry",
    "One change of a record, or of a fact that it is an end of.",
    {
        "id": ("ID!", "The id of the change."),
        "at": ("DateTime!", "When it was written."),
        "kind": ("ChangeKind!", "What happened."),
        "type": ("String!", "Of what: Person, Deal … for the record itself, HOLDS, COVERS … for a fact."),
        "record_ids": ("[ID!]!", "The record; of a fact, whence it leads and where to."),
        "other": ("Node", "The other end of the fact."),
        "by": ("User", "Who did it; null if you may not see them."),
        "reason": ("String", "Why, as they said."),
        "import_run": ("String", "The run of the import that wrote it; null if none did."),
        "fields": ("[String!]!", "The fields that were given another value, as far as you see them."),
        "changes": ("[FieldChange!]!", "The same with the values before and after."),
        "says": (
            "[FieldValue!]",
            "What the fact says from then on, or said until it was withdrawn.",
        ),
    },
    {"reason": CONFIDENTIAL},
)
CHANGE = Composite(
    "FieldChange",
    "One field that was given another value. Values are text as the API shows them: dates and instants as such, an "
    "amount with its currency behind it, a list as JSON, addresses in the form they are compared in. A list of other "
    "records names no values.",
    {
        "field": ("Field!", "The field."),
        "before": ("Written", "Its value before; null where it had none."),
        "after": ("Written", "Its value after; null where it has none."),
    },
)
VALUE = Composite(
    "FieldValue",
    "A field with its value, as text as in FieldChange.",
    {"field": ("Field!", "The field."), "value": ("Written", "Its value.")},
)
PERIOD = Composite(
    "ValuePeriod",
    "A value that a property had for a time.",
    {
        "value": ("String!", "The value."),
        "from": ("DateTime!", "When it was given, or the record was made with it."),
        "to": ("DateTime", "When it was given up; null: it is the present one."),
        "by": ("User", "Who gave it; null if it came with the record, or you may not see them."),
        "reason": ("String", "Why, as they said."),
    },
)
COMPOSITES = (ENTRY, CHANGE, VALUE, PERIOD)
# Whose course is asked for by itself: noun, property, field.
_COURSES = (
    ("Person", "lead_status", "leadStatusHistory", "The states of the lead, the latest first."),
    ("Deal", "stage", "stageHistory", "The stages the deal was in, the latest first."),
)


def questions(nouns: Iterable[Noun]) -> tuple[Question, ...]:
    """What is asked of the past of these nouns."""
    courses = tuple(
        Question(
            field,
            "histories/of_property",
            Shape.LIST,
            noun,
            bind="record",
            fixed=(("property", prop),),
            row_type=PERIOD.name,
            needs=(f"{noun}.{prop}",),
            page=100,
            description=sentence,
        )
        for noun, prop, field, sentence in _COURSES
    )
    return courses + tuple(
        Question(
            "history",
            "histories/of_record",
            Shape.CONNECTION,
            noun.name,
            bind="record",
            row_type=ENTRY.name,
            noted=True,  # it tells values of every class
            description="What happened to it and to its facts, the latest first, as far as you see it.",
        )
        for noun in nouns
        if noun.governed
    )
