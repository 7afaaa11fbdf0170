"""Who a job runs as: whoever asked for it, with the rights they have now."""

from __future__ import annotations

import hashlib
import json

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer, owner
from graphcrm.errors import Forbidden, NotFound
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens, users
from graphcrm.records.journal import LOCAL, Author

# The server itself, at night.
NIGHTLY = Author("nightly")
_EMAIL = "MATCH (u:User {id: $id}) RETURN u.email"
_GONE = "Whoever asked for this may not sign in any more, or the token they asked by has ended."
CHANGED = (
    "The rights of whoever asked were changed while this ran, so it was stopped. Ask again, and it runs under those."
)


async def now(graph: Graph, policy: Policy, asked_by: str, token: str | None) -> Viewer:
    """The viewer that somebody is at this moment, by the token they asked by, where it was one. Forbidden (ROLE) where
    they are nobody any more."""
    if asked_by in (LOCAL.user, NIGHTLY.user):
        return owner(policy, id=asked_by)
    if token is not None:
        viewer = await tokens.of_prefix(graph, policy, token)
        if viewer is None or viewer.id != asked_by:
            raise Forbidden(_GONE, reason="ROLE")
        return viewer
    rows = await graph.rows(_EMAIL, {"id": asked_by}, question="job")
    try:
        if rows:
            return await users.viewer_of(graph, policy, rows[0][0])
    except NotFound:
        pass
    raise Forbidden(_GONE, reason="ROLE")


def bound(policy: Policy, viewer: Viewer) -> str:
    """What a file that was made for somebody is bound to: who they are, what they see, and the policy."""
    said = [viewer.id, viewer.roles, viewer.teams, policy.version]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:24]


def rights(policy: Policy, viewer: Viewer) -> str:
    """What tells whether somebody's rights are still the same; of who owns the machine, they always are."""
    if viewer.id in (LOCAL.user, NIGHTLY.user):
        return "owner"
    said = [viewer.roles, viewer.teams, sorted(viewer.permissions), policy.version]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:24]
