"""Person: a human being, and the edges between people."""

from __future__ import annotations

from graphcrm.compile.declarations import (
    Argument,
    Condition,
    Edge,
    Finder,
    Holding,
    Key,
    Noun,
    Property,
    Question,
    Reference,
    Shape,
    Way,
    Writing,
)
from graphcrm.compile.kinds import BOOLEAN, CHOICE, CODE, DATE, INSTANT, INTEGER, MONEY, NAME, NUMBER, TEXT, TEXTS
from graphcrm.vocabulary import choices
from graphcrm.vocabulary.contact import EMAILS, PHONES, address_condition
from graphcrm.vocabulary.location import SITES
from graphcrm.vocabulary.records import BY_NAME, CONFIDENTIAL, DATED, PERSONAL, RECORD, SENSITIVE, SHARED

_LAST_CONTACT = """head(COLLECT {
  MATCH ({n})-[:TOOK_PART_IN]->(i:Interaction) WHERE {visible:i}
  RETURN i.occurred_at ORDER BY i.occurred_at DESC LIMIT 1 })"""

_WORKS_FOR = """EXISTS {
  MATCH ({n})-[h:HOLDS]->(s:Role)-[:AT]->(u:Organization) WHERE {holds:h} AND {visible:s} AND {visible:u}
  MATCH (u)((below:Organization)-[p:PART_OF]->(above:Organization)
    WHERE $withUnits AND {holds:p} AND {visible:above}){0,20}(o:Organization) WHERE {given} }"""

_WORKS_FOR_ANCHOR = """MATCH (o:Organization) WHERE {given} AND {visible:o}
MATCH (o)((above:Organization)<-[p:PART_OF]-(below:Organization)
  WHERE $withUnits AND {holds:p} AND {visible:below}){0,20}(u:Organization)
MATCH (u)<-[:AT]-(s:Role)<-[h:HOLDS]-({n}:Person) WHERE {holds:h} AND {visible:s}
WITH DISTINCT {n}"""

# A seat held since nobody knows when is the one held longest.
SINCE_EVER_FIRST = "coalesce({r}.started_on, date('0001-01-01'))"

PERSON = Noun(
    "Person",
    prefix="per",
    plural="people",
    party=True,
    title="name",
    file="people",
    salted=True,
    description="A human being: one record for life, whatever seats, accounts and lists they pass through.",
    properties=(
        *RECORD,
        Property(
            "name",
            NAME,
            "The name as people write it.",
            PERSONAL,
            required=True,
            indexed=True,
            search="name",
            made_of=("first_name", "last_name"),
        ),
        Property("first_name", NAME, "Given name, where it is known apart.", PERSONAL),
        Property("last_name", NAME, "Family name, where it is known apart.", PERSONAL, indexed=True),
        Property("city", TEXT, "City of work or residence.", PERSONAL, search="other", longest=200),
        Property("country", CODE, "Country, ISO 3166-1 alpha-2.", PERSONAL, indexed=True, pattern="[A-Z]{2}"),
        Property("language", CODE, "Preferred language, BCP 47.", PERSONAL),
        Property("time_zone", CODE, "Time zone, IANA name.", PERSONAL),
        Property("birthday", DATE, "Date of birth.", SENSITIVE),
        Property("linkedin", CODE, "LinkedIn profile.", PERSONAL),
        Property("x", CODE, "Profile at X.", PERSONAL),
        Property("facebook", CODE, "Facebook profile.", PERSONAL),
        Property("website", CODE, "Their own web page.", PERSONAL),
        Property("contact_type", CHOICE, "What the contact is to sales.", PERSONAL, choices.CONTACT_TYPE),
        Property("lead_source", CODE, "Where the lead came from.", PERSONAL),
        Property("lead_status", CHOICE, "State of the lead.", PERSONAL, choices.LEAD_STATUS, indexed=True),
        Property("expected_value", MONEY, "What the contact may be worth.", CONFIDENTIAL),
        Property("target_close_on", DATE, "When a sale is hoped for.", CONFIDENTIAL),
        Property("tags", TEXTS, "Free words.", PERSONAL, search="other"),
        Property("do_not_contact", BOOLEAN, "Wants no contact: nobody is led to them or through them.", PERSONAL),
        Property(
            "objects_to_profiling",
            BOOLEAN,
            "Objects to profiling: has no strength, health or influence, and leaves those of others as if never met.",
            PERSONAL,
        ),
        Property(
            "last_contact_at",
            INSTANT,
            "The latest interaction you may see. Not indexed: filters and orders by it look at every candidate.",
            PERSONAL,
            expression=_LAST_CONTACT,
        ),
    ),
    finders=(
        Finder("id", "The id.", property="id"),
        Finder("external_id", "The external id.", property="external_id"),
        Finder(
            "email",
            "An e-mail address they have today, case ignored; of several people the one with the smallest id.",
            pattern="(:ContactPoint {medium: 'EMAIL', address_key: $value})"
            "<-[r:REACHED_AT WHERE {holds:r}]-({n}:Person)",
            normal="email",
            needs=("REACHED_AT", "ContactPoint.address"),
        ),
    ),
    conditions=(
        Condition(
            "worksFor",
            "WorksForFilter",
            (
                Argument("id", "ID", "o.id = $value"),
                Argument("externalId", "String", "o.external_id = $value"),
                Argument("withUnits", "Boolean", default=False),
            ),
            _WORKS_FOR,
            "Holds a seat today at the organization, or with `withUnits` at a unit of it.",
            anchor=_WORKS_FOR_ANCHOR,
            needs=("HOLDS",),
        ),
        address_condition("email", "EMAIL", "Person", "One of their e-mail addresses."),
        address_condition("phone", "PHONE", "Person", "One of their telephone numbers, in any notation."),
    ),
    references=(
        EMAILS,
        PHONES,
        Reference("categories", "CLASSIFIED_AS", many=True, description="Category kinds."),
        SITES,
    ),
)

