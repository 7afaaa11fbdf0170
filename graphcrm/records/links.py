"""Puts the lists of a record: seats of an organization, addresses, categories, lines, participants.

A list is stated whole. What is stated and not there is made, what is there and no longer stated goes, the rest stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphcrm.compile import writing
from graphcrm.compile.declarations import Edge, Noun, Reference
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import identity, stored
from graphcrm.records.desired import Link

_MERGE_ADDRESSES = """
UNWIND $rows AS row
MERGE (c:ContactPoint {medium: row.medium, address_key: row.address_key})
ON CREATE SET c.id = row.id, c.address = row.address, c.domain = row.domain, c._search = row._search
RETURN c.address_key AS key, c.id AS id
"""
_CATEGORIES_OF = """
UNWIND $ids AS id MATCH (p:Party {id: id})-[r:CLASSIFIED_AS]->(c:Category)
RETURN id, c.kind AS kind, c.id AS category
"""
_CREATE_CATEGORIES = """
UNWIND $rows AS row MATCH (p:Party {id: row.party})
CREATE (p)-[:CLASSIFIED_AS]->(:Category {id: row.id, kind: row.kind})
"""
_DELETE_CATEGORIES = "UNWIND $ids AS id MATCH (c:Category {id: id}) DETACH DELETE c"


async def put(
    transaction: Transaction,
    vocabulary: Vocabulary,
    noun: Noun,
    reference: Reference,
    stated: Mapping[str, Sequence[Link]],
) -> set[str]:
    """Brings one list of each record (by id) to what is stated; the ids of records whose list changed."""
    edge = vocabulary.edges[reference.edge]
    if reference.edge == "CLASSIFIED_AS":
        return await _put_categories(transaction, vocabulary, stated)
    if reference.edge == "REACHED_AT":
        stated = await _with_addresses(transaction, vocabulary, reference, stated)
    return await _put_edges(transaction, vocabulary, noun, edge, reference, stated)


async def _put_edges(
    transaction: Transaction,
    vocabulary: Vocabulary,
    noun: Noun,
    edge: Edge,
    reference: Reference,
    stated: Mapping[str, Sequence[Link]],
) -> set[str]:
    outgoing = noun.name in vocabulary.concrete(edge.source) and reference.column != "participants"
    present = await _present(transaction, vocabulary, edge, reference, list(stated), outgoing)
    creates: dict[str, list[dict[str, Any]]] = {}
    deletes: list[str] = []
    changed: set[str] = set()
    for record, stated_links in stated.items():
        wanted = {_key(link.target, link.properties, edge): link for link in stated_links}
        known = present.get(record, {})
        for key in wanted.keys() - known.keys():
            link = wanted[key]
            source, target = (record, link.target) if outgoing else (link.target, record)
            row = {"source": source, "target": target, "properties": link.properties}
            creates.setdefault(link.noun, []).append(row)
            changed.add(record)
        for key in known.keys() - wanted.keys():
            deletes.append(known[key])
            changed.add(record)
    if deletes:
        await transaction.run(writing.delete_edges(edge), {"edges": deletes})
    for other, rows in creates.items():
        ends = (noun.name, other) if outgoing else (other, noun.name)
        await transaction.run(writing.create_edges(vocabulary, edge, *ends), {"rows": rows})
    return changed


async def _present(
    transaction: Transaction, vocabulary: Vocabulary, edge: Edge, reference: Reference, ids: list[str], outgoing: bool
) -> dict[str, dict[tuple[Any, ...], str]]:
    """The edges that are there, by record and key; only those the column speaks of (emails, not phones)."""
    rows = await transaction.run(writing.read_edges(vocabulary, edge, from_source=outgoing), {"ids": ids})
    media: dict[str, str] = {}
    if reference.edge == "REACHED_AT":
        text = "UNWIND $ids AS id MATCH (c:ContactPoint {id: id}) RETURN id, c.medium"
        found = await transaction.run(text, {"ids": list({row[1] for row in rows})})
        media = {row[0]: row[1] for row in found}
    present: dict[str, dict[tuple[Any, ...], str]] = {}
    for record, other, properties, element in rows:
        fixed = {**properties, "medium": media.get(other)}
        if all(fixed.get(name) == value for name, value in reference.fixed.items()):
            present.setdefault(record, {})[_key(other, properties, edge)] = element
    return present


def _key(other: str, properties: Mapping[str, Any], edge: Edge) -> tuple[Any, ...]:
    return (other, *(properties.get(name) for name in edge.identity))


async def _with_addresses(
    transaction: Transaction, vocabulary: Vocabulary, reference: Reference, stated: Mapping[str, Sequence[Link]]
) -> dict[str, list[Link]]:
    """The links with addresses as written replaced by the ids of their contact points, made where they are new."""
    noun, medium = vocabulary.nouns["ContactPoint"], reference.fixed["medium"]
    rows: dict[str, dict[str, Any]] = {}
    for links in stated.values():
        for link in links:
            point = stored.contact_point(medium, link.target)
            if point["address_key"] not in rows:
                search = stored.search_text(noun, point)
                rows[point["address_key"]] = {**point, "id": identity.new(noun), "_search": search}
    ordered = [rows[key] for key in sorted(rows)]
    ids = {row[0]: row[1] for row in await transaction.run(_MERGE_ADDRESSES, {"rows": ordered})}
    return {
        record: [Link("ContactPoint", ids[stored.contact_point(medium, link.target)["address_key"]]) for link in links]
        for record, links in stated.items()
    }


async def _put_categories(
    transaction: Transaction, vocabulary: Vocabulary, stated: Mapping[str, Sequence[Link]]
) -> set[str]:
    noun = vocabulary.nouns["Category"]
    present: dict[str, dict[str, str]] = {}
    for record, kind, category in await transaction.run(_CATEGORIES_OF, {"ids": list(stated)}):
        present.setdefault(record, {})[kind] = category
    creates, deletes, changed = [], [], set()
    for record, links in stated.items():
        wanted, known = {link.target for link in links}, present.get(record, {})
        creates += [{"party": record, "id": identity.new(noun), "kind": kind} for kind in sorted(wanted - known.keys())]
        deletes += [known[kind] for kind in known.keys() - wanted]
        if wanted != known.keys():
            changed.add(record)
    if deletes:
        await transaction.run(_DELETE_CATEGORIES, {"ids": deletes})
    if creates:
        await transaction.run(_CREATE_CATEGORIES, {"rows": creates})
    return changed
