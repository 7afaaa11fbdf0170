"""Addresses and categories with what is said of them have files of their own."""

from __future__ import annotations

from pathlib import Path

from graphcrm.exchange.canonical import graph_hash
from graphcrm.graph.connection import Graph
from tests.exchange.files import imported, outcomes, rejections

FILES = {
    "organizations": "external_id,name\no-a,Alpha\n",
    "people": "external_id,name\np-a,Ana\no-a,Ann of the same id\n",
    "deals": "external_id,name,organization\nd-a,Deal,o-a\n",
}
ADDRESSES = "person,organization,medium,address,kind,started_on,ended_on\n"
CATEGORIES = "person,organization,kind,note,source,towards,started_on\n"


async def test_an_address_says_what_it_is_for_and_since_when(graph: Graph, tmp_path: Path) -> None:
    """
    p-a ── ana@a.example (WORK, since 2020) · Street 1 (POST)      o-a, a person and an organization: +49 40 5550100
    """
    rows = 'p-a,,EMAIL,Ana@A.example,WORK,2020-01-01,\np-a,,post,"Street 1, Kiel",HOME,,\n'
    rows += "o-a,,PHONE,+49 40 5550100,,,\n,o-a,PHONE,+49-40-5550100,WORK,,\n"
    ledger = await imported(graph, tmp_path, **FILES, addresses=ADDRESSES + rows)
    assert rejections(ledger) == [] and ledger.of("addresses.csv")["created"] == 4
    found = await graph.rows(
        "MATCH (p)-[r:REACHED_AT]->(c) RETURN p.name, c.medium, c.address_key, r.kind, toString(r.started_on) "
        "ORDER BY p.name, c.medium",
        {},
    )
    assert found == [
        ["Alpha", "PHONE", "+49405550100", "WORK", None],
        ["Ana", "EMAIL", "ana@a.example", "WORK", "2020-01-01"],
        ["Ana", "POST", "street 1, kiel", "HOME", None],
        ["Ann of the same id", "PHONE", "+49405550100", None, None],
    ]
    before = await graph_hash(graph)
    again = await imported(graph, tmp_path, addresses=ADDRESSES + rows)
    assert outcomes(again) == {"unchanged": 4} and await graph_hash(graph) == before
    ended = "p-a,,EMAIL,ana@a.example,WORK,2020-01-01,2024-12-31\n"
    assert outcomes(await imported(graph, tmp_path, addresses=ADDRESSES + ended)) == {"updated": 1}


async def test_a_category_says_why_and_towards_whom(graph: Graph, tmp_path: Path) -> None:
    rows = "p-a,,CHAMPION,She said so,Mail,d-a,\np-a,,CHAMPION,,,o-a,\n,o-a,CUSTOMER_ENTERPRISE,,,,2020-01-01\n"
    ledger = await imported(graph, tmp_path, **FILES, categories=CATEGORIES + rows)
    assert rejections(ledger) == [] and ledger.of("categories.csv")["created"] == 3
    assert outcomes(await imported(graph, tmp_path, categories=CATEGORIES + rows)) == {"unchanged": 3}
    other = "p-a,,CHAMPION,He said so,Mail,d-a,\n"
    assert outcomes(await imported(graph, tmp_path, categories=CATEGORIES + other)) == {"updated": 1}
    found = await graph.rows(
        "MATCH (p)-[:CLASSIFIED_AS]->(c) OPTIONAL MATCH (c)-[:TOWARDS]->(t) "
        "RETURN p.external_id, c.kind, c.note, t.external_id ORDER BY p.external_id DESC, t.external_id",
        {},
    )
    assert found == [
        ["p-a", "CHAMPION", "He said so", "d-a"],
        ["p-a", "CHAMPION", None, "o-a"],
        ["o-a", "CUSTOMER_ENTERPRISE", None, None],
    ]


async def test_a_bad_row_falls_alone(graph: Graph, tmp_path: Path) -> None:
    rows = [
        (",,EMAIL,a@a.example,,,", "person", "REQUIRED"),
        ("p-a,o-a,EMAIL,a@a.example,,,", "person", "REQUIRED"),
        ("p-z,,EMAIL,a@a.example,,,", "person", "UNKNOWN_REFERENCE"),
        ("p-a,,EMAIL,none,,,", "address", "FORMAT"),
        ("p-a,,PHONE,1,,,", "address", "FORMAT"),
        ("p-a,,PIGEON,a,,,", "medium", "CHOICE"),
        ("p-a,,EMAIL,,,,", "address", "REQUIRED"),
        ("p-a,,EMAIL,a@a.example,,2020-01-02,2020-01-01", "ended_on", "RANGE"),
        ("p-a,,EMAIL,a@a.example,WORK,,", None, None),
        ("p-a,,EMAIL,A@a.example,HOME,,", None, "DUPLICATE_FACT"),
    ]
    ledger = await imported(graph, tmp_path, **FILES, addresses=ADDRESSES + "\n".join(row for row, _, _ in rows))
    assert sorted(rejections(ledger), key=lambda one: one[1]) == [
        ("addresses.csv", n, column, code) for n, (_, column, code) in enumerate(rows, 2) if code
    ]
