"""What every record has: identity and its times."""

from __future__ import annotations

from graphcrm.access.sensitivity import Sensitivity
from graphcrm.compile.declarations import Key, Property
from graphcrm.compile.kinds import CHOICE, CODE, DATE, INSTANT, INTEGER, TEAMS
from graphcrm.vocabulary import choices

BY_NAME = (Key("name_key"),)

RECORD = (
    Property("id", CODE, "Opaque, prefixed, time-ordered; answers for ever.", unique=True, required=True, column=None),
    Property(
        "external_id",
        CODE,
        "The id the record has where it came from; unique per noun.",
        unique=True,
    ),
    Property("version", INTEGER, "Counts the changes; give it back as expectedVersion.", column=None),
    Property("created_at", INSTANT, "When the record was made.", column=None),
    Property("updated_at", INSTANT, "When it was last changed.", column=None),
    Property(
        "archived_at",
        INSTANT,
        "When it was put away; lists and search leave it out unless a filter speaks of this.",
        column=None,
        indexed=True,
        native=True,
    ),
)

DATED = (
    Property("started_on", DATE, "First day it holds; none: since ever."),
    Property("ended_on", DATE, "Last day it holds; none: it goes on."),
)

# Of an edge with these, a fact may be whole for some teams only (`compile.sharing`).
SHARED = (
    Property("sharing", CHOICE, "What those see of it who are in none of its teams.", choices=choices.SHARING_LEVEL),
    Property("shared_with", TEAMS, "The ids of the teams it is whole for, where not all of it is for everybody."),
)

PERSONAL = Sensitivity.PERSONAL
CONFIDENTIAL = Sensitivity.CONFIDENTIAL
SENSITIVE = Sensitivity.SENSITIVE
