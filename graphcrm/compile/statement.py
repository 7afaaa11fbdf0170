"""The statement while it is being made: names of variables and parameters, checks, cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphcrm.compile.decoding import Decoder
from graphcrm.compile.values import Leaf, Variables
from graphcrm.errors import BadUserInput


@dataclass(slots=True)
class Cost:
    """How many nodes a part of an operation may bring: `size` of them, each with what `parts` bring."""

    size: Leaf
    parts: list[Cost] = field(default_factory=list)

    def nodes(self, variables: Variables) -> int:
        each = 1
        for part in self.parts:
            each += part.nodes(variables)
        return int(self.size.read(variables)) * each


ONE = Leaf(1)


@dataclass(slots=True)
class Built:
    """A compiled part. `calls`: subqueries that must stand before `expression`, the Cypher of its value; `decode`
    turns the value into the reply (None: it is the reply)."""

    expression: str
    decode: Decoder | None = None
    calls: list[str] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)


class Statement:
    """Names and parameters of one statement. Names follow from the order of making: equal shapes give equal texts."""

    def __init__(self, page_limit: int) -> None:
        self.page_limit = page_limit
        self.readers: list[tuple[str, Callable[[Variables], Any]]] = []
        self.requires: dict[str, str] = {}  # permission → the field that needs it
        self._count = 0

    def variable(self, kind: str) -> str:
        self._count += 1
        return f"{kind}{self._count}"

    def parameter(self, leaf: Leaf) -> str:
        """`$p3`, whose value is read from the variables at run time."""
        name = f"p{len(self.readers)}"
        self.readers.append((name, leaf.read))
        return f"${name}"

    def page_size(self, leaf: Leaf, limit: int | None = None) -> Leaf:
        """The leaf of a page's size, refused at run time where it is out of bounds."""
        most = limit or self.page_limit

        def checked(size: Any) -> int:
            if not isinstance(size, int) or not 1 <= size <= most:
                raise BadUserInput(f"A page has 1 to {most} rows; {size} were asked for.")
            return size

        return leaf.map(checked)
