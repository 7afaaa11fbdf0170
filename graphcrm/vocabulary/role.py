"""Role: a seat at an organization. It can be vacant, shared, and has past holders."""

from __future__ import annotations

from graphcrm.compile.declarations import (
    Acyclic,
    Edge,
    Finder,
    Holding,
    Key,
    Noun,
    Property,
    Question,
    Reference,
    Shape,
    Single,
    Way,
    Writing,
)
from graphcrm.compile.kinds import BOOLEAN, CHOICE, INTEGER, MONEY, NAME, TEXT
from graphcrm.compile.labels import Marks
from graphcrm.vocabulary import choices
from graphcrm.vocabulary.organization import LED
from graphcrm.vocabulary.records import BY_NAME, CONFIDENTIAL, DATED, PERSONAL, RECORD

_VACANT = "NOT EXISTS { MATCH (h:Person)-[r:HOLDS]->({n}) WHERE {holds:r} AND {visible:h} }"

BY_TITLE = (Key("title_key"),)

ROLE = Noun(
    "Role",
    above=("REPORTS_TO",),
    prefix="rol",
    plural="roles",
    title="title",
    file="roles",
    description="A seat: title, function and level at an organization, whoever sits in it.",
    properties=(
        *RECORD,
        Property("title", NAME, "The title of the seat.", required=True, indexed=True, search="other"),
        Property("function", CHOICE, "What the seat is for.", choices=choices.ROLE_FUNCTION, indexed=True),
        Property("level", INTEGER, "Levels below the top (0).", minimum=0, indexed=True),
        Property(
            "wanted_grade",
            CHOICE,
            "How well the account team wants us to know who holds it, as a grade; see `coverage`.",
            CONFIDENTIAL,
            choices=choices.TIE_GRADE,
        ),
        Property("vacant", BOOLEAN, "Nobody you may see holds it on the date.", PERSONAL, expression=_VACANT),
    ),
    finders=(Finder("id", "The id.", property="id"), Finder("external_id", "The external id.", property="external_id")),
    references=(
        Reference("organization", "AT", required=True, description="The organization of the seat."),
        Reference("reports_to", "REPORTS_TO", fixed={"kind": "SOLID"}, description="The seat above (one id)."),
        Reference("dotted_to", "REPORTS_TO", many=True, fixed={"kind": "DOTTED"}, description="Seats of dotted lines."),
    ),
)

AT = Edge(
    "AT",
    "Role",
    "Organization",
    "Where a seat is.",
    forward=(Way("organization", Shape.ONE, "The organization of the seat."),),
    back=(Way("roles", Shape.CONNECTION, "The seats at the organization itself.", order=BY_TITLE),),
    marks=Marks(LED, ("(b)", "(a)<-[:REPORTS_TO]-(m)-[:AT]->(n)")),
)

REPORTS_TO = Edge(
    "REPORTS_TO",
    "Role",
    "Role",
    "Authority: solid lines form a forest.",
    properties=(
        Property("kind", CHOICE, "Solid or dotted.", choices=choices.LINE_KIND, required=True, default="SOLID"),
        *DATED,
    ),
    forward=(
        Way("reportsTo", Shape.ONE, "The seat above.", Holding.ON_DATE, where="{r}.kind = 'SOLID'"),
        Way(
            "dottedTo",
            Shape.LIST,
            "Seats of dotted lines.",
            Holding.ON_DATE,
            where="{r}.kind = 'DOTTED'",
            order=BY_TITLE,
        ),
    ),
    back=(
        Way(
            "directReports",
            Shape.CONNECTION,
            "The seats directly below.",
            Holding.ON_DATE,
            where="{r}.kind = 'SOLID'",
            order=BY_TITLE,
        ),
        Way(
            "dottedReports",
            Shape.LIST,
            "The seats below by a dotted line.",
            Holding.ON_DATE,
            where="{r}.kind = 'DOTTED'",
            order=BY_TITLE,
        ),
    ),
    file="reporting_lines",
    ends=("role", "reports_to"),
    identity=("kind",),
    rules=(
        Acyclic("This would make a circle: it already stands above the record named. Name another.", ("kind", "SOLID")),
        Single("It has another solid line up in that time. End that one first.", ("kind", "SOLID")),
    ),
    writing=Writing(
        "roleReportsTo",
        "role",
        "reportsTo",
        "source",
        add="Set",
        update="roleReportsToUpdate",
        replaces=True,
        where=("kind", "SOLID"),
    ),
    marks=Marks(LED, ("(a)-[:AT]->(n)",)),
)

MAY_APPROVE = Edge(
    "MAY_APPROVE",
    "Role",
    "Organization",
    "Who may approve what for an organization, up to which amount.",
    CONFIDENTIAL,
    properties=(
        Property("subject", TEXT, "What may be approved: purchases, contracts, hiring …", CONFIDENTIAL),
        Property("up_to", MONEY, "Up to which amount; none: any.", CONFIDENTIAL),
        *DATED,
    ),
    forward=(Way("mayApprove", Shape.CONNECTION, "Organizations it may approve for.", Holding.ON_DATE, order=BY_NAME),),
    back=(Way("approvers", Shape.CONNECTION, "Seats that may approve.", Holding.ON_DATE, order=BY_TITLE),),
    file="approvals",
    ends=("role", "organization"),
    identity=("subject",),
    writing=Writing("approval", "role", "organization", "source", update="approvalUpdate"),
)

QUESTIONS = (Question("lineToTop", "org_charts/line_to_top", Shape.LIST, "Role", bind="role"),)
