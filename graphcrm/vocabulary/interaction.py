"""Interaction: how people were in touch, who took part, what it was about."""

from __future__ import annotations

from graphcrm.compile.declarations import Edge, Finder, Key, Noun, Property, Reference, Shape, Way
from graphcrm.compile.kinds import BOOLEAN, CHOICE, INSTANT, INTEGER, TEXT
from graphcrm.vocabulary import choices
from graphcrm.vocabulary.records import CONFIDENTIAL, PERSONAL, RECORD

_PART_RANK = (
    "CASE {r}.part WHEN 'ORGANIZER' THEN 0 WHEN 'FROM' THEN 1 WHEN 'TO' THEN 2 "
    "WHEN 'ATTENDEE' THEN 3 WHEN 'CC' THEN 4 ELSE 5 END"
)

INTERACTION = Noun(
    "Interaction",
    prefix="int",
    plural="interactions",
    title="subject",
    file="interactions",
    writing="Record",
    ties=True,
    description="A mail, call, meeting, note or message.",
    properties=(
        *RECORD,
        Property("kind", CHOICE, "How.", choices=choices.INTERACTION_KIND, required=True),
        Property("occurred_at", INSTANT, "When.", required=True, indexed=True),
        Property("subject", TEXT, "What about, in its own words.", CONFIDENTIAL),
        Property("duration_minutes", INTEGER, "How long, in minutes.", minimum=0),
        Property("bulk", BOOLEAN, "Sent to many by a machine or a list: it ties nobody and counts in no score."),
    ),
    finders=(Finder("id", "The id.", property="id"), Finder("external_id", "The external id.", property="external_id")),
    references=(
        Reference(
            "participants",
            "TOOK_PART_IN",
            many=True,
            required=True,
            description="person:part;…",
            incoming=True,
            suffix="part",
        ),
        Reference("concerns", "CONCERNS", many=True, description="External ids of organizations, else deals."),
    ),
)

TOOK_PART_IN = Edge(
    "TOOK_PART_IN",
    "Person",
    "Interaction",
    "Who took part, and how.",
    PERSONAL,
    properties=(Property("part", CHOICE, "The part.", PERSONAL, choices.PART, required=True),),
    forward=(Way("interactions", Shape.CONNECTION, "Interactions the person took part in.", field=False),),
    back=(
        Way(
            "participants",
            Shape.EDGES,
            "Who took part: organizer, sender, recipients, attendees, copies, then by name.",
            order=(Key("part", "edge", expression=_PART_RANK), Key("name_key")),
            end="person",
            type_name="Participation",
            limit=500,
            counts_as=5,
        ),
    ),
    identity=("part",),
)

CONCERNS = Edge(
    "CONCERNS",
    "Interaction",
    "Concern",
    "What an interaction was about.",
    forward=(Way("concerns", Shape.LIST, "The organizations and deals it was about.", order=(Key("name_key"),)),),
    back=(Way("interactions", Shape.CONNECTION, "Interactions about it.", field=False),),
)
