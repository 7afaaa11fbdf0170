"""Takes away records that an import made, with what is theirs alone: addresses and places that are nobody's any more,
categories, ties. Whoever somebody changed or refers to since stays."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graphcrm.compile import undone, writing
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import audiences, links, places, ties
from graphcrm.records.undoing import marks

_CHANGED = "It was changed since, and stays."
_USED = "Others refer to it by now, so that it stays."
_RIGHTS = "Who may do what is not taken back with an import: look after it by hand."
_CATEGORIES = "UNWIND $ids AS id MATCH (c:Category {id: id}) DETACH DELETE c"


def state(vocabulary: Vocabulary, noun: str) -> str:
    """The statement that reads the stored properties of records of a noun."""
    return undone.state(vocabulary.nouns[noun])


class Deleting:
    """The records of one batch, all of a noun. `kept` are those that stay, with why; `missing` how many are gone
    already."""

    def __init__(self, vocabulary: Vocabulary, noun: str, runs: Sequence[str], made: Collection[str]) -> None:
        self._vocabulary, self._noun, self._runs, self._made = vocabulary, noun, list(runs), made
        self._audiences: dict[str, list[str] | None] = {}
        self.kept: list[tuple[str, str, str]] = []
        self.missing = 0

    async def choose(self, transaction: Transaction, records: Sequence[str]) -> list[str]:
        """The ids of those that can go."""
        declared = self._vocabulary.nouns[self._noun]
        text = undone.used(self._vocabulary, declared)
        rows = (await transaction.run(text, {"ids": list(records), "runs": self._runs}))[0][0]
        self.missing = len(records) - len(rows)
        stays: dict[str, str] = {}
        joined: dict[str, list[str]] = {}
        for identifier, _, audience, changed, others in rows:
            self._audiences[identifier] = audience
            joined[identifier] = others
            if declared.defines or declared.permission != "write":
                stays[identifier] = _RIGHTS
            elif changed:
                stays[identifier] = _CHANGED
        todo = True
        while todo:  # ends: each round keeps one more, or is the last
            todo = False
            for identifier, others in joined.items():
                free = all(one in self._made and one not in stays for one in others)
                if identifier not in stays and not free:
                    stays[identifier], todo = _USED, True
        self.kept = [(self._noun, identifier, why) for identifier, why in stays.items()]
        return [identifier for identifier in joined if identifier not in stays]

    async def delete(self, transaction: Transaction, ids: Sequence[str], stirred: ties.Stirred) -> None:
        """Takes them away; what ties depend on of it is noted as stirred."""
        if not ids:
            return
        declared = self._vocabulary.nouns[self._noun]
        parameters = {"ids": list(ids)}
        addresses, categories, seats, people = (await transaction.run(undone.left(declared), parameters))[0]
        await audiences.gone(transaction, "ABSORBED", self._noun, [(one, self._audiences[one]) for one in ids])
        for edge in marks.of(self._vocabulary, self._noun):
            found = (await transaction.run(undone.marked(declared, edge), parameters))[0][0]
            if found:
                await transaction.run(writing.delete_edges(edge), {"edges": found})
        await transaction.run(_CATEGORIES, {"ids": categories})
        await transaction.run(undone.delete(declared), parameters)
        await links.forget_addresses(transaction, addresses)
        await places.abandon(transaction, seats)
        if self._noun == ties.INTERACTION:
            stirred.changed.update(dict.fromkeys(ids))
            stirred.left.update(dict.fromkeys(people))
