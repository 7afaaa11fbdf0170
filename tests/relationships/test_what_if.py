"""`whatIf`: what breaks when people go, as if they had really gone.

Each answer over the contract's world is compared with the same questions asked of plain tables of a copy of the graph
in which those who go have neither ties nor seats.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from graphcrm.exchange import importing
from graphcrm.graph.connection import Graph
from graphcrm.measures import health
from graphcrm.measures.scoring import SHIPPED
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import Api, opened
from tests.records.mutations.writer import by

WORLD = Path(__file__).parents[1] / "contract" / "world"
ASK = """query($p: PersonBy, $u: OrganizationBy) { whatIf(personLeaves: $p, unitSold: $u) {
  people { externalId } cutOff { externalId } orphanedReports { externalId } dealsAtRisk { externalId }
  lostCoverage { organization { externalId } strengthBefore strengthAfter }
  replacements(first: 5) { edges { score reasons node { externalId } } } } }"""
_TIES = """
MATCH (a:Person)-[k:KNOWS]->(b:Person) RETURN a.external_id, b.external_id,
  k.strength * 2.0 ^ ((k.strength_at.epochSeconds - datetime().epochSeconds) / 86400.0 / 60),
  k.contact_days - 1, duration.inDays(k.first_contact_at, k.last_contact_at).days,
  duration.inDays(k.first_contact_at, datetime()).days
"""
_SEATS = """
MATCH (p:Person)-[h:HOLDS]->(r:Role)-[:AT]->(o:Organization)
WHERE coalesce(h.started_on <= date(), true) AND coalesce(h.ended_on >= date(), true)
RETURN p.external_id, r.external_id, o.external_id
"""
_UNITS = "MATCH (u:Organization) OPTIONAL MATCH (u)-[:PART_OF]->(o) RETURN u.external_id, o.external_id, u.ours"
_LINES = """
MATCH (r:Role)-[l:REPORTS_TO {kind: 'SOLID'}]->(t:Role) WHERE l.ended_on IS NULL RETURN r.external_id, t.external_id
"""
_BELOW = """
MATCH (:Organization {external_id: $unit})(()<-[s:PART_OF|SUBSIDIARY_OF]-()
  WHERE (type(s) = 'PART_OF' OR s.control) AND s.ended_on IS NULL){0,9}(o)
