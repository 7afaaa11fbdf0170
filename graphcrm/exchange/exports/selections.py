"""Exports a selection, what a filter chooses, or all records of a noun, as a file of one of the formats.

Row after row and page by page, so that memory does not grow with them. Pages go by id, so what is written meanwhile is
in the file or not, and no record twice.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ulid import ULID

from graphcrm.access.viewers import Viewer
from graphcrm.compile import lines
from graphcrm.compile.custom_fields import CustomFields
from graphcrm.compile.declarations import Noun, camel
from graphcrm.compile.exports import Exports
from graphcrm.compile.lines import Lines
from graphcrm.compile.listings import Chosen, Listing, noun_of
from graphcrm.compile.planner import Planner
from graphcrm.errors import BadUserInput
from graphcrm.exchange.exports import files
from graphcrm.exchange.exports.braking import Allow
from graphcrm.exchange.look_up import Reads
from graphcrm.exchange.writers.formats import Format, Writer, format_of
from graphcrm.exchange.writers.graphs import GraphMl, Line
from graphcrm.exchange.writers.stated import Heading, Stated
from graphcrm.graph.connection import Graph
from graphcrm.graph.questions import library
from graphcrm.records import custom_fields, feed
from graphcrm.records.audit.journals import Journal
from graphcrm.records.audit.notes import Note
from graphcrm.vocabulary.words import VOCABULARY

PAGE = 1000
_LINES = 200  # records whose edges are read at once: some have thousands
_PLACE = "MATCH (l:Lock {name: 'feed'}) MATCH (c:Change {position: l.position}) RETURN c.id"
_KINDS = {"Integer": "integer", "Number": "number", "Boolean": "boolean", "Date": "date", "Instant": "instant"}
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants as a file: records (`people`), which of them, the format, the columns (None: the usual)."""

    records: str
    format: str
    chosen: Chosen = field(default_factory=Chosen)
    columns: Sequence[str] | None = None


@dataclass(slots=True)
class Exported:
    """What came of an export: the file, how many records are in it, how many edges where it tells of any."""

    run: str
    file: str
    stated: Stated
    rows: int = 0
    lines: int | None = None

    def as_dict(self) -> dict[str, Any]:
        told = {
            "run": self.run,
            "file": self.file,
            "of": self.stated.records,
            "rows": self.rows,
            "columns": [heading.name for heading in self.stated.headings],
            "query": dict(self.stated.query),
            "at": self.stated.moment,
            "position": self.stated.position,
        }
        return told if self.lines is None else {**told, "lines": self.lines}


Write = Callable[[Allow], Awaitable[Exported]]


def planner_of(graph: Graph) -> Planner:
    """A planner whose pages are those of files."""
    return Planner(VOCABULARY, library(), page_limit=PAGE, cipher=graph.cipher)


async def place(graph: Graph) -> str | None:
    """The place in the change feed at this moment; None where nothing was ever written."""
    rows = await graph.rows(_PLACE, {}, question="export")
    return str(feed.place_of(rows[0][0])) if rows else None


