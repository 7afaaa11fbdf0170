"""The records that an input names, looked up together under the rights of the one who writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graphcrm.compile import finding
from graphcrm.compile.declarations import Finder, Noun, camel
from graphcrm.compile.noting import watched
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.measures.normal_forms import NORMAL_FORMS
from graphcrm.records import enciphered
from graphcrm.records.desired import Reader
from graphcrm.records.faults import Fault
from graphcrm.records.journal import Touched
from graphcrm.records.stored import native

_Key = tuple[str, str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A record that is there for the writer; `stored` are those of its values that were asked for."""

    touched: Touched
    version: int
    archived: bool
    stored: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.touched.id

    @property
    def noun(self) -> str:
        return self.touched.noun


@dataclass(slots=True)
class LookedUp:
    """What one try of a write looked up by facts that the trail has to know of: the facts, the records found."""

    facts: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)

    def clear(self) -> None:
        self.facts.clear()
        self.ids.clear()


class Named:
    """Gathers what inputs name, then finds it with one statement for each noun and kind of key."""

    def __init__(
        self, vocabulary: Vocabulary, rules: Rules, teams: Sequence[str], looked_up: LookedUp, today: date
    ) -> None:
        self.vocabulary = vocabulary
        self._looked_up = looked_up
        self._today = today
        self._teams = list(teams)
        self._rules = rules
        self._wanted: dict[tuple[str, str], dict[Any, None]] = {}
        self._found: dict[_Key, Found] = {}
        self._promised: dict[_Key, Found] = {}

    def want(self, noun: str, by: Mapping[str, Any]) -> _Key:
        """Notes a record to look up; the key to ask for it by. `noun` may be an abstract: then `by` says which."""
        if noun in self.vocabulary.abstracts:
            ((chosen, by),) = by.items()
            noun = next(n for n in self.vocabulary.concrete(noun) if n[0].lower() + n[1:] == chosen)
        ((name, value),) = by.items()
        finder = self._finder(noun, name)
        value = str(value)
        if finder.normal:
            value = NORMAL_FORMS[finder.normal](value)
        self._wanted.setdefault((noun, finder.name), {})[value] = None
        return (noun, finder.name, value)

    def promise(self, external_id: str, record: Touched) -> None:
        """A record that is about to be made: it is found by its external id."""
        finder = next(f for f in self.vocabulary.nouns[record.noun].finders if f.property == "external_id")
        self._promised[(record.noun, finder.name, external_id)] = Found(record, 1, archived=False)

    async def find(self, reader: Reader, names: Mapping[str, Sequence[str]] | None = None) -> None:
        """Looks up what was noted since the last time, with the stored values of `names` (by noun), and locks it until
        the end of the transaction: noun by noun and in the order of ids, so that writers never wait in a ring."""
        finders: dict[str, list[str]] = {}
        for noun, name in sorted(self._wanted):
            finders.setdefault(noun, []).append(name)
        for noun, several in finders.items():
            shown = (names or {}).get(noun, ())
            for name in several:
                await self._look_up(reader, noun, name, shown, lock=len(several) == 1)
            if len(several) > 1:
                await self._lock(reader, noun, shown)
        self._wanted.clear()

    async def _look_up(self, reader: Reader, noun: str, name: str, names: Sequence[str], *, lock: bool) -> None:
        declared = self.vocabulary.nouns[noun]
        finder = next(f for f in declared.finders if f.name == name)
        if any(need not in self._rules.shown for need in finder.needs):
            return  # what the viewer may not look up by leads to nothing
        text = finding.find(self._rules, declared, finder, lock=lock, names=names)
        values = [value for value in self._wanted[noun, name] if _sane(value)]
        rows = await reader.run(text, {"values": values, "teams": self._teams, "today": self._today})
        for value, *told in rows[0][0]:
            self._found[noun, name, value] = _found(reader, declared, told, names)
        facts = watched(self.vocabulary).intersection(finder.needs) if finder.needs else None
        if facts:
            self._looked_up.facts |= facts
            self._looked_up.ids += [identifier for _, identifier, *_ in rows[0][0]]

    async def _lock(self, reader: Reader, noun: str, names: Sequence[str]) -> None:
        """Locks what several finders have found of a noun together, and reads it anew; what is gone is not found."""
        wanted = {(noun, name, value) for name in self._finders(noun) for value in self._wanted.get((noun, name), ())}
        keys = {key: self._found.pop(key).id for key in wanted if key in self._found}
        declared = self.vocabulary.nouns[noun]
        rows = await reader.run(finding.lock(declared, names), {"values": sorted(set(keys.values()))})
        locked = {identifier: _found(reader, declared, told, names) for identifier, *told in rows[0][0]}
        self._found.update({key: locked[identifier] for key, identifier in keys.items() if identifier in locked})

    def get(self, key: _Key) -> Found | None:
        return self._found.get(key) or self._promised.get(key)

    def missing(self, key: _Key, path: list[str]) -> Fault:
        return Fault("NOT_FOUND", path, f"No {key[0]} is known by this. Name another.")

    def _finders(self, noun: str) -> list[str]:
        return [finder.name for finder in self.vocabulary.nouns[noun].finders]

    def _finder(self, noun: str, name: str) -> Finder:
        return next(f for f in self.vocabulary.nouns[noun].finders if camel(f.name) == name)


def _found(reader: Reader, noun: Noun, told: Sequence[Any], names: Sequence[str]) -> Found:
    identifier, version, archived, salt, *values = told
    shown = dict(zip(names, map(native, values), strict=True))
    stored = {"id": identifier, **enciphered.opened_all(reader.cipher, noun.name, identifier, shown)}
    return Found(Touched(noun.name, identifier, salt if noun.salted else None), version, archived, stored)


def _sane(value: str) -> bool:
    """Whether it can be sent at all: an unpaired half of a character names nothing."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
