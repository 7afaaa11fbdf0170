"""What rows say of each other: every id that is named must be there, in the graph or in a good row of the run.

Runs until nothing more falls: a row that names a rejected one is rejected too. Units and solid lines that would close
a circle are rejected here, in the order of the rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphcrm.compile import writing
from graphcrm.compile.declarations import Reference
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.exchange.ledger import Ledger, Rejection
from graphcrm.exchange.reading import Parsed, Source
from graphcrm.graph.connection import Graph

_BATCH = 10_000
_UNITS = """
MATCH (a:Organization)-[:PART_OF]->(b:Organization)
WHERE a.external_id IS NOT NULL AND b.external_id IS NOT NULL RETURN a.external_id, b.external_id
"""
_LINES = """
MATCH (a:Role)-[l:REPORTS_TO]->(b:Role)
WHERE l.kind = 'SOLID' AND a.external_id IS NOT NULL AND b.external_id IS NOT NULL RETURN a.external_id, b.external_id
"""
_FOREST = {"part_of": _UNITS, "reports_to": _LINES}


class Known:
    """Ids by noun: those in the graph, and those of good rows of this run."""

    def __init__(self, vocabulary: Vocabulary, graph: Graph) -> None:
        self.vocabulary = vocabulary
        self._graph = graph
        self.ids: dict[str, dict[str, str | None]] = {}

    async def load(self, noun: str, external_ids: set[str]) -> None:
        """Looks up which of these the graph has."""
        known = self.ids.setdefault(noun, {})
        wanted = sorted(external_ids - known.keys())
        text = writing.ids_by_external_id(self.vocabulary.nouns[noun])
        for start in range(0, len(wanted), _BATCH):
            for key, identifier in await self._graph.rows(text, {"keys": wanted[start : start + _BATCH]}):
                known[key] = identifier

    def has(self, nouns: tuple[str, ...], external_id: str) -> str | None:
        """The first of these nouns that has the id."""
        return next((noun for noun in nouns if external_id in self.ids.get(noun, {})), None)


def targets(vocabulary: Vocabulary, source: Source, reference: Reference) -> tuple[str, ...]:
    """The nouns that a column of a noun's file may name; none where the cell holds values, not ids."""
    assert source.native.noun is not None
    if reference.edge in ("REACHED_AT", "CLASSIFIED_AS"):
        return ()
    edge = vocabulary.edges[reference.edge]
    end = edge.source if reference.column == "participants" else edge.target
    return vocabulary.concrete(end)


def named(reference: Reference, cell: str) -> str:
    """The id inside a part of a cell: `p-okoye:FROM` names p-okoye."""
    return cell.rpartition(":")[0] if reference.column == "participants" else cell


async def judge(vocabulary: Vocabulary, graph: Graph, sources: list[Source], ledger: Ledger) -> Known:
    """Rejects rows that name what is not there; returns where every named id is."""
    known = Known(vocabulary, graph)
    wanted: dict[str, set[str]] = {}
    for source in sources:
        for row in source.rows:
            for nouns, external_id, _ in _names(vocabulary, source, row):
                for noun in nouns:
                    wanted.setdefault(noun, set()).add(external_id)
    for noun, ids in wanted.items():
        await known.load(noun, ids)
    in_graph = {noun: set(ids) for noun, ids in known.ids.items()}
    for source in sources:
        if source.native.noun is not None:
            own = known.ids.setdefault(source.native.noun.name, {})
            for row in source.rows:
                own.setdefault(row.external_id, None)
    await _reject_circles(graph, sources, ledger, known, in_graph)
    while _reject_unknown(vocabulary, sources, ledger, known, in_graph):
        pass  # each round rejects at least one row, so it ends
    return known


def _names(vocabulary: Vocabulary, source: Source, row: Parsed) -> list[tuple[tuple[str, ...], str, str]]:
    """(nouns, id, column) of everything a row names."""
    native = source.native
    if native.edge is not None:
        ends = (vocabulary.concrete(native.edge.source), vocabulary.concrete(native.edge.target))
        return [(nouns, i, column) for nouns, i, column in zip(ends, row.ends, native.ends, strict=True)]
    found = []
    for reference in native.references:
        nouns = targets(vocabulary, source, reference)
        if nouns:
            found += [(nouns, named(reference, cell), reference.column) for cell in row.lists.get(reference.column, [])]
    return found