RETURN o.external_id
"""
_DEALS = """
MATCH (p:Person)-[s:STAKEHOLDER_IN]->(d:Deal) WHERE d.closed_on IS NULL AND d.outcome IS NULL AND s.ended_on IS NULL
RETURN d.external_id, p.external_id, s.buying_role
"""


class Tables:
    """A graph as plain tables, from which people may be taken."""

    def __init__(self, tables: list[Any]) -> None:
        ties, self.seats, units, self.lines, self.deals = tables
        self.strength = {frozenset(row[:2]): row[2] for row in ties}
        self.fair = {
            frozenset(row[:2]) for row in ties if float(health.probability(health.pasts([row[3:]]), SHIPPED)[0]) >= 0.4
        }
        self.above = {unit: above for unit, above, _ in units}
        self.own = {unit for unit, _, ours in units if ours}

    @classmethod
    async def read(cls, graph: Graph) -> Tables:
        return cls([await graph.rows(text, {}) for text in (_TIES, _SEATS, _UNITS, _LINES, _DEALS)])

    def tops(self, unit: str) -> list[str]:
        found = [unit]
        while self.above.get(found[-1]):
            found.append(self.above[found[-1]])
        return found

    def side(self, person: str) -> set[str]:
        return {top for holder, _, unit in self.seats if holder == person for top in self.tops(unit)}

    def ours(self, person: str) -> bool:
        return bool(self.side(person) & self.own)

    def with_organization(self, organization: str) -> float:
        pairs = []
        for pair, strength in self.strength.items():
            one, other = sorted(pair)
            for theirs, our in ((one, other), (other, one)):
                if organization in self.side(theirs) and self.ours(our):
                    pairs.append(strength)
                    break
        left = 1.0
        for strength in sorted(pairs, reverse=True)[:5]:
            left *= 1 - strength
        return 1 - left

    def without(self, gone: set[str]) -> Tables:
        copy = Tables.__new__(Tables)
        copy.__dict__.update(self.__dict__)
        copy.strength = {pair: s for pair, s in self.strength.items() if not pair & gone}
        copy.fair = {pair for pair in self.fair if not pair & gone}
        copy.seats = [row for row in self.seats if row[0] not in gone]
        return copy

    def tied_to_us(self) -> set[str]:
        people = {person for pair in self.strength for person in pair}
        return {
            person
            for person in people
            if not self.ours(person)
            and any(person in pair and any(self.ours(p) for p in pair - {person}) for pair in self.strength)
        }

    def orphans(self) -> set[str]:
        held = {seat for _, seat, _ in self.seats}
        return {
            person for person, seat, _ in self.seats for low, high in self.lines if low == seat and high not in held
        }

    def at_risk(self, gone: set[str]) -> set[str]:
        found = set()
        for deal in {row[0] for row in self.deals}:
            committee = [row for row in self.deals if row[0] == deal]
            roles = [{p for _, p, role in committee if role == wanted} for wanted in ("CHAMPION", "DECISION_MAKER")]
            them = {p for _, p, _ in committee}
            fair = [pair for pair in self.fair if pair & them and any(self.ours(p) for p in pair - them or pair)]
            if any(one and one <= gone for one in roles) or (fair and all(pair & gone for pair in fair)):
                found.add(deal)
        return found


def names(rows: list[Any]) -> set[str]:
    return {row["externalId"] for row in rows}


@pytest.fixture
async def contract(graph: Graph) -> Graph:
    await importing.run(graph, VOCABULARY, [WORLD])
    return graph


@pytest.fixture
async def patient(contract: Graph) -> AsyncIterator[Api]:
    """Time enough, however busy the machine is."""
    api = await opened(contract, request_deadline=60.0)
    yield api
    await api.client.aclose()


async def test_who_goes_takes_what_they_would_really_take(contract: Graph, patient: Api) -> None:
    tables, told = await Tables.read(contract), 0
    people = sorted({person for pair in tables.strength for person in pair})
    for person in people:
        gone = {person}
        found = (await patient.ask(ASK, {"p": by(person)}))["whatIf"]
        after = tables.without(gone)
        assert names(found["people"]) == gone
        assert names(found["cutOff"]) == (
            tables.tied_to_us() - after.tied_to_us() - gone if tables.ours(person) else set()
        )
        assert names(found["orphanedReports"]) == after.orphans() - tables.orphans(), person
        assert names(found["dealsAtRisk"]) == tables.at_risk(gone), person
        losses = {one["organization"]["externalId"]: one for one in found["lostCoverage"]}
        legal = {unit for unit, above in tables.above.items() if above is None and unit not in tables.own}
        for organization in legal:
            before, left = tables.with_organization(organization), after.with_organization(organization)
            if before - left > 1e-8:
                told += 1
                assert losses[organization]["strengthBefore"] == pytest.approx(before, rel=1e-5)
                assert losses[organization]["strengthAfter"] == pytest.approx(left, rel=1e-5)
            else:
                assert organization not in losses
        falls = [one["strengthAfter"] - one["strengthBefore"] for one in found["lostCoverage"]]
        assert falls == sorted(falls)
        replacements(tables, gone, found["replacements"]["edges"])
    assert told > 0


def replacements(tables: Tables, gone: set[str], found: list[Any]) -> None:
    [person] = gone
    ties = {next(iter(pair - gone)): s for pair, s in tables.strength.items() if person in pair}
    side = tables.own if tables.ours(person) else tables.side(person)
    scores = {}
    for other in {p for pair in tables.strength for p in pair} - gone:
        common = sum(s * tables.strength.get(frozenset((j, other)), 0.0) for j, s in ties.items() if j != other)
        if common > 0 and tables.side(other) & side:
            scores[other] = common / sum(ties.values())
    best = sorted(scores.items(), key=lambda one: -one[1])[:5]
    assert [one["score"] for one in found] == pytest.approx([score for _, score in best], rel=1e-4)
    assert all(0.0 <= one["score"] <= 1.0 and 1 <= len(one["reasons"]) <= 3 for one in found)


async def test_really_gone_the_graph_says_the_same(contract: Graph, patient: Api) -> None:
    person = "p-rossi"
    foretold = (await patient.ask(ASK, {"p": by(person)}))["whatIf"]
    await contract.change_schema(
        [f"MATCH (:Person {{external_id: '{person}'}})-[x:KNOWS|HOLDS]-() DELETE x"],
    )
    now = await Tables.read(contract)
    assert foretold["lostCoverage"]
    for one in foretold["lostCoverage"]:
        left = now.with_organization(one["organization"]["externalId"])
        assert one["strengthAfter"] == pytest.approx(left, rel=1e-5)
    assert names(foretold["cutOff"]).isdisjoint(now.tied_to_us())
    again = (await patient.ask(ASK, {"p": by(person)}))["whatIf"]
    assert again == {
        "cutOff": [], "orphanedReports": [], "lostCoverage": [],
        "people": [by(person)], "dealsAtRisk": again["dealsAtRisk"], "replacements": {"edges": []},
    }  # fmt: skip


async def test_a_unit_is_sold_with_those_who_sit_nowhere_else(contract: Graph, patient: Api) -> None:
    tables = await Tables.read(contract)
    found = (await patient.ask(ASK, {"u": by("o-nl-wind")}))["whatIf"]
    gone = names(found["people"])
    below = {row[0] for row in await contract.rows(_BELOW, {"unit": "o-nl-wind"})}
    seats = {person: {unit for holder, _, unit in tables.seats if holder == person} for person, *_ in tables.seats}
    assert gone == {person for person, units in seats.items() if units <= below} != set()
    [loss] = [one for one in found["lostCoverage"] if one["organization"]["externalId"] == "o-nl-wind"]
    assert loss["strengthAfter"] == pytest.approx(tables.without(gone).with_organization("o-nl-wind"), abs=1e-6)
    nobody = (await patient.ask(ASK, {}))["whatIf"]
    assert nobody["people"] == [] and nobody["lostCoverage"] == []
    absent = (await patient.post(ASK, {"p": by("p-none")})).json()
    assert absent["errors"][0]["extensions"]["code"] == "NOT_FOUND"
