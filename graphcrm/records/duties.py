"""Duties: rights on top of somebody's roles, for a time, that two administrators give together.

One proposes, with a reason; another confirms within a day; neither is who receives it. A duty ends by itself. Breaking
the glass is granted so too, for an hour and each time anew: a standing right to it would be one that nobody watches.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ulid import ULID

from graphcrm.access.policy import Duty, Policy
from graphcrm.access.viewers import Viewer
from graphcrm.compile import writing
from graphcrm.errors import BadUserInput, Conflict, Forbidden, NotFound
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import journal, users
from graphcrm.records.journal import Author
from graphcrm.records.stored import native

LOCK = "duties"
_SECONDS = 5.0
WAITS = timedelta(hours=24)
REQUEST_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/#-]{0,63}", re.ASCII)
NO_NUMBER = "A request number has 1 to 64 letters, digits and . _ / # -."
_KNOWN = """
MATCH (d:Duty {id: $id})-[:HELD_BY]->(u:User)
RETURN d.name, u.id, d.proposed_by, d.proposed_at, d.request, d.asked_until,
  CASE WHEN d.confirmed_at IS NULL THEN NULL ELSE d.ends_at END, d.ended_at, d.reviewed_at
"""
_OPEN = """
MATCH (d:Duty {name: $name})-[:HELD_BY]->(:User {id: $user})
WHERE d.ended_at IS NULL AND CASE WHEN d.confirmed_at IS NULL THEN d.proposed_at > $since ELSE d.ends_at > $now END
RETURN count(d) > 0
"""
_PROPOSE = """
MATCH (u:User {id: $user}) WHERE NOT coalesce(u.disabled, false)
CREATE (d:Internal:Duty {id: $id, name: $name, reason: $reason, request: $request, asked_until: $until,
  proposed_by: $by, proposed_at: $now, reviewed: $reviewed})-[:HELD_BY]->(u)
RETURN u.id
"""
_CONFIRM = "MATCH (d:Duty {id: $id}) SET d.confirmed_by = $by, d.confirmed_at = $now, d.ends_at = $ends"
_END = "MATCH (d:Duty {id: $id}) SET d.ended_by = $by, d.ended_at = $now, d.end_reason = $reason"
_REVIEW = "MATCH (d:Duty {id: $id}) SET d.reviewed_by = $by, d.reviewed_at = $now, d.outcome = $outcome"
_HELD = """
MATCH (d:Duty)-[:HELD_BY]->(:User) WHERE d.confirmed_at IS NOT NULL AND d.ended_at IS NULL AND d.ends_at > $now
RETURN d.name, count(*)
"""
_LIST = """
MATCH (d:Duty)-[:HELD_BY]->(u:User)
WITH d, u, CASE WHEN d.ended_at IS NOT NULL THEN 'ENDED'
  WHEN d.confirmed_at IS NULL AND d.proposed_at <= $since THEN 'LAPSED' WHEN d.confirmed_at IS NULL THEN 'PROPOSED'
  WHEN d.ends_at <= $now THEN 'ENDED' ELSE 'HELD' END AS state
