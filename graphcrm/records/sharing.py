"""How much of a fact is for everybody: read from what a writer says, kept with the fact and with its changes.

A fact is whole for the teams it names and for who sees every record. To all others it is not theirs to change: they
meet none to correct, end or withdraw, and say what they know in a fact of their own beside it. So nothing that a write
answers depends on what is not told to its writer.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphcrm.compile.declarations import Edge
from graphcrm.compile.sharing import APART, DETAILS, EXISTENCE, LEVEL, NARROW, STRENGTH, TEAMS
from graphcrm.graph.connection import Transaction

UNSHARED: Mapping[str, Any] = {LEVEL: None, TEAMS: None}
NAMED_IN_VAIN = "Teams are named where not all is for everybody. Say EXISTENCE or STRENGTH as well, or leave them out."
NAME_TEAMS = "You see every record: name the teams it is whole for, or say DETAILS."
NO_TEAM = "You are in no team today, so it would be whole for nobody. Say DETAILS."
FOREIGN = "You may name your own teams and those below, and change what is whole for these alone. Ask an administrator."


@dataclass(frozen=True, slots=True)
class Sight:
    """For whom a fact can be whole: one who sees every record, or one who sees those of some teams."""

    sees_all: bool
    teams: Collection[str] = ()

    def whole(self, said: Mapping[str, Any]) -> bool:
        """Whether all that a fact says is told to them."""
        return self.sees_all or said.get(LEVEL) is None or bool(set(said.get(TEAMS) or ()) & set(self.teams))

    def answers_for(self, teams: Iterable[str]) -> bool:
        """Whether they may say that something is, or is no more, for these teams alone."""
        return self.sees_all or set(teams) <= set(self.teams)


# That of whoever owns the database.
EVERYTHING = Sight(True)


def level(said: str | None) -> str | None:
    """A level as it is kept: none for one that keeps nothing back."""
    return None if said == DETAILS else said


def shared(said: str | None, teams: Sequence[str]) -> dict[str, Any]:
    """What a fact keeps of its level and teams."""
    return dict(UNSHARED) if said is None else {LEVEL: said, TEAMS: sorted(set(teams))}


def told_apart(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a fact keeps: with a word of its own where those who do not see it whole could take it for another."""
    return {**said, APART: secrets.token_hex(8)} if said.get(LEVEL) is not None else dict(said)


def limits(edge: Edge | None, *told: Mapping[str, Any]) -> list[str]:
    """What a change keeps that tells of these values of an edge: the lowest level of any, and the teams for which all
    of them are whole; nothing where all is for everybody."""
    limited = [one for one in told if one.get(LEVEL) is not None] if edge is not None and edge.shared else []
    if not limited:
        return []
    teams = set.intersection(*(set(one.get(TEAMS) or ()) for one in limited))
    lowest = EXISTENCE if any(one[LEVEL] == EXISTENCE for one in limited) else STRENGTH
    return [lowest, *sorted(teams)]


async def narrow(transaction: Transaction, facts: Sequence[tuple[str, Sequence[str], Sequence[str]]]) -> None:
    """Keeps back what was noted before of facts that are told to fewer now: of each its type, the ids of its ends, and
    its limits. These are the changes of all facts of the type between the two, since none says of which it is."""
    rows = [[type_, list(ends), list(limits)] for type_, ends, limits in facts]
    if rows:
        await transaction.run(NARROW, {"rows": rows})
