"""Influence: what is computed of people within organizations, the lists of who counts, the map."""

from __future__ import annotations

from collections.abc import Mapping

from graphcrm.compile.declarations import Composite, Edge, Noun, Property, Question, Shape
from graphcrm.compile.kinds import INSTANT, INTEGER, NUMBER
from graphcrm.compile.mutations import Act, Field, Mutation
from graphcrm.compile.targets import Target
from graphcrm.vocabulary.records import CONFIDENTIAL, PERSONAL

INFLUENTIAL_IN = Edge(
    "INFLUENTIAL_IN",
    "Person",
    "Organization",
    "What was computed of somebody's influence within the legal organization they hold a seat at, or at a unit of; "
    "replaced as a whole by `graphcrm score`. It counts only what everybody may see.",
    PERSONAL,
    derived=True,
    properties=(
        Property("value", NUMBER, "The influence, 0–1; none: not enough data.", PERSONAL),
        Property("percentile", NUMBER, "The rank of the value within the organization, 0–1.", PERSONAL),
        Property("network", NUMBER, "The part of who writes to them and meets them, 0–1.", PERSONAL),
        Property("formal", NUMBER, "The part of their place in the chart, or of their title, 0–1.", PERSONAL),
        Property("drawn", NUMBER, "The rank by the influence that somebody drew, 0–1.", CONFIDENTIAL),
        Property("group", INTEGER, "The group within the organization they are most in touch with.", PERSONAL),
        Property("counterparts", INTEGER, "With how many people they were in touch in 365 days.", PERSONAL),
        Property("betweenness", NUMBER, "The share of shortest paths that lead through them, 0–1.", PERSONAL),
        Property("constraint", NUMBER, "Burt's constraint: low for who connects those that else are not.", PERSONAL),
        Property("organizations_reached", INTEGER, "How many other organizations their contacts are at.", PERSONAL),
        Property("population", INTEGER, "How many people of the organization were ranked.", PERSONAL),
        Property("computed_at", INSTANT, "When it was computed.", PERSONAL),
    ),
)

INFLUENCE = Composite(
    "Influence",
    "The influence of somebody within a legal organization and its units; the contributions of its parts add up to it.",
    {
        "value": ("Float", "The influence, 0–1; none: not enough data."),
        "percentile": ("Float", "The rank of the value within the organization, 0–1: (rank - ½) / people."),
        "network": ("Float", "The part of who writes to them and meets them; none with fewer than five counterparts."),
        "formal": ("Float", "The part of their place in the chart, else of their title."),
        "drawn": ("Float", "Their rank by the influence that somebody drew; none where nobody drew any."),
        "parts": ("[ScorePart!]!", "What the value is made of."),
        "reason": ("String!", "The facts behind it, as a sentence; without a value, why there is none."),
        "counterparts": ("Int!", "With how many people they were in touch in 365 days."),
        "betweenness": ("Float!", "The share of others' shortest paths, by steps, through them; no part of it."),
        "constraint": ("Float", "Burt's constraint: low for who connects those that else are not; no part of it."),
        "organizations_reached": ("Int!", "How many other organizations their contacts are at; no part of it."),
        "group": ("String!", "The group within the organization whose members are most in touch with each other."),
        "population": ("Int!", "How many people of the organization were ranked."),
        "computed_at": ("DateTime!", "When it was computed."),
    },
    guarded={"drawn": CONFIDENTIAL},
)

MAP_NODE = Composite(
    "InfluenceMapNode",
    "Somebody on the map.",
    {
        "id": ("ID!", "The id."),
        "kind": ("String!", "What it is: PERSON."),
        "external_id": ("String", "The id where it came from."),
        "label": ("String", "The name."),
        "title": ("String", "The title of the seat they hold longest."),
        "organization_id": ("ID", "The organization of that seat."),
        "influence": ("Float", "Their influence there, 0–1; none: not computed, or not enough data."),
        "group": ("String", "The group of people they are most in touch with; the same from call to call."),
        "distance": ("Int!", "How many links away from what the map is around."),
        "x": ("Float", "Where they were placed when the layout was saved; null: nobody placed them."),
        "y": ("Float", "As x."),
    },
)

