"""Membership of a team from a day on, whatever was said before: for programs that know who is in which team, and not
which facts say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from graphcrm.compile import writing
from graphcrm.compile.mutations import Mutation
from graphcrm.records import entries, links
from graphcrm.records.appointing.reading import named
from graphcrm.records.faults import Fault
from graphcrm.records.journal import Entry
from graphcrm.records.mutations.facts import FOREIGN, Stored
from graphcrm.records.mutations.lists import archived
from graphcrm.records.mutations.named import Found
from graphcrm.records.mutations.values import fault
from graphcrm.records.mutations.work import Effect, Item, Work
from graphcrm.records.stored import native

_DAY = timedelta(days=1)


async def set_member(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Who is a member from a day on, or is so no more: what was before that day stays as it is."""
    (item,) = items
    first: date = item.given.get("startedOn") or work.now.date()
    last: date | None = item.given.get("endedOn")
    if last is not None and last < first:
        work.fault(item, fault("endedOn", f"{last} lies before {first}, when it starts. Mend one of them."))
    user, team = await _ends(work, item)
    facts = _Membership(work, user, team, item.reason)
    joins = item.given.get("member") is not False
    if last is not None and not joins:
        work.fault(item, fault("endedOn", "They are no member from startedOn on; leave the end out."))
    work.check()
    await facts.load()
    if joins and facts.say(first, last):
        return Effect([team.touched], [])
    await facts.end_before(first)
    if joins:
        await facts.begin(first, last)
    return Effect([team.touched], facts.entries)


async def _ends(work: Work, item: Item) -> tuple[Found, Found]:
    found = await named(work, item, user="User", team="Team")
    user, team = found["user"], found["team"]
    for name, one in found.items():
        if one is not None and one.archived and item.given.get("member") is not False:
            work.fault(item, archived([name]))
    if team is not None and not work.sees_team(team.id):
        work.fault(item, Fault("FORBIDDEN", ["team"], FOREIGN, "ROLE"))
    work.check()
    assert user is not None and team is not None, "found"
    return user, team


class _Membership:
    """What is said of one user and one team."""

    def __init__(self, work: Work, user: Found, team: Found, reason: str | None) -> None:
        self._work = work
        self._edge = work.vocabulary.edges["MEMBER_OF"]
        self._ends = [user, team]
        self._reason = reason
        self._known: list[Stored] = []
        self.entries: list[Entry] = []

    async def load(self) -> None:
        text = writing.read_facts(self._work.vocabulary, self._edge)
        pairs = [[one.id for one in self._ends]]
        for _, _, said, element in await self._work.run(text, pairs=pairs):
            self._known.append(Stored(element, {name: native(value) for name, value in said.items()}))

    def say(self, first: date, last: date | None) -> bool:
        """Whether they say already that it holds from this day to that, and nothing else of it."""
        later = [one for one in self._known if one.ends >= first]
        return len(later) == 1 and later[0].starts <= first and later[0].ends == (last or date.max)

    async def end_before(self, first: date) -> None:
        """Nothing holds on this day or later; what held before and went on ends the day before."""
        for old in self._known:
            if old.ends < first:
                continue
            if old.starts >= first:
                await self._work.transaction.run(writing.delete_edges(self._edge), {"edges": [old.element]})
                self._note("RETRACTED", old.properties, {})
                continue
            ended = {**old.properties, "ended_on": first - _DAY}
            await self._work.transaction.run(writing.update_edges(self._edge), {"rows": [[old.element, ended]]})
            self._note("ENDED", old.properties, ended)

    async def begin(self, first: date, last: date | None) -> None:
        said = {"started_on": first, **({"ended_on": last} if last is not None else {})}
        row: links.Row = {"source": self._ends[0].id, "target": self._ends[1].id, "properties": dict(said)}
        ends = (self._edge.source, self._edge.target)
        await links.create(self._work.transaction, self._work.vocabulary, self._edge, ends, [row])
        self._note("ADDED", {}, said)

    def _note(self, act: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        touched = [one.touched for one in self._ends]
        self.entries.append(entries.fact(self._edge, act, touched, before, after, self._reason))
