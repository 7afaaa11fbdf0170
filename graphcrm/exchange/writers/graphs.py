"""GraphML: the records as nodes, and what is between them as edges, for Gephi, yEd, Cytoscape, networkx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphcrm.exchange.writers.stated import Heading, Stated, flat
from graphcrm.exchange.writers.xml_text import attribute, inner

_TYPES = {"integer": "long", "number": "double", "boolean": "boolean"}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'


@dataclass(frozen=True, slots=True)
class Line:
    """An edge of the file: the ids of its ends, its type, and what it says, by the names of headings."""

    source: str
    target: str
    type: str
    says: Mapping[str, Any] = field(default_factory=dict)


class GraphMl:
    """A graph on its way: all its nodes come before its edges. One column is the `id`; `said` is what edges may say."""

    def __init__(self, path: Path, stated: Stated, said: Sequence[Heading] = ()) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._id = [heading.name for heading in stated.headings].index("id")
        self._node = [(f"n{index}", heading.kind) for index, heading in enumerate(stated.headings)]
        self._edge = {heading.name: (f"e{index}", heading.kind) for index, heading in enumerate(said)}
        self._count = 0
        self._file.write(_HEAD)
        for key, name in enumerate(stated.parts):
            self._file.write(_key(f"g{key}", "graph", Heading(name)))
        for (key_, _), heading in zip(self._node, stated.headings, strict=True):
            self._file.write(_key(key_, "node", heading))
        self._file.write(_key("t", "edge", Heading("type")))
        for heading in said:
            self._file.write(_key(self._edge[heading.name][0], "edge", heading))
        self._file.write('  <graph id="G" edgedefault="directed">\n')
        for key, value in enumerate(stated.parts.values()):
            self._file.write(f"    {_data(f'g{key}', 'text', value)}\n")

    def row(self, values: Sequence[Any]) -> None:
        known = ((*one, value) for one, value in zip(self._node, values, strict=True) if value not in (None, []))
        told = [_data(key, kind, value) for key, kind, value in known]
        self._file.write(f"    <node id={attribute(values[self._id])}>{''.join(told)}</node>\n")

    def edge(self, line: Line) -> None:
        told = [_data(*self._edge[name], value) for name, value in line.says.items() if value is not None]
        self._count += 1
        ends = f"source={attribute(line.source)} target={attribute(line.target)}"
        kind = _data("t", "text", line.type)
        self._file.write(f'    <edge id="l{self._count}" {ends}>{kind}{"".join(told)}</edge>\n')

    def close(self) -> None:
        self._file.write("  </graph>\n</graphml>\n")
        self._file.close()

    def abandon(self) -> None:
        self._file.close()


def _key(key: str, of: str, heading: Heading) -> str:
    kind = _TYPES.get(heading.kind, "string")
    return f'  <key id="{key}" for="{of}" attr.name={attribute(heading.name)} attr.type="{kind}"/>\n'


def _data(key: str, kind: str, value: Any) -> str:
    return f'<data key="{key}">{inner(flat(kind, value))}</data>'
