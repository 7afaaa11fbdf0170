"""What two people are to each other, as far as their interactions tell: strength, health, when they were in touch."""

from __future__ import annotations

from graphcrm.compile.declarations import Composite, Question, Shape
from graphcrm.vocabulary.records import PERSONAL

_NEEDS = ("KNOWS", "TOOK_PART_IN")

RELATIONSHIP = Composite(
    "Relationship",
    "What two people are to each other, by the interactions you may see.",
    {
        "people": ("[Person!]!", "The two, in the order asked for."),
        "strength": ("Strength!", "How strong the tie is."),
        "first_contact_at": ("DateTime", "Their first contact; null: none that you see."),
        "last_contact_at": ("DateTime", "Their latest contact."),
        "interactions": ("Contacts!", "How often they were in touch, when and how."),
    },
)
STRENGTH = Composite(
    "Strength",
    "How strong a tie is: each contact adds a part of what is missing to 1, and silence halves it. Grows with every "
    "contact; the weights of channels are a convention.",
    {
        "value": ("Float", "0–1; null: they were never in touch, as far as you see."),
        "parts": ("[ScorePart!]!", "What each channel adds; value is its share."),
        "half_life_days": ("Float!", "The days of silence that halve it."),
    },
)
HEALTH = Composite(
    "Health",
    "How likely a contact is within 60 days, by the days of contact so far (BG/NBD: Fader, Hardie & Lee 2005).",
    {
        "probability60d": ("Float", "0–1; null: not enough data."),
        "grade": ("TieGrade", "HEALTHY from 0.7, FAIR from 0.4, COLD below."),
        "trend": ("Float", "The probability less that of 30 days before; null: there was none."),
        "grade_before": ("TieGrade", "The grade 30 days before."),
        "going_cold": ("Boolean!", "A lower grade than 30 days before, or COLD within 30 days of silence."),
        "cold_on": ("Date", "The day it grows cold if nothing happens; null: it is, or not within 1,000 days."),
        "silent_days": ("Int", "Days since the last contact."),
        "reasons": ("[String!]!", "The facts behind it, as sentences."),
        "fitted_ties": (
            "Int!",
            "To how many ties its parameters were fitted; 0: they are those shipped.",
        ),
        "fitted_at": ("DateTime", "When that was; every night, where a server runs."),
    },
)
CONTACTS = Composite(
    "Contacts",
    "The contacts of two people: mails from one to the other, meetings and calls of both.",
    {
        "total": ("Int!", "All of them."),
        "days": ("Int!", "On how many days."),
        "last30_days": ("Int!", "In 30 days."),
        "last90_days": ("Int!", "In 90 days."),
        "last365_days": ("Int!", "In 365 days."),
        "forth": ("Int!", "Mails and messages from the first to the second."),
        "back": ("Int!", "Those the other way."),
        "by_kind": ("[KindCount!]!", "How many of each kind."),
    },
)
KIND_COUNT = Composite(
    "KindCount",
    "How many interactions of a kind.",
    {"kind": ("InteractionKind!", "The kind."), "count": ("Int!", "How many.")},
)
TIED_PAIR = Composite(
    "TiedPair",
    "One of us and one of theirs, and how strong their tie is.",
    {
        "ours": ("Person!", "Who of us."),
        "theirs": ("Person!", "Who of them."),
        "strength": ("Float!", "How strong, 0–1."),
        "last_contact_at": ("DateTime", "Their latest contact."),
    },
)
WITH_ORGANIZATION = Composite(
    "OrganizationStrength",
    "How strong we are with an organization: 1 - Π(1 - s) over the five strongest pairs.",
    {
        "value": ("Float", "0–1; null: no tie that you see."),
        "pairs": ("[TiedPair!]!", "The five strongest, which are the evidence."),
        "our_people": ("Int!", "How many of us have a tie to somebody there."),
        "their_people": ("Int!", "How many of them we have a tie to."),
        "seated": ("Int!", "How many hold a seat there."),
    },
)
ENGAGEMENT = Composite(
    "Engagement",
    "How somebody is in touch: facts, not a score.",
    {
        "interactions": ("Int!", "Interactions with somebody else."),
        "contact_days": ("Int!", "On how many days (UTC)."),
        "active_weeks": ("Int!", "In how many weeks, from Monday on."),
        "people": ("Int!", "With how many people."),
        "sent": ("Int!", "Mails and messages they wrote."),
        "received": ("Int!", "Those they got."),
        "by_kind": ("[KindCount!]!", "How many of each kind."),
        "answers_share": (
            "Float",
            "Share of what they got that they answer within 14 days; null: they got nothing.",
        ),
        "answers_median_hours": ("Float", "Median hours until they answer."),
        "answered_share": ("Float", "Share of what they wrote that is answered within 14 days, 0–1."),
        "answered_median_hours": ("Float", "Median hours until they are answered."),
        "starts_share": ("Float", "Share of exchanges they started, 0–1: written after 14 days without."),
        "days_since_last": ("Int", "Days since the last contact."),
    },
)
ACCOUNT_HEALTH = Composite(
    "AccountHealth",
    "How likely contacts with an account are within 60 days: the mean over its key contacts, weighted by influence.",
    {
        "value": ("Float", "0–1; null: nobody there has a tie to one of us that you see."),
        "grade": ("TieGrade", "HEALTHY from 0.7, FAIR from 0.4, COLD below."),
        "in_touch": ("Int!", "How many there have a tie to one of us."),
        "weakest": ("Person", "The key contact with the lowest probability."),
        "key_contacts": ("[KeyContact!]!", "The 20 most influential who have a tie to one of us."),
        "reasons": ("[String!]!", "The facts behind it, as sentences."),
    },
)
KEY_CONTACT = Composite(
    "KeyContact",
    "Somebody who counts at an account, and how we stand with them.",
    {
        "person": ("Person!", "Who."),
        "influence": ("Float", "Their influence there, 0–1; null: not known."),
        "weight": ("Float!", "What they weigh: their influence, 0.5 where it is not known."),
        "probability60d": ("Float!", "How likely one of us is in touch with them within 60 days, by the best tie."),
        "grade": ("TieGrade!", "The grade of that."),
        "known_by": ("Person!", "Who of us has the best tie."),
    },
)
SCORE_DISTRIBUTION = Composite(
    "ScoreDistribution",
    "How numbers between 0 and 1 are spread.",
    {
        "count": ("Int!", "How many there are."),
        "mean": ("Float", "Their mean; null: there are none."),
        "median": ("Float", "Half of them are lower."),
        "lowest_tenth": ("Float", "A tenth of them is lower."),
        "highest_tenth": ("Float", "A tenth of them is higher."),
        "bins": ("[Int!]!", "How many lie in each of ten equal parts of 0–1, the lowest first."),
    },
)
FLOW_NODE = Composite(
    "FlowNode",
    "A unit of an organization as an end of flows, or all those outside of it as one.",
    {
        "id": ("ID!", "The id of the unit; outside: everybody else."),
        "kind": ("String!", "The kind of organization it is (COMPANY, DEPARTMENT …); OUTSIDE: everybody else."),
        "external_id": ("String", "The id where it came from."),
        "label": ("String", "The name."),
        "parent_id": ("ID", "The id of what it is a unit or subsidiary of, on the shortest way down."),
        "depth": ("Int", "How far below the organization asked of."),
        "people": ("Int", "How many hold their seat there, or below it where deeper units count as it."),
    },
)
FLOW_LINK = Composite(
    "FlowLink",
    "How the people of two units are in touch, or those of one with each other, or with those outside.",
    {
        "source": ("ID!", "The id of the one unit."),
        "target": ("ID!", "The id of the other."),
        "kind": ("String!", "BETWEEN two units; WITHIN one, which is both ends; OUTSIDE: with everybody else."),
        "interactions": ("Int!", "All of them."),
        "sent": ("Int!", "Mails and messages from the source to the target; within a unit all of them."),
        "received": ("Int!", "Those the other way; within a unit 0."),
        "together": ("Int!", "Meetings and calls of both."),
        "last_at": ("DateTime!", "The latest."),
        "answered_share": (
            "Float",
            "Share of what was sent, to each who got it, that they answer within 14 days; null: nothing was sent.",
        ),
        "answered_median_hours": ("Float", "Median hours until it is answered; null: it never was."),
        "answers_share": ("Float", "Share of what was received that is answered within 14 days."),
        "answers_median_hours": ("Float", "Median hours until that is answered."),
    },
)
COMPOSITES = (
    FLOW_NODE,
    FLOW_LINK,
    RELATIONSHIP,
    STRENGTH,
    HEALTH,
    CONTACTS,
    KIND_COUNT,
    TIED_PAIR,
    WITH_ORGANIZATION,
    ENGAGEMENT,
    ACCOUNT_HEALTH,
    KEY_CONTACT,
    SCORE_DISTRIBUTION,
)

