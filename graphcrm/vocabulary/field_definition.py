"""FieldDefinition: a custom field, defined while the service runs."""

from __future__ import annotations

from collections.abc import Iterable

from graphcrm.compile.declarations import Edge, Enumeration, Finder, Noun, Property, takes_fields
from graphcrm.compile.kinds import BOOLEAN, CHOICE, CODE, NUMBER, TEXT, TEXTS
from graphcrm.vocabulary import choices
from graphcrm.vocabulary.records import RECORD


def noun(nouns: Iterable[Noun], edges: Iterable[Edge]) -> Noun:
    """The noun whose records define custom fields on these nouns and edges."""
    owners = {one.name: f"On {one.name} records." for one in nouns if takes_fields(one)}
    owners |= {one.type: f"On facts: {one.description}" for one in edges if takes_fields(one)}
    owner = Enumeration("FieldOwner", "What a custom field stands on: a kind of record or a kind of fact.", owners)
    return Noun(
        "FieldDefinition",
        prefix="fld",
        plural="fieldDefinitions",
        title="label",
        file="field_definitions",
        defines=True,
        permission="fields.write",
        description="A custom field: a property that an installation adds to its records or facts. Archived, it hides "
        "the field everywhere; the values stay, and are back when it is restored.",
        properties=(
            *RECORD,
            Property("on", CHOICE, "What it stands on.", choices=owner, required=True, fixed=True),
            Property("key", CODE, "Its name for programs: tier, renewalMonth.", required=True, fixed=True),
            Property("label", TEXT, "Its name for people.", required=True),
            Property("description", TEXT, "What it means."),
            Property("type", CHOICE, "What it holds.", choices=choices.FIELD_TYPE, required=True, fixed=True),
            Property("required", BOOLEAN, "A new record or fact needs a value.", default=False),
            Property("minimum", NUMBER, "The least number or amount."),
            Property("maximum", NUMBER, "The greatest number or amount."),
            Property("pattern", CODE, "What the whole text must match: a regular expression as RE2 reads it."),
            Property("choices", TEXTS, "The words to choose from, in their order.", filterable=False),
            Property(
                "sensitivity",
                CHOICE,
                "The class of its values. A role that does not see it knows nothing of the field.",
                choices=choices.SENSITIVITY,
                required=True,
                default="PERSONAL",
            ),
        ),
        finders=(
            Finder("id", "The id.", property="id"),
            Finder("external_id", "The external id.", property="external_id"),
        ),
    )
