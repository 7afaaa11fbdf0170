"""An import: files in, one ledger out. File by file, in the order in which they depend on each other.

Killed at any point, the same import goes on where the last batch ended; run twice, the second finds everything
unchanged.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import BadUserInput
from graphcrm.exchange.batches import Batches
from graphcrm.exchange.ledger import Ledger
from graphcrm.exchange.look_up import Reads
from graphcrm.exchange.native import NativeFile, native_files, with_fields
from graphcrm.exchange.reading import Table
from graphcrm.exchange.tables import Importing, Progress
from graphcrm.graph.connection import Graph
from graphcrm.records import custom_fields, import_runs, journal

_REFRESH = "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()"


@dataclass(frozen=True, slots=True)
class Options:
    """How to import. `as_noun` names what CSV files of other names are (people, Person …); `source` where they come
    from, for the journal; `resume` insists on going on with that run; `author` is the id of who does it."""

    as_noun: str | None = None
    encoding: str = "utf-8"
    source: str = "files"
    dry_run: bool = False
    resume: str | None = None
    author: str = journal.LOCAL.user


def silent(_sentence: str, _done: int, _total: int) -> None:
    """Shows no progress."""


async def run(
    graph: Graph,
    vocabulary: Vocabulary,
    paths: Sequence[Path],
    options: Options | None = None,
    progress: Progress = silent,
) -> Ledger:
    """Imports files and folders of the native format. BadUserInput where a file cannot be read at all: then nothing is
    written. Bad rows are in the ledger, everything else is in the graph. `progress` is told (sentence, bytes read of
    the file, its bytes)."""
    options = options or Options()
    encoding = _encoding(options.encoding)
    found = _files(paths, native_files(vocabulary), options.as_noun)
    fields = await custom_fields.read(Reads(graph))
    tables = [Table(vocabulary, path, name, with_fields(native, fields), encoding) for path, name, native in found]
    ledger = Ledger("")
    importing = Importing(graph, Batches(vocabulary, datetime.now(UTC), keep=options.dry_run), ledger, progress)
    if not options.dry_run:
        digests = {table.name: f"{table.native.name} {table.digest}" for table in tables}
        importing.run, importing.done = await import_runs.begin(
            graph, digests, encoding, options.source, options.resume, importing.work.now
        )
        ledger.run, importing.work.since = importing.run.id, importing.run.since
        importing.author = journal.Author(options.author, request=ledger.run)
        importing.source = options.source
    for table in tables:
        table.remarks(ledger)
        await importing.table(table)
    if importing.run is not None:
        await import_runs.finish(graph, importing.run, ledger.as_dict(), datetime.now(UTC))
        await graph.rows(_REFRESH, {})
    return ledger


def _encoding(name: str) -> str:
    """The codec of an encoding. BadUserInput for none, or one whose lines and commas are not those of ASCII."""
    try:
        codec = codecs.lookup(name)
        plain = 'a,"\n'.encode(codec.name.replace("utf-8-sig", "utf-8")) == b'a,"\n'
    except (LookupError, UnicodeError) as error:
        raise BadUserInput(f"{name} is no encoding known here. Name one such as latin-1 or cp1252.") from error
    if not plain:
        raise BadUserInput(f"Files in {name} cannot be read line by line. Save them as UTF-8.")
    return codec.name.replace("utf-8-sig", "utf-8")


def _files(
    paths: Iterable[Path], native: dict[str, NativeFile], as_noun: str | None
) -> list[tuple[Path, str, NativeFile]]:
    """The files to read, each with the name it is told by, in the order in which they depend on each other."""
    found: list[tuple[Path, NativeFile]] = []
    for path in dict.fromkeys(paths):
        if path.is_dir():
            inside = [(path / f"{name}.csv", one) for name, one in native.items() if (path / f"{name}.csv").is_file()]
            if not inside:
                raise BadUserInput(f"{path} holds none of the native files ({', '.join(native)}.csv).")
            found += inside
        elif not path.is_file():
            raise BadUserInput(f"{path} is not there.")
        else:
            found.append((path, _native(path, native, as_noun)))
    order = list(native)
    found.sort(key=lambda one: order.index(one[1].name))
    names = [path.name for path, _ in found]
    return [(path, path.name if names.count(path.name) == 1 else str(path), one) for path, one in found]


def _native(path: Path, native: dict[str, NativeFile], as_noun: str | None) -> NativeFile:
    """What a file holds, by its name or by what it was said to be: the name of a native file, a noun, an edge."""
    if as_noun is None:
        if path.stem in native:
            return native[path.stem]
        raise BadUserInput(f"{path.name} is none of {', '.join(native)}. Say what it is with --as.")
    for name, one in native.items():
        if as_noun.casefold() in (name, one.label.casefold()):
            return one
    raise BadUserInput(f"--as {as_noun} is none of {', '.join(native)}.")
