"""Several records that are one: the mutations that make them one and take that back, and what was merged."""

from __future__ import annotations

from collections.abc import Mapping

from graphcrm.compile.declarations import Composite, Noun, Question, Shape
from graphcrm.compile.merging import NOUNS
from graphcrm.compile.mutations import Act, Field, Mutation, singular

_MERGE = (
    "Makes {plural} one, which lose nothing: all that was said of any is said of the one that stays, their ids lead to "
    "it for ever, and it can be taken back at any time. A fact that several have is told once. A field keeps the value "
    "of the one that stays; where it has none it is given that of the oldest that has one; words are put together, and "
    "a wish of any (no contact, no profiling) is kept. It is for those alone who saw all of them."
)
_REPORT = (
    "What it does, as far as you see it: {survivor, absorbed: [id], values: [{field, from}] that are given, conflicts: "
    "[{field, keeps, differs: [id]}], moved and folded: {type of fact: how many}}."
)

COMPOSITES = (
    Composite(
        "Merge",
        "Records that were merged into another.",
        {
            "id": ("ID!", "The id of the merge, for mergeUndo."),
            "at": ("DateTime!", "When."),
            "by": ("User", "Who did it; null if you may not see them."),
            "absorbed_ids": ("[ID!]!", "The ids of the records that were absorbed; they lead to the survivor."),
            "undone_at": ("DateTime", "When it was taken back; null: it was not."),
        },
    ),
)


def questions() -> tuple[Question, ...]:
    """What is asked of merges."""
    return tuple(
        Question("merges", "merges/of_record", Shape.LIST, noun, bind="record", row_type="Merge", page=100)
        for noun in NOUNS
    )


def acts(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    """The mutations of merging."""
    return (*(_merge(nouns[name]) for name in NOUNS), _undo(nouns["Person"]))


def _merge(noun: Noun) -> Mutation:
    assert noun.plural is not None
    return Mutation(
        f"{singular(noun)}Merge",
        Act.SEVERAL,
        noun,
        _MERGE.format(plural=noun.plural),
        fields=(
            Field(noun.plural, noun.name, "Those that are one: 2 to 50.", required=True, many=True),
            Field("survivor", noun.name, "The one that stays; default the oldest in use."),
            Field(
                "values",
                f"{noun.name}MergeValue",
                "Whose value a field has, where that is not the rule.",
                many=True,
                parts=(
                    Field("field", "String", "The field.", required=True),
                    Field("from", noun.name, "The record.", required=True),
                ),
            ),
            Field("preview", "Boolean", "Tells what it would do, and writes nothing."),
        ),
        permission="merge",
        tells=(
            Field("mergeId", "ID", "The id of the merge; null in a preview."),
            Field("report", "JSON", _REPORT),
        ),
    )


def _undo(person: Noun) -> Mutation:
    return Mutation(
        "mergeUndo",
        Act.SEVERAL,
        person,
        "Takes merges back, whenever they were and in any order: the records come back with what was their own. What "
        "was written of the survivor since stays there; `kept` names the fields.",
        fields=(Field("merges", "[String!]", "The ids of the merges, or of a job that merged.", required=True),),
        permission="merge",
        tells=(
            Field("restored", "[String!]", "The ids of the records that came back."),
            Field("kept", "[String!]", "Fields that a merge gave a value and somebody changed since: they stay so."),
        ),
        shows=False,
    )
