"""Location: a place, within a larger one."""

from __future__ import annotations

from graphcrm.compile.declarations import Edge, Finder, Key, Noun, Property, Shape, Way
from graphcrm.compile.kinds import CHOICE, CODE, NAME, NUMBER
from graphcrm.vocabulary import choices
from graphcrm.vocabulary.records import BY_NAME, PERSONAL, RECORD

LOCATION = Noun(
    "Location",
    prefix="loc",
    plural="locations",
    title="name",
    writing=None,
    description="A place: a country, a city, a site. Made from the cities and countries of parties.",
    properties=(
        *RECORD,
        Property("name", NAME, "The name of the place.", required=True, indexed=True),
        Property("kind", CHOICE, "The size of the place.", choices=choices.LOCATION_KIND),
        Property("country", CODE, "Country, ISO 3166-1 alpha-2.", indexed=True, pattern="[A-Z]{2}"),
        Property("latitude", NUMBER, "Degrees north, WGS 84.", minimum=-90, maximum=90),
        Property("longitude", NUMBER, "Degrees east, WGS 84.", minimum=-180, maximum=180),
    ),
    finders=(Finder("id", "The id.", property="id"), Finder("external_id", "The external id.", property="external_id")),
)

LOCATED_AT = Edge(
    "LOCATED_AT",
    "Party",
    "Location",
    "Where a party is.",
    PERSONAL,
    properties=(
        Property("kind", CHOICE, "What the place is to the party.", PERSONAL, choices.PLACE_KIND, required=True),
    ),
    forward=(Way("locations", Shape.LIST, "Where the party is.", order=BY_NAME),),
    back=(Way("parties", Shape.CONNECTION, "Who is there.", order=BY_NAME),),
    identity=("kind",),
)

WITHIN = Edge(
    "WITHIN",
    "Location",
    "Location",
    "A place within a larger one.",
    forward=(Way("within", Shape.ONE, "The larger place."),),
    back=(Way("places", Shape.CONNECTION, "The places within it.", order=(Key("name_key"),)),),
)
