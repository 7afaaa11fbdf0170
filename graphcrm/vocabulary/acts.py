"""Mutations that do several things at once: a move, a transfer, a hand-over, a conversion."""

from __future__ import annotations

from collections.abc import Mapping

from graphcrm.compile.declarations import Noun
from graphcrm.compile.mutations import Act, Field, Mutation, singular
from graphcrm.vocabulary.hanging import HANGING

_TEAMS = (
    "The teams it is for alone from now on; null: nothing is said of it, and it is for whom what it hangs on is for."
)
_FOLLOWS = (
    "Says whom a {noun} is for. What hangs on it follows, unless something is said of that itself: units, seats, "
    "deals, interactions, people who are known through these alone, tasks, notes and preferences about them."
)
_SUBSIDIARIES = "Its subsidiaries follow it too, as far down as nothing else is said; default false."


def acts(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    """The acts over these nouns."""
    return (*_of_seats(nouns), *_of_sales(nouns), *_of_audiences(nouns), *_of_restriction(nouns))


def _of_seats(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    return (
        Mutation(
            "personMove",
            Act.SEVERAL,
            nouns["Person"],
            "A person takes another seat, here or at another organization: the seats they hold end the day before.",
            fields=(
                Field("person", "Person", "Who moves.", required=True),
                Field("role", "Role", "The seat they take.", required=True),
                Field("startedOn", "Date", "Their first day in it; default today."),
                Field("leaves", "Role", "The seats they leave; default all they hold.", many=True),
                Field("acting", "Boolean", "They hold it for the time being."),
            ),
            needs=("HOLDS",),
        ),
        Mutation(
            "roleTransfer",
            Act.SEVERAL,
            nouns["Role"],
            "A seat passes from one person to another: the one's time ends the day before the other's begins.",
            fields=(
                Field("role", "Role", "The seat.", required=True),
                Field("from", "Person", "Who leaves it.", required=True),
                Field("to", "Person", "Who takes it.", required=True),
                Field("startedOn", "Date", "The first day of who takes it; default today."),
            ),
            needs=("HOLDS",),
        ),
    )


def _of_sales(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    return (
        Mutation(
            "coverageHandOver",
            Act.SEVERAL,
            nouns["User"],
            "Accounts pass from one of us to another in one step: coverage, and open tasks about them.",
            fields=(
                Field("from", "User", "Who hands over.", required=True),
                Field("to", "User", "Who takes over.", required=True),
                Field("organizations", "Organization", "Which accounts; default all they cover.", many=True),
                Field("startedOn", "Date", "The first day of who takes over; default today."),
            ),
            needs=("COVERS",),
        ),
        Mutation(
            "leadConvert",
            Act.SEVERAL,
            nouns["Person"],
            "A lead becomes a contact, as the same record; a deal is begun with them as a stakeholder if one is named.",
            fields=(
                Field("person", "Person", "The lead.", required=True),
                Field("contactType", "ContactType", "What they are from now on; default CUSTOMER."),
                Field("dealName", "String", "Begins a deal of this name.", needs=("STAKEHOLDER_IN",)),
                Field("organization", "Organization", "The organization of the deal."),
                Field("pipeline", "String", "The pipeline of the deal."),
                Field("stage", "String", "Its stage."),
                Field(
                    "buyingRole",
                    "BuyingRole",
                    "Their role in the purchase.",
                    needs=("STAKEHOLDER_IN.buying_role",),
                ),
            ),
            needs=("Person.contact_type", "Person.lead_status"),
        ),
    )


def _of_audiences(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    found = []
    for name in dict.fromkeys(one.noun for one in HANGING if not one.shared):
        noun, field = nouns[name], singular(nouns[name])
        fields = [
            Field(field, name, "Which one.", required=True),
            Field("teams", "Team", _TEAMS, many=True),
            Field("expectedVersion", "Int", "The version you saw; CONFLICT where it is another by now."),
        ]
        if name == "Organization":
            fields.append(Field("withSubsidiaries", "Boolean", _SUBSIDIARIES))
        text = _FOLLOWS.format(noun=name)
        found.append(
            Mutation(f"{field}AudienceSet", Act.SEVERAL, noun, text, fields=tuple(fields), permission="rows.write")
        )
    return tuple(found)


def _of_restriction(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    person = nouns["Person"]
    return (
        Mutation(
            "personRestrict",
            Act.SEVERAL,
            person,
            "Restricts a person, with what is about nobody else: to everybody they are as if they had been deleted, "
            "but that their ids stay theirs. The payload shows nobody any more. A reason is required.",
            fields=(Field("person", "Person", "Whom.", required=True),),
            permission="persons.restrict",
        ),
        Mutation(
            "personUnrestrict",
            Act.SEVERAL,
            person,
            "Takes a restriction back: all is as it was. A reason is required; id or external id name the person.",
            fields=(Field("person", "Person", "Whom.", required=True),),
            permission="persons.restrict",
        ),
    )
