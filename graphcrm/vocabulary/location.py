"""Location: a place, within a larger one."""

from __future__ import annotations

from graphcrm.compile.declarations import Acyclic, Edge, Finder, Key, Noun, Property, Reference, Shape, Single, Way
from graphcrm.compile.kinds import CHOICE, CODE, NAME, NUMBER
from graphcrm.vocabulary import choices
from graphcrm.vocabulary.records import BY_NAME, PERSONAL, RECORD

LOCATION = Noun(
    "Location",
    prefix="loc",
    plural="locations",
    title="name",
    file="locations",
    description="A place: a country, a city, a site. Cities and countries are made from those of parties as well.",
    properties=(
        *RECORD,
        Property("name", NAME, "The name of the place.", required=True, indexed=True),
        Property("kind", CHOICE, "The size of the place.", choices=choices.LOCATION_KIND),
        Property("country", CODE, "Country, ISO 3166-1 alpha-2.", indexed=True, pattern="[A-Z]{2}"),
        Property("latitude", NUMBER, "Degrees north, WGS 84.", minimum=-90, maximum=90),
        Property("longitude", NUMBER, "Degrees east, WGS 84.", minimum=-180, maximum=180),
    ),
    finders=(Finder("id", "The id.", property="id"), Finder("external_id", "The external id.", property="external_id")),
    references=(Reference("within", "WITHIN", description="The larger place."),),
)

# What a party has beside its seat, which follows from its city and country.
SITES = Reference("sites", "LOCATED_AT", many=True, fixed={"kind": "SITE"}, description="Places beside its seat.")

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
    rules=(
        Acyclic("This would make a circle: it already lies around the place named. Name another."),
        Single("It lies within another place already. A place lies within one."),
    ),
)
