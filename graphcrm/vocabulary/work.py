"""Task and Note: what we mean to do, and what we wrote down, each about whatever it concerns."""

from __future__ import annotations

from graphcrm.compile.declarations import Edge, Finder, Key, Noun, Property, Reference, Shape, Way
from graphcrm.compile.kinds import CHOICE, DATE, NAME, TEXT
from graphcrm.vocabulary import choices
from graphcrm.vocabulary.records import CONFIDENTIAL, RECORD

_BY_ID = (Finder("id", "The id.", property="id"), Finder("external_id", "The external id.", property="external_id"))

TASK = Noun(
    "Task",
    prefix="tsk",
    plural="tasks",
    title="title",
    file="tasks",
    description="Something one of us is to do.",
    properties=(
        *RECORD,
        Property("title", NAME, "What is to be done.", required=True, indexed=True),
        Property("description", TEXT, "More about it.", CONFIDENTIAL, filterable=False),
        Property(
            "status", CHOICE, "How far it is.", choices=choices.TASK_STATUS, required=True, indexed=True, default="OPEN"
        ),
        Property("priority", CHOICE, "How urgent.", choices=choices.PRIORITY),
        Property("due_on", DATE, "The day it should be done.", indexed=True),
        Property("done_on", DATE, "The day it was done."),
        Property(
            "introduction_outcome",
            CHOICE,
            "Of a request to be introduced to whom it is about: what came of it; of other tasks none.",
            choices=choices.INTRODUCTION_OUTCOME,
        ),
    ),
    finders=_BY_ID,
    references=(
        Reference("assignee", "ASSIGNED_TO", description="The user who is to do it."),
        Reference("requester", "REQUESTED_BY", description="The user who wants it done."),
        Reference("go_between", "ASKS", description="The person who is asked to introduce one of us."),
        Reference("about", "ABOUT", many=True, description="What it is about."),
    ),
)

NOTE = Noun(
    "Note",
    prefix="nte",
    plural="notes",
    title="text",
    file="notes",
    description="What somebody wrote down about people, organizations, deals, interactions.",
    properties=(*RECORD, Property("text", TEXT, "The note.", CONFIDENTIAL, required=True)),
    finders=_BY_ID,
    references=(Reference("about", "CONCERNING", many=True, required=True, description="What it is about."),),
)

ASSIGNED_TO = Edge(
    "ASSIGNED_TO",
    "Task",
    "User",
    "Who is to do it.",
    forward=(Way("assignee", Shape.ONE, "Who is to do it."),),
    back=(Way("tasks", Shape.CONNECTION, "What the user is to do.", order=(Key("due_on"),)),),
)

REQUESTED_BY = Edge(
    "REQUESTED_BY",
    "Task",
    "User",
    "Who wants it done.",
    forward=(Way("requester", Shape.ONE, "Who wants it done."),),
)

# The task hangs on whom it is about: who sees the person that is to be met sees that somebody asked for it, and whoever
# does not see the go-between sees it without them.
ASKS = Edge(
    "ASKS",
    "Task",
    "Person",
    "Who is asked to introduce one of us to whom the task is about.",
    forward=(Way("goBetween", Shape.ONE, "Who is asked to introduce one of us to whom it is about."),),
    back=(
        Way(
            "introductionsAsked",
            Shape.CONNECTION,
            "The introductions they were asked for, latest first.",
            order=(Key("created_at", descending=True),),
        ),
    ),
)

ABOUT = Edge(
    "ABOUT",
    "Task",
    "Subject",
    "What a task is about.",
    forward=(Way("about", Shape.LIST, "What it is about.", order=(Key("id"),)),),
    back=(Way("tasks", Shape.CONNECTION, "Tasks about it.", order=(Key("due_on"),)),),
)

CONCERNING = Edge(
    "CONCERNING",
    "Note",
    "Subject",
    "What a note is about.",
    forward=(Way("about", Shape.LIST, "What it is about.", order=(Key("id"),)),),
    back=(
        Way("notes", Shape.CONNECTION, "Notes about it, newest first.", order=(Key("created_at", descending=True),)),
    ),
)