WHERE NOT $open_review OR (d.reviewed AND d.confirmed_at IS NOT NULL AND state = 'ENDED' AND d.reviewed_at IS NULL)
RETURN d.id, u.email, d.name, state, d.reason, d.request, toString(d.ends_at), d.outcome ORDER BY d.id DESC
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an administrator proposes: for whom, which duty, why, under which request, until when at the latest."""

    user: str
    duty: str
    reason: str
    request: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Grant:
    """What is stored of one: `ends_at` None where it was not confirmed."""

    id: str
    name: str
    user: str
    proposed_by: str
    proposed_at: datetime
    request: str | None
    asked_until: datetime | None
    ends_at: datetime | None
    ended_at: datetime | None
    reviewed_at: datetime | None


async def propose(transaction: Transaction, policy: Policy, who: Viewer, author: Author, proposal: Proposal) -> str:
    """Proposes a duty for somebody; the id of what is to be confirmed. BadUserInput for a duty that is none, or where a
    reason, a request number or a fitting end is missing; Forbidden for oneself; Conflict where they hold it or it is
    proposed already."""
    duty = _duty(policy, proposal.duty)
    now = datetime.now(UTC)
    if duty.under_request and proposal.request is None:
        raise BadUserInput(f"{duty.name} is granted under the number of a request. Give it.")
    if proposal.until is not None and not now < proposal.until <= now + timedelta(minutes=duty.minutes) + WAITS:
        raise BadUserInput(f"{duty.name} is granted for at most {_lasts(duty)}. Choose an end within that time.")
    _require_person(who, "dutyPropose")
    if proposal.user == who.id:
        raise Forbidden("Nobody proposes a duty for themselves. Ask another administrator.", reason="ROLE")
    await transaction.run(writing.LOCK, {"name": LOCK})
    asked = {"name": duty.name, "user": proposal.user, "since": now - WAITS, "now": now}
    if (await transaction.run(_OPEN, asked))[0][0]:
        raise Conflict(f"They hold {duty.name}, or it is proposed for them. Confirm that, or end it.", reason="EXISTS")
    identifier = f"dty_{str(ULID()).lower()}"
    said = {"id": identifier, "reason": proposal.reason, "request": proposal.request, "until": proposal.until}
    if not await transaction.run(_PROPOSE, {**asked, **said, "by": who.id, "reviewed": duty.reviewed}):
        raise NotFound("This user may not sign in. Let them in again first.")
    await _note(transaction, author, "dutyPropose", proposal.user, duty.name, proposal.request)
    return identifier


async def confirm(
    transaction: Transaction, policy: Policy, who: Viewer, author: Author, identifier: str
) -> tuple[str, str, datetime]:
    """Confirms what somebody else proposed within the last 24 hours: (the user, the duty, its end). Forbidden for who
    proposed or receives it; Conflict where it is not open any more."""
    await transaction.run(writing.LOCK, {"name": LOCK})
    grant, now = await _known(transaction, identifier), datetime.now(UTC)
    _require_person(who, "dutyConfirm")
    if who.id in (grant.user, grant.proposed_by):
        raise Forbidden("Another administrator than who proposed it or receives it confirms.", reason="ROLE")
    if grant.ends_at is not None or grant.ended_at is not None:
        raise Conflict("This is confirmed or was ended already.", reason="STATE")
    if grant.proposed_at + WAITS <= now:
        raise Conflict("This was proposed more than a day ago. Propose it again.", reason="LAPSED")
    if not await users.appoints(transaction, policy, grant.proposed_by):
        raise Conflict("Who proposed this administers no more. Propose it again.", reason="LAPSED")
    ends = now + timedelta(minutes=_duty(policy, grant.name).minutes)
    if grant.asked_until is not None:
        ends = min(ends, grant.asked_until)
    if ends <= now:
        raise Conflict("It was asked for until a time that is past. Propose it again.", reason="LAPSED")
    await transaction.run(_CONFIRM, {"id": identifier, "by": who.id, "now": now, "ends": ends})
    await _note(transaction, author, "dutyConfirm", grant.user, grant.name, grant.request)
    return grant.user, grant.name, ends


async def end(
    transaction: Transaction, who: Viewer, author: Author, identifier: str, reason: str | None
) -> tuple[str, str]:
    """Ends a duty or withdraws its proposal: its holder, or an administrator; (the user, the duty). NotFound for
    anybody else; Conflict where it has ended."""
    await transaction.run(writing.LOCK, {"name": LOCK})
    grant, now = await _known(transaction, identifier), datetime.now(UTC)
    if grant.user != who.id and users.APPOINTS not in who.permissions:
        raise _unknown()
    if grant.ended_at is not None or (grant.ends_at is not None and grant.ends_at <= now):
        raise Conflict("This has ended already.", reason="ENDED")
    await transaction.run(_END, {"id": identifier, "by": who.id, "now": now, "reason": reason})
    await _note(transaction, author, "dutyEnd", grant.user, grant.name, grant.request)
    return grant.user, grant.name


async def review(
    transaction: Transaction, who: Viewer, author: Author, identifier: str, outcome: str
) -> tuple[str, str]:
    """Says what came of looking at what was done under a duty that has ended: (the user, the duty). Forbidden for who
    held it; Conflict where it was never held, still is, or was looked at."""
    await transaction.run(writing.LOCK, {"name": LOCK})
    grant, now = await _known(transaction, identifier), datetime.now(UTC)
    _require_person(who, "dutyReview")
    if grant.user == who.id:
        raise Forbidden("Nobody reviews what they did themselves. Ask another administrator.", reason="ROLE")
    if grant.ends_at is None or (grant.ended_at is None and grant.ends_at > now):
        raise Conflict("This was never held, or still is. End it first.", reason="STATE")
    if grant.reviewed_at is not None:
        raise Conflict("This was reviewed already.", reason="STATE")
    await transaction.run(_REVIEW, {"id": identifier, "by": who.id, "now": now, "outcome": outcome})
    await _note(transaction, author, "dutyReview", grant.user, grant.name, grant.request)
    return grant.user, grant.name


async def held(graph: Graph, policy: Policy) -> dict[str, int]:
    """How many hold each duty of the policy now, whichever way it was given."""
    found = dict.fromkeys(policy.duties, 0)
    for name, number in await graph.rows(_HELD, {"now": datetime.now(UTC)}, question="duties", seconds=_SECONDS):
        found[name] = number
    return found


async def everybodys(graph: Graph, *, open_review: bool) -> list[dict[str, Any]]:
    """All that were ever granted or proposed, the latest first; `open_review`: those to be looked at."""
    now = datetime.now(UTC)
    parameters = {"now": now, "since": now - WAITS, "open_review": open_review}
    names = ("id", "email", "duty", "state", "reason", "request", "ends_at", "outcome")
    return [dict(zip(names, row, strict=True)) for row in await graph.rows(_LIST, parameters)]


def _duty(policy: Policy, name: str) -> Duty:
    if name not in policy.duties:
        known: Sequence[str] = sorted(policy.duties)
        raise BadUserInput(f"There is no duty {name[:40]}. The policy knows {', '.join(known) or 'none'}.")
    return policy.duties[name]


def _lasts(duty: Duty) -> str:
    days, minutes = divmod(duty.minutes, 24 * 60)
    return f"{days} days" if days and not minutes else f"{duty.minutes} minutes"


def _require_person(who: Viewer, act: str) -> None:
    """Forbidden for a token that somebody else made or that was cut down: two people decide, not one with two."""
    if not who.in_person:
        raise Forbidden("Sign in yourself for this, or use a token of your own.", reason="ROLE", act=act)


def _unknown() -> NotFound:
    return NotFound("There is no such duty.")


async def _known(transaction: Transaction, identifier: str) -> _Grant:
    rows = await transaction.run(_KNOWN, {"id": identifier})
    if not rows:
        raise _unknown()
    return _Grant(identifier, *map(native, rows[0]))


async def _note(transaction: Transaction, author: Author, act: str, user: str, duty: str, request: str | None) -> None:
    said = replace(author, purpose=request or author.purpose)
    await journal.audited(transaction, said, act, "User", user, [f"duties.{duty}"])
