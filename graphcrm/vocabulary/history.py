"""What happened: the history of every record, and of the properties whose course is asked for by itself."""

from __future__ import annotations

from collections.abc import Iterable

from graphcrm.compile.declarations import Composite, Noun, Question, Shape
from graphcrm.vocabulary.records import CONFIDENTIAL

ENTRY = Composite(
    "HistoryEntry",
    "One change of a record, or of a fact that it is an end of.",
    {
        "id": ("ID!", "The id of the change; subscriptions tell the same."),
        "at": ("DateTime!", "When it was written."),
        "kind": ("ChangeKind!", "What happened."),
        "type": ("String!", "Of what: Person, Deal … for the record itself, HOLDS, COVERS … for a fact."),
        "record_ids": ("[ID!]!", "The record; of a fact, whence it leads and where to."),
        "other": ("Node", "The other end of the fact."),
        "by": ("User", "Who did it; null if you may not see them."),
        "reason": ("String", "Why, as they said."),
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
    "amount with its currency behind it, a list as JSON. A list of other records names no values.",
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
COMPOSITES = (ENTRY, CHANGE, VALUE)


def questions(nouns: Iterable[Noun]) -> tuple[Question, ...]:
    """What is asked of the past of these nouns."""
    return tuple(
        Question(
            "history",
            "histories/of_record",
            Shape.CONNECTION,
            noun.name,
            bind="record",
            row_type=ENTRY.name,
            description="What happened to it and to its facts, the latest first, as far as you see it.",
        )
        for noun in nouns
        if noun.governed
    )
