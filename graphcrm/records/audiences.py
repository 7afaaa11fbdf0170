"""Keeps audiences true: in the transaction of whatever changes what hangs where, and looked over as a whole.

A write names the records whose ends it moved; what follows for all that hangs on them is derived from there, kind by
kind in the order in which they hang on each other, so that each is looked at after all it depends on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graphcrm.compile import audiences, writing
from graphcrm.compile.declarations import Noun
from graphcrm.compile.hanging import AUDIENCE, SAID, SUBSIDIARIES, Hanging
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import identity, journal, ties
from graphcrm.records.desired import Reader

_PAGE = 5000
_NAMES = "MATCH (t:Team) RETURN t.id, coalesce(t.name, t.id)"
_OWN = """
MATCH (u:User {id: $user})-[m:MEMBER_OF]->(t:Team)
WHERE (m.started_on IS NULL OR m.started_on <= $today) AND (m.ended_on IS NULL OR m.ended_on >= $today)
  AND t.archived_at IS NULL
WITH DISTINCT t.id AS id ORDER BY id
RETURN collect(id)
"""


@dataclass(slots=True)
class Moved:
    """The records, by noun, that something was said of (`said`) or that hang elsewhere by what a write did. `made`: ids
    of those that it made, which nobody saw before."""

    ids: dict[str, dict[str, None]] = field(default_factory=dict)
    said: bool = False
    made: set[str] = field(default_factory=set)

    def add(self, noun: str, *ids: str) -> None:
        self.ids.setdefault(noun, {}).update(dict.fromkeys(ids))

    def states(self, noun: str, identifier: str) -> None:
        """Something is said of a record itself."""
        self.add(noun, identifier)
        self.said = True

    def edge(self, vocabulary: Vocabulary, type_: str, *ends: tuple[str, str]) -> None:
        """An edge was written between two ends, each (noun, id)."""
        for index in vocabulary.hangs.get(type_, ()):
            self.add(*ends[index])


async def own_teams(reader: Reader, user: str, today: date) -> list[str]:
    """The ids of the teams that a user is in on a day."""
    found: list[str] = (await reader.run(_OWN, {"user": user, "today": today}))[0][0]
    return found


async def keep_new(
    transaction: Transaction, vocabulary: Vocabulary, noun: Noun, ids: Sequence[str], teams: Sequence[str]
) -> None:
    """Says that new records are for these teams, but for those that hang on what is limited: they follow that."""
    moved = Moved(made=set(ids))
    for identifier in (await transaction.run(audiences.say_of_open(noun), {"ids": ids, "teams": teams}))[0][0]:
        moved.states(noun.name, identifier)
    await settle(transaction, vocabulary, moved)


async def settle(transaction: Transaction, vocabulary: Vocabulary, moved: Moved) -> dict[str, list[str]]:
    """Derives the audiences of these records and of all that hangs on those that get another; their ids by noun.
    Ends: each kind is looked at once."""
    if not moved.ids or not (moved.said or (await transaction.run(audiences.any_limit(vocabulary)))[0][0]):
        return {}
    changed: dict[str, dict[str, None]] = {}
    lost: dict[tuple[str, _Teams], list[str]] = {}
    # Whether people are known through an interaction depends on what it concerns, so a moved one is as a changed one.
    beside = {"Interaction": moved.ids.get("Interaction", {})}
    for hanging in vocabulary.hanging:
        ids = list(moved.ids.get(hanging.noun, ()))
        nouns = dict.fromkeys(noun for tier in hanging.tiers for noun in tier.nouns)
        above = {noun: list(changed.get(noun, {}) | beside.get(noun, {})) for noun in nouns}
        if ids or any(above.values()):
            found = (await transaction.run(audiences.settle(hanging), {"ids": ids, **above}))[0][0]
            changed.setdefault(hanging.noun, {}).update(dict.fromkeys(identifier for identifier, *_ in found))
            for identifier, before, after in found:
                if identifier not in moved.made and _loses(before, after):
                    lost.setdefault((hanging.noun, _teams(before)), []).append(identifier)
    await _note(transaction, "LIMITED", lost)
    others = {noun: list(ids) for noun, ids in changed.items() if ids}
    people, interactions = others.get(ties.PERSON, ()), others.get(ties.INTERACTION, ())
    await ties.settle(transaction, ties.Stirred(changed=dict.fromkeys(interactions), people=dict.fromkeys(people)))
    return others


_Teams = tuple[str, ...] | None  # None: everybody
_TOLD = 1000


def _teams(audience: Sequence[str] | None) -> _Teams:
    return None if audience is None else tuple(audience)


def _loses(before: Sequence[str] | None, after: Sequence[str] | None) -> bool:
    """Whether somebody who saw a record does not any more."""
    return after is not None and (before is None or not set(before) <= set(after))


async def gone(
    transaction: Transaction, act: str, noun: str, before: Iterable[tuple[str, Sequence[str] | None]]
) -> None:
    """Leaves in the feed that records of these audiences are gone, RESTRICTED or ABSORBED: all who saw them see them no
    more."""
    lost: dict[tuple[str, _Teams], list[str]] = {}
    for identifier, audience in before:
        lost.setdefault((noun, _teams(audience)), []).append(identifier)
    await _note(transaction, act, lost)


async def _note(transaction: Transaction, act: str, lost: Mapping[tuple[str, _Teams], Sequence[str]]) -> None:
    """Leaves in the feed which records went out of whose sight, so many at once."""
    changes = [
        {
            "id": journal.new_change(),
            "act": act,
            "type": noun,
            "ids": ids[first : first + _TOLD],
            "seen_before": before,
        }
        for (noun, before), ids in lost.items()
        for first in range(0, len(ids), _TOLD)
    ]
    if changes:
        await transaction.run(audiences.NOTE_GONE, {"changes": changes})


@dataclass(frozen=True, slots=True)
class Finding:
    """A record whose audience is not what follows: teams' ids as they are and as they should be, None for everybody;
    whether the label of limited records says what it is."""

    noun: str
    id: str
    stored: Sequence[str] | None
    derived: Sequence[str] | None
    labelled: bool


async def check(graph: Graph, vocabulary: Vocabulary) -> list[Finding]:
    """Looks at every record: whether its audience follows from what is said of it and from those of what it hangs on.
    Where each does, all are right."""
    return [finding for hanging in vocabulary.hanging for finding in await check_of(graph, hanging)]


async def check_of(graph: Graph, hanging: Hanging) -> list[Finding]:
    """As `check`, at the records of one kind. Ends: each page begins after the one before."""
    found = []
    after, size = "", _PAGE
    while size == _PAGE:
        parameters = {"after": after, "size": _PAGE}
        rows = await graph.rows(audiences.look(hanging), parameters, question="audience check")
        after, size, listed = rows[0]
        found += [Finding(hanging.noun, *one) for one in listed]
    return found


async def repair(graph: Graph, vocabulary: Vocabulary, findings: Iterable[Finding]) -> int:
    """Derives the audiences of these records anew, and of all that hangs on them; how many are others now."""
    moved = Moved(said=True)
    for one in findings:
        moved.add(one.noun, one.id)
    changed = await graph.write(lambda t: settle(t, vocabulary, moved), name="audience repair")
    return sum(len(ids) for ids in changed.values())


async def told(graph: Graph, vocabulary: Vocabulary, noun: str, key: str) -> dict[str, Any] | None:
    """Whom a record is for, by its id or external id: teams by name, whether that is said of it, and else what it
    follows from. None where there is no such record."""
    declared = vocabulary.nouns[noun]
    name = "id" if identity.is_own(declared, key) else "external_id"
    names = (SAID, SUBSIDIARIES, AUDIENCE)
    rows = await graph.rows(writing.read_records(declared, names, name), {"keys": [key]})
    if not rows[0][0]:
        return None
    _, identifier, said, subsidiaries, audience = rows[0][0][0]
    through = [] if said is not None else await _through(graph, vocabulary, noun, identifier)
    teams = dict(await graph.rows(_NAMES, {}))

    def named(ids: Sequence[str] | None) -> list[str] | None:
        return None if ids is None else sorted(teams.get(one, one) for one in ids)

    return {
        "noun": noun,
        "id": identifier,
        "audience": named(audience),
        "said": said is not None,
        "withSubsidiaries": bool(subsidiaries),
        "through": [{"id": one, "audience": named(ids)} for one, ids in through],
    }


async def _through(graph: Graph, vocabulary: Vocabulary, noun: str, identifier: str) -> list[list[Any]]:
    """What a record hangs on, with the audiences of it."""
    for hanging in vocabulary.hanging:
        if hanging.noun == noun and not hanging.shared:
            rows = await graph.rows(audiences.through(hanging), {"id": identifier})
            if rows and rows[0][0]:
                return list(rows[0][0])
    return []
