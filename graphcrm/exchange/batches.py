"""Batches: good rows become desired records and facts, are judged against the graph, and written.

Judging reads only, so a dry run is the same without the writing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from graphcrm.compile import writing
from graphcrm.compile.declarations import Edge, Noun, Reference
from graphcrm.compile.hanging import SAID
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import Conflict
from graphcrm.exchange.columns import Named, Parsed
from graphcrm.exchange.judging import attached, filling, users
from graphcrm.exchange.judging.definitions import Definitions
from graphcrm.exchange.judging.duplicates import Duplicates
from graphcrm.exchange.judging.meeting import Meeting
from graphcrm.exchange.judging.sharing import Sharing
from graphcrm.exchange.look_up import Known
from graphcrm.exchange.native import AUDIENCE, TEAM, NativeFile, with_fields
from graphcrm.exchange.reading import Fault, Item
from graphcrm.exchange.self_references import unknown
from graphcrm.graph.connection import Transaction
from graphcrm.records import (
    audiences,
    custom_fields,
    definitions,
    facts,
    identity,
    journal,
    nodes,
    restricting,
    sharing,
)
from graphcrm.records.attached import DesiredAttached, Putting
from graphcrm.records.desired import Breach, DesiredFact, DesiredRecord, Link, Outcome, Reader, Verdict
from graphcrm.records.journal import LOCAL, Batch
from graphcrm.records.merging import aliases
from graphcrm.records.structure import Structure
from graphcrm.records.undoing.states import Touches
from graphcrm.records.users import LOCK, leave_nothing
from graphcrm.vocabulary.user import USER

SIZE = 5000
_TAKEN = "This id is taken. Choose another."
_LETTERS = {Outcome.CREATED: "c", Outcome.UPDATED: "u", Outcome.UNCHANGED: "n"}
# One import at a time compares and writes; whatever changes a hierarchy waits for all others that do.
IMPORT, HIERARCHY = "import", "hierarchy"


@dataclass(slots=True)
class Judged:
    """What becomes of the rows of a batch, by number: a letter (c created, u updated, n unchanged, l linked, q queued)
    or a fault; what writes it; what that was, once it is done; what it touches; the ids that are known then; what rows
    may be of; and what is to be called once it is written."""

    outcomes: dict[int, str | Fault]
    write: Callable[[Transaction], Awaitable[None]]
    batch: Callable[[], Batch]
    touches: Callable[[], Touches]
    learned: list[tuple[str, str, str]] = field(default_factory=list)
    matches: list[dict[str, Any]] = field(default_factory=list)
    settle: Callable[[], None] = lambda: None


class Batches:
    """Judges and writes the batches of one import. `keep`: rules of structure remember what a dry run did not write.
    `rules`: what the importer sees, None for whoever may do everything; `importer`: their id; `sight`: which facts are
    whole for them; `duplicates`: what becomes of records that may be there already, None where all are made. `defined`
    are the custom fields' definitions of the last batch that had some; `optional` are fields that no row needs, by what
    they stand on and their key: the rows of an import may be older than the fields that it defines."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        now: datetime,
        *,
        keep: bool = False,
        rules: Rules | None = None,
        importer: str | None = None,
        sight: sharing.Sight = sharing.EVERYTHING,
        duplicates: Duplicates | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.rules = rules
        self.importer = importer
        self.sight = sight
        self.duplicates = duplicates
        self.defined: list[DesiredRecord] = []
        self.optional: set[tuple[str, str]] = set()
        self.known = Known(vocabulary)
        self.now = now
        self.since = now  # when the run was begun
        self._kept = self._structures() if keep else None

    async def lock(self, transaction: Transaction, native: NativeFile) -> None:
        """Takes the locks that a batch of this file needs, always in this order."""
        await transaction.run(writing.LOCK, {"name": IMPORT})
        if native.noun is not None and native.noun.defines:
            await transaction.run(writing.LOCK, {"name": definitions.LOCK})
        if native.noun is USER:
            await transaction.run(writing.LOCK, {"name": LOCK})
        edges = [native.edge] if native.edge is not None else []
        edges += [self.vocabulary.edges[r.edge] for r in native.references]
        if any(edge.rules for edge in edges):
            await transaction.run(writing.LOCK, {"name": HIERARCHY})

    async def check(self, transaction: Transaction, native: NativeFile) -> None:
        """Conflict where the custom fields of a file are defined otherwise by now than when its header was read."""
        defined = with_fields(native, await custom_fields.read(transaction), self.optional)
        if defined.custom != native.custom:
            raise Conflict(
                f"The custom fields of {native.label} were defined anew meanwhile. Import again, and it goes on."
            )

    async def judge(self, reader: Reader, native: NativeFile, items: Sequence[Item]) -> Judged:
        """A batch of a file, but for its `lines`."""
        outcomes: dict[int, str | Fault] = {item.number: item for item in items if isinstance(item, Fault)}
        rows = [item for item in items if isinstance(item, Parsed)]
        if native.edge is not None and native.end is not None:
            return await self._attached(reader, native, native.edge, native.end, rows, outcomes)
        if native.edge is not None:
            return await self._facts(reader, native, native.edge, rows, outcomes)
        assert native.noun is not None
        if native.noun.defines:
            return await self._definitions(reader, native, native.noun, rows, outcomes)
        references = [r for r in native.references if r not in native.lines]
        return await self._records(reader, native, native.noun, references, rows, outcomes)

    async def judge_lines(
        self, reader: Reader, native: NativeFile, rows: Sequence[Parsed], before: dict[int, str]
    ) -> Judged:
        """The lists of a batch that may name any record of the file; all of these are there by now. `before` are the
        letters of the rows: what was created or updated then is not counted as another version now."""
        assert native.noun is not None
        judged = await self._records(reader, native, native.noun, native.lines, rows, {}, before)
        for number, letter in judged.outcomes.items():
            if before[number] != "n" and letter in ("u", "n"):
                judged.outcomes[number] = before[number]
        return judged

    async def _records(
        self,
        reader: Reader,
        native: NativeFile,
        noun: Noun,
        references: Sequence[Reference],
        rows: Sequence[Parsed],
        outcomes: dict[int, str | Fault],
        before: dict[int, str] | None = None,
    ) -> Judged:
        await self._look_up(reader, native, [AUDIENCE, *(r.column for r in references)], rows)
        names = list(dict.fromkeys(name for row in rows for name in (*row.properties, *filling.audience(row))))
        names = names if before is None else []
        there = await nodes.known(reader, noun, names, [row.external_id for row in rows])
        outcomes.update(await self._elsewhere(reader, noun, [row for row in rows if row.external_id not in there]))
        met = None
        if before is None and self.duplicates is not None and self.duplicates.compares(native):
            arriving = [row for row in rows if row.external_id not in there and row.number not in outcomes]
            met = await self.duplicates.meet(reader, native, names, arriving, self._teams)
            there, rows = {**there, **met.known()}, met.rows(native, rows)
        new = {} if met is None else {external_id: values["id"] for external_id, values in met.known().items()}
        desired: list[tuple[Parsed, DesiredRecord]] = []
        for row in rows:
            if row.number in outcomes:
                continue
            links = self._links(native, references, row, new)
            teams = self._teams(row) if before is None else {}
            if isinstance(links, Fault):
                outcomes[row.number] = links
                continue
            if isinstance(teams, Fault):
                outcomes[row.number] = teams
                continue
            found = there.get(row.external_id)
            if filling.stays(row, found, before):
                outcomes[row.number] = "n"
                continue
            identifier = found["id"] if found is not None else self._new_id(noun, row.external_id)
            if found is None:
                new[row.external_id] = identifier
            desired.append((row, filling.desired(native, row, found, identifier, links, teams, before)))
        if noun is USER:
            outcomes.update(await users.taken(reader, desired))
            outcomes.update(users.own(desired, self.importer))
            desired = [one for one in desired if one[0].number not in outcomes]
        structures, note = self._kept or self._structures(), journal.new_change()
        putting = nodes.Putting(self.vocabulary, noun, references, structures, note=note)
        judged = await self._put(reader, native, putting, desired, outcomes)
        return judged if met is None else self._with(judged, met)

    def _with(self, judged: Judged, met: Meeting) -> Judged:
        """What a batch comes to with what its rows met."""
        made = {external_id: identifier for _, external_id, identifier in judged.learned}
        met.conclude(judged.outcomes, made)
        duplicates = self.duplicates
        assert duplicates is not None
        write, touches = judged.write, judged.touches

        async def with_pairs(transaction: Transaction) -> None:
            await write(transaction)
            await met.write(transaction, duplicates.run or "", self.now)

        judged.write = with_pairs
        judged.touches = lambda: replace(touches(), linked=met.aliases)
        judged.matches, judged.learned = met.matches, [*judged.learned, *met.learned]
        judged.settle = lambda: duplicates.settle(met, judged.outcomes, made)
        return judged

    async def _elsewhere(self, reader: Reader, noun: Noun, rows: Sequence[Parsed]) -> dict[int, str | Fault]:
        """What becomes of rows whose external id a restricted record has, or one that was merged into another: what the
        row says is said of that one already, or is not its own any more."""
        keys = [row.external_id for row in rows]
        held = await restricting.taken(reader, noun, keys)
        absorbed = await aliases.ids(reader, noun, keys)
        found: dict[int, str | Fault] = {}
        for row in rows:
            if row.external_id in held:
                found[row.number] = Fault(row.number, row.line, "external_id", "RULE", _TAKEN)
            elif row.external_id in absorbed:
                found[row.number] = "l"
        return found

    async def _definitions(
        self, reader: Reader, native: NativeFile, noun: Noun, rows: Sequence[Parsed], outcomes: dict[int, str | Fault]
    ) -> Judged:
        desired: list[tuple[Parsed, DesiredRecord]] = []
        for row, found in await Definitions(native, noun, self.rules).judge(reader, rows):
            if isinstance(found, Fault):
                outcomes[row.number] = found
            else:
                desired.append((row, found))
        putting = nodes.Putting(self.vocabulary, noun, (), {}, note=journal.new_change())
        judged = await self._put(reader, native, putting, desired, outcomes)
        self.defined = [record for row, record in desired if not isinstance(judged.outcomes[row.number], Fault)]
        return judged

    async def _put(
        self,
        reader: Reader,
        native: NativeFile,
        putting: nodes.Putting,
        desired: Sequence[tuple[Parsed, DesiredRecord]],
        outcomes: dict[int, str | Fault],
    ) -> Judged:
        verdicts = await putting.judge(reader, [record for _, record in desired], self.now)
        judged = Judged(outcomes, lambda transaction: self._write(transaction, putting), putting.batch, putting.touches)
        for (row, record), verdict in zip(desired, verdicts, strict=True):
            outcomes[row.number] = _outcome(native, row, verdict)
            if verdict is Outcome.CREATED:
                judged.learned.append((putting.noun.name, row.external_id, record.id))
        return judged

    async def _write(self, transaction: Transaction, putting: nodes.Putting) -> None:
        await putting.write(transaction, self.now, self.since)
        if putting.noun is USER:
            disabled = [identifier for identifier, changes in putting.updated if changes.get("disabled")]
            await leave_nothing(transaction, disabled, self.now, self.importer or LOCAL.user)

    async def _facts(
        self,
        reader: Reader,
        native: NativeFile,
        edge: Edge,
        rows: Sequence[Parsed],
        outcomes: dict[int, str | Fault],
    ) -> Judged:
        nouns = (edge.source, edge.target)
        for index, noun in enumerate(nouns):
            await self.known.look_up(reader, noun, {row.ends[index] for row in rows})
        desired: list[tuple[Parsed, DesiredFact]] = []
        levels = await self._sharing(reader, edge, rows)
        for row in rows:
            found = [self.known.find((noun,), end) for noun, end in zip(nouns, row.ends, strict=True)]
            source, target = found
            if source is None or target is None:
                index = found.index(None)
                sentence = unknown((nouns[index],), row.ends[index])
                outcomes[row.number] = Fault(row.number, row.line, native.ends[index], "UNKNOWN_REFERENCE", sentence)
                continue
            said = row.properties if levels is None else levels.judged(row)
            if isinstance(said, Fault):
                outcomes[row.number] = said
                continue
            new = all(identity.made_since(end, self.since) for end in (source[1], target[1]))
            desired.append((row, DesiredFact(source[1], target[1], said, row.defaults, row.lacks, new)))
        putting = facts.Putting(self.vocabulary, edge, self._kept or self._structures(), self.sight)
        verdicts = await putting.judge(reader, [fact for _, fact in desired])
        for (row, _), verdict in zip(desired, verdicts, strict=True):
            outcomes[row.number] = _outcome(native, row, verdict)
        return Judged(outcomes, putting.write, putting.batch, putting.touches)

    async def _sharing(self, reader: Reader, edge: Edge, rows: Sequence[Parsed]) -> Sharing | None:
        """What judges the levels that rows state; None where there are none to state."""
        if not edge.shared:
            return None
        own = [] if self.importer is None else await audiences.own_teams(reader, self.importer, self.now.date())
        found = Sharing(self.known, self.sight, own)
        await found.look_up(reader, rows)
        return found

    async def _attached(
        self,
        reader: Reader,
        native: NativeFile,
        edge: Edge,
        end: Noun,
        rows: Sequence[Parsed],
        outcomes: dict[int, str | Fault],
    ) -> Judged:
        await self._look_up(reader, native, [r.column for r in native.references], rows)
        desired: list[tuple[Parsed, DesiredAttached]] = []
        for row in rows:
            links = self._links(native, native.references, row, {})
            if isinstance(links, Fault):
                outcomes[row.number] = links
            else:
                fact = attached.desired(native, end, row, links)
                fact.new = identity.made_since(fact.party[1], self.since)
                desired.append((row, fact))
        putting = Putting(self.vocabulary, edge)
        verdicts = await putting.judge(reader, [fact for _, fact in desired])
        for (row, _), verdict in zip(desired, verdicts, strict=True):
            outcomes[row.number] = _outcome(native, row, verdict)
        return Judged(outcomes, putting.write, putting.batch, putting.touches)

    async def _look_up(
        self, reader: Reader, native: NativeFile, columns: Sequence[str], rows: Sequence[Parsed]
    ) -> None:
        wanted: dict[str, set[str]] = {}
        for column in columns:
            for noun in (native.nouns or {}).get(column, ()):
                ids = wanted.setdefault(noun, set())
                for row in rows:
                    ids.update(named.key for named in row.lists.get(column, ()))
        for noun, ids in wanted.items():
            await self.known.look_up(reader, noun, ids)

    def _links(
        self, native: NativeFile, references: Sequence[Reference], row: Parsed, new: dict[str, str]
    ) -> dict[str, Sequence[Link]] | Fault:
        """The lists of a row with ids in place of external ids, or what is wrong with one."""
        found: dict[str, Sequence[Link]] = {}
        for reference in references:
            if reference.column not in row.lists:
                continue
            nouns = (native.nouns or {}).get(reference.column, ())
            links = []
            for named in row.lists[reference.column]:
                link = self._link(reference, nouns, named, new)
                if link is None:
                    sentence = unknown(nouns, named.key)
                    return Fault(row.number, row.line, reference.column, "UNKNOWN_REFERENCE", sentence)
                links.append(link)
            found[reference.column] = links
        return found

    def _teams(self, row: Parsed) -> dict[str, Any] | Fault:
        """The teams a record is for alone, as it keeps them; nothing where no column says."""
        ids = []
        for named in row.lists.get(AUDIENCE, ()):
            found = self.known.find((TEAM,), named.key)
            if found is None:
                return Fault(row.number, row.line, AUDIENCE, "UNKNOWN_REFERENCE", unknown((TEAM,), named.key))
            ids.append(found[1])
        return {SAID: sorted(ids) or None} if AUDIENCE in row.lists else {}

    def _link(self, reference: Reference, nouns: tuple[str, ...], named: Named, new: dict[str, str]) -> Link | None:
        if not nouns:
            return Link(self.vocabulary.edges[reference.edge].target, named.key, named.properties, named.address)
        at = self.known.find(nouns, named.key)
        if at is not None:
            return Link(at[0], at[1], named.properties)
        if named.key in new:  # a record of this batch, which stands before this one
            return Link(nouns[0], new[named.key], named.properties)
        return None

    def _new_id(self, noun: Noun, external_id: str) -> str:
        """The id of a record that is not there; in a dry run the one an earlier batch would have given it."""
        if identity.is_own(noun, external_id):
            return external_id
        found = self.known.find((noun.name,), external_id)
        return found[1] if found is not None and self._kept is not None else identity.new(noun)

    def _structures(self) -> dict[str, Structure]:
        return {edge.type: Structure(self.vocabulary, edge) for edge in self.vocabulary.edges.values() if edge.rules}


def _outcome(native: NativeFile, row: Parsed, verdict: Verdict) -> str | Fault:
    if isinstance(verdict, Breach):
        column = native.blamed(verdict.blames)
        return Fault(row.number, row.line, column, verdict.code, verdict.sentence)
    return _LETTERS[verdict]
