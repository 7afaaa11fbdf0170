"""The lists of a record: seats of an organization, addresses, categories, lines, participants.

A list is stated whole. What is stated and not there is made, what is there and no longer stated goes, the rest stays.
Where the edges have dates, what goes has ended yesterday and what comes begins today, so that what was said of earlier
days stays true; what began today, or has not begun yet, is withdrawn. What has ended is history and is left alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypedDict

from graphcrm.compile import writing
from graphcrm.compile.declarations import Edge, Noun, Reference
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import enciphered, identity, sharing, stored
from graphcrm.records.desired import Gone, Link, Reader
from graphcrm.records.journal import Touched

Key = tuple[Any, ...]
# An address: its medium and key, and how it is written by whoever is reached at it, None for one that is left.
Named = tuple[str, str, str | None]
Ids = dict[tuple[str, str], str]
There = dict[str, set[Key]]
# An edge that is there: its element id, the ids of its ends, and what it says from now on.
Said = tuple[str, str, str, Mapping[str, Any]]


class Row(TypedDict):
    """An edge to make: the ids of its ends and what it says."""

    source: str
    target: str
    properties: dict[str, Any]


# Of several spellings the greatest stays, so that the order in which they came does not matter. One that is there is
# locked by a property of its own, as in `writing.take`, and before anything of it is read.
_MERGE_ADDRESSES = """
UNWIND $rows AS row
MERGE (c:ContactPoint {medium: row.medium, address_key: row.address_key})
ON CREATE SET c.id = row.id, c.address = row.address, c.domain = row.domain, c._search = row._search
ON MATCH SET c._lock = true
WITH row, c
REMOVE c._lock
WITH row, c, row.said > c.address AS better
SET c._search = CASE WHEN better THEN row._search ELSE c._search END,
  c.address = CASE WHEN better THEN row.said ELSE c.address END
