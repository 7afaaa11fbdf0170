"""The closed lists of words, each with its sentence."""

from __future__ import annotations

from graphcrm.compile.declarations import Enumeration


def _plain(name: str, description: str, **values: str) -> Enumeration:
    return Enumeration(name, description, values)


ORGANIZATION_KIND = _plain(
    "OrganizationKind",
    "What an organization is: a legal body, or a unit of one.",
    COMPANY="A company of any legal form.",
    GOVERNMENT="A public authority.",
    NONPROFIT="An association, foundation or charity.",
    DIVISION="A large unit of an organization.",
    DEPARTMENT="A department.",
    TEAM="A team.",
)

CATEGORY_KIND = _plain(
    "CategoryKind",
    "What a party is to us, as somebody recorded it.",
    DECISION_MAKER="Person: decides.",
    TECHNICAL_EVALUATOR="Person: judges the technology.",
    END_USER="Person: will use it.",
    PROCUREMENT="Person: buys.",
    FINANCE="Person: pays.",
    INITIAL_CONTACT="Person: first contact at a prospect.",
    STAKEHOLDER="Person: has a stake.",
    CHAMPION="Person: speaks for us.",
    BLOCKER="Person: speaks against us.",
    CHANNEL_PARTNER="Person: at a reseller.",
    TECHNOLOGY_PARTNER="Person: at a technology partner.",
    SERVICE_PARTNER="Person: at a service partner.",
    SUPPLIER="A supplier.",
    CUSTOMER_ENTERPRISE="Organization: a large customer.",
    CUSTOMER_MID_MARKET="Organization: a middle-sized customer.",
    CUSTOMER_SMALL="Organization: a small customer.",
    CUSTOMER_GOVERNMENT="Organization: a public customer.",
    CUSTOMER_NONPROFIT="Organization: a non-profit customer.",
    PROSPECT_TARGET="Organization: a prospect we chose.",
    PROSPECT_INBOUND="Organization: a prospect that came to us.",
    PROSPECT_REFERRAL="Organization: a prospect somebody referred.",
    PROSPECT_COMPETITIVE="Organization: a prospect served by a rival.",
    PARTNER_CHANNEL="Organization: a channel partner.",
    PARTNER_TECHNOLOGY="Organization: a technology partner.",
    PARTNER_SERVICE="Organization: a service partner.",
    PARTNER_ALLIANCE="Organization: an alliance partner.",
    COMPETITOR="Organization: competes with the one it is said towards.",
)

ROLE_FUNCTION = _plain(
    "RoleFunction",
    "The function of a seat.",
    EXECUTIVE="General management.",
    TECHNOLOGY="Information technology.",
    ENGINEERING="Engineering and development.",
    PROCUREMENT="Purchasing.",
    FINANCE="Finance and controlling.",
    SALES="Sales.",
    MARKETING="Marketing.",
    OPERATIONS="Operations and production.",
    LEGAL="Legal and compliance.",
    HUMAN_RESOURCES="Human resources.",
    SERVICE="Customer service.",
    OTHER="Anything else.",
)

LINE_KIND = _plain("LineKind", "A reporting line.", SOLID="The line of authority.", DOTTED="A second, weaker line.")

INTERACTION_KIND = _plain(
    "InteractionKind",
    "How people were in touch.",
    EMAIL="An e-mail.",
    CALL="A call.",
    MEETING="A meeting.",
    NOTE="A note somebody took.",
    MESSAGE="A message of another kind.",
    OTHER="Anything else.",
)

TIE_GRADE = _plain(
    "TieGrade",
    "How likely a contact is within 60 days.",
    HEALTHY="At least 0.7.",
    FAIR="At least 0.4.",
    COLD="Below.",
)

PART = _plain(
    "InteractionPart",
    "The part somebody took in an interaction.",
    ORGANIZER="Called the meeting.",
    FROM="Sent it, or called.",
    TO="Received it, or was called.",
    ATTENDEE="Took part.",
    CC="Received a copy.",
    BCC="Received a blind copy.",
)

RELATION_KIND = _plain(
    "RelationKind",
    "What two people are to each other.",
    MENTOR="One guides the other.",
    FAMILY="Family.",
    ALUMNI="Studied or worked together.",
    BOARD="Sit on the same board.",
    FRIEND="Friends.",
    COLLEAGUE="Worked together.",
    OTHER="Anything else.",
)

SHARING_LEVEL = _plain(
    "SharingLevel",
    "How much of a fact is for those who see both its ends, but are in none of the teams it is whole for.",
    EXISTENCE="That it is there.",
    STRENGTH="That it is there, and its numbers: weight and confidence.",
    DETAILS="All of it.",
)

BUYING_ROLE = _plain(
    "BuyingRole",
    "The role of a person in a purchase.",
    DECISION_MAKER="Decides.",
    CHAMPION="Speaks for us.",
    EVALUATOR="Judges the offer.",
    FINANCE="Pays.",
    PROCUREMENT="Buys.",
    USER="Will use it.",
    INFLUENCER="Is listened to.",
    BLOCKER="Can stop it.",
)

