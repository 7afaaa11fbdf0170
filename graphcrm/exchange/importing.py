"""An import: files in, one ledger out. Read and judged whole first, then written batch by batch.

Every batch is one transaction with its note in the journal, under the hierarchy's lock. Killed at any point, the same
import goes on where the last batch ended; run twice, the second finds everything unchanged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import BadUserInput
from graphcrm.exchange import batches, reading, references
from graphcrm.exchange.batches import Batches
from graphcrm.exchange.ledger import Ledger, Rejection
from graphcrm.exchange.native import NativeFile, native_files
from graphcrm.exchange.reading import Source
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import import_runs
from graphcrm.records.import_runs import Batch, Done

Progress = Callable[[str, int, int], None]
_REFRESH = "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()"
_OUTCOMES = {"c": "created", "u": "updated", "n": "unchanged"}


@dataclass(frozen=True, slots=True)
class Options:
    """How to import. `as_noun` names the native file that a single CSV of another name is."""

    as_noun: str | None = None
    encoding: str = "utf-8"
    source: str = "files"
    dry_run: bool = False


def silent(_sentence: str, _done: int, _total: int) -> None:
    """Shows no progress."""


async def run(
    graph: Graph,
    vocabulary: Vocabulary,
    paths: Sequence[Path],
    options: Options | None = None,
    progress: Progress = silent,
) -> Ledger:
    """Imports files and folders of the native format. BadUserInput where a file cannot be read at all; bad rows are
    in the ledger, everything else is in the graph."""
    options = options or Options()
    native = native_files(vocabulary)
    found = _files(paths, native, options.as_noun)
    ledger = Ledger("")
    sources = _read(found, options.encoding, ledger, progress)
    known = await references.judge(vocabulary, graph, sources, ledger)
    if options.dry_run:
        _preview(sources, known, ledger)
        return ledger
    key = hashlib.sha256("\n".join(f"{s.name} {s.digest}" for s in sources).encode()).hexdigest()
    now = datetime.now(UTC)
    ledger.run, done = await import_runs.begin(graph, key, [s.name for s in sources], options.source, now)
    await _write(graph, Batches(vocabulary, known, now), sources, ledger, done, progress)
    await import_runs.finish(graph, ledger.run, ledger.as_dict(), datetime.now(UTC))
    await graph.rows(_REFRESH, {})
    return ledger


def _files(paths: Iterable[Path], native: dict[str, NativeFile], as_noun: str | None) -> list[tuple[Path, NativeFile]]:
    """The files to read in the order in which they depend on each other."""
    found: list[tuple[Path, NativeFile]] = []
    for path in paths:
        if path.is_dir():
            inside = [(path / f"{name}.csv", one) for name, one in native.items() if (path / f"{name}.csv").is_file()]
            if not inside:
                raise BadUserInput(f"{path} holds none of the native files ({', '.join(native)}.csv).")
            found += inside
        elif not path.is_file():
            raise BadUserInput(f"{path} is not there.")
        else:
            name = as_noun or path.stem
            if name not in native:
                known = ", ".join(native)
                raise BadUserInput(f"{path.name} is none of {known}. Say what it is with --as.")
            found.append((path, native[name]))
    order = list(native)
    return sorted(found, key=lambda one: order.index(one[1].name))


def _read(files: list[tuple[Path, NativeFile]], encoding: str, ledger: Ledger, progress: Progress) -> list[Source]:
    sources = []
    for index, (path, native) in enumerate(files):
        progress(f"reading {path.name}", index, len(files))
        sources.append(reading.read(path, native, encoding, ledger))
    return sources


def _preview(sources: list[Source], known: references.Known, ledger: Ledger) -> None:
    """What a dry run can tell: a row whose record is there counts as updated, though it may turn out unchanged."""
    for source in sources:
        noun = source.native.noun
        for row in source.rows:
            there = noun is not None and known.ids[noun.name].get(row.external_id) is not None
            ledger.count(source.name, "updated" if there else "created")


async def _write(
    graph: Graph, work: Batches, sources: list[Source], ledger: Ledger, done: Done, progress: Progress
) -> None:
    for source in sources:
        outcomes: list[str] = []
        for phase in batches.phases(source):
            size = batches.SIZE
            letters: list[str] = []
            for index, start in enumerate(range(0, len(source.rows), size)):
                progress(f"importing {source.name}", start, len(source.rows))
                batch = done.get((source.name, phase, index))
                if batch is None:
                    before = outcomes[start : start + size]
                    batch = await _batch(graph, work, source, phase, index, before, ledger.run)
                letters.extend(batch.outcomes)
                for line, column, code, sentence in batch.rejected:
                    text = f"{source.name}, line {line}: {column}: {sentence}"
                    ledger.reject(Rejection(source.name, line, column, code, text))
            outcomes = batches.combined(outcomes, letters)
        for letter in outcomes:
            if letter in _OUTCOMES:
                ledger.count(source.name, _OUTCOMES[letter])


async def _batch(
    graph: Graph, work: Batches, source: Source, phase: str, index: int, before: list[str], run: str
) -> Batch:
    rows = source.rows[index * batches.SIZE : (index + 1) * batches.SIZE]

    async def once(transaction: Transaction) -> Batch:
        batch = await work.write(transaction, source, phase, rows, before)
        await import_runs.note(transaction, run, source.name, phase, index, batch)
        return batch

    return await graph.write(once, name=f"import {source.native.name}")
