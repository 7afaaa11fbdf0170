"""ContactPoint and Category: what hangs on a party and is seen with it. An address may be of several parties, a
category is of one: it says what the party is, towards whom, since when, and who says so."""

from __future__ import annotations

from graphcrm.compile.declarations import (
    Argument,
    Condition,
    Edge,
    Holding,
    Key,
    Noun,
    Property,
    Reference,
    Shape,
    Way,
    Writing,
)
from graphcrm.compile.kinds import CHOICE, CODE, EMAIL, INSTANT, TEXT
from graphcrm.vocabulary import choices
from graphcrm.vocabulary.records import CONFIDENTIAL, DATED, PERSONAL

CONTACT_POINT = Noun(
    "ContactPoint",
    prefix="con",
    governed=False,
    title="address",
    writing=None,
    description="An e-mail address, telephone number or postal address; several parties may share one.",
    properties=(
        Property("id", CODE, "Opaque, prefixed.", unique=True, required=True, column=None),
        Property("medium", CHOICE, "How it reaches.", PERSONAL, choices.MEDIUM, required=True),
        Property(
            "address", EMAIL, "As people write it.", PERSONAL, required=True, indexed=True, search="other", noted=True
        ),
        Property(
            "domain",
            CODE,
            "The domain of an e-mail address, whole.",
            PERSONAL,
            indexed=True,
            normal="domain",
            column=None,
            noted=True,
        ),
    ),
)

CATEGORY = Noun(
    "Category",
    prefix="cat",
    governed=False,
    title="kind",
    writing=None,
    description="What a party is to us, as somebody recorded it.",
    properties=(
        Property("id", CODE, "Opaque, prefixed.", unique=True, required=True, column=None),
        Property("kind", CHOICE, "The kind.", choices=choices.CATEGORY_KIND, required=True, indexed=True),
        Property("note", TEXT, "Why we think so.", CONFIDENTIAL, filterable=False),
        Property("source", CODE, "Who says so, or where it stands."),
    ),
    references=(Reference("towards", "TOWARDS", description="The organization or deal it is about."),),
)

EMAILS = Reference("emails", "REACHED_AT", many=True, fixed={"medium": "EMAIL"}, description="E-mail addresses.")
PHONES = Reference("phones", "REACHED_AT", many=True, fixed={"medium": "PHONE"}, description="Telephone numbers.")


def _address(name: str, medium: str, type_name: str, description: str) -> Way:
    return Way(
        name,
        Shape.INLINE,
        description,
        Holding.ON_DATE,
        order=(Key("address_key"),),
        where=f"{{m}}.medium = '{medium}'",
        type_name=type_name,
    )


REACHED_AT = Edge(
    "REACHED_AT",
    "Party",
    "ContactPoint",
    "How a party is reached.",
    PERSONAL,
    properties=(
        Property("kind", CHOICE, "What it is for.", PERSONAL, choices.CONTACT_KIND),
        Property("verified_at", INSTANT, "When it was last seen to work.", PERSONAL),
        *DATED,
    ),
    forward=(
        _address("emails", "EMAIL", "EmailAddress", "E-mail addresses."),
        _address("phones", "PHONE", "PhoneNumber", "Telephone numbers."),
        _address("postalAddresses", "POST", "PostalAddress", "Postal addresses."),
    ),
    file="addresses",
    writing=Writing("address", "party", "address", "source", update="addressUpdate"),
)

CLASSIFIED_AS = Edge(
    "CLASSIFIED_AS",
    "Party",
    "Category",
    "What a party is to us, from when to when.",
    properties=DATED,
    forward=(
        Way(
            "categories",
            Shape.INLINE,
            "What the party is to us.",
            Holding.ON_DATE,
            order=(Key("kind"),),
            type_name="PartyCategory",
        ),
    ),
    file="categories",
    writing=Writing("category", "party", "kind", "source", update="categoryUpdate"),
)

TOWARDS = Edge(
    "TOWARDS",
    "Category",
    "Concern",
    "What a category is about, where it is about one organization or deal.",
    forward=(Way("towards", Shape.ONE, "The organization or deal it is about."),),
)


def address_condition(name: str, medium: str, noun: str, description: str) -> Condition:
    """A filter on a party's current addresses of one `medium` ("EMAIL" or "PHONE"); `noun` is the party's."""
    normal = medium.lower()
    address = ("ContactPoint.address",)
    arguments = [
        Argument("eq", "String", "c.address_key = $value", normal, needs=address),
        Argument("in", "[String!]", "c.address_key IN $value", normal, needs=address),
        Argument("contains", "String", "c.address_key CONTAINS $value", f"{normal}_part", needs=address),
    ]
    if medium == "EMAIL":
        starts = "c.address_key STARTS WITH $value"
        arguments.append(Argument("startsWith", "String", starts, "email_part", needs=address))
        domain = ("ContactPoint.domain",)
        arguments.append(Argument("domain", "String", "c.domain = $value", "domain", needs=domain))
    reached = f"(c:ContactPoint {{medium: '{medium}'}})"
    return Condition(
        name,
        "EmailAddressFilter" if medium == "EMAIL" else "PhoneNumberFilter",
        tuple(arguments),
        f"EXISTS {{ MATCH ({{n}})-[r:REACHED_AT]->{reached} WHERE {{holds:r}} AND {{given}} }}",
        description,
        anchor=f"MATCH {reached} WHERE {{given}}\n"
        f"MATCH (c)<-[r:REACHED_AT]-({{n}}:{noun}) WHERE {{holds:r}}\nWITH DISTINCT {{n}}",
        needs=("REACHED_AT",),
    )