RETURN collect([row.medium, row.address_key, c.id])
"""
_FORGET_ADDRESSES = """
UNWIND $rows AS row MATCH (c:ContactPoint {medium: row[0], address_key: row[1]})
WHERE NOT EXISTS { (c)<-[:REACHED_AT]-() } DETACH DELETE c
"""
_CREATE_CATEGORIES = "UNWIND $rows AS row CREATE (c:Category {id: row[0], kind: row[1]})"
_DELETE_CATEGORIES = """
UNWIND $edges AS edge MATCH ()-[r:CLASSIFIED_AS]->(c:Category) WHERE elementId(r) = edge DETACH DELETE c
"""


@dataclass(slots=True)
class Changes:
    """What a column changes: links to make and keys of edges to remove, each with the id of its record."""

    reference: Reference
    adds: list[tuple[str, Link]] = field(default_factory=list)
    removes: list[tuple[str, Key]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Turned:
    """A dated fact between two records that a list of one (`record`) began, ended or withdrew: ADDED, ENDED, RETRACTED;
    its ends, what it said and what it says. Neither is one that the trail names by a code: no such noun has a list of
    dated facts to another record."""

    edge: Edge
    act: str
    record: str
    source: Touched
    target: Touched
    before: dict[str, Any]
    after: dict[str, Any]


async def present(
    reader: Reader, vocabulary: Vocabulary, noun: Noun, reference: Reference, ids: Sequence[str], today: date
) -> There:
    """What is there of one list of these records: the keys of the edges that hold or will hold, by record."""
    found: There = {}
    if ids:
        text = writing.read_links(vocabulary, noun, reference, elements=False)
        for record, *key, ended_on in (await reader.run(text, {"ids": list(ids)}))[0][0]:
            if ended_on is None or ended_on.to_native() >= today:
                found.setdefault(record, set()).add(tuple(key))
    return found


def begun(edge: Edge, link: Link, today: date) -> Link:
    """The link as it is made of a record that was there before: a dated one begins today, since nobody said that it
    held earlier."""
    if not edge.dated:
        return link
    return Link(link.noun, link.key, {**link.properties, "started_on": today}, link.address)


def compared(
    edge: Edge, reference: Reference, stated: Sequence[Link], there: Collection[Key]
) -> tuple[list[Link], list[Key]]:
    """The links to make and the keys to remove, so that what is there becomes what is stated."""
    wanted: dict[Key, Link] = {}
    for link in stated:
        key = key_of(edge, reference, link)
        if key not in wanted or (link.address or "") > (wanted[key].address or ""):
            wanted[key] = link
    adds = [link for key, link in wanted.items() if key not in there]
    return adds, sorted((key for key in there if key not in wanted), key=repr)


def touched(edge: Edge, reference: Reference, stated: Iterable[tuple[str, Sequence[Link]]], there: There) -> list[str]:
    """The ids of records whose list would change, and of what it would newly lead to."""
    found: dict[str, None] = {}
    for record, wanted in stated:
        adds, removes = compared(edge, reference, wanted, there.get(record, ()))
        if adds or removes:
            found.update(dict.fromkeys([record, *(link.key for link in adds)]))
    return list(found)


def key_of(edge: Edge, reference: Reference, link: Link) -> Key:
    """What makes two edges of one record the same: the other end, and the properties of its identity."""
    said = {**reference.fixed, **link.properties}
    return (link.key, *(said.get(name) for name in edge.identity))


async def write(
    transaction: Transaction,
    vocabulary: Vocabulary,
    noun: Noun,
    changes: Changes,
    ids: Ids,
    today: date,
    since: datetime,
) -> list[Turned]:
    """Makes the edges of one column and ends or removes others; the dated facts that are turned by it, but for those
    with both ends made `since`, which tell of them themselves. `ids` are those of the addresses of all columns
    (`addresses_of`)."""
    edge = vocabulary.edges[changes.reference.edge]
    far = writing.other_end(edge, changes.reference)
    turned = await _remove(transaction, vocabulary, noun, changes, today) if changes.removes else []
    if not changes.adds:
        return turned
    medium = changes.reference.fixed.get("medium", "")
    rows: dict[str, list[Row]] = {}
    categories = []
    on_edge = {p.name for p in edge.properties}
    fixed = {name: value for name, value in changes.reference.fixed.items() if name in on_edge}
    for record, link in changes.adds:
        other = ids.get((medium, link.key), link.key)
        if far == "Category":
            other = identity.new(vocabulary.nouns[far])
            categories.append([other, link.key])
        source, target = (other, record) if changes.reference.incoming else (record, other)
        row: Row = {"source": source, "target": target, "properties": {**fixed, **link.properties}}
        rows.setdefault(link.noun, []).append(row)
        if edge.dated and vocabulary.nouns[link.noun].governed and not _both_made_since(since, record, other):
            ends = _ends(changes.reference, Touched(noun.name, record), Touched(link.noun, other))
            turned.append(Turned(edge, "ADDED", record, *ends, {}, row["properties"]))
    if categories:
        await transaction.run(_CREATE_CATEGORIES, {"rows": categories})
    for other_noun, one in rows.items():
        nouns = (other_noun, noun.name) if changes.reference.incoming else (noun.name, other_noun)
        await create(transaction, vocabulary, edge, nouns, one)
    return turned


def _both_made_since(since: datetime, *ends: str) -> bool:
    return all(identity.made_since(end, since) for end in ends)


def _ends(reference: Reference, record: Touched, other: Touched) -> tuple[Touched, Touched]:
    """The ends of an edge of a column: whence it leads, and where to."""
    return (other, record) if reference.incoming else (record, other)


async def create(
    transaction: Transaction, vocabulary: Vocabulary, edge: Edge, ends: tuple[str, str], rows: Sequence[Row]
) -> None:
    """Makes edges, in the order of their ends, since each locks both. Gone where an end is gone meanwhile, so that none
    is lost silently."""
    told = [(row["source"], row["target"], sharing.told_apart(row["properties"])) for row in rows]
    kept = await enciphered.edges(transaction.cipher, vocabulary, edge, told)
    rows = [Row(source=r["source"], target=r["target"], properties=p) for r, p in zip(rows, kept, strict=True)]
    rows.sort(key=lambda row: (row["target"], row["source"]))
    made = await transaction.run(writing.create_edges(vocabulary, edge, *ends), {"rows": rows})
    if made[0][0] != len(rows):
        raise Gone("Something named here was removed meanwhile. Try again.", reason="VERSION")


async def update(transaction: Transaction, vocabulary: Vocabulary, edge: Edge, rows: Sequence[Said]) -> None:
    """Replaces what edges say."""
    kept = await enciphered.edges(
        transaction.cipher,
        vocabulary,
        edge,
        [(source, target, sharing.told_apart(told)) for _, source, target, told in rows],
    )
    changed = [[row[0], told] for row, told in zip(rows, kept, strict=True)]
    await transaction.run(writing.update_edges(edge), {"rows": changed})


def said(
    reader: Reader, vocabulary: Vocabulary, edge: Edge, ends: tuple[str, str], properties: Mapping[str, Any]
) -> dict[str, Any]:
    """What an edge between two records says."""
    native = {name: stored.native(value) for name, value in properties.items() if not name.startswith("_")}
    return enciphered.opened_all(reader.cipher, edge.type, enciphered.edge_place(vocabulary, edge, *ends), native)


async def _remove(
    transaction: Transaction, vocabulary: Vocabulary, noun: Noun, changes: Changes, today: date
) -> list[Turned]:
    """Ends what has begun before today; what has no dates, or begins today or later, is withdrawn."""
    reference = changes.reference
    edge, gone = vocabulary.edges[reference.edge], set(changes.removes)
    far = writing.other_end(edge, reference)
    text = writing.read_links(vocabulary, noun, reference, elements=True)
    ids = list(dict.fromkeys(record for record, _ in changes.removes))
    withdrawn, left, turned = [], [], []
    ended: list[Said] = []
    tells = edge.dated and (far not in vocabulary.nouns or vocabulary.nouns[far].governed)
    for record, *key, ended_on, element, properties in (await transaction.run(text, {"ids": ids}))[0][0]:
        if (record, tuple(key)) not in gone or (ended_on is not None and ended_on.to_native() < today):
            continue
        pair = (str(key[0]), record) if reference.incoming else (record, str(key[0]))
        before = said(transaction, vocabulary, edge, pair, properties)
        after = {**before, "ended_on": today - timedelta(days=1)}
        ends = _ends(reference, Touched(noun.name, record), Touched(far, str(key[0])))
        if edge.dated and before.get("started_on", date.min) < today:
            ended.append((element, *pair, after))
            turned += [Turned(edge, "ENDED", record, *ends, before, after)] if tells else []
        else:
            withdrawn.append(element)
            left.append((reference.fixed.get("medium", ""), str(key[0])))
            turned += [Turned(edge, "RETRACTED", record, *ends, before, {})] if tells else []
    if ended:
        await update(transaction, vocabulary, edge, ended)
    if withdrawn:
        await withdraw(transaction, edge, far, withdrawn, left)
    return turned


async def withdraw(
    transaction: Transaction, edge: Edge, far: str, elements: Sequence[str], left: Sequence[tuple[str, str]]
) -> None:
    """Removes edges, with the categories at their ends. An address of `left` (medium, key) that is nobody's any more is
    not kept."""
    if far == "Category":
        await transaction.run(_DELETE_CATEGORIES, {"edges": elements})
        return
    await transaction.run(writing.delete_edges(edge), {"edges": elements})
    if far == "ContactPoint":
        await forget_addresses(transaction, left)


async def forget_addresses(transaction: Transaction, left: Iterable[Sequence[str]]) -> None:
    """Addresses (medium, key) that are nobody's any more are not kept."""
    await transaction.run(_FORGET_ADDRESSES, {"rows": [list(one) for one in left]})


