"""The records that an input names, looked up together under the rights of the one who writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphcrm.compile import finding
from graphcrm.compile.declarations import Finder, Noun, camel
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.measures.normal_forms import NORMAL_FORMS
from graphcrm.records.desired import Reader
from graphcrm.records.faults import Fault
from graphcrm.records.journal import Touched

_Key = tuple[str, str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A record that is there for the writer."""

    touched: Touched
    version: int
    archived: bool

    @property
    def id(self) -> str:
        return self.touched.id

    @property
    def noun(self) -> str:
        return self.touched.noun


class Named:
    """Gathers what inputs name, then finds it with one statement for each noun and kind of key."""

    def __init__(self, vocabulary: Vocabulary, rules: Rules, teams: Sequence[str]) -> None:
        self.vocabulary = vocabulary
        self._teams = list(teams)
        self._rules = rules
        self._wanted: dict[tuple[str, str], dict[Any, None]] = {}
        self._found: dict[_Key, Found] = {}

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
        self._found[(record.noun, finder.name, external_id)] = Found(record, 1, archived=False)

    async def find(self, reader: Reader, *, lock: bool = False) -> None:
        """Looks up what was noted since the last time. `lock`: noun by noun, in the order of their ids."""
        ways = Counter(noun for noun, _ in self._wanted)
        for (noun, name), values in sorted(self._wanted.items()):
            declared = self.vocabulary.nouns[noun]
            finder = next(f for f in declared.finders if f.name == name)
            if any(need not in self._rules.shown for need in finder.needs):
                continue  # what the viewer may not look up by leads to nothing
            sane = [value for value in values if _sane(value)]
            rows = await self._look_up(reader, declared, finder, sane, lock=lock and ways[noun] == 1)
            self._found |= {(noun, name, value): found for value, found in rows.items()}
        for noun, number in sorted(ways.items()):
            if lock and number > 1:
                await self._lock(reader, self.vocabulary.nouns[noun])
        self._wanted.clear()

    async def _look_up(
        self, reader: Reader, noun: Noun, finder: Finder, values: Sequence[str], *, lock: bool
    ) -> dict[str, Found]:
        text = finding.find(self._rules, noun, finder, lock=lock)
        rows = await reader.run(text, {"values": list(values), "teams": self._teams})
        return {
            value: Found(Touched(noun.name, identifier, salt if noun.salted else None), version, archived)
            for value, identifier, version, archived, salt in rows[0][0]
        }

    async def _lock(self, reader: Reader, noun: Noun) -> None:
        """Locks what was named in several ways, together; what has gone meanwhile is not found."""
        keys = [
            key
            for (wanted, name), values in self._wanted.items()
            for value in values
            if wanted == noun.name and (key := (wanted, name, value)) in self._found
        ]
        ids = sorted({self._found[key].id for key in keys})
        finder = next(f for f in noun.finders if f.property == "id")
        there = await self._look_up(reader, noun, finder, ids, lock=True)
        for key in keys:
            found = there.get(self._found.pop(key).id)
            if found is not None:
                self._found[key] = found

    def get(self, key: _Key) -> Found | None:
        return self._found.get(key)

    def missing(self, key: _Key, path: list[str]) -> Fault:
        return Fault("NOT_FOUND", path, f"No {key[0]} is known by this. Name another.")

    def _finder(self, noun: str, name: str) -> Finder:
        return next(f for f in self.vocabulary.nouns[noun].finders if camel(f.name) == name)


def _sane(value: str) -> bool:
    """Whether it can be sent at all: an unpaired half of a character names nothing."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
