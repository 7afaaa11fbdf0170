"""Keeps the places of parties: the city and country of a party as Location nodes, in the transaction that sets them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from graphcrm.compile.declarations import Noun
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.measures.normal_forms import fold, sort_key
from graphcrm.records import identity

_PLACES_OF = """
UNWIND $ids AS id MATCH (p:Party {id: id})
RETURN id, p.city AS city, p.country AS country, p.latitude AS latitude, p.longitude AS longitude
"""
_MERGE = """
UNWIND $rows AS row
MERGE (l:Location {external_id: row.external_id})
ON CREATE SET l += row.properties, l.version = 1, l.created_at = $now, l.updated_at = $now
"""
_WITHIN = """
UNWIND $rows AS row
MATCH (l:Location {external_id: row.place}) MATCH (w:Location {external_id: row.within})
MERGE (l)-[:WITHIN]->(w)
"""
_LEAVE = """
UNWIND $ids AS id MATCH (p:Party {id: id})-[r:LOCATED_AT]->(:Location) DELETE r
"""
_SETTLE = """
UNWIND $rows AS row
MATCH (p:Party {id: row.party}) MATCH (l:Location {external_id: row.place})
CREATE (p)-[:LOCATED_AT]->(l)
"""


async def link(transaction: Transaction, vocabulary: Vocabulary, noun: Noun, ids: Sequence[str], now: datetime) -> None:
    """Links parties to the places their properties name; places are made where they are new."""
    if not ids:
        return
    location = vocabulary.nouns["Location"]
    places: dict[str, dict[str, Any]] = {}
    within: dict[str, str] = {}
    settled = []
    for party, city, country, latitude, longitude in await transaction.run(_PLACES_OF, {"ids": list(ids)}):
        found = _places(city, country, latitude, longitude)
        for place in found:
            places.setdefault(place["external_id"], place)
        if len(found) == 2:
            within[found[0]["external_id"]] = found[1]["external_id"]
        if found:
            settled.append({"party": party, "place": found[0]["external_id"]})
    rows = [{"external_id": key, "properties": {**places[key], "id": identity.new(location)}} for key in sorted(places)]
    await transaction.run(_LEAVE, {"ids": list(ids)})
    await transaction.run(_MERGE, {"rows": rows, "now": now})
    await transaction.run(_WITHIN, {"rows": [{"place": k, "within": within[k]} for k in sorted(within)]})
    await transaction.run(_SETTLE, {"rows": settled})


def _places(city: str | None, country: str | None, latitude: Any, longitude: Any) -> list[dict[str, Any]]:
    """The smallest place first: the city, then its country."""
    found = []
    if city:
        properties = {
            "external_id": f"city:{country or ''}:{fold(city)}",
            "kind": "CITY",
            "name": city,
            "name_key": sort_key(city),
            "country": country,
            "latitude": latitude,
            "longitude": longitude,
        }
        found.append({key: value for key, value in properties.items() if value is not None})
    if country:
        found.append(
            {
                "external_id": f"country:{country}",
                "kind": "COUNTRY",
                "name": country,
                "name_key": sort_key(country),
                "country": country,
            }
        )
    return found
