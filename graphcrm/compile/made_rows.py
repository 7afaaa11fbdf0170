"""Rows of which Cypher gives a part and Python the rest: what is compared by formulas that no database has.

The file gives a column with all that is needed, which nobody is shown; what is made of it stands in the rows as any
other column does. Which rows are kept, and their order, follows from it as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphcrm.compile.declarations import Question
from graphcrm.compile.decoding import TALLY, Decoder

Make = Callable[[Sequence[Any]], Sequence[tuple[int, Mapping[str, Any]]]]


@dataclass(frozen=True, slots=True)
class Made:
    """`columns` are made of the column `of`, a list that ends with the id of the record it is of: `make` takes that of
    all rows, and gives the numbers of the rows to keep, in order, each with what stands in these columns."""

    of: str
    columns: tuple[str, ...]
    make: Make


@dataclass(frozen=True, slots=True)
class MadeQuestion(Question):
    """A question (a LIST) whose rows Python has a part in."""

    made: Made = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Filled:
    """A response key whose value is made: of which column, and of a column of objects the keys of each with the fields
    they stand for."""

    key: str
    column: str
    within: Sequence[tuple[str, str]] = ()

    def of(self, made: Mapping[str, Any], type_name: str) -> Any:
        value = made[self.column]
        if not self.within:
            return value
        return [{key: type_name if name == "__typename" else one[name] for key, name in self.within} for one in value]


def rows(
    make: Make, one: Decoder, filled: Sequence[Filled], type_names: Mapping[str, str], read: list[str | None]
) -> Decoder:
    """A list of rows, each [what it is made of, the rest]. `type_names`: of the objects in each column; `read` is told
    the ids of the records in it, as the trail has to know."""

    def decode(values: Any) -> Any:
        found = []
        for number, made in make([told for told, _ in values or ()]):
            row = one(values[number][1])
            read.append(values[number][0][-1])
            for part in filled:
                row[part.key] = part.of(made, type_names.get(part.column, ""))
            found.append(row)
        TALLY.count += len(found)
        return found

    return decode
