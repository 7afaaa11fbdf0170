"""Files of others on their way through an import: each is as many tables as its mapping speaks of native files.

A record is judged whole: where one of its parts is wrong, none of them is written, and the ledger tells it once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import BadUserInput
from graphcrm.exchange import reading
from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.forms import lists
from graphcrm.exchange.ledger import Ledger
from graphcrm.exchange.mapped.keys import Looking
from graphcrm.exchange.mapped.mapping import PEOPLE, Mapped
from graphcrm.exchange.mapped.placing import Placed, Placing
from graphcrm.exchange.mapped.row_reader import RowReader
from graphcrm.exchange.mapped.translating import SOURCE, Translated, Translator
from graphcrm.exchange.native import NativeFile
from graphcrm.exchange.reading import Fault, Item, Rows
from graphcrm.exchange.sheets.delimited import Delimited
from graphcrm.exchange.sheets.sheet import Sheet

_CHANGED = "{0} was changed while it was read. What was read until then is written; import it again."
_ANY = "any"


class Foreign:
    """One file with its mapping. BadUserInput where the mapping names columns that the file has not."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        path: Path,
        name: str,
        sheet: Sheet,
        mapped: Mapped,
        natives: Mapping[str, NativeFile],
    ) -> None:
        missing = next((c.column for c in mapped.columns if c.column not in (None, *sheet.columns)), None)
        if missing is not None:
            raise BadUserInput(f"{name} has no column {missing!r}. It has {', '.join(sheet.columns)}.")
        self.path, self.name, self.sheet, self.mapped = path, name, sheet, mapped
        self.digest = reading.digest(path)
        self._stamp = _stamp(path)
        self._vocabulary = vocabulary
        self._natives = dict(natives)
        self._placing = Placing(vocabulary, mapped)
        self._placed = False
        self.seatless: dict[int, int] = {}
        self._understand()

    @property
    def tables(self) -> list[Rows]:
        """A table for each native file that its rows are of."""
        return [PartTable(self, self._natives[file]) for file in self._files()]

    def understand(self, native: NativeFile) -> None:
        """Takes the columns of a native file as this says."""
        self._natives[native.name] = native
        self._understand()

    def _understand(self) -> None:
        guarded = isinstance(self.sheet, Delimited)
        self.translator = Translator(self.mapped, self.sheet.columns, self._natives, guarded=guarded)
        readers = {name: RowReader(self._vocabulary, self._natives[name], self.mapped) for name in self._files()}
        self._readers = readers

    def _files(self) -> list[str]:
        files = self.mapped.files
        seats = self.mapped.noun == PEOPLE and "roles" in files
        return list(dict.fromkeys([*files, "holdings"])) if seats else files

    @property
    def _needs_placing(self) -> bool:
        """Whether the graph has to be asked before a row is known to be of a record: one external id is enough for rows
        of one kind."""
        main = self._natives[self.mapped.noun]
        return main.noun is not None and (self.mapped.key != ("external_id",) or len(self._files()) > 1)

    async def place(self, looking: Looking, since: datetime) -> None:
        """Finds out which record each row is. Without need nothing is read. `since`: when the import was begun: what it
        made before it was stopped is as if it were new."""
        if not self._needs_placing or self._placed:
            return
        for number, record in enumerate(self.sheet.records(lambda _: None), start=1):
            row = self.translator.record(number, record)
            if isinstance(row, Translated):
                told = Translated(number, row.line, {file: dict(cells) for file, cells in row.cells.items()})
                _anything(told)
                read = self._read(told)
                if not isinstance(read, Fault):
                    self._placing.note(row, read[self.mapped.noun].lacks)
        await self._placing.look_up(looking, since)
        self._placed = True
        self.translator.numbers.clear()

    def rows(self, progress: Callable[[int], None]) -> Iterator[Mapping[str, Parsed] | Fault]:
        """The rows of each record, or the first thing that is wrong with one of them."""
        for number, record in enumerate(self.sheet.records(progress), start=1):
            row = self.translator.record(number, record)
            yield row if isinstance(row, Fault) else self._place(row) or self._read(row)
        if _stamp(self.path) != self._stamp:
            raise BadUserInput(_CHANGED.format(self.name))

    def organizations(self) -> Iterator[Item]:
        """The organizations beside the people of the file, each once."""
        for external_id, one in self._placing.organizations.items():
            row = self._readers["organizations"].read(one.number, one.line, _organization(one.cells, external_id))
            if isinstance(row, Parsed):
                yield row

    def called(self, file: str, column: str | None) -> str | None:
        """The column of the file that leads to one of a native file."""
        if column is None or column.startswith(SOURCE):
            return column and column.removeprefix(SOURCE)
        part, _, of_part = column.partition(".")
        told = ("organizations", of_part) if part == "organization" and of_part else (file, column)
        found = next((c.column for c in self.mapped.columns if (c.file, c.to) == told and c.column), None)
        made = next((c.column for c in self.mapped.columns if column == "name" and c.to.endswith("_name")), None)
        return found or made or next((c.column for c in self.mapped.columns if c.to == column and c.column), column)

    def _read(self, row: Translated) -> dict[str, Parsed] | Fault:
        found: dict[str, Parsed] = {}
        for file, cells in row.cells.items():
            one = self._readers[file].read(row.number, row.line, cells)
            if isinstance(one, Fault):
                column = self.called(file, one.column)
                return Fault(one.number, one.line, f"{SOURCE}{column}" if column else None, one.code, one.sentence)
            found[file] = one
        return found

    def _place(self, row: Translated) -> Fault | None:
        """Gives a row the ids of what it is about."""
        if not self._placed:
            return None
        fault = self._placing.faults.get(row.number)
        placed = self._placing.placed.get(row.number)
        if fault is None and placed is not None:
            told = row.cells.get("organizations") or {}
            at = any(told.get(name) for name in ("external_id", "domain", "name"))
            if (row.cells.get("roles") or {}).get("title") and not at:
                self.seatless[row.number] = row.line
            _put(row, self.mapped.noun, placed)
        elif fault is None:  # what is wrong with the row by itself is told when it is read
            _anything(row)
        return fault