def _reject_unknown(
    vocabulary: Vocabulary, sources: list[Source], ledger: Ledger, known: Known, in_graph: Mapping[str, set[str]]
) -> bool:
    fell = False
    for source in sources:
        kept = []
        for row in source.rows:
            fault = _fault(vocabulary, source, row, known)
            if fault is None:
                kept.append(row)
                continue
            fell = True
            _drop(source, row, known, in_graph)
            ledger.reject(Rejection(source.name, row.line, *fault))
        source.rows = kept
    return fell


def _fault(vocabulary: Vocabulary, source: Source, row: Parsed, known: Known) -> tuple[str, str, str] | None:
    for reference in source.native.references:
        fault = _form(vocabulary, reference, row.lists.get(reference.column, []))
        if fault is not None:
            return reference.column, fault[0], f"{source.name}, line {row.line}: {reference.column}: {fault[1]}"
    for nouns, external_id, column in _names(vocabulary, source, row):
        if known.has(nouns, external_id) is None:
            what = " or ".join(nouns)
            sentence = f"no {what} has the external id {external_id!r}. Add it or correct the id."
            return column, "UNKNOWN_REFERENCE", f"{source.name}, line {row.line}: {column}: {sentence}"
        if external_id == row.external_id and source.native.noun is not None and source.native.noun.name in nouns:
            sentence = "a record cannot stand above itself. Name another."
            return column, "RULE", f"{source.name}, line {row.line}: {column}: {sentence}"
    if source.native.edge is not None and row.ends[0] == row.ends[1] and source.native.name != "ownership":
        sentence = "both ends are the same. Name two."
        return source.native.ends[0], "RULE", f"{source.name}, line {row.line}: {sentence}"
    return None


def _form(vocabulary: Vocabulary, reference: Reference, cells: list[str]) -> tuple[str, str] | None:
    """What is wrong with the parts of a cell themselves: an unknown category, a participant without a part."""
    for cell in cells:
        if reference.column == "categories":
            kinds = vocabulary.properties["Category"]["kind"].choices
            if kinds is not None and cell not in kinds.values:
                return "CHOICE", f"{cell!r} is no category. Take one of {', '.join(kinds.values)}."
        elif reference.column == "participants":
            person, _, part = cell.rpartition(":")
            parts = vocabulary.edges["TOOK_PART_IN"].properties[0].choices
            if not person or parts is None or part.upper() not in parts.values:
                return "FORMAT", f"{cell!r} is no participant. Write person:part with a part such as FROM or ATTENDEE."
    return None


async def _reject_circles(
    graph: Graph, sources: list[Source], ledger: Ledger, known: Known, in_graph: Mapping[str, set[str]]
) -> None:
    for source in sources:
        for reference in source.native.self_references:
            if reference.column not in _FOREST or not any(reference.column in row.lists for row in source.rows):
                continue
            stated = {row.external_id for row in source.rows if reference.column in row.lists}
            above: dict[str, Any] = {
                child: parent
                for child, parent in await graph.rows(_FOREST[reference.column], {})
                if child not in stated
            }
            kept = []
            for row in source.rows:
                parent = next(iter(row.lists.get(reference.column, [])), None)
                if parent is not None and _reaches(above, parent, row.external_id):
                    _drop(source, row, known, in_graph)
                    sentence = "this would make a circle: it already stands above the record named. Name another."
                    text = f"{source.name}, line {row.line}: {reference.column}: {sentence}"
                    ledger.reject(Rejection(source.name, row.line, reference.column, "RULE", text))
                    continue
                if parent is not None:
                    above[row.external_id] = parent
                kept.append(row)
            source.rows = kept


def _reaches(above: Mapping[str, str], start: str, goal: str) -> bool:
    """Whether the way up from `start` meets `goal`. `above` has no circle, since none was let in, so it ends."""
    here: str | None = start
    while here is not None:
        if here == goal:
            return True
        here = above.get(here)
    return False


def _drop(source: Source, row: Parsed, known: Known, in_graph: Mapping[str, set[str]]) -> None:
    """A rejected row's record is known no more, unless the graph has it."""
    if source.native.noun is not None:
        noun = source.native.noun.name
        if row.external_id not in in_graph.get(noun, set()):
            known.ids[noun].pop(row.external_id, None)
