"""Preference: what a person likes and dislikes, as they or somebody told us."""

from __future__ import annotations

from graphcrm.compile.declarations import Edge, Finder, Key, Noun, Property, Reference, Shape, Way
from graphcrm.compile.kinds import CHOICE, CODE, DATE, TEXT
from graphcrm.vocabulary import choices
from graphcrm.vocabulary.records import PERSONAL, RECORD

PREFERENCE = Noun(
    "Preference",
    prefix="prf",
    plural="preferences",
    title="topic",
    file="preferences",
    description="What a person wants or does not want of us.",
    properties=(
        *RECORD,
        Property(
            "kind",
            CHOICE,
            "What it speaks of.",
            PERSONAL,
            choices.PREFERENCE_KIND,
            required=True,
            default="COMMUNICATION",
        ),
        Property("wish", CHOICE, "Wanted or not.", PERSONAL, choices.WISH, required=True, default="WANTED"),
        Property("channel", CHOICE, "By which channel.", PERSONAL, choices.CHANNEL),
        Property("topic", TEXT, "In what matter.", PERSONAL),
        Property("scope", TEXT, "How far it reaches: a product, a region, a campaign.", PERSONAL),
        Property("source", CODE, "Who says so.", PERSONAL),
        Property("stated_on", DATE, "When they said so.", PERSONAL),
    ),
    finders=(Finder("id", "The id.", property="id"), Finder("external_id", "The external id.", property="external_id")),
    references=(Reference("person", "PREFERS", required=True, incoming=True, description="Whose preference it is."),),
)

PREFERS = Edge(
    "PREFERS",
    "Person",
    "Preference",
    "What a person wants or does not want.",
    PERSONAL,
    forward=(
        Way(
            "preferences",
            Shape.CONNECTION,
            "What the person wants, latest first.",
            order=(Key("stated_on", descending=True),),
        ),
    ),
    back=(Way("person", Shape.ONE, "Whose preference it is."),),
)
