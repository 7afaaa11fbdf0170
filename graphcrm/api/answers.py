"""What an analyst's statement gave, as JSON: values, and nodes and relations with the properties the viewer sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphcrm.compile.gate.reach import Reach
from graphcrm.graph.analysts import Answer, Node, Relation, Walk


class Shaping:
    """Makes one answer. Nodes are named by their ids; a relation names an end that stands in the answer itself, else
    nothing."""

    def __init__(self, reach: Reach, answer: Answer) -> None:
        self._reach = reach
        self._answer = answer
        self._ids = {node.key: node.properties.get("id") for node in _nodes(answer.rows)}

    def body(self) -> dict[str, Any]:
        """{columns, types, rows, truncated}: a row is a list in the order of the columns."""
        rows = [[self.value(cell) for cell in row] for row in self._answer.rows]
        columns = self._answer.columns
        types = [_type([row[at] for row in rows]) for at in range(len(columns))]
        return {"columns": columns, "types": types, "rows": rows, "truncated": self._answer.truncated}

    def records(self) -> list[str]:
        """The ids of the nodes of the answer."""
        return sorted({str(one) for one in self._ids.values() if one is not None})

    def facts(self) -> set[str]:
        """What is shown of these nodes: whole nouns."""
        return {noun for node in _nodes(self._answer.rows) if (noun := self._noun(node)) is not None}

    def value(self, cell: Any) -> Any:
        if isinstance(cell, Node):
            return self._node(cell)
        if isinstance(cell, Relation):
            return self._relation(cell)
        if isinstance(cell, Walk):
            parts = [self.value(part) for part in cell.parts]
            return None if None in parts else {"path": parts}
        if isinstance(cell, list):
            return [self.value(one) for one in cell]
        if isinstance(cell, dict):
            return {name: self.value(one) for name, one in cell.items()}
        return cell

    def _noun(self, node: Node) -> str | None:
        return next((noun for noun in sorted(node.labels) if self._reach.labels.get(noun) == (noun,)), None)

    def _node(self, node: Node) -> dict[str, Any] | None:
        noun = self._noun(node)
        if noun is None:  # cannot be met by what was let through; and is not told of if it is
            return None
        shown = self._shown(noun, node.properties)
        return {
            "node": shown.get("id"),
            "label": noun,
            "title": shown.get(self._reach.titles.get(noun, "")),
            "properties": shown,
        }

    def _relation(self, relation: Relation) -> dict[str, Any] | None:
        if relation.type not in self._reach.types:
            return None
        ends = {"from": self._ids.get(relation.source), "to": self._ids.get(relation.target)}
        return {"relation": relation.type, **ends, "properties": self._shown(relation.type, relation.properties)}

    def _shown(self, owner: str, properties: Mapping[str, Any]) -> dict[str, Any]:
        usable = self._reach.usable[owner]
        return {
            name: value
            for name, value in sorted(properties.items())
            if name in usable and not (name.endswith("_key") and name.removesuffix("_key") in usable)
        }


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, Walk):
        yield from _nodes(list(value.parts))
    elif isinstance(value, list):
        for one in value:
            yield from _nodes(one)
    elif isinstance(value, dict):
        yield from _nodes(list(value.values()))


def counted(rows: list[list[Any]]) -> int:
    """As how many records an answer counts: each row, and what its lists hold beyond one."""
    return sum(max(1, *(_held(cell) for cell in row), 0) for row in rows)


def _held(cell: Any) -> int:
    if isinstance(cell, list):
        return sum(_held(one) for one in cell)
    if isinstance(cell, dict):
        return max([1, *(_held(one) for one in cell.values())])
    return 1


_TYPES = ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "text"), (list, "list"))


def _type(cells: list[Any]) -> str:
    """What a column holds, in a word; "mixed" for several, "null" for nothing."""
    found = {_word(cell) for cell in cells if cell is not None}
    if found == {"integer", "number"}:
        return "number"
    return "null" if not found else found.pop() if len(found) == 1 else "mixed"


def _word(cell: Any) -> str:
    if isinstance(cell, dict):
        return next((word for word in ("node", "relation", "path") if word in cell), "map")
    return next(word for kind, word in _TYPES if isinstance(cell, kind))
