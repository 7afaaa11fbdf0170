"""Of the candidates those that are rather the same than not.

Candidates are many and hardly any is one: fields are compared one after the other, the cheap ones first, and a pair is
left as soon as nothing that is still to be compared can bring it to one half. What is left is compared as at entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphcrm.measures.matching import comparing, levelling, weighing
from graphcrm.measures.matching.arriving.there import Keyed, Numbers, There, Values
from graphcrm.measures.matching.comparing import Pairs, Records
from graphcrm.measures.matching.entering import LEAST, MOST
from graphcrm.measures.matching.fields import Comparison, Field, Kind
from graphcrm.measures.matching.levelling import EQUAL, MISSING, VERY_CLOSE, Levels
from graphcrm.measures.matching.matching import Said
from graphcrm.measures.matching.weighing import Parameters

_AT_ONCE = 2_500  # records that arrive: some hundred thousand candidates
_ROUNDING = 1e-6
CERTAIN = 0.99
# What one has for oneself, and what one is called.
_OWN = ("email", "mailbox", "phone", "profile", "domain")
_NAMES = ("given_name", "family_name", "name")
# Fields by how long it takes to compare them.
_LONG = {Comparison.CODE: 1, Comparison.MAILBOX: 2, Comparison.EMAIL: 3, Comparison.TITLE: 4}


@dataclass(frozen=True, slots=True)
class Likely:
    """One that is there and may be one that arrives: its number, the probability, and what each field says that both
    have."""

    number: int
    probability: float
    said: tuple[Said, ...]


def likely(there: There, arriving: Keyed, parameters: Parameters) -> dict[int, list[Likely]]:
    """By place those that may be it, by number or by the number that one arriving before it would get: at least one
    half, the likeliest first, 20 at most. How rare a value is counts for nothing here, as at entry."""
    plain = Parameters(parameters.prior, parameters.match, parameters.chance, learnt=False)
    found: dict[int, list[Likely]] = {}
    for start in range(0, arriving.number, _AT_ONCE):
        rows, numbers = there.near(arriving, start, start + _AT_ONCE)
        for row, one in _compared(there, arriving, rows, numbers, plain):
            found.setdefault(row, []).append(one)
    for several in found.values():
        several.sort(key=lambda one: (-one.probability, one.number))
        del several[MOST:]
    return found


def beyond_doubt(found: Likely) -> bool:
    """Whether one is taken for the other without a person's word: at least 0.99, an address, a profile or a domain in
    common, and names of which each is the same but for a slip, a pet name or another script. A name and a place are
    shared by namesakes, an address alone by families."""
    levels = {one.field: one.level for one in found.said}
    names = [levels[name] for name in _NAMES if name in levels]
    own = any(levels.get(name) == EQUAL for name in _OWN)
    return found.probability >= CERTAIN and own and bool(names) and min(names) >= VERY_CLOSE


class _Some(Records):
    """A few records of many: how often a name is borne is counted among all."""

    def __init__(self, kind: Kind, values: Sequence[Values], often: Mapping[str, Counter[str]], public: int) -> None:
        self.kind, self.number, columns = kind, len(values), list(zip(*values, strict=True))
        self.order = list(range(len(values)))
        self.columns = {field.name: np.array(one, object) for field, one in zip(kind.fields, columns, strict=True)}
        self.groups = self.everybodys = np.empty(0, np.int64)
        self._often = dict(often)
        self._public = public

    @property
    def usual(self) -> int:
        return comparing.usual(self._public)


def _compared(
    there: There, arriving: Keyed, rows: Numbers, numbers: Numbers, parameters: Parameters
) -> list[tuple[int, Likely]]:
    if not len(rows):
        return []
    mine, theirs = _each(rows), _each(numbers)
    others = [there.values(n) if n < there.number else arriving.values[n - there.number] for n in theirs.tolist()]
    values = [*(arriving.values[row] for row in mine.tolist()), *others]
    records = _Some(there.kind, values, there.bearers, there.public)
    pairs = np.stack([np.searchsorted(mine, rows), np.searchsorted(theirs, numbers) + len(mine)], axis=1)
    pairs = pairs[hopeful(records, pairs, parameters)]
    levels = comparing.levels(records, pairs)
    parts = weighing.parts(records, pairs, levels, parameters)
    values_ = weighing.probabilities(weighing.total(parts, parameters.prior)) * comparing.known(records, levels)
    names = [field.name for field in there.kind.fields]
    found = []
    for at in np.flatnonzero(values_ >= LEAST).tolist():
        told = zip(names, levels[at].tolist(), parts[at].tolist(), strict=True)
        said = tuple(Said(name, level, weight) for name, level, weight in told if level != MISSING)
        one, other = pairs[at].tolist()
        found.append((int(mine[one]), Likely(int(theirs[other - len(mine)]), float(values_[at]), said)))
    return found


def _each(numbers: Numbers) -> Numbers:
    """The numbers that occur, in order."""
    found = np.zeros(int(numbers.max()) + 1, bool)
    found[numbers] = True
    return np.flatnonzero(found)


def hopeful(records: Records, pairs: Pairs, parameters: Parameters) -> NDArray[np.bool_]:
    """Which of these pairs may come to one half: an upper bound of what their fields say, made lower field by field."""
    fields, swapped = records.kind.fields, records.kind.swapped or ()
    said = np.log(parameters.match) - np.log(parameters.chance)
    best = np.maximum(said.max(axis=1), 0.0)
    filled = {at: records.columns[field.name] != "" for at, field in enumerate(fields)}
    filled = {at: one for at, one in filled.items() if one.any()}
    reach = np.full(len(pairs), np.log(parameters.prior / (1 - parameters.prior)))
    for at, there in filled.items():
        reach += best[at] * (there[pairs[:, 0]] & there[pairs[:, 1]])
    alive = np.flatnonzero(reach >= -_ROUNDING)
    names = [at for at in filled if fields[at].name in swapped]
    rest = sorted((at for at in filled if at not in names), key=lambda at: _LONG.get(fields[at].comparison, 0))
    for together in (names, *([at] for at in rest)):
        levels = np.full((len(alive), len(fields)), MISSING, np.int8)
        for at in together:
            levels[:, at] = _levels(records, fields[at], pairs[alive], filled[at])
        if together is names:
            comparing.names_adjusted(records, pairs[alive], levels)
        for at in together:
            both = levels[:, at] != MISSING
            weight = said[at, np.maximum(levels[:, at], 0)]
            # What another field may tell already says nothing of its own then.
            weight = np.maximum(weight, 0.0) if fields[at].told_by is not None else weight
            reach[alive] += np.where(both, weight - best[at], 0.0)
        alive = alive[reach[alive] >= -_ROUNDING]
    found = np.zeros(len(pairs), bool)
    found[alive] = True
    return found


def _levels(records: Records, field: Field, pairs: Pairs, filled: NDArray[np.bool_]) -> Levels:
    """The levels of one field, each two values compared once where many have the same."""
    column = records.columns[field.name]
    found = np.full(len(pairs), MISSING, np.int8)
    both = filled[pairs[:, 0]] & filled[pairs[:, 1]]
    if field.many or not both.any():
        left, right = column[pairs[both, 0]], column[pairs[both, 1]]
        found[both] = levelling.compared(field, left, right) if len(left) else MISSING
        return found
    codes: dict[str, int] = {}
    coded = np.fromiter((codes.setdefault(value, len(codes)) for value in column), np.int64, len(column))
    told = coded[pairs[both, 0]] * len(codes) + coded[pairs[both, 1]]
    _, first, again = np.unique(told, return_index=True, return_inverse=True)
    chosen = pairs[both][first]
    found[both] = levelling.compared(field, column[chosen[:, 0]], column[chosen[:, 1]])[again]
    return found