async def addresses(transaction: Transaction, vocabulary: Vocabulary, named: Iterable[Named]) -> Ids:
    """The ids of addresses, made where they are new. All that a write concerns, to be reached and to be left, are named
    at once: their locks are taken in one order before any is changed, so that two whose lists cross never wait for each
    other in a ring. Gone where others make and forget one again and again."""
    noun = vocabulary.nouns["ContactPoint"]
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for medium, key, address in named:
        point = stored.contact_point(medium, address or key)
        if (medium, key) not in rows or (address or "") > rows[medium, key]["said"]:
            new = {"id": identity.new(noun), "_search": stored.search_text(noun, point), "said": address or ""}
            rows[medium, key] = {**point, **new}
    found = (await transaction.run(_MERGE_ADDRESSES, {"rows": [rows[one] for one in sorted(rows)]}))[0][0]
    # One that another forgot while we waited for its lock has no id any more. To make it anew we would have to wait for
    # whoever waited for it as well and found it gone, and they for us: all begin anew instead.
    if any(identifier is None for _, _, identifier in found):
        raise Gone("An address was removed meanwhile. Try again.", reason="VERSION")
    return {(medium, key): identifier for medium, key, identifier in found}


async def addresses_of(transaction: Transaction, vocabulary: Vocabulary, columns: Iterable[Changes]) -> Ids:
    """The addresses that some columns reach or leave."""
    named: list[Named] = []
    for changes in columns:
        reference = changes.reference
        if writing.other_end(vocabulary.edges[reference.edge], reference) == "ContactPoint":
            medium = reference.fixed["medium"]
            named += [(medium, link.key, link.address or link.key) for _, link in changes.adds]
            named += [(medium, str(key[0]), None) for _, key in changes.removes]
    return await addresses(transaction, vocabulary, named)
