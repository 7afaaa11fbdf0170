"""Sensitive values on their way to the graph and back.

Whoever makes stored forms wraps a sensitive value in a `Secret`. The driver takes none, so that one which is not
enciphered on its way fails, and is written nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphcrm.compile.declarations import Edge, Noun
from graphcrm.compile.enciphered import PREFIX, hangs, may_be
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.ciphers import Cipher, Place
from graphcrm.vocabulary.person import PERSON


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Secret:
    """A value that leaves the process enciphered alone. It is equal to the same value as it stood there plain."""

    value: Any

    def __eq__(self, other: object) -> bool:
        return bool(self.value == (other.value if isinstance(other, Secret) else other))

    def __hash__(self) -> int:
        return hash(repr(self.value))


def owner(ids: Iterable[str]) -> str:
    """The record under whose key a value is: of those that it is about the first person, else the first."""
    known = list(ids)
    return next((one for one in known if one.startswith(f"{PERSON.prefix}_")), known[0])


def opened(cipher: Cipher, place: Place, value: Any) -> Any:
    """A stored value as it is compared with others: of a ciphertext the Secret. Unreadable as `Cipher.decipher`."""
    return Secret(cipher.decipher(place, value)) if isinstance(value, bytes) else value


def opened_all(cipher: Cipher, type_: str, identifier: str, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Stored properties by the names they are declared by."""
    found = {}
    for name, value in stored.items():
        name = name.removeprefix(PREFIX)
        found[name] = opened(cipher, (type_, identifier, name), value)
    return found


def edge_place(vocabulary: Vocabulary, edge: Edge, source: str, target: str) -> str:
    """The id of the place of an edge, as in `compile.enciphered.place`."""
    return source if hangs(vocabulary, edge) else f"{source}>{target}"


def has_secrets(properties: Mapping[str, Any]) -> bool:
    return any(isinstance(value, Secret) for value in properties.values())


def closed(cipher: Cipher, under: str, type_: str, identifier: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties as they are stored, `under` the key of a record that was prepared."""
    found = {}
    for name, value in properties.items():
        if isinstance(value, Secret):
            found[f"{PREFIX}{name}"] = cipher.encipher(under, (type_, identifier, name), value.value)
        else:
            found[name] = value
    return found


async def created(cipher: Cipher, noun: Noun, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """New records as they are stored."""
    await cipher.prepare([row["id"] for row in rows if has_secrets(row)])
    return [closed(cipher, row["id"], noun.name, row["id"], row) if has_secrets(row) else row for row in rows]


async def changed(cipher: Cipher, noun: Noun, rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Rows [id, changes] of records as they are stored. With a value its ciphertext goes, and with a ciphertext what
    stood there plain."""
    await cipher.prepare([identifier for identifier, changes in rows if has_secrets(changes)])
    found = []
    for identifier, changes in rows:
        gone = {f"{PREFIX}{name}": None for name, value in changes.items() if value is None and may_be(noun, name)}
        for name, value in changes.items():
            if isinstance(value, Secret):
                gone |= {name: None, f"{name}_key": None}
        found.append([identifier, {**gone, **closed(cipher, identifier, noun.name, identifier, changes)}])
    return found


async def edges(
    cipher: Cipher, vocabulary: Vocabulary, edge: Edge, rows: Iterable[tuple[str, str, Mapping[str, Any]]]
) -> list[dict[str, Any]]:
    """What edges say, as it is stored, by the ids of their ends."""
    told = list(rows)
    await cipher.prepare([owner((source, target)) for source, target, said in told if has_secrets(said)])
    return [
        closed(cipher, owner((source, target)), edge.type, edge_place(vocabulary, edge, source, target), said)
        for source, target, said in told
    ]
