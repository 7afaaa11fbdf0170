"""`organization.similar`: accounts alike, compared with the cosine and the shares worked out in plain Python.

o-ours: ann, bob, cia (we)      o-a … o-d: accounts, each with a buyer; o-a has a unit o-a1 with one more
o-top owns o-a, o-b and o-twin  o-twin is what o-a is, and nobody knows its people
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from math import prod, sqrt
from pathlib import Path
from typing import Any

import pytest

from graphcrm.graph.connection import Graph
from tests.conftest import Api, opened
from tests.exchange.files import imported

FACTS = {
    "o-a": {"industry": "Energy", "country": "DE", "city": "Kiel", "size": "50–249", "owner": "o-top"},
    "o-b": {"industry": "Energy", "country": "SE", "city": None, "size": "10–49", "owner": "o-top"},
    "o-c": {"industry": "Steel", "country": "DE", "city": "Kiel", "size": "50–249", "owner": None},
    "o-d": {"industry": "Paper", "country": None, "city": None, "size": None, "owner": None},
    "o-twin": {"industry": "Energy", "country": "DE", "city": "Kiel", "size": "50–249", "owner": "o-top"},
    "o-top": {"industry": None, "country": None, "city": None, "size": None, "owner": None},
}
_EMPLOYEES = {"50–249": "60", "10–49": "49", None: ""}
SEATS = {"ann": "o-ours", "bob": "o-ours", "cia": "o-ours", "buy-a": "o-a", "buy-a1": "o-a1", "buy-b": "o-b"}
SEATS |= {"buy-c": "o-c", "buy-d": "o-d", "buy-twin": "o-twin", "free": "o-none"}
# Who calls whom, how often: free knows o-a and o-d and is none of us.
CALLS = {("ann", "buy-a"): 4, ("bob", "buy-a"): 1, ("ann", "buy-a1"): 2, ("ann", "buy-b"): 1, ("cia", "buy-b"): 3}
CALLS |= {("bob", "buy-c"): 2, ("free", "buy-a"): 1, ("free", "buy-d"): 5, ("buy-a", "buy-a1"): 3}
CALLS |= {("cia", "buy-c"): 1}
_ASK = """query($id: String!) { organization(by: {externalId: $id}) {
  similar(first: 20) { edges { score contacts facts reasons node { externalId } } } } }"""
_KNOWS = """MATCH (a:Person)-[k:KNOWS]->(b:Person) RETURN a.external_id, b.external_id, k.rank"""


def _organizations() -> str:
    rows = ["external_id,name,kind,part_of,industry,employees,city,country,ours", "o-ours,Ours,COMPANY,,,,,,true"]
    rows += ["o-a1,Unit,DEPARTMENT,o-a,,,,,", "o-none,None,NONPROFIT,,,,,,"]
    for one, facts in FACTS.items():
        said = [facts["industry"], _EMPLOYEES[facts["size"]], facts["city"], facts["country"]]
        rows.append(f"{one},Name of {one},COMPANY,,{','.join(cell or '' for cell in said)},")
    return "\n".join(rows) + "\n"


@pytest.fixture
async def world(graph: Graph, tmp_path: Path) -> AsyncIterator[Api]:
    start, lines = datetime.now(UTC) - timedelta(days=50), ["external_id,kind,occurred_at,participants"]
    for (a, b), count in CALLS.items():
        for n in range(count):
            lines.append(f"i-{len(lines)},CALL,{(start + timedelta(days=n)).isoformat()},{a}:ATTENDEE;{b}:ATTENDEE")
    ledger = await imported(
        graph,
        tmp_path,
        organizations=_organizations(),
        ownership="child,parent,share,control\no-a,o-top,1,true\no-b,o-top,0.6,true\no-twin,o-top,0.9,true\n",
        people="external_id,name\n" + "".join(f"{one},Name {one}\n" for one in SEATS),
        roles="external_id,organization,title\n" + "".join(f"r-{one},{at},Buyer\n" for one, at in SEATS.items()),
        holdings="role,person\n" + "".join(f"r-{one},{one}\n" for one in SEATS),
        interactions="\n".join(lines) + "\n",
    )
    assert ledger.clean, ledger.rejected[:3]
    api = await opened(graph)
    yield api
    await api.client.aclose()


async def similar(api: Api, external_id: str, role: str = "manager") -> dict[str, Any]:
    edges = (await api.ask(_ASK, {"id": external_id}, role))["organization"]["similar"]["edges"]
    assert [e["score"] for e in edges] == sorted((e["score"] for e in edges), reverse=True)
    return {edge["node"]["externalId"]: edge for edge in edges}


async def vectors(graph: Graph) -> dict[str, dict[str, float]]:
    """Of each account how well everybody else knows its people, tonight."""
    night = (datetime.now(UTC).date() - date(1970, 1, 1)).days + 1
    ties = {frozenset(ends): 2.0 ** (rank - night / 60) for *ends, rank in await graph.rows(_KNOWS, {})}
    found: dict[str, dict[str, float]] = {}
    for account in FACTS:
        seated = {one for one, at in SEATS.items() if at in (account, f"{account}1")}
        for person in SEATS.keys() - seated:
            known = [ties[pair] for one in seated if (pair := frozenset((person, one))) in ties]
            if known:
                found.setdefault(account, {})[person] = 1 - prod(1 - s for s in sorted(known)[-5:])
    return found


def cosine(a: dict[str, float], b: dict[str, float]) -> float:
    norm = sqrt(sum(x * x for x in a.values()) * sum(x * x for x in b.values()))
    return sum(a[one] * b[one] for one in a.keys() & b.keys()) / norm if norm else 0.0


def share(a: str, b: str) -> float:
    both = [k for k in FACTS[a] if FACTS[a][k] is not None and FACTS[b][k] is not None]
    same = sum(FACTS[a][k] == FACTS[b][k] for k in both)
    return (1 + same) / (1 + len(both))  # all are companies


async def test_accounts_are_alike_by_who_knows_them_and_by_what_they_are(world: Api) -> None:
    known = await vectors(world.graph)
    found = {one: await similar(world, one) for one in FACTS}
    assert set(found["o-a"]) == {"o-b", "o-c", "o-d", "o-twin"}, "none of ours, no unit"
    for one, others in found.items():
        for other, edge in others.items():
            assert edge["contacts"] == pytest.approx(cosine(known.get(one, {}), known.get(other, {})), abs=1e-8)
            assert edge["facts"] == pytest.approx(share(one, other))
            assert edge["score"] == pytest.approx((edge["contacts"] + edge["facts"]) / 2, abs=1e-8)
            mirrored = found[other][one]
            assert (mirrored["score"], mirrored["contacts"]) == (edge["score"], edge["contacts"]), "symmetric"
    reasons = found["o-a"]["o-b"]["reasons"]
    assert reasons == ["both know Name ann", "same industry Energy", "same kind COMPANY", "same owner Name of o-top"]
    assert "same size: 50–249 employees" in found["o-a"]["o-c"]["reasons"]


async def test_who_is_the_same_in_all_is_wholly_alike(world: Api) -> None:
    assert (await similar(world, "o-a"))["o-twin"]["facts"] == 1.0
    await world.graph.change_schema(
        [
            """MATCH (:Person {external_id: 'buy-b'})-[k:KNOWS]-() DELETE k""",
            """MATCH (twin:Person {external_id: 'buy-twin'}) MATCH (b:Person {external_id: 'buy-b'})
            MATCH (:Person {external_id: 'buy-c'})-[k:KNOWS]-(p) CREATE (p)-[x:KNOWS]->(twin) SET x = k
            CREATE (p)-[y:KNOWS]->(b) SET y = k""",
            "MATCH (b:Organization {external_id: 'o-b'}) MATCH (t:Organization {external_id: 'o-twin'}) "
            "SET b.country = t.country, b.city = t.city, b.employees = t.employees",
        ]
    )
    twin = (await similar(world, "o-b"))["o-twin"]
    assert (twin["score"], twin["contacts"], twin["facts"]) == (1.0, 1.0, 1.0)
    before = (await similar(world, "o-a"))["o-twin"]["score"]
    await world.graph.change_schema(["MATCH (o:Organization) SET o.name = 'Another ' + o.name"])
    assert (await similar(world, "o-a"))["o-twin"]["score"] == before, "names change nothing"


async def test_what_one_does_not_see_makes_nobody_alike(world: Api) -> None:
    await world.graph.change_schema(
        [
            "MATCH (p:Person {external_id: 'ann'}) SET p.audience = ['tea_x']",
            "MATCH (o:Organization) WHERE o.external_id IN ['o-top', 'o-c'] SET o.audience = ['tea_x']",
        ]
    )
    found = await similar(world, "o-a")
    assert "o-c" not in found and found["o-b"]["contacts"] == 0.0
    assert found["o-b"]["reasons"] == ["same industry Energy", "same kind COMPANY"]
    assert "both know Name ann" in (await similar(world, "o-a", "admin"))["o-b"]["reasons"]
    assert await similar(world, "o-ours", "admin") == {} and await similar(world, "o-a1", "admin") == {}
    assert (await similar(world, "o-none")) == {}, "alone of its kind"
