"""An import: files in, one ledger out. File by file, in the order in which they depend on each other.

Killed at any point, the same import goes on where the last batch ended; run twice, the second finds everything
unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graphcrm.access.viewers import Viewer
from graphcrm.compile.custom_fields import CustomFields
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import BadUserInput
from graphcrm.exchange.batches import Batches
from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.judging import definitions, duplicates
from graphcrm.exchange.ledger import Ledger
from graphcrm.exchange.look_up import Reads
from graphcrm.exchange.mapped import opening
from graphcrm.exchange.mapped.files import Foreign
from graphcrm.exchange.mapped.keys import Looking
from graphcrm.exchange.mapped.opening import How
from graphcrm.exchange.native import AUDIENCE, NativeFile, native_files, with_fields
from graphcrm.exchange.reading import Rows, Table
from graphcrm.exchange.sheets import encodings
from graphcrm.exchange.sheets.formats import Format
from graphcrm.exchange.tables import Importing, Permit, Progress, unasked
from graphcrm.graph.connection import Graph
from graphcrm.records import custom_fields, import_runs, journal, sharing

WHO_SEES = "users.write"
_REFRESH = "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()"


@dataclass(frozen=True, slots=True)
class Options:
    """How to import. `as_noun` names what CSV files of other names are (people, Person …); `source` where they come
    from, for the journal; `resume` insists on going on with that run; `author` is the id of who does it,
    `importer` that user, None for whoever may run the command on this machine and do everything; `permit` is asked
    before each batch, and what it raises ends the import; `mapping` says what columns of others mean, or is the file
    that does, `separator` and `sheet` how such a file is read; `request` is the job it is asked for by. Without an
    `encoding` it is UTF-8. `on_duplicate`: what becomes of a row that would make a person or an organization that may
    be there already: "create" (nothing is compared), "queue" or "link"."""

    as_noun: str | None = None
    encoding: str | None = None
    source: str = "files"
    dry_run: bool = False
    resume: str | None = None
    author: str = journal.LOCAL.user
    importer: Viewer | None = None
    permit: Permit = unasked
    mapping: Path | Mapping[str, Any] | None = None
    separator: str | None = None
    sheet: str | None = None
    request: str | None = None
    on_duplicate: str = duplicates.CREATE


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
    fields = await custom_fields.read(Reads(graph))
    work = _work(vocabulary, options)
    foreign = _foreign(work, paths, options, fields)
    tables = _tables(work, paths, options, fields, foreign)
    encoding = encodings.codec(options.encoding or "utf-8")
    ledger = Ledger("")
    importing = Importing(graph, work, ledger, progress)
    if not options.dry_run:
        digests = {table.name: f"{table.native.name} {table.digest}" for table in tables}
        compared = duplicates.checked(options.on_duplicate) != duplicates.CREATE
        how = f"{encoding} {options.on_duplicate}" if compared else encoding
        asked = import_runs.Asked(options.source, options.author, options.request, importing.work.now)
        importing.run, importing.done = await import_runs.begin(graph, digests, how, asked, options.resume)
        ledger.run, importing.work.since = importing.run.id, importing.run.since
        importing.author = journal.Author(options.author, request=ledger.run)
        importing.source, importing.permit = options.source, options.permit
    if importing.work.duplicates is not None:
        importing.work.duplicates.of(importing.run, importing.work.since, options.source)
    for one in foreign:
        await one.place(Looking(Reads(graph), vocabulary.nouns, work.sight, work.now.date()), work.since)
    for number, table in enumerate(tables):
        table.remarks(ledger)
        await importing.table(table)
        table.conclude(ledger)
        if table.native.noun is not None and table.native.noun.defines:  # the files after it may have columns of these
            fields = await _defined(graph, importing.work, fields, dry=options.dry_run)
            importing.work.optional |= _stated(table, ledger)
            for later in tables[number + 1 :]:
                later.understand(with_fields(later.native, fields, importing.work.optional))
    if importing.run is not None:
        await import_runs.finish(graph, importing.run, ledger.as_dict(), datetime.now(UTC))
        await graph.rows(_REFRESH, {})
    return ledger


def _how(options: Options) -> How:
    form = Format(separator=options.separator, encoding=options.encoding, sheet=options.sheet)
    return How(options.mapping, options.as_noun, form)


def _foreign(work: Batches, paths: Sequence[Path], options: Options, fields: CustomFields) -> list[Foreign]:
    """The files that are read by a mapping."""
    how = _how(options)
    chosen = [path for path in dict.fromkeys(paths) if how.takes(path)]
    return opening.opened(work.vocabulary, chosen, how, native_files(work.vocabulary), fields, work.rules)


def _tables(
    work: Batches, paths: Sequence[Path], options: Options, fields: CustomFields, foreign: Sequence[Foreign]
) -> list[Rows]:
    """What is to be read, in the order in which it depends on each other. Forbidden for what the importer may not."""
    vocabulary, natives, how = work.vocabulary, native_files(work.vocabulary), _how(options)
    encoding = encodings.codec(options.encoding or "utf-8")
    found = _files([path for path in paths if not how.takes(path)], natives, options.as_noun)
    for _, _, native in found:
        _permitted(native, options.importer)
    tables: list[Rows] = [
        Table(vocabulary, path, name, with_fields(native, fields), encoding) for path, name, native in found
    ]
    tables += [table for one in foreign for table in one.tables]
    tables.sort(key=lambda table: list(natives).index(table.native.name))
    for table in tables:
        _may_limit(table, options.importer)
    return tables


def _work(vocabulary: Vocabulary, options: Options) -> Batches:
    rules = Rules(vocabulary, options.importer.lens) if options.importer is not None else None
    importer = options.importer.id if options.importer is not None else None
    sight = sharing.EVERYTHING
    if options.importer is not None:
        sight = sharing.Sight(options.importer.lens.sees_all, options.importer.teams)
    wanted = duplicates.checked(options.on_duplicate) != duplicates.CREATE
    compared = duplicates.Duplicates(options.on_duplicate, rules, sight) if wanted else None
    return Batches(
        vocabulary,
        datetime.now(UTC),
        keep=options.dry_run,
        rules=rules,
        importer=importer,
        sight=sight,
        duplicates=compared,
    )


async def _defined(graph: Graph, work: Batches, fields: CustomFields, *, dry: bool) -> CustomFields:
    """The custom fields after a file that defines some; in a dry run those that there would be."""
    if not dry:
        return await custom_fields.read(Reads(graph))
    stated = {(one.on, one.key): one for one in definitions.fields(work.defined)}
    return CustomFields({**{(one.on, one.key): one for one in fields.all}, **stated}.values())


def _stated(table: Rows, ledger: Ledger) -> set[tuple[str, str]]:
    """The fields that a file defines, by what they stand on and their key: those of its rows that were taken."""
    fallen = {one.line for one in ledger.rejected if one.file == table.name}
    rows = (item for item in table.items(lambda _: None) if isinstance(item, Parsed) and item.line not in fallen)
    return {(row.properties["on"], row.properties["key"]) for row in rows}


def _permitted(native: NativeFile, importer: Viewer | None) -> None:
    """Forbidden where a file needs more than that one may import: who is in a team, and who acts in which role."""
    writing = native.edge.writing if native.edge is not None else None
    needed = native.noun.permission if native.noun is not None else writing.permission if writing is not None else ""
    if importer is not None and needed not in ("", "write"):
        importer.require(needed)


def _may_limit(table: Rows, importer: Viewer | None) -> None:
    """Forbidden where a file says who sees its records and the importer may not decide that."""
    if importer is not None and table.native.limited and AUDIENCE in table.columns:
        importer.require(WHO_SEES)


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