STANCE = _plain(
    "Stance",
    "How somebody stands to a deal.",
    SUPPORTER="For it.",
    NEUTRAL="Neither.",
    SCEPTIC="Doubts it.",
    OPPONENT="Against it.",
)

DEAL_OUTCOME = _plain("DealOutcome", "How a deal ended.", WON="Won.", LOST="Lost.", ABANDONED="Given up.")

CONTACT_TYPE = _plain(
    "ContactType", "What a contact is to sales.", LEAD="Not qualified yet.", CUSTOMER="Buys.", PARTNER="Sells with us."
)

LEAD_STATUS = _plain(
    "LeadStatus",
    "The state of a lead.",
    NEW="Nobody has looked at it.",
    WORKING="Somebody is on it.",
    QUALIFIED="Worth a deal.",
    DISQUALIFIED="Not for us.",
    CONVERTED="Became a contact of a deal.",
)

CONTACT_KIND = _plain(
    "ContactKind", "What an address is for.", WORK="At work.", HOME="At home.", MOBILE="A mobile phone.", OTHER="Other."
)

MEDIUM = _plain("Medium", "How an address reaches.", EMAIL="E-mail.", PHONE="Telephone.", POST="Post.")

LOCATION_KIND = _plain("LocationKind", "The size of a place.", COUNTRY="A country.", CITY="A city.", SITE="A site.")

PLACE_KIND = _plain("PlaceKind", "What a place is to a party.", SEAT="Where it has its seat, or lives.", SITE="A site.")

COVERAGE = _plain(
    "CoverageRole",
    "What one of us is to an account.",
    OWNER="Owns it.",
    KEY_ACCOUNT_MANAGER="Its key account manager.",
    TEAM_LEAD="Leads the team.",
    MEMBER="Works on it.",
)

ROLE_NAME = _plain(
    "AccessRole",
    "A role that a user acts in.",
    ADMIN="Users, teams, keys, settings.",
    MANAGER="Sees own teams and those below.",
    ACCOUNT_MANAGER="Works with accounts.",
    ANALYST="Reads all but confidential facts.",
    AUDITOR="Reads the trail and the structure.",
    SERVICE="A program.",
)

HIERARCHY_KIND = _plain(
    "HierarchyKind",
    "Which hierarchy is walked.",
    OWNERSHIP="Legal ownership (SUBSIDIARY_OF).",
    STRUCTURE="Operating structure (PART_OF).",
    ALL="Both together.",
)

SCOPE = _plain(
    "Scope",
    "How much of an organization is meant.",
    SELF="The organization itself.",
    UNITS="The organization and its units.",
    GROUP="The organization, its units, and all organizations it controls with theirs.",
)

SEARCH_KIND = _plain(
    "SearchKind", "What a search looks for.", PERSON="People.", ORGANIZATION="Organizations.", DEAL="Deals."
)

TASK_STATUS = _plain(
    "TaskStatus", "How far a task is.", OPEN="Not begun.", RUNNING="Begun.", DONE="Done.", CANCELLED="Given up."
)

INTRODUCTION_OUTCOME = _plain(
    "IntroductionOutcome",
    "What came of asking somebody for an introduction.",
    ASKED="Asked, not answered yet.",
    AGREED="They will do it.",
    INTRODUCED="It came about.",
    DECLINED="They would rather not.",
    NO_ANSWER="They never answered.",
)

PRIORITY = _plain("Priority", "How urgent something is.", LOW="It can wait.", NORMAL="As usual.", HIGH="Before others.")

PREFERENCE_KIND = _plain(
    "PreferenceKind",
    "What a preference speaks of.",
    COMMUNICATION="How and when to be addressed.",
    PRODUCT="Products.",
    SERVICE="Service.",
)

WISH = _plain("Wish", "Wanted or not.", WANTED="They want it.", UNWANTED="They do not want it.")

CHANNEL = _plain(
    "Channel",
    "A channel of communication.",
    EMAIL="E-mail.",
    PHONE="Telephone.",
    POST="Post.",
    MESSAGE="Messages of another kind.",
    MEETING="In person.",
)

FIELD_TYPE = _plain(
    "FieldType",
    "What a custom field holds.",
    TEXT="Words.",
    NUMBER="A number.",
    MONEY="An amount in a currency.",
    DATE="A day.",
    CHOICE="One of the words of its definition.",
    MULTI_CHOICE="Some of the words of its definition.",
    BOOLEAN="Yes or no.",
    URL="The address of a page, http or https.",
)

SENSITIVITY = _plain(
    "Sensitivity",
    "How much a fact tells about somebody; each role sees some classes and others not.",
    PUBLIC="Of no one in particular.",
    PERSONAL="Of a person.",
    CONFIDENTIAL="For those who sell.",
    SENSITIVE="For almost nobody.",
)