class Export:
    """An export as it is prepared, checked, and then written."""

    def __init__(
        self, graph: Graph, planner: Planner, viewer: Viewer, wish: Wish, format_: Format, listing: Listing
    ) -> None:
        self._graph = graph
        self._exports = Exports(planner.rules(viewer.lens))
        self._viewer = viewer
        self._wish = wish
        self._format = format_
        self._listing = listing

    async def write(
        self,
        target: Path,
        journal: Journal,
        allow: Allow,
        progress: Progress,
        *,
        half_life: float,
        position: str | None,
        run: str | None = None,
    ) -> Exported:
        """Writes the file, whole or not at all. Each page is noted in the journal, and the journal is on disk before
        the file is there. `allow` is asked for the rows of each page, and for none at the end; what it raises ends the
        export. BadUserInput, Conflict as `files.made`."""
        headings = [Heading(one.name, one.kind, one.description) for one in self._listing.columns]
        stated = Stated(self._wish.records, self._wish.chosen.query, datetime.now(UTC), position, headings)
        exported = Exported(run or f"exp_{str(ULID()).lower()}", str(target), stated)
        told = list(lines.among(self._exports, self._listing.noun)) if self._format.lines else []
        with files.made(target) as path, files.told(target):
            exported.file = str(path.parent.parent / path.name)
            writer = self._format.open(path, stated, _said(told))
            try:
                await self._rows(writer, exported, journal, allow, progress, told, half_life)
                writer.close()
            except BaseException:
                writer.abandon()
                raise
            await allow(0)
            await journal.synced()
        return exported

    async def _rows(
        self,
        writer: Writer,
        exported: Exported,
        journal: Journal,
        allow: Allow,
        progress: Progress,
        told: Sequence[Lines],
        half_life: float,
    ) -> None:
        ids: dict[str, None] = {}
        facts = self._listing.facts
        async for rows in self._pages(exported.stated.at):
            await allow(len(rows))
            page = [row[0] for row in rows]
            journal.note(Note(self._viewer.id, "export", page, facts, exported.run))
            for row in rows:
                writer.row(row[1:])
            exported.rows += len(rows)
            if told:
                ids.update(dict.fromkeys(page))
            progress(exported.rows)
        if self._format.lines:
            assert isinstance(writer, GraphMl), "edges are written to graphs"
            exported.lines = await self._lines(writer, exported, journal, list(ids), told, half_life, allow)

    async def _pages(self, moment: datetime) -> AsyncIterator[list[list[Any]]]:
        """Pages of rows. Ends: each begins after the last record of the one before."""
        for given in self._wish.chosen.filters():
            after: str | None = None
            while True:
                reading = self._listing.reading(given, after, PAGE, self._viewer, moment)
                value = (await self._graph.rows(reading.text, reading.parameters, question="export"))[0][0]
                found = reading.page(value)
                if found.rows:
                    yield found.rows
                after = found.after
                if after is None:
                    break

    async def _lines(
        self,
        writer: GraphMl,
        exported: Exported,
        journal: Journal,
        ids: Sequence[str],
        told: Sequence[Lines],
        half_life: float,
        allow: Allow,
    ) -> int:
        """Writes the edges among the records that were written; how many."""
        count, known = 0, frozenset(ids)
        common = {"now": exported.stated.at, "half_life": half_life, "teams": list(self._viewer.teams)}
        for start in range(0, len(ids), _LINES):
            page = ids[start : start + _LINES]
            for one in told:
                parameters = {**common, "ids": page}
                rows = (await self._graph.rows(one.text, parameters, question="export"))[0][0]
                found = sorted((row for row in rows if row[1] in known), key=lambda row: (*row[:2], str(row[2:])))
                await allow(len(found))
                names = [camel(prop.name) for prop in one.says]
                for source, target, *says in found:
                    writer.edge(Line(source, target, one.edge.type, dict(zip(names, says, strict=True))))
                count += len(found)
            journal.note(Note(self._viewer.id, "export", page, _facts(told), exported.run))
        return count


async def prepared(graph: Graph, planner: Planner, viewer: Viewer, wish: Wish) -> Export:
    """An export that can be written. BadUserInput for what cannot be had as it is wished: records, format, columns,
    filter."""
    fields = await custom_fields.read(Reads(graph))
    noun = noun_of(planner.vocabulary, wish.records)
    form = format_of(wish.format, wish.records)
    listing = listed(planner, viewer, noun, form, wish.columns, fields)
    listing.check(wish.chosen)
    return Export(graph, planner, viewer, wish, form, listing)


def listed(
    planner: Planner,
    viewer: Viewer,
    noun: Noun,
    form: Format,
    names: Sequence[str] | None,
    fields: CustomFields,
) -> Listing:
    """The rows of a file of some format with columns of choice. BadUserInput where these are none of the viewer's."""
    if names is None and form.wants is not None:
        known = Listing.known(planner, viewer.lens, noun, fields)
        names = [one for one in form.wants if one in known][: form.most]
    if names is not None and form.needs:
        names = [*form.needs, *names]
    listing = Listing(planner, viewer.lens, noun, fields, names)
    missing = [name for name in form.needs if name not in {column.name for column in listing.columns}]
    if missing:
        raise BadUserInput(f"{form.name} needs {', '.join(missing)}, which your role may not take out.")
    return listing


def _said(told: Sequence[Lines]) -> list[Heading]:
    """What edges may say, each name once: a name has one kind wherever it is said."""
    found: Mapping[str, Heading] = {
        camel(prop.name): Heading(camel(prop.name), _KINDS.get(prop.kind.name, "text"), prop.description)
        for one in told
        for prop in one.says
    }
    return list(found.values())


def _facts(told: Sequence[Lines]) -> list[str]:
    return list(dict.fromkeys(fact for one in told for fact in one.facts))
