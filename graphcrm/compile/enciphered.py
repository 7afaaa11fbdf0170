"""Properties that are kept enciphered: how they stand in a statement.

`birthday` is stored as the bytes `enc_birthday`. A statement asks for it together with its place, as
[type, id, property, bytes], and `decoding.deciphered` makes the value of it. So are the old values in changes, of every
property that not everybody sees. A graph of an earlier version may hold it plain until that is enciphered at the next
start; either is read.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphcrm.access.sensitivity import Sensitivity
from graphcrm.compile.declarations import Edge, Noun, Property
from graphcrm.compile.kinds import Kind
from graphcrm.compile.vocabulary import Vocabulary

PREFIX = "enc_"
CHANGE = "Change"
_CUSTOM = "x_"


def place(vocabulary: Vocabulary, owner: str, at: str) -> str:
    """Cypher for the id of the place of a node or an edge: of an edge the ids of its ends, but for one whose other end
    belongs to it and may be made anew."""
    edge = vocabulary.edges.get(owner)
    if edge is None:
        return f"{at}.id"
    return f"startNode({at}).id" if hangs(vocabulary, edge) else f"startNode({at}).id + '>' + endNode({at}).id"


def hangs(vocabulary: Vocabulary, edge: Edge) -> bool:
    """Whether the node at the end of an edge is no record of its own: an address, a category."""
    end = vocabulary.nouns.get(edge.target)
    return end is not None and not end.governed


def cell(vocabulary: Vocabulary, owner: str, at: str, name: str, kind: Kind) -> str:
    """Cypher for a stored property of the node or edge `at`, with its place, to be deciphered."""
    return _cell(owner, place(vocabulary, owner, at), at, name, kind)


def old_cell(at: str, name: str, kind: Kind) -> str:
    """The same for the value that the change `at` found (`before_birthday`)."""
    return _cell(CHANGE, f"{at}.id", at, f"before_{name}", kind)


def _cell(type_: str, identifier: str, at: str, name: str, kind: Kind) -> str:
    plain = kind.shown.replace("{x}", f"{at}.{name}")
    return (
        f"CASE WHEN {at}.{PREFIX}{name} IS NOT NULL THEN ['{type_}', {identifier}, '{name}', {at}.{PREFIX}{name}] "
        f"ELSE {plain} END"
    )


def value(at: str, name: str) -> str:
    """Cypher for what is stored of a property, enciphered or not; null where nothing is."""
    return f"coalesce({at}.{PREFIX}{name}, {at}.{name})"


def may_be(owner: Noun | Edge, name: str) -> bool:
    """Whether a stored property may be enciphered; of a custom field its definition says."""
    return name.startswith(_CUSTOM) or any(p.enciphered and name in stored(p) for p in owner.properties)


def values(owner: Noun | Edge, at: str, names: Iterable[str]) -> str:
    """`, n.name, …` for stored properties, those that may be enciphered as they are."""
    return "".join(f", {value(at, name) if may_be(owner, name) else f'{at}.{name}'}" for name in names)


def old_is_plain(vocabulary: Vocabulary, type_: str, name: str) -> bool:
    """Whether a change tells the old values of a stored property plain: where it is declared for all to see. What is
    said of an address or a category, lists, and custom fields, whose class may change, are enciphered."""
    owner = vocabulary.nouns.get(type_) or vocabulary.edges.get(type_)
    declared = name.removesuffix("_currency")
    return owner is not None and any(p.name == declared and not old_is_enciphered(p) for p in owner.properties)


def old_is_enciphered(prop: Property) -> bool:
    """Whether changes tell the values of a property enciphered."""
    return prop.sensitivity is not Sensitivity.PUBLIC or prop.name.startswith(_CUSTOM)


def stored(prop: Property) -> tuple[str, ...]:
    """The stored properties that an enciphered one consists of."""
    return (prop.name, f"{prop.name}_currency") if prop.kind.name == "Money" else (prop.name,)


# --- what was stored before it was enciphered -------------------------------------------------------------------


def plain(owner: Noun | Edge, vocabulary: Vocabulary, name: str) -> str:
    """$size → [element id, id of the place, plain value] of so many nodes or edges that hold a property plain. Whoever
    runs it has locked them when it answers."""
    match, at = _match(owner), _at(owner)
    where = place(vocabulary, owner.name if isinstance(owner, Noun) else owner.type, at)
    return (
        f"MATCH {match} WHERE {at}.{name} IS NOT NULL WITH {at} LIMIT $size SET {at}._lock = true REMOVE {at}._lock "
        f"WITH {at} WHERE {at}.{name} IS NOT NULL RETURN collect([elementId({at}), {where}, {at}.{name}])"
    )


def encipher(owner: Noun | Edge, name: str) -> str:
    """$rows [element id, ciphertext]: puts the ciphertext in place of the plain value and its key."""
    at = _at(owner)
    return (
        f"UNWIND $rows AS row MATCH {_match(owner)} WHERE elementId({at}) = row[0] "
        f"SET {at}.{PREFIX}{name} = row[1] REMOVE {at}.{name}, {at}.{name}_key"
    )


# $after, $size → [[id, type, ids of its records, properties] of the changes after an id, in the order of ids].
CHANGES = """
MATCH (c:Change) WHERE c.id > $after WITH c ORDER BY c.id LIMIT $size
RETURN collect([c.id, c.type, c.ids, properties(c)])
"""
# → [id, properties] of a change that tells something enciphered.
ANY_CHANGE = """
MATCH (c:Change) WHERE any(name IN keys(c) WHERE name STARTS WITH 'enc_') RETURN c.id, properties(c) LIMIT 1
"""
# $rows [id, properties to set; null removes one]
ENCIPHER_CHANGES = "UNWIND $rows AS row MATCH (c:Change {id: row[0]}) SET c += row[1]"


def any_ciphertext(owner: Noun | Edge, vocabulary: Vocabulary, name: str) -> str:
    """→ [id of the place, ciphertext] of one that there is."""
    at = _at(owner)
    where = place(vocabulary, owner.name if isinstance(owner, Noun) else owner.type, at)
    return f"MATCH {_match(owner)} WHERE {at}.{PREFIX}{name} IS NOT NULL RETURN {where}, {at}.{PREFIX}{name} LIMIT 1"


def _match(owner: Noun | Edge) -> str:
    return f"(n:{owner.name})" if isinstance(owner, Noun) else f"()-[r:{owner.type}]->()"


def _at(owner: Noun | Edge) -> str:
    return "n" if isinstance(owner, Noun) else "r"
