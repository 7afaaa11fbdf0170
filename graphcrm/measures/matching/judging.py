"""What people, and machines, judged of two records: the same, different, or unsure.

Along a chain same and same give same, same and different give different; anything with unsure, and different with
different, says nothing. So "same" is an equivalence, and "different" lies between its classes and is inherited by every
member. What stands is a fold over the judgements in the order of their times, first those of people, then those of
machines where no person says otherwise: in which order they arrive does not matter.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What was judged."""

    SAME = "SAME"
    DIFFERENT = "DIFFERENT"
    UNSURE = "UNSURE"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement of two records (ids): by whom, when, and whether a machine made it. A later one of the same author
    on the same two replaces the earlier."""

    id: str
    one: str
    other: str
    verdict: Verdict
    by: str
    at: datetime
    machine: bool = False

    @property
    def pair(self) -> tuple[str, str]:
        return (self.one, self.other) if self.one < self.other else (self.other, self.one)


Chain = tuple[Judgement, ...]


@dataclass(slots=True)
class Standing:
    """What stands of many judgements. `refused`: by the id of each that contradicts the others, the chain of those that
    say otherwise."""

    judgements: dict[tuple[tuple[str, str], str], Judgement] = field(default_factory=dict)
    refused: dict[str, Chain] = field(default_factory=dict)

    def verdict(self, one: str, other: str) -> Verdict | None:
        """What follows for two records: SAME, DIFFERENT, or None where nothing does."""
        found = self.chain(one, other)
        if found is None:
            return None
        return Verdict.DIFFERENT if any(j.verdict is Verdict.DIFFERENT for j in found) else Verdict.SAME

    def chain(self, one: str, other: str) -> Chain | None:
        """The judgements that say so, from the one to the other, as few as there are; None where nothing follows."""
        neighbours = self._neighbours()
        start = (one, False)
        led: dict[tuple[str, bool], tuple[tuple[str, bool], Judgement] | None] = {start: None}
        waiting = deque([start])
        while waiting:  # ends: each record is looked at once with, and once without, a difference on the way
            at = waiting.popleft()
            if at[0] == other and at != start:
                return tuple(_back(led, at))
            for judgement, next_ in neighbours.get(at[0], ()):
                differs = judgement.verdict is Verdict.DIFFERENT
                if differs and at[1]:
                    continue
                place = (next_, at[1] or differs)
                if place not in led:
                    led[place] = (at, judgement)
                    waiting.append(place)
        return None

    def add(self, judgement: Judgement) -> None:
        """One more, later than those before: it stands unless it contradicts them."""
        key = (judgement.pair, judgement.by)
        before = self.judgements.pop(key, None)
        against = self._against(judgement)
        if against is None:
            self.judgements[key] = judgement
            return
        self.refused[judgement.id] = against
        if before is not None:
            self.judgements[key] = before

    def _against(self, judgement: Judgement) -> Chain | None:
        found = None if judgement.verdict is Verdict.UNSURE else self.chain(judgement.one, judgement.other)
        if found is None:
            return None
        said = any(one.verdict is Verdict.DIFFERENT for one in found)
        return found if said != (judgement.verdict is Verdict.DIFFERENT) else None

    def _neighbours(self) -> dict[str, list[tuple[Judgement, str]]]:
        found: dict[str, list[tuple[Judgement, str]]] = {}
        for judgement in self.judgements.values():
            if judgement.verdict is not Verdict.UNSURE:
                found.setdefault(judgement.one, []).append((judgement, judgement.other))
                found.setdefault(judgement.other, []).append((judgement, judgement.one))
        return found


def fold(judgements: Iterable[Judgement]) -> Standing:
    """What stands of these, in whatever order they are given."""
    found = Standing()
    for judgement in sorted(judgements, key=lambda one: (one.machine, one.at, one.id)):
        found.add(judgement)
    return found


def _back(
    led: Mapping[tuple[str, bool], tuple[tuple[str, bool], Judgement] | None], at: tuple[str, bool]
) -> Iterator[Judgement]:
    found = []
    step = led[at]
    while step is not None:  # ends: at the start, where nothing led
        found.append(step[1])
        step = led[step[0]]
    return reversed(found)
