"""Keeps the places of parties: the city and country of a party as Location nodes, in the transaction that sets them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from graphcrm.compile import writing
from graphcrm.compile.declarations import Noun
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.measures.normal_forms import fold, sort_key
from graphcrm.records import identity, links
from graphcrm.records.desired import Gone

# Of several spellings the greatest stays, so that the order in which they came does not matter.
_MERGE = """
UNWIND $rows AS row
MERGE (l:Location {external_id: row.external_id})
ON CREATE SET l += row, l.version = 1, l.created_at = $now, l.updated_at = $now
ON MATCH SET l.name_key = CASE WHEN row.name > l.name THEN row.name_key ELSE l.name_key END,
  l.name = CASE WHEN row.name > l.name THEN row.name ELSE l.name END
RETURN collect([row.external_id, l.id])
"""
# A place that somebody put within another stays there.
_WITHIN = """
UNWIND $rows AS row
MATCH (l:Location {external_id: row[0]}) MATCH (w:Location {external_id: row[1]})
WHERE NOT EXISTS { (l)-[:WITHIN]->() } AND NOT EXISTS { (w)-[:WITHIN]->{1,20}(l) }
CREATE (l)-[:WITHIN]->(w)
"""
# A place of ours that is nobody's any more goes, a city before its country.
_ABANDON = """
UNWIND $keys AS key MATCH (l:Location {external_id: key})
WHERE NOT EXISTS { (l)<-[:LOCATED_AT|WITHIN]-() } DETACH DELETE l
"""


async def settle(
    transaction: Transaction,
    vocabulary: Vocabulary,
    noun: Noun,
    parties: Sequence[tuple[str, str | None, str | None]],
    old: Sequence[str],
    now: datetime,
) -> None:
    """Seats parties (id, city, country) at the places these name; places are made where they are new. Those of `old`
    leave their seats before, and places that nobody is at any more go. Gone where one goes at the same moment."""
    places: dict[str, dict[str, Any]] = {}
    within: dict[str, str] = {}
    seats: dict[str, str] = {}
    for party, city, country in parties:
        found = _places(city, country)
        for place in found:
            known = places.setdefault(place["external_id"], place)
            if place["name"] > known["name"]:
                places[place["external_id"]] = place
        if len(found) == 2:
            within[found[0]["external_id"]] = found[1]["external_id"]
        if found:
            seats[party] = found[0]["external_id"]
    were = set(old)
    moving = [party for party, _, _ in parties if party in were]
    left = (await transaction.run(writing.leave_seats(noun), {"ids": moving}))[0][0] if moving else []
    location = vocabulary.nouns["Location"]
    rows = [{**places[key], "id": identity.new(location)} for key in sorted(places)]
    ids = dict((await transaction.run(_MERGE, {"rows": rows, "now": now}))[0][0])
    if None in ids.values():  # a place that was found has been abandoned before it could be locked
        raise Gone("A place was removed meanwhile. Try again.", reason="VERSION")
    await transaction.run(_WITHIN, {"rows": [[place, within[place]] for place in sorted(within)]})
    edge = vocabulary.edges["LOCATED_AT"]
    said = {"kind": "SEAT"}
    edges: list[links.Row] = [{"source": p, "target": ids[place], "properties": said} for p, place in seats.items()]
    if edges:
        await links.create(transaction, vocabulary, edge, (noun.name, "Location"), edges)
    await abandon(transaction, left)


def named(places: Iterable[tuple[str | None, str | None]]) -> list[tuple[str, str]]:
    """The places (external id, name) that cities and countries name."""
    return [(one["external_id"], one["name"]) for city, country in places for one in _places(city, country)]


async def abandon(transaction: Transaction, left: Sequence[str]) -> None:
    """Places (by external id) that parties left go where they are nobody's any more."""
    for keys in ([p for p in left if p.startswith("city:")], [_country(p) for p in left]):
        if keys:
            await transaction.run(_ABANDON, {"keys": list(dict.fromkeys(keys))})


def _country(place: str) -> str:
    """The country of a place, both by external id; a country is its own."""
    return f"country:{place.split(':')[1]}"


def _places(city: str | None, country: str | None) -> list[dict[str, Any]]:
    """The smallest place first: the city, then its country. Their external ids follow from what they are called, so
    that the same place is found again whoever names it."""
    named = [(f"city:{country or ''}:{fold(city)}", "CITY", city)] if city else []
    if country:
        named.append((f"country:{country}", "COUNTRY", country))
    found = []
    for external_id, kind, name in named:
        place = {"external_id": external_id, "kind": kind, "name": name, "name_key": sort_key(name)}
        found.append({**place, "country": country} if country else place)
    return found
