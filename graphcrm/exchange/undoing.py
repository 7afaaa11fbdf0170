"""Takes back an import at any later time: batch by batch, the last first, each in a transaction of its own with its
note in the journal, so that one that is stopped goes on. It is a run of its own, and may be asked for again."""

from __future__ import annotations

from datetime import UTC, datetime

from graphcrm.compile import writing
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.exchange.batches import HIERARCHY, IMPORT
from graphcrm.exchange.ledger import Ledger
from graphcrm.exchange.tables import Progress
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import import_runs, journal
from graphcrm.records.import_runs import Note
from graphcrm.records.merging import aliases
from graphcrm.records.undoing import log
from graphcrm.records.undoing.taking_back import Batch, Taken

_PHASE, _KEPT = "undo", "KEPT"
_LETTERS = {"u": "updated", "n": "unchanged"}
_REFRESH = "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()"


async def undo(graph: Graph, vocabulary: Vocabulary, run: str, author: str, progress: Progress) -> Ledger:
    """Takes back what a run did, as far as nobody changed it since. The ledger counts per file the records that are as
    before (updated: those it made are gone), those that were so already (unchanged), and those that are kept
    (rejected), each with a sentence. NotFound, BadUserInput as `import_runs.begin_undo`."""
    now = datetime.now(UTC)
    own, done = await import_runs.begin_undo(graph, run, now, author)
    ledger = Ledger(own.id, undoes=run)
    writes = await import_runs.writes(graph, run)
    runs = await import_runs.nobodys(graph, run)
    made = {identifier for *_, ids, _ in writes for identifier in ids}
    by = journal.Author(author, request=own.id)
    for number, (write, file, noun, ids, linked) in enumerate(writes):
        progress(f"taking back {file}", number, len(writes))
        notes = done.get((file, write), [])
        what = (run, write, file, noun, ids, linked)
        for note in notes or [await _batch(graph, vocabulary, own, by, what, runs, made)]:
            for letter in note.letters.values():
                if letter in _LETTERS:
                    ledger.count(file, _LETTERS[letter])
            for _, _, kind, _, sentence in note.rejected:
                ledger.reject(file, 0, kind, _KEPT, sentence)
            made -= {identifier for _, identifier, *_ in note.rejected}
    await import_runs.finish(graph, own, ledger.as_dict(), datetime.now(UTC))
    if not ledger.rejected:
        await import_runs.undone(graph, run)
    await graph.rows(_REFRESH, {})
    return ledger


async def _batch(
    graph: Graph,
    vocabulary: Vocabulary,
    own: import_runs.Run,
    author: journal.Author,
    write: tuple[str, str, str, str, list[str], list[str]],
    runs: list[str],
    made: set[str],
) -> Note:
    run, identifier, file, noun, ids, linked = write

    async def once(transaction: Transaction) -> Note:
        for lock in (IMPORT, HIERARCHY):
            await transaction.run(writing.LOCK, {"name": lock})
        changes = log.opened(transaction, await import_runs.changes(transaction, run, identifier))
        batch = Batch(vocabulary, noun, ids, changes, [*runs, own.id], made)
        taken = await batch.take_back(transaction, author, f"Took back {run}.", datetime.now(UTC))
        await aliases.mislead(transaction, noun, linked)
        note = _note(taken)
        await import_runs.note(transaction, own, file, identifier, note)
        return note

    return await graph.write(once, name="import undo")


def _note(taken: Taken) -> Note:
    """What the journal keeps of a batch: letters by number, and of what is kept [number, id, noun, code, sentence]."""
    letters = ["u"] * (taken.removed + taken.restored) + ["n"] * taken.nothing
    kept = [[0, one, noun, _KEPT, f"{noun} {one}: {why}"] for noun, one, why in taken.kept]
    return Note(dict(enumerate(letters, start=1)), kept)