INFLUENCES = Edge(
    "INFLUENCES",
    "Person",
    "Person",
    "Influence that somebody drew, beside what is computed.",
    CONFIDENTIAL,
    properties=(
        Property("weight", NUMBER, "How strong, 0–1.", CONFIDENTIAL, minimum=0, maximum=1),
        Property("topic", TEXT, "In what matter.", CONFIDENTIAL),
        Property("confidence", NUMBER, "How sure the author is, 0–1.", CONFIDENTIAL, minimum=0, maximum=1),
        Property("source", CODE, "Who says so.", CONFIDENTIAL),
        *SHARED,
    ),
    forward=(Way("influences", Shape.CONNECTION, "People this person was said to influence.", order=BY_NAME),),
    back=(Way("influencedBy", Shape.CONNECTION, "People said to influence this person.", order=BY_NAME),),
    file="influences",
    ends=("from", "to"),
    identity=("topic",),
    writing=Writing("influence", "from", "to", "source", update="influenceUpdate"),
)

RELATED_TO = Edge(
    "RELATED_TO",
    "Person",
    "Person",
    "What people are to each other: mentor, family, alumni, board …",
    PERSONAL,
    properties=(
        Property("kind", CHOICE, "The kind of relation.", PERSONAL, choices.RELATION_KIND, required=True),
        *DATED,
        *SHARED,
    ),
    forward=(
        Way(
            "relatedTo",
            Shape.CONNECTION,
            "Relations told from this person: their mentees, alumni, friends …",
            Holding.CHOSEN,
            order=BY_NAME,
        ),
    ),
    back=(Way("relatedFrom", Shape.CONNECTION, "The same, told from the other side.", Holding.CHOSEN, order=BY_NAME),),
    file="relations",
    ends=("from", "to"),
    identity=("kind",),
    writing=Writing("relation", "from", "to", "source", update="relationUpdate"),
)

HOLDS = Edge(
    "HOLDS",
    "Person",
    "Role",
    "Who sits in a seat, and when.",
    PERSONAL,
    properties=(
        *DATED,
        Property("acting", BOOLEAN, "Holds it for the time being."),
        Property("current", BOOLEAN, "Holds it on the date.", expression="{holds:r}", filterable=False),
    ),
    forward=(
        Way(
            "roles",
            Shape.CONNECTION,
            "The seats the person holds or held: current ones first, then the latest start first.",
            Holding.CHOSEN,
            order=(
                Key("current", "edge", descending=True, expression="{holds:r}"),
                Key("started_on", "edge", descending=True),
            ),
        ),
    ),
    back=(
        Way(
            "holders",
            Shape.EDGES,
            "Who holds or held the seat, longest in it first.",
            Holding.CHOSEN,
            order=(Key("started_on", "edge", expression=SINCE_EVER_FIRST), Key("name_key")),
            end="person",
            type_name="Holding",
        ),
    ),
    file="holdings",
    ends=("person", "role"),
    writing=Writing("role", "person", "role", "target", add="Assign", update="holdingUpdate"),
)

KNOWS = Edge(
    "KNOWS",
    "Person",
    "Person",
    "Two people who were in touch, from the lower id to the higher: derived from what both took part in, and kept true "
    "as interactions are written. One for each audience of these; `1 - Π(1 - strength)` over those one may see is what "
    "one sees of the pair. Nobody has one who objects to profiling.",
    PERSONAL,
    derived=True,
    properties=(
        Property("strength", NUMBER, "Just after the last contact, 0–1; halves with each half-life since.", PERSONAL),
        Property("strength_at", INSTANT, "When that was.", PERSONAL),
        Property("rank", NUMBER, "Orders ties by strength, at any time alike.", PERSONAL),
        Property("events", INTEGER, "How many interactions.", PERSONAL),
        Property("contact_days", INTEGER, "On how many days.", PERSONAL),
        Property("sent", INTEGER, "Mails and messages from the lower id to the higher.", PERSONAL),
        Property("received", INTEGER, "Those the other way.", PERSONAL),
        Property("first_contact_at", INSTANT, "When the first was.", PERSONAL),
        Property("last_contact_at", INSTANT, "When the last was.", PERSONAL),
    ),
)

QUESTIONS = (
    Question(
        "manager", "org_charts/manager", Shape.ONE, "Person", bind="person", needs=("HOLDS",), sensitivity=PERSONAL
    ),
    Question(
        "reports", "org_charts/reports", Shape.LIST, "Person", bind="person", needs=("HOLDS",), sensitivity=PERSONAL
    ),
    Question(
        "authorityLine",
        "org_charts/authority_line",
        Shape.LIST,
        "Person",
        bind="person",
        needs=("HOLDS",),
        sensitivity=PERSONAL,
    ),
    Question(
        "timeline",
        "timelines/of_person",
        Shape.CONNECTION,
        "Person",
        bind="person",
        needs=("TOOK_PART_IN",),
        sensitivity=PERSONAL,
    ),
    Question(
        "restrictedPersons",
        "persons/restricted",
        Shape.CONNECTION,
        node="Person",
        permission="persons.restrict",
        noted=True,
        description="The restricted persons, whom nobody else meets: the first restricted one comes first.",
    ),
)