QUESTIONS = (
    Question(
        "health",
        "relationships/account_health",
        Shape.ROW,
        "Organization",
        bind="organization",
        type_name=ACCOUNT_HEALTH.name,
        needs=(*_NEEDS, "HOLDS", "INFLUENTIAL_IN"),
        sensitivity=PERSONAL,
    ),
    Question(
        "scoreDistribution",
        "relationships/score_distribution",
        Shape.ROW,
        "Organization",
        bind="organization",
        type_name="OrganizationScores",
        needs=(*_NEEDS, "HOLDS", "INFLUENTIAL_IN"),
        sensitivity=PERSONAL,
    ),
    Question(
        "relationship",
        "relationships/between",
        Shape.ROW,
        type_name=RELATIONSHIP.name,
        needs=_NEEDS,
        sensitivity=PERSONAL,
    ),
    Question(
        "health",
        "relationships/health",
        Shape.ROW,
        RELATIONSHIP.name,
        binds=(("days", "days"), ("day", "day")),
        type_name=HEALTH.name,
        needs=_NEEDS,
        sensitivity=PERSONAL,
    ),
    Question(
        "engagement",
        "engagement/of_person",
        Shape.ROW,
        RELATIONSHIP.name,
        binds=(("person", "a"), ("with", "b")),
        type_name=ENGAGEMENT.name,
        needs=_NEEDS,
        sensitivity=PERSONAL,
        description="How the first is in touch with the second, in a number of days up to a day.",
    ),
    Question(
        "engagement",
        "engagement/of_person",
        Shape.ROW,
        "Person",
        bind="person",
        type_name=ENGAGEMENT.name,
        needs=_NEEDS,
        sensitivity=PERSONAL,
    ),
    Question(
        "communicationFlows",
        "engagement/between_units",
        Shape.ROW,
        "Organization",
        bind="organization",
        type_name="CommunicationFlows",
        needs=("TOOK_PART_IN", "HOLDS"),
        sensitivity=PERSONAL,
    ),
    Question(
        "strength",
        "relationships/with_organization",
        Shape.ROW,
        "Organization",
        bind="organization",
        type_name=WITH_ORGANIZATION.name,
        needs=(*_NEEDS, "HOLDS"),
        sensitivity=PERSONAL,
    ),
    Question(
        "restsOn",
        "relationships/rests_on",
        Shape.CONNECTION,
        "Organization",
        bind="organization",
        needs=(*_NEEDS, "HOLDS"),
        sensitivity=PERSONAL,
    ),
    Question(
        "sharedContacts",
        "relationships/shared_contacts",
        Shape.CONNECTION,
        RELATIONSHIP.name,
        binds=(("one", "a"), ("other", "b")),
        needs=_NEEDS,
        sensitivity=PERSONAL,
    ),
)