class PartTable:
    """The rows of one native file in a file of others."""

    def __init__(self, file: Foreign, native: NativeFile) -> None:
        self._file = file
        self.native = native
        self._main = native.name == file.mapped.noun
        self.name = file.name if self._main else f"{file.name} ({native.name})"
        self.size = file.path.stat().st_size
        self.columns = list(dict.fromkeys(one.to for one in file.mapped.of(native.name)))
        self.path = file.path

    @property
    def digest(self) -> str:
        return f"{self._file.digest} {self._file.mapped.digest}"

    def items(self, progress: Callable[[int], None]) -> Iterator[Item]:
        if self.native.name == "organizations" and not self._main:
            yield from self._file.organizations()
            return
        if self._main:  # read again, it is counted once
            self._file.translator.numbers.clear()
        seen: reading.Seen = {}
        for row in self._file.rows(progress):
            if isinstance(row, Fault):
                if self._main:
                    yield row
            elif self.native.name in row:
                yield self._once(row[self.native.name], seen)

    def reason(self, source: str) -> str:
        return f"Imported from {self._file.path.name} ({source})."

    def remarks(self, ledger: Ledger) -> None:
        if not self._main:
            return
        told = {one.column for one in self._file.mapped.columns}
        for column in self._file.sheet.columns:
            if column not in told:
                sentence = f"{self.name} has a column {column!r} that the mapping leaves out."
                ledger.find(self.name, sentence, column=column, code="UNMAPPED_COLUMN")

    def conclude(self, ledger: Ledger) -> None:
        """Notes what is odd about the file as far as it was read to its end."""
        if not self._main:
            return
        for remark in self._file.sheet.remarks():
            ledger.find(self.name, f"{self.name}: {remark.sentence}", **remark.more())
        if self._file.seatless:
            number, line = len(self._file.seatless), min(self._file.seatless.values())
            told = f"{number} rows name a seat at no organization, the first in line {line}: it was left out."
            ledger.find(self.name, f"{self.name}: {told}", line=line, code="NO_ORGANIZATION")
        for column, (number, line) in self._file.translator.numbers.items():
            sentence = (
                f"{self.name}: {number} cells of {column!r} are numbers, the first in row {line}: a zero or a plus "
                "before them is lost. Keep the column as text."
            )
            ledger.find(self.name, sentence, line=line, column=column, code="NUMBERS")

    def called(self, column: str | None) -> str | None:
        return self._file.called(self.native.name, column)

    def understand(self, native: NativeFile) -> None:
        self.native = native
        self._file.understand(native)

    def _once(self, row: Parsed, seen: reading.Seen) -> Item:
        """The row, or a fault where a record stands in the file twice, or a fact that says something else."""
        fault = reading.twice(self.native, row, seen)
        if fault is None or fault.code != "DUPLICATE_ID":
            return fault or row
        _, line, _ = seen[hash((row.external_id,))]
        column = self._file.mapped.key[0] if self._main else "external_id"
        sentence = f"Line {line} is of the same record already. Keep one of the two."
        return Fault(row.number, row.line, column, fault.code, sentence)


def _anything(row: Translated) -> None:
    """Ids that any row could have, to judge it by itself."""
    for file in ("people", "organizations", "roles"):
        if file in row.cells:
            row.cells[file].setdefault("external_id", _ANY)
    _give(row, Placed(_ANY, _ANY, _ANY))


def _put(row: Translated, noun: str, placed: Placed) -> None:
    """Gives the cells of a row the ids of what it is about; parts that are about nothing go."""
    row.cells[noun]["external_id"] = placed.record
    if noun != "organizations":
        row.cells.pop("organizations", None)  # they stand in the file as often as people do, and are taken once
    _give(row, placed)
    if "roles" in row.cells:
        row.cells["roles"]["external_id"] = placed.seat or ""
        if placed.there:  # it was found by these, however they are spelt there
            del row.cells["roles"]["title"], row.cells["roles"]["organization"]


def _give(row: Translated, placed: Placed) -> None:
    if not (row.cells.get("roles") or {}).get("title") or placed.seat is None or placed.organization is None:
        row.cells.pop("roles", None)
        row.cells.pop("holdings", None)
    else:
        row.cells["roles"]["organization"] = lists.join([placed.organization])
        held = row.cells.setdefault("holdings", {})
        told = bool(held)
        held |= {"person": lists.join([placed.record]), "role": placed.seat}
        if placed.held:  # the same fact, since the day that is known
            held.pop("started_on", None)
            held |= {"started_on": placed.since.isoformat()} if placed.since is not None else {}
        if placed.held and not told:
            row.cells.pop("holdings")  # nothing is said that was not known
    if not (row.cells.get("addresses") or {}).get("address"):
        row.cells.pop("addresses", None)
    else:
        row.cells["addresses"]["person"] = lists.join([placed.record])


def _organization(cells: Mapping[str, str], external_id: str) -> dict[str, str]:
    found = {**cells, "external_id": external_id}
    if not found.get("name") and found.get("domain"):
        found["name"] = found["domain"]
    return found


def _stamp(path: Path) -> tuple[int, int, int]:
    """What changes when a file does."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino
