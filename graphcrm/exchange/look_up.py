"""Ids by external id (or by the id itself): what the graph has, and in a dry run what it would have by then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphcrm.compile import writing
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.ciphers import Cipher
from graphcrm.graph.connection import Graph, Row
from graphcrm.records import identity
from graphcrm.records.desired import Reader
from graphcrm.records.merging import aliases

_BATCH = 10_000


class Reads:
    """A reader outside of any transaction."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    @property
    def cipher(self) -> Cipher:
        return self._graph.cipher

    async def run(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        return await self._graph.rows(text, parameters or {}, question="import")


class Known:
    """Ids by noun and external id. What was found stays known: an id answers for ever."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._ids: dict[str, dict[str, str]] = {}

    async def look_up(self, reader: Reader, noun: str, external_ids: Iterable[str]) -> None:
        """Asks for those not known yet."""
        known = self._ids.setdefault(noun, {})
        wanted = sorted({i for i in external_ids if i not in known})
        declared = self._vocabulary.nouns[noun]
        own = [key for key in wanted if identity.is_own(declared, key)]
        for name, keys in (("external_id", wanted), ("id", own)):
            text = writing.ids_by_key(declared, name)
            for start in range(0, len(keys), _BATCH):
                rows = await reader.run(text, {"keys": keys[start : start + _BATCH]})
                known.update((key, identifier) for key, identifier in rows[0][0])
        known.update(await aliases.ids(reader, declared, [key for key in wanted if key not in known]))

    def learn(self, noun: str, external_id: str, identifier: str) -> None:
        self._ids.setdefault(noun, {})[external_id] = identifier

    def forget(self) -> None:
        """Forgets all, where something known turned out to be gone."""
        self._ids.clear()

    def find(self, nouns: Sequence[str], external_id: str) -> tuple[str, str] | None:
        """(noun, id) of the first of these nouns that has it."""
        for noun in nouns:
            identifier = self._ids.get(noun, {}).get(external_id)
            if identifier is not None:
                return noun, identifier
        return None
