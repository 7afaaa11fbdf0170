"""Organization: a company, authority or unit, and the two hierarchies over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphcrm.compile.declarations import (
    Acyclic,
    Argument,
    Condition,
    Edge,
    Finder,
    Holding,
    Noun,
    Property,
    Question,
    Reference,
    Shape,
    Single,
    Way,
    Whole,
    Writing,
)
from graphcrm.compile.kinds import BOOLEAN, CHOICE, CODE, INTEGER, NAME, NUMBER, TEXT, TEXTS
from graphcrm.compile.labels import Mark, Marks
from graphcrm.vocabulary import choices
from graphcrm.vocabulary.contact import EMAILS, PHONES
from graphcrm.vocabulary.location import SITES
from graphcrm.vocabulary.records import BY_NAME, DATED, PERSONAL, RECORD

_NEAR = (
    "point.distance(point({latitude: {n}.latitude, longitude: {n}.longitude}), "
    "point({latitude: $latitude, longitude: $longitude})) <= $km * 1000"
)

ORGANIZATION = Noun(
    "Organization",
    above=("SUBSIDIARY_OF", "PART_OF"),
    prefix="org",
    plural="organizations",
    party=True,
    title="name",
    file="organizations",
    description="A company, authority, association, or a unit of one.",
    properties=(
        *RECORD,
        Property("name", NAME, "The name.", required=True, indexed=True, search="name"),
        Property(
            "kind",
            CHOICE,
            "What it is.",
            choices=choices.ORGANIZATION_KIND,
            required=True,
            indexed=True,
            default="COMPANY",
        ),
        Property("domain", CODE, "Its internet domain.", indexed=True, search="other", normal="domain"),
        Property("industry", TEXT, "Its industry.", indexed=True),
        Property("employees", INTEGER, "How many work there.", minimum=0, indexed=True),
        Property("city", TEXT, "City of its seat.", search="other", longest=200),
        Property("country", CODE, "Country of its seat, ISO 3166-1 alpha-2.", indexed=True, pattern="[A-Z]{2}"),
        Property("latitude", NUMBER, "Degrees north, WGS 84.", minimum=-90, maximum=90),
        Property("longitude", NUMBER, "Degrees east, WGS 84.", minimum=-180, maximum=180),
        Property("tags", TEXTS, "Free words.", search="other"),
        Property("ours", BOOLEAN, "It is our own company.", indexed=True),
    ),
    finders=(
        Finder("id", "The id.", property="id"),
        Finder("external_id", "The external id.", property="external_id"),
        Finder(
            "domain",
            "Its internet domain, case ignored; of several the one with the smallest id.",
            pattern="({n}:Organization {domain: $value})",
            normal="domain",
            needs=("Organization.domain",),
        ),
    ),
    conditions=(
        Condition(
            "near",
            "NearFilter",
            (
                Argument("latitude", "Float!", bounds=(-90, 90)),
                Argument("longitude", "Float!", bounds=(-180, 180)),
                Argument("km", "Float!", bounds=(0, 21_000)),
            ),
            _NEAR,
            "Its seat lies within `km` kilometres of the point. Not indexed: looks at every candidate.",
            needs=("Organization.latitude", "Organization.longitude"),
        ),
    ),
    references=(
        Reference("part_of", "PART_OF", description="The organization it is a unit of."),
        Reference("categories", "CLASSIFIED_AS", many=True, description="Category kinds."),
        SITES,
        EMAILS,
        PHONES,
    ),
)


def _controls(values: Mapping[str, Any]) -> bool:
    """Who owns more than half of an organization controls it, unless it is said otherwise."""
    return (values.get("share") or 0.0) > 0.5


# Every seat of it has a line up, without an end, to another of its own seats or to one of the only organization that it
# is below. So from the day of writing on none of them is at the top of a chart that begins with another organization.
_BELOW = "({n})-[up:SUBSIDIARY_OF|PART_OF]->(at) WHERE up.ended_on IS NULL OR up.ended_on >= date()"
LED = Mark(
    "Led",
    "Organization",
    "Each seat of it has a line up to another of its own or one of the organization above; charts look at the others.",
    "NOT EXISTS { MATCH ({n})<-[:AT]-(seat:Role) WHERE NOT EXISTS { "
    "MATCH (seat)-[line:REPORTS_TO]->(:Role)-[:AT]->(at:Organization) "
    "WHERE line.kind = 'SOLID' AND (line.started_on IS NULL OR line.started_on <= date()) AND line.ended_on IS NULL "
    f"AND (at = {{n}} OR COUNT {{ {_BELOW.replace('(at)', '()')} }} = 1 AND EXISTS {{ {_BELOW} }}) }} }}",
)

SUBSIDIARY_OF = Edge(
    "SUBSIDIARY_OF",
    "Organization",
    "Organization",
    "Legal ownership; several owners are possible.",
    properties=(
        Property("share", NUMBER, "The part owned, 0–1; none: unknown.", minimum=0, maximum=1),
        Property("control", BOOLEAN, "The owner controls it.", default=_controls),
        *DATED,
        Property("source", CODE, "Who says so."),
    ),
    forward=(Way("parents", Shape.CONNECTION, "Direct owners.", Holding.ON_DATE, order=BY_NAME),),
    back=(Way("subsidiaries", Shape.CONNECTION, "What it owns directly.", Holding.ON_DATE, order=BY_NAME),),
    file="ownership",
    ends=("child", "parent"),
    writing=Writing("subsidiary", "child", "parent", "source", update="subsidiaryUpdate"),
    marks=Marks(LED, ("(a)",)),
    rules=(
        Single("Another owner controls it in that time. End that control first.", ("control", True), blames="control"),
        Whole("The shares of its owners would add up to more than 1. Lower the share.", "share"),
        Acyclic("This would make a cycle of control: the child already controls the parent.", ("control", True)),
    ),
)

PART_OF = Edge(
    "PART_OF",
    "Organization",
    "Organization",
    "Operating structure: divisions, departments, teams.",
    properties=DATED,
    forward=(Way("partOf", Shape.ONE, "The organization it is a unit of.", Holding.ON_DATE),),
    back=(Way("units", Shape.CONNECTION, "Its direct units.", Holding.ON_DATE, order=BY_NAME),),
    rules=(
        Acyclic("This would make a circle: it already stands above the record named. Name another."),
        Single("It is a unit of another organization in that time. Move it, or end that first."),
    ),
    file="units",
    ends=("unit", "part_of"),
    writing=Writing("unit", "unit", "to", "source", add="Move", replaces=True),
    marks=Marks(LED, ("(a)",)),
)


def _on(field: str, path: str, shape: Shape, **more: object) -> Question:
    return Question(field, path, shape, "Organization", bind="organization", **more)  # type: ignore[arg-type]


QUESTIONS = (
    _on("descendants", "hierarchies/descendants", Shape.CONNECTION),
    _on("ancestors", "hierarchies/ancestors", Shape.CONNECTION),
    _on("ultimateParent", "hierarchies/ultimate_parent", Shape.ONE),
    _on("pathToRoot", "hierarchies/path_to_root", Shape.LIST),
    _on(
        "accountTeam",
        "coverages/of_organization",
        Shape.LIST,
        row_type="AccountTeamMember",
        needs=("COVERS",),
    ),
    _on("siblings", "hierarchies/siblings", Shape.CONNECTION),
    _on("effectiveShare", "hierarchies/effective_share", Shape.SCALAR),
    _on("rollUp", "hierarchies/roll_up", Shape.ROW, type_name="RollUp"),
    _on(
        "orgChart",
        "org_charts/of_organization",
        Shape.TABLE,
        rows="seats",
        type_name="OrgChart",
        row_type="OrgChartSeat",
        beside=(("holders", "role", "holders"), ("vacant", "role", "vacant")),
        page=500,
        page_limit=500,
    ),
    _on(
        "people",
        "organizations/people",
        Shape.CONNECTION,
        needs=("HOLDS",),
        sensitivity=PERSONAL,
    ),
    _on("openDeals", "organizations/open_deals", Shape.CONNECTION),
    _on("timeline", "timelines/of_organization", Shape.CONNECTION),
)
