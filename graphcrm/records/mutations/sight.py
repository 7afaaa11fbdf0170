"""Decides who sees a record: whom it is for, and what hangs on it; whether a person is restricted; and for whom a fact
is whole."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from graphcrm.compile.declarations import camel
from graphcrm.compile.hanging import AUDIENCE, SAID, SUBSIDIARIES
from graphcrm.compile.mutations import Mutation
from graphcrm.compile.sharing import LEVEL, TEAMS
from graphcrm.records import audiences, nodes, restricting, sharing
from graphcrm.records.audiences import Moved
from graphcrm.records.faults import Fault
from graphcrm.records.journal import Entry, Touched
from graphcrm.records.mutations import making
from graphcrm.records.mutations.named import Found
from graphcrm.records.mutations.values import fault
from graphcrm.records.mutations.work import Effect, Item, Work

_STATE = "Name the teams it is for, or write null where nothing more is to be said of it."
_SOME = "Name at least one team, or write null where nothing more is to be said of it."
_OTHERS = (
    "You may limit records to your own teams and those below, and open what is for these alone. Ask an administrator."
)
_SHARED_WITH = camel(TEAMS)
_NAME_ONE = "Name at least one team, or leave it out."
_OF_TEAMS = "This is said together with teams. Name them, or leave it out."


def step(mutation: Mutation) -> Callable[[Work, Mutation, Sequence[Item]], Awaitable[Effect]] | None:
    """What does such a mutation; None for another."""
    if mutation.name.endswith("AudienceSet"):
        return set_audience
    return {"personRestrict": restrict, "personUnrestrict": unrestrict}.get(mutation.name)


async def set_audience(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Limits a record to teams, or takes back what was said. Whoever does not see every record writes from and to teams
    whose records they see. A change counts the version up."""
    (item,) = items
    noun = mutation.noun
    if noun.name == "Organization":  # nobody may move a unit meanwhile
        await work.lock([work.vocabulary.edges["PART_OF"]])
    keys = [work.named.want("Team", by) for by in item.given.get("teams") or ()]
    (record,) = await making.targets(work, noun, items, [SAID, SUBSIDIARIES, AUDIENCE])
    teams = _teams(work, item, keys)
    _check(work, item, record, teams)
    work.check()
    said = {SAID: teams, SUBSIDIARIES: (item.given.get("withSubsidiaries") or None) if teams else None}
    before = {name: record.stored[name] for name in said}
    if said == before:
        return Effect([record.touched], [])
    await nodes.update(work.transaction, noun, [[record.id, said]], work.now)
    moved = Moved()
    moved.states(noun.name, record.id)
    await audiences.settle(work.transaction, work.vocabulary, moved)
    entry = Entry("UPDATED", noun.name, [record.touched], [AUDIENCE], before, said, item.reason)
    return Effect([record.touched], [entry])


def _teams(work: Work, item: Item, keys: Sequence[Any]) -> list[str] | None:
    """The ids of the teams named, None for none; faults where that is not clear."""
    if "teams" not in item.given:
        work.fault(item, fault("teams", _STATE))
    elif item.given["teams"] is not None and not keys:
        work.fault(item, fault("teams", _SOME))
    if item.given.get("withSubsidiaries") and not keys:
        work.fault(item, fault("withSubsidiaries", _OF_TEAMS))
    found = []
    for index, key in enumerate(keys):
        team = work.named.get(key)
        if team is None:
            work.fault(item, work.named.missing(key, ["teams", str(index)]))
        else:
            found.append(team.id)
    return sorted(set(found)) or None


def _check(work: Work, item: Item, record: Found, teams: Sequence[str] | None) -> None:
    """A fault where teams are concerned that the writer does not answer for."""
    concerned = {*(record.stored[AUDIENCE] or ()), *(teams or ())}
    if not all(work.sees_team(team) for team in concerned):
        work.fault(item, Fault("FORBIDDEN", ["teams"], _OTHERS, "ROLE"))


async def restrict(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Takes a person out of everybody's sight, with what is about nobody else."""
    (item,) = items
    _require_reason(work, item)
    (person,) = await making.targets(work, mutation.noun, items, ())
    await restricting.hide(work.transaction, work.vocabulary, person.id, work.now)
    return _told(person.touched, item, restricted=True)


async def unrestrict(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Brings a person back as they were."""
    (item,) = items
    _require_reason(work, item)
    key = work.named.want("Person", item.given["person"])
    found = await restricting.find(work.transaction, *key[1:])
    if found is None:
        work.fault(item, work.named.missing(key, ["person"]))
        work.check()
        raise AssertionError("a fault was noted")
    await restricting.show(work.transaction, work.vocabulary, found[0])
    return _told(Touched("Person", *found), item, restricted=False)


def _require_reason(work: Work, item: Item) -> None:
    if item.reason is None:
        work.fault(item, fault("reason", "Say why, for the audit trail: the number of the request, or the rule."))
        work.check()


def _told(person: Touched, item: Item, *, restricted: bool) -> Effect:
    """Nobody is told of it but the trail."""
    before, after = {"restricted": not restricted}, {"restricted": restricted}
    return Effect([person], [Entry("UPDATED", "Person", [person], ["restricted"], before, after, item.reason)])


class Levels:
    """Reads how much of the facts of one write is for everybody. `own` are the teams that the writer is in today."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._keys: dict[int, list[Any]] = {}
        self._own: list[str] = []
        self.sight = sharing.Sight(work.rules.lens.sees_all, work.author.teams)

    async def want(self, items: Sequence[Item]) -> None:
        """Notes the teams that inputs name to be looked up."""
        for item in items:
            named = item.given.get(_SHARED_WITH)
            if named is not None:
                self._keys[id(item)] = [self._work.named.want("Team", by) for by in named]
        self._own = await audiences.own_teams(self._work.transaction, self._work.author.user, self._work.now.date())

    def teams(self, item: Item) -> list[str] | None:
        """The ids of the teams that an input names, None where it names none; faults for those that are not there."""
        keys = self._keys.get(id(item))
        if keys is None:
            return None
        found = []
        for index, key in enumerate(keys):
            team = self._work.named.get(key)
            if team is None:
                self._work.fault(item, self._work.named.missing(key, [_SHARED_WITH, str(index)]))
            else:
                found.append(team.id)
        return sorted(set(found))

    def said(self, item: Item, old: Mapping[str, Any]) -> dict[str, Any]:
        """What a fact keeps from now on of its level and teams; nothing where the input does not speak of them. Faults
        where that is not clear, or not the writer's to say."""
        teams = self.teams(item)
        if LEVEL not in item.given and teams is None:
            return {}
        level = sharing.level(item.given[LEVEL]) if LEVEL in item.given else old.get(LEVEL)
        if level is None and teams:
            self._work.fault(item, fault(_SHARED_WITH, sharing.NAMED_IN_VAIN))
        elif level is not None and item.given.get(_SHARED_WITH) == []:
            self._work.fault(item, fault(_SHARED_WITH, _NAME_ONE))
        elif level is not None and teams is None:
            teams = old.get(TEAMS) or self._own_teams(item)
        if not self.sight.answers_for({*(teams or ()), *(old.get(TEAMS) or ())}):
            self._work.fault(item, Fault("FORBIDDEN", [_SHARED_WITH], sharing.FOREIGN, "ROLE"))
        return sharing.shared(level, teams or ())

    def _own_teams(self, item: Item) -> list[str]:
        if self.sight.sees_all or not self._own:
            self._work.fault(item, fault(_SHARED_WITH, sharing.NAME_TEAMS if self.sight.sees_all else sharing.NO_TEAM))
        return self._own
