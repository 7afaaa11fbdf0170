"""Deal: a possible sale, its organization and its buying committee."""

from __future__ import annotations

from graphcrm.compile.declarations import (
    Edge,
    Finder,
    Holding,
    Key,
    Listed,
    Noun,
    Property,
    Question,
    Reference,
    Shape,
    Way,
    Writing,
)
from graphcrm.compile.kinds import CHOICE, CODE, DATE, MONEY, NAME, NUMBER, TEXTS
from graphcrm.vocabulary import choices
from graphcrm.vocabulary.records import BY_NAME, CONFIDENTIAL, RECORD

DEAL = Noun(
    "Deal",
    prefix="dea",
    plural="deals",
    title="name",
    file="deals",
    description="A possible sale, from the first idea to its end.",
    properties=(
        *RECORD,
        Property("name", NAME, "What it is called.", required=True, indexed=True, search="name"),
        Property("pipeline", CODE, "The pipeline it runs in."),
        Property("stage", CODE, "Its stage in the pipeline.", indexed=True),
        Property("value", MONEY, "What it is worth.", CONFIDENTIAL),
        Property("expected_close_on", DATE, "When it should be decided.", indexed=True),
        Property("closed_on", DATE, "When it was decided."),
        Property("outcome", CHOICE, "How it ended.", choices=choices.DEAL_OUTCOME),
    ),
    finders=(Finder("id", "The id.", property="id"), Finder("external_id", "The external id.", property="external_id")),
    references=(Reference("organization", "WITH", required=True, description="The organization that would buy."),),
    listed=(
        Listed(
            "stage", "pipeline", "Pipeline", "stages", "This is no stage of its pipeline. Choose one of its stages."
        ),
    ),
)

PIPELINE = Noun(
    "Pipeline",
    prefix="pip",
    plural="pipelines",
    title="name",
    file="pipelines",
    description="The stages that deals of one kind pass through. A deal names its pipeline and its stage.",
    properties=(
        *RECORD,
        Property("name", NAME, "What deals name in `pipeline`.", required=True, indexed=True),
        Property("stages", TEXTS, "Its stages in their order.", required=True, filterable=False),
    ),
    finders=(Finder("id", "The id.", property="id"), Finder("external_id", "The external id.", property="external_id")),
)

WITH = Edge(
    "WITH",
    "Deal",
    "Organization",
    "Who would buy.",
    forward=(Way("organization", Shape.ONE, "The organization that would buy."),),
    back=(Way("deals", Shape.CONNECTION, "Deals with the organization itself.", order=BY_NAME),),
)

STAKEHOLDER_IN = Edge(
    "STAKEHOLDER_IN",
    "Person",
    "Deal",
    "The buying committee.",
    CONFIDENTIAL,
    properties=(
        Property("buying_role", CHOICE, "Their role in the purchase.", CONFIDENTIAL, choices.BUYING_ROLE),
        Property("stance", CHOICE, "How they stand to it.", CONFIDENTIAL, choices.STANCE),
        Property("power", NUMBER, "How much they weigh, 0–1.", CONFIDENTIAL, minimum=0, maximum=1),
        Property("started_on", DATE, "First day it holds; none: since ever.", column="since"),
        Property("ended_on", DATE, "Last day it holds; none: it goes on."),
    ),
    forward=(
        Way("stakeholderIn", Shape.CONNECTION, "Deals the person has a stake in.", Holding.ON_DATE, order=BY_NAME),
    ),
    back=(
        Way(
            "stakeholders",
            Shape.CONNECTION,
            "The buying committee, the weightiest first.",
            Holding.ON_DATE,
            order=(Key("power", "edge", descending=True), Key("name_key")),
        ),
    ),
    file="stakeholders",
    ends=("person", "deal"),
    writing=Writing("stakeholder", "person", "deal", "target", update="stakeholderUpdate"),
)

QUESTIONS = (
    Question("timeline", "timelines/of_deal", Shape.CONNECTION, "Deal", bind="deal"),
    Question(
        "committee",
        "committees/of_deal",
        Shape.TABLE,
        "Deal",
        bind="deal",
        rows="members",
        type_name="Committee",
        row_type="CommitteeMember",
        needs=("STAKEHOLDER_IN", "HOLDS"),
        sensitivity=CONFIDENTIAL,
    ),
)
