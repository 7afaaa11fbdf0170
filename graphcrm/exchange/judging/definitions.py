"""Rows that define custom fields. What they may say is judged as in the API (`records.definitions`).

A definition is the one of its external id, else the one of what it stands on and its key. Found by its external id it
is changed like any record; found by its key alone it belongs to this installation: then it must say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from graphcrm.compile import custom_fields
from graphcrm.compile.custom_fields import CustomField
from graphcrm.compile.declarations import Noun
from graphcrm.compile.rules import Rules
from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.native import NativeFile
from graphcrm.exchange.reading import Fault
from graphcrm.records import definitions, identity, stored
from graphcrm.records.desired import DesiredRecord, Reader

_FIXED = "A definition never gets another {0}; {1} stands there. Make a new one."
_OTHERWISE = "{0} has a field {1!r} already, of which {2} is {3}. Change one of the two, or choose another key."
# Of a field that the importer does not see no more is told than in the API: that the key is taken.
_HIDDEN = "{0} has a field of this key. Choose another."
_TAKEN = "{0} has a field {1!r} already, which differs in the size of letters alone. Choose another key."


class Definitions:
    """One batch of rows that define fields: `judge` says which fall and what the others become."""

    def __init__(self, native: NativeFile, noun: Noun, rules: Rules | None) -> None:
        self._native = native
        self._noun = noun
        self._rules = rules
        self._there: dict[tuple[str, str], dict[str, Any]] = {}

    async def judge(self, reader: Reader, rows: Sequence[Parsed]) -> list[tuple[Parsed, DesiredRecord | Fault]]:
        """What each row becomes, in their order."""
        self._there = await definitions.there(reader)
        return [(row, self._one(row)) for row in rows]

    def _one(self, row: Parsed) -> DesiredRecord | Fault:
        said = {**row.defaults, **row.properties}
        known, by_id = self._known(row, said)
        fault = None
        if known is not None and self._rules is not None and not definitions.seen(self._rules, known):
            fault = self._fault(row, "key", "RULE", _HIDDEN.format(said["on"]))
        elif known is not None:
            fault = self._contradiction(row, known, by_id)
        elif len(self._there) >= definitions.MOST:
            fault = self._fault(row, None, "TOO_MANY", definitions.FULL)
        fault = fault or self._wrong(row, {**(known or {}), **said})
        if fault is not None:
            return fault
        if known is None:
            own = identity.is_own(self._noun, row.external_id)
            identifier = row.external_id if own else identity.new(self._noun)
            external_id = None if own else row.external_id or None
            record = DesiredRecord(external_id, identifier, row.properties, row.defaults)
        else:
            before = {k: stored.native(v) for k, v in known.items()}
            record = DesiredRecord(known.get("external_id"), known["id"], row.properties, {}, known=before)
        kept = {"id": record.id, "external_id": record.external_id, **(known or {}), **said}
        self._there[definitions.name(kept["on"], kept["key"])] = kept
        return record

    def _known(self, row: Parsed, said: dict[str, Any]) -> tuple[dict[str, Any] | None, bool]:
        """The definition a row speaks of, and whether its id says so."""
        for one in self._there.values() if row.external_id else ():
            if row.external_id in (one.get("external_id"), one["id"]):
                return one, True
        return self._there.get(definitions.name(said["on"], said["key"])), False

    def _contradiction(self, row: Parsed, known: dict[str, Any], by_id: bool) -> Fault | None:
        """The first thing that a row says otherwise and may not."""
        on, key = known["on"], known["key"]
        if not by_id and key != row.properties["key"]:
            return self._fault(row, "key", "RULE", _TAKEN.format(on, key))
        for column, prop in self._native.properties.items():
            before = stored.native(known.get(prop.name))
            if prop.name not in row.properties or row.properties[prop.name] == before:
                continue
            told = "empty" if before is None else f"{before!r}"
            if not by_id:
                return self._fault(row, column, "RULE", _OTHERWISE.format(on, key, column, told))
            if prop.name == "sensitivity" and definitions.moves(before, row.properties[prop.name]):
                return self._fault(row, column, "RULE", definitions.MOVES)
            if prop.name in definitions.FIXED:
                return self._fault(row, column, "RULE", _FIXED.format(column, told))
        return None

    def _wrong(self, row: Parsed, said: dict[str, Any]) -> Fault | None:
        """The first thing that is wrong with what the definition would say."""
        found = next(definitions.faults(self._rules, said), None)
        if found is None:
            return None
        code = "FORBIDDEN" if found.code == "FORBIDDEN" else "RULE"
        return self._fault(row, found.field[0], code, found.message)

    def _fault(self, row: Parsed, column: str | None, code: str, sentence: str) -> Fault:
        return Fault(row.number, row.line, column, code, sentence)


def fields(records: Iterable[DesiredRecord]) -> list[CustomField]:
    """What records define; one that is put away defines nothing."""
    found = []
    for record in records:
        said = {**record.defaults, **(record.known or {}), **record.properties}
        if said.get("archived_at") is None:
            found.append(custom_fields.field([said.get(name) for name in custom_fields.SAID]))
    return found
