"""What a client subscribes to: that something changed, in ids and names. What it is now, the client asks anew."""

from __future__ import annotations

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from graphcrm.compile.declarations import Enumeration
from graphcrm.compile.scalars import CURSOR, DATE_TIME

CHANGE_KIND = Enumeration(
    "ChangeKind",
    "What happened.",
    {
        "CREATED": "A record was made.",
        "UPDATED": "Fields of a record or of a fact have other values.",
        "ARCHIVED": "A record was put aside.",
        "RESTORED": "An archived record came back.",
        "MERGED": "It has absorbed other records.",
        "UNMERGED": "A record that was absorbed came back: of either of the two.",
        "ADDED": "A fact was added.",
        "ENDED": "A fact stopped being true.",
        "RETRACTED": "A fact was withdrawn: it never was true.",
        "IMPORTED": "Records were made by an import, or facts between such records.",
        "REMOVED": "You saw the records and do not any more: for others now, restricted, merged, or you left a team.",
    },
)

JOB_STATE = Enumeration(
    "JobState",
    "Where a job stands.",
    {
        "QUEUED": "It waits for a worker; one that had begun goes on from where it was.",
        "RUNNING": "A worker is at it.",
        "PAUSED": "The worker that was at it has fallen silent; another takes it up and goes on from where it was.",
        "SUCCEEDED": "It is done.",
        "PARTIAL": "It is done, but for what `result` names.",
        "FAILED": "It ended before it was done; `message` says why.",
        "CANCELLED": "Somebody ended it.",
    },
)


def subscription(kind: GraphQLEnumType, job_state: GraphQLEnumType) -> GraphQLObjectType:
    """The type `Subscription`; `kind` is the enum made of CHANGE_KIND, `job_state` that of the states of jobs."""
    ids = GraphQLNonNull(GraphQLList(GraphQLNonNull(GraphQLID)))
    names = GraphQLNonNull(GraphQLList(GraphQLNonNull(GraphQLString)))
    change = GraphQLObjectType(
        "GraphChange",
        {
            "cursor": GraphQLField(GraphQLNonNull(CURSOR), description="Its place; give it back as `after`."),
            "at": GraphQLField(GraphQLNonNull(DATE_TIME), description="When it happened."),
            "kind": GraphQLField(GraphQLNonNull(kind), description="What happened."),
            "type": GraphQLField(
                GraphQLNonNull(GraphQLString), description="Of what: Person, Deal … for a record, HOLDS … for a fact."
            ),
            "recordIds": GraphQLField(ids, description="The records; of a fact, whence it leads and where to."),
            "fields": GraphQLField(names, description="The fields that have other values, as far as you see them."),
        },
        description="That something changed. What it is now, ask anew.",
    )
    after = GraphQLArgument(CURSOR, description="Begin after this change, not with what comes from now on.")
    types = GraphQLArgument(
        GraphQLList(GraphQLNonNull(GraphQLString)), description="Only of these: Person, Deal …, HOLDS …"
    )
    record = GraphQLArgument(GraphQLNonNull(GraphQLID), description="The record.")
    return GraphQLObjectType(
        "Subscription",
        {
            "graphChanged": GraphQLField(
                GraphQLNonNull(change),
                {"after": after, "types": types},
                description="Every change that you may see, once and in order.",
            ),
            "recordChanged": GraphQLField(
                GraphQLNonNull(change),
                {"id": record, "after": after},
                description="The changes of one record and of its facts.",
            ),
            "jobProgress": GraphQLField(
                GraphQLNonNull(_progress(job_state)),
                {"id": GraphQLArgument(GraphQLNonNull(GraphQLID), description="The job.")},
                description="How a job stands, at once and as it goes on; it ends with the job.",
            ),
        },
        description="Being told, over a WebSocket (graphql-transport-ws).",
    )


def _progress(state: GraphQLEnumType) -> GraphQLObjectType:
    return GraphQLObjectType(
        "JobProgress",
        {
            "jobId": GraphQLField(GraphQLNonNull(GraphQLID), description="The job; ask for it by `job`."),
            "at": GraphQLField(GraphQLNonNull(DATE_TIME), description="When it was looked at."),
            "kind": GraphQLField(GraphQLNonNull(GraphQLString), description="What it does."),
            "state": GraphQLField(GraphQLNonNull(state), description="Where it stands."),
            "done": GraphQLField(GraphQLNonNull(GraphQLInt), description="How much of it is done, of `total`."),
            "total": GraphQLField(GraphQLInt, description="How much there is to do; null: not known yet."),
        },
        description="How far a job is. What came of it, ask anew.",
    )
