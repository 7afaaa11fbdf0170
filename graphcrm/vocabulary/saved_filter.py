"""Saved filters: what somebody looks at again and again, kept under a name, for themselves, a team, or everybody."""

from __future__ import annotations

from collections.abc import Mapping

from graphcrm.compile.declarations import Composite, Enumeration, Noun, Question, Shape
from graphcrm.compile.mutations import Act, Field, Mutation

FILTERED = Enumeration(
    "FilteredNoun", "Of which records a filter chooses.", {"PERSON": "People.", "ORGANIZATION": "Organizations."}
)
CONDITION = Composite(
    "SavedCondition",
    "One condition of a saved filter, as the pages state it; all of a filter hold together.",
    {
        "field": ("String!", "On what: country, lastContactAt, x_<key> for a custom field."),
        "how": ("String!", "How: is, contains, before …"),
        "value": ("String!", "With what; of a record its id."),
    },
)
SAVED = Composite(
    "SavedFilter",
    "Conditions under a name. Whom it chooses is looked up anew each time, by the rights of whoever looks.",
    {
        "id": ("ID!", "The id to save, share or remove it by."),
        "name": ("String!", "Its name."),
        "noun": ("FilteredNoun!", "Of which records it chooses."),
        "conditions": ("[SavedCondition!]!", "What must hold, in the order said."),
        "owner": ("User", "Who keeps it."),
        "mine": ("Boolean!", "Whether that is you: nobody else changes it."),
        "everybody": ("Boolean!", "It is for everybody."),
        "team": ("Team", "The team that it is for."),
        "saved_at": ("DateTime!", "When it was saved last."),
    },
)
COMPOSITES = (CONDITION, SAVED)
QUESTIONS = (
    Question("savedFilters", "saved_filters/all", Shape.LIST, row_type=SAVED.name, page_limit=500, permission="read"),
)
_CONDITION = tuple(Field(name, "String", sentence, required=True) for name, (_, sentence) in CONDITION.fields.items())


def acts(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    """What is written of saved filters."""
    user = nouns["User"]
    return (
        Mutation(
            "savedFilterSave",
            Act.SEVERAL,
            user,
            "Keeps a filter under a name: a new one, or in place of one of yours. Whoever it is shared with reads its "
            "conditions as you wrote them.",
            fields=(
                Field("id", "ID", "Which one of yours; default a new one."),
                Field("name", "String", "Its name, at most 100 characters; of yours each has another.", required=True),
                Field("noun", "FilteredNoun", "Of which records it chooses.", required=True),
                Field(
                    "conditions",
                    "SavedCondition",
                    "What must hold; 1 to 30.",
                    required=True,
                    many=True,
                    parts=_CONDITION,
                ),
                Field("everybody", "Boolean", "For everybody; default false."),
                Field("team", "Team", "For this team of yours; default none."),
            ),
            permission="read",
            reasoned=False,
            shows=False,
            tells=(Field("savedFilterId", "ID", "The id to save, share or remove it by."),),
        ),
        Mutation(
            "savedFilterRemove",
            Act.SEVERAL,
            user,
            "Removes a saved filter of yours.",
            fields=(Field("id", "ID", "Its id.", required=True),),
            permission="read",
            reasoned=False,
            shows=False,
        ),
    )
