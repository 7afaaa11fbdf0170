"""Keeps what a batch of an import did, in its transaction: the records it made by their ids; of those that were there
the stored properties and edges before and after, enciphered under the key of the record they are of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ulid import ULID

from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import Unreadable
from graphcrm.graph.connection import Transaction
from graphcrm.records import enciphered
from graphcrm.records.undoing import raw, states
from graphcrm.records.undoing.states import Group, State, Touches

_TYPE, _KEPT = "ImportChange", "kept"
_KEEP = """
MATCH (r:Internal:ImportRun {id: $run})
CREATE (r)-[:WROTE]->(w:Internal:ImportWrite {id: $id, file: $file, noun: $noun, made: $made, linked: $linked})
WITH w UNWIND $changes AS change
CREATE (w)-[:CHANGED]->(:Internal:ImportChange {id: change[0], record: change[1], enc_kept: change[2]})
"""
# An address or a place that is there keeps the greatest of its spellings; those that will be others are told.
_RESPELT = """
UNWIND $rows AS row MATCH (c:ContactPoint {medium: row[0], address_key: row[1]}) WHERE row[2] > c.address
RETURN collect([c.id, c.address, c._search, row[2]])
"""
_RENAMED = """
UNWIND $rows AS row MATCH (l:Location {external_id: row[0]}) WHERE row[1] > l.name
RETURN collect([l.id, l.name, l.name_key, row[1]])
"""


@dataclass(frozen=True, slots=True)
class Changed:
    """One change that a batch made. `what`: "record" with its noun, "edges" with their group, "spelling" of an address
    or a place, "gone" where the key of what is kept is destroyed; before and after as they are kept, None for a
    property that is not there."""

    what: str
    record: str
    of: list[str]
    before: Any
    after: Any


class Log:
    """What one batch touches, read before it writes."""

    def __init__(self, vocabulary: Vocabulary, touches: Touches) -> None:
        self._vocabulary = vocabulary
        self._touches = touches
        self._before = State()
        self._spellings: list[Changed] = []

    async def begin(self, transaction: Transaction) -> None:
        """Reads what is there before the batch is written."""
        self._before = await states.read(transaction, self._vocabulary, self._touches)
        said: dict[tuple[str, str], str] = {}
        for medium, key, address in self._touches.addresses:
            said[medium, key] = max(said.get((medium, key), ""), address)
        if said:
            rows = [[*key, address] for key, address in said.items()]
            for identifier, address, search, after in (await transaction.run(_RESPELT, {"rows": rows}))[0][0]:
                before = {"address": address, "_search": search}
                self._spellings.append(Changed("spelling", identifier, ["ContactPoint"], before, after))
        names: dict[str, str] = {}
        for external_id, name in self._touches.places:
            names[external_id] = max(names.get(external_id, ""), name)
        if names:
            rows = [[external_id, name] for external_id, name in names.items()]
            for identifier, name, key, after in (await transaction.run(_RENAMED, {"rows": rows}))[0][0]:
                before = {"name": name, "name_key": key}
                self._spellings.append(Changed("spelling", identifier, ["Location"], before, after))

    async def keep(self, transaction: Transaction, run: str, file: str) -> None:
        """Keeps what the batch made of it, once it is written."""
        after = await states.read(transaction, self._vocabulary, self._touches)
        changes = [*self._spellings, *_records(self._before, after), *_edges(self._before, after)]
        if not changes and not self._touches.made and not self._touches.linked:
            return
        owners = [enciphered.owner(one.record.split(">")) for one in changes]
        await transaction.cipher.prepare(sorted(set(owners)))
        rows = []
        for one, owner in zip(changes, owners, strict=True):
            identifier = f"icg_{str(ULID()).lower()}"
            text = raw.text([one.what, one.of, one.before, one.after])
            rows.append([identifier, one.record, transaction.cipher.encipher(owner, (_TYPE, identifier, _KEPT), text)])
        parameters = {"run": run, "id": f"wrt_{str(ULID()).lower()}", "file": file, "noun": self._touches.noun}
        made = {"made": list(self._touches.made), "linked": list(self._touches.linked)}
        await transaction.run(_KEEP, {**parameters, **made, "changes": rows})


def opened(transaction: Transaction, rows: list[list[Any]]) -> list[Changed]:
    """What is kept in rows [id, record, ciphertext]. Of one whose key is gone nothing is known but that ("gone")."""
    found = []
    for identifier, record, kept in rows:
        try:
            what, of, before, after = json.loads(transaction.cipher.decipher((_TYPE, identifier, _KEPT), kept))
        except Unreadable:
            what, of, before, after = "gone", [], None, None
        found.append(Changed(what, record, of, before, after))
    return found


def _records(before: State, after: State) -> Iterator[Changed]:
    """The properties of records that are others now."""
    for (noun, identifier), was in before.records.items():
        now = after.records.get((noun, identifier), {})
        names = sorted(name for name in {*was, *now} if was.get(name) != now.get(name))
        if names:
            old, new = ({name: one.get(name) for name in names} for one in (was, now))
            yield Changed("record", identifier, [noun], old, new)


def _edges(before: State, after: State) -> Iterator[Changed]:
    for group in sorted({*before.groups, *after.groups}):
        was, now = before.groups.get(group, []), after.groups.get(group, [])
        if sorted(map(states.name, was)) != sorted(map(states.name, now)):
            yield Changed("edges", group[3], list(group[:3]), _others(was, now), _others(now, was))


def _others(these: list[dict[str, Any]], those: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The edges that only these have."""
    left = [states.name(one) for one in those]
    found = []
    for one in these:
        if states.name(one) in left:
            left.remove(states.name(one))
        else:
            found.append(one)
    return found


def group(one: Changed) -> Group:
    """The group of a change of edges."""
    type_, noun, way = one.of
    return type_, noun, way, one.record