MAP_LINK = Composite(
    "InfluenceMapLink",
    "What is between two people on the map.",
    {
        "source": ("ID!", "The id of the one: who influences, who reports, of whom the relation is told."),
        "target": ("ID!", "The id of the other."),
        "kind": (
            "String!",
            "KNOWS: computed from contacts; INFLUENCES: drawn by somebody; RELATED_TO: declared; REPORTS_TO and "
            "DOTTED_TO: lines of the chart.",
        ),
        "strength": ("Float", "Of KNOWS: the strength of the tie now, 0–1."),
        "weight": ("Float", "Of INFLUENCES: how strong it was drawn; of RELATED_TO: what such a relation counts."),
        "topic": ("String", "Of INFLUENCES: in what matter; of RELATED_TO: the kind of relation."),
        "last_contact_at": ("DateTime", "Of KNOWS: the last contact."),
        "contradiction": ("Boolean!", "Of INFLUENCES: what is computed says the contrary."),
    },
)

GROUP = Composite(
    "InfluenceGroup",
    "People of an organization who are more in touch with each other than with the rest.",
    {
        "id": ("String!", "As in Influence.group; numbered anew with each computation."),
        "people": ("Int!", "How many they are."),
        "leaders": ("[Person!]!", "The three most influential."),
        "within": ("Int!", "Ties among them."),
        "outward": ("Int!", "Ties to other groups of the organization."),
        "bridges": ("[Person!]!", "Who has such ties, at most three, by betweenness."),
        "hangs_on_one": ("Boolean!", "All ties to other groups are one person's."),
    },
)
COMPOSITES = (INFLUENCE, MAP_NODE, MAP_LINK, GROUP)

AROUND = Target(
    "InfluenceMapAround",
    "What a map is around: exactly one key.",
    {
        "organization": ("Organization", "The people with a seat at it or its units."),
        "person": ("Person", "This person."),
        "deal": ("Deal", "The buying committee."),
    },
)

_NEEDS = ("HOLDS", "TOOK_PART_IN", "INFLUENTIAL_IN")
_PLACE = (
    Field("id", "ID", "The id of the person.", required=True),
    Field("x", "Float", "To the right, within ±1,000,000.", required=True),
    Field("y", "Float", "Downwards, within ±1,000,000.", required=True),
)


def acts(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    """What is written of maps."""
    return (
        Mutation(
            "layoutSave",
            Act.SEVERAL,
            nouns["Person"],
            "Keeps where people stand on a map of influence, for everybody who sees it. Who is not named stays where "
            "they were.",
            fields=(
                Field("around", AROUND.name, "What the map is around.", required=True),
                Field("depth", "Int", "How far it reaches, 0–4; default 2. Each reach has a layout of its own."),
                Field("places", "LayoutPlace", "Where somebody stands.", required=True, many=True, parts=_PLACE),
                Field("expectedVersion", "Int", "The layoutVersion you saw; CONFLICT where it is another by now."),
            ),
            needs=("HOLDS",),
            tells=(Field("layoutVersion", "Int", "How often the layout was saved by now."),),
            reasoned=False,
            shows=False,
        ),
    )


QUESTIONS = (
    Question(
        "influencers",
        "influence/top",
        Shape.CONNECTION,
        "Organization",
        bind="organization",
        needs=_NEEDS,
        sensitivity=PERSONAL,
        noted=True,
    ),
    Question(
        "influence",
        "influence/of_person",
        Shape.ROW,
        "Person",
        bind="person",
        type_name="Influence",
        needs=_NEEDS,
        sensitivity=PERSONAL,
        noted=True,
    ),
    Question(
        "influenceGroups",
        "influence/groups",
        Shape.ROW,
        "Organization",
        bind="organization",
        type_name="InfluenceGroups",
        needs=(*_NEEDS, "KNOWS"),
        sensitivity=PERSONAL,
    ),
    Question(
        "brokers",
        "influence/brokers",
        Shape.CONNECTION,
        "Organization",
        bind="organization",
        needs=(*_NEEDS, "KNOWS", "INFLUENTIAL_IN.betweenness"),
        sensitivity=PERSONAL,
    ),
    Question(
        "influenceMap",
        "influence/map",
        Shape.ROW,
        type_name="InfluenceMap",
        needs=("HOLDS",),
        sensitivity=PERSONAL,
        noted=True,
    ),
)
