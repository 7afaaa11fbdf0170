"""Opens the keys of an installation, and brings a graph to them: what it holds plain is enciphered.

Whether a graph was brought to them stands in it, with a digest of which properties are kept enciphered: where that is
as it was, a start asks one question. A batch is a transaction; what was interrupted goes on with what is left.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from graphcrm.compile import custom_fields, enciphered
from graphcrm.compile.declarations import Edge, Noun, Property
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import Unavailable, Unreadable
from graphcrm.graph.ciphers import Place
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records.enciphered import Secret, closed, owner
from graphcrm.records.keys.cipher import RecordCipher
from graphcrm.records.keys.master import MasterFile
from graphcrm.records.keys.store import KeyStore
from graphcrm.records.stored import native
from graphcrm.settings import Settings

Progress = Callable[[str], None]
_BATCH = 1000
_FORM = "1"  # of what is enciphered beside the declared properties: sensitive custom fields, old values in changes
_OLD = ("before_", "after_")
_MARK = "MATCH (l:Internal:Lock {name: 'keys'}) RETURN l.store, l.enciphered"
_REMEMBER = "MERGE (l:Internal:Lock {name: 'keys'}) SET l.store = $store, l.enciphered = $digest"
_DEFINED = """
MATCH (d:FieldDefinition) WHERE d.sensitivity = 'SENSITIVE'
RETURN d.on, d.key, d.label, d.type, d.sensitivity, d.required, d.minimum, d.maximum, d.pattern, d.choices
"""
Kept = tuple[Noun | Edge, Property]


def key_store(settings: Settings) -> KeyStore:
    """The key store of an installation; nothing is made or read yet."""
    folder = settings.data_dir / "keys"
    return KeyStore(folder, MasterFile(settings.kek_file or folder / "master.key"))


def cipher(settings: Settings) -> RecordCipher:
    """The cipher of an installation."""
    return RecordCipher(key_store(settings))


async def settle(graph: Graph, vocabulary: Vocabulary, store: KeyStore, progress: Progress = lambda _: None) -> int:
    """Enciphers what a graph holds plain and should not; how many values. Unavailable (KEYS) where it holds values that
    the keys at hand do not decipher: then nothing is written, and no key is made in the place of one that is lost."""
    name = store.name().hex() if store.exists else ""
    rows = await graph.rows(_MARK, {}, question="keys")
    digest = _digest(vocabulary)
    if rows == [[name, digest]] and name:
        store.check()
        return 0
    kept = await _kept(graph, vocabulary)
    if not rows or rows[0][0] != name:
        await _check(graph, vocabulary, kept)
    count = 0
    for of, prop in kept:
        for stored in enciphered.stored(prop):
            count += await _values(graph, vocabulary, of, stored)
    count += await _history(graph, vocabulary)
    if count:
        progress(f"{count} sensitive and old values were enciphered")
    if store.exists:
        parameters = {"store": store.name().hex(), "digest": digest}
        await graph.write(lambda t: t.run(_REMEMBER, parameters), name="keys")
    return count


def _declared(vocabulary: Vocabulary) -> Iterator[Kept]:
    owners: list[Noun | Edge] = [*vocabulary.nouns.values(), *vocabulary.edges.values()]
    for of in owners:
        yield from ((of, prop) for prop in of.properties if prop.enciphered)


def _digest(vocabulary: Vocabulary) -> str:
    names = sorted(f"{of.name if isinstance(of, Noun) else of.type}.{prop.name}" for of, prop in _declared(vocabulary))
    return hashlib.sha256("\n".join([_FORM, *names]).encode()).hexdigest()


async def _kept(graph: Graph, vocabulary: Vocabulary) -> list[Kept]:
    """All properties that are kept enciphered, those of custom fields that are put away too."""
    found = list(_declared(vocabulary))
    fields = custom_fields.CustomFields(map(custom_fields.field, await graph.rows(_DEFINED, {}, question="keys")))
    for one in fields.all:
        of = vocabulary.nouns.get(one.on) or vocabulary.edges.get(one.on)
        if of is not None:
            found.append((of, one.property))
    return found


async def _check(graph: Graph, vocabulary: Vocabulary, kept: Sequence[Kept]) -> None:
    """Deciphers one value of each kind that there is."""
    found: list[tuple[Place, bytes]] = []
    for of, prop in kept:
        type_ = of.name if isinstance(of, Noun) else of.type
        rows = await graph.rows(enciphered.any_ciphertext(of, vocabulary, prop.name), {}, question="keys")
        found += [((type_, identifier, prop.name), ciphertext) for identifier, ciphertext in rows]
    for change, said in await graph.rows(enciphered.ANY_CHANGE, {}, question="keys"):
        name = next(name for name in said if name.startswith(enciphered.PREFIX))
        found.append(((enciphered.CHANGE, change, name.removeprefix(enciphered.PREFIX)), said[name]))
    for place, ciphertext in found:
        try:
            graph.cipher.decipher(place, ciphertext)
        except (Unreadable, Unavailable) as error:
            raise Unavailable(
                "The database holds sensitive values whose keys are not in this data directory. Put its folder keys "
                "back, or restore a backup: graphcrm keys restore FILE.",
                reason="KEYS",
            ) from error


async def _values(graph: Graph, vocabulary: Vocabulary, of: Noun | Edge, name: str) -> int:
    type_ = of.name if isinstance(of, Noun) else of.type
    text, put = enciphered.plain(of, vocabulary, name), enciphered.encipher(of, name)

    async def once(transaction: Transaction) -> int:
        found = (await transaction.run(text, {"size": _BATCH}))[0][0]
        await transaction.cipher.prepare([_under(identifier) for _, identifier, _ in found])
        rows = [
            [element, transaction.cipher.encipher(_under(identifier), (type_, identifier, name), native(value))]
            for element, identifier, value in found
        ]
        await transaction.run(put, {"rows": rows})
        return len(rows)

    return await _all(graph, once)


async def _history(graph: Graph, vocabulary: Vocabulary) -> int:
    """Enciphers the old values in changes; how many. A change is never written again, so that one walk meets all."""
    after, count = "", 0

    async def once(transaction: Transaction) -> tuple[str, int]:
        found = (await transaction.run(enciphered.CHANGES, {"after": after, "size": _BATCH}))[0][0]
        rows = [(identifier, ids, _plain(vocabulary, type_, said)) for identifier, type_, ids, said in found]
        await transaction.cipher.prepare({owner(ids) for _, ids, plain in rows if plain})
        changes = []
        for identifier, ids, plain in rows:
            secrets = {name: Secret(native(value)) for name, value in plain.items()}
            kept = closed(transaction.cipher, owner(ids), enciphered.CHANGE, identifier, secrets) if plain else {}
            changes.append([identifier, {**kept, **dict.fromkeys(plain)}])
        await transaction.run(enciphered.ENCIPHER_CHANGES, {"rows": [row for row in changes if row[1]]})
        return found[-1][0] if found else "", sum(len(plain) for _, _, plain in rows)

    while True:  # ends: each batch begins after the last change of the one before
        after, done = await graph.write(once, name="encipher")
        if not after:
            return count
        count += done


def _plain(vocabulary: Vocabulary, type_: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a change that should not stand there plain."""
    return {
        name: value
        for name, value in said.items()
        if name.startswith(_OLD) and not enciphered.old_is_plain(vocabulary, type_, name.partition("_")[2])
    }


def _under(identifier: str) -> str:
    """The record under whose key a value at this place is: of an edge that of one of its ends."""
    return owner(identifier.split(">"))


async def _all(graph: Graph, once: Callable[[Transaction], Any]) -> int:
    count = 0
    while done := await graph.write(once, name="encipher"):  # ends: each takes what is plain and leaves none of it so
        count += done
    return count
