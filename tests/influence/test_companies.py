"""Influence as the service keeps it, on mails and charts of real companies: as good as `graphcrm evaluate` is on the
same data. The data are shared ones; without them these tests are skipped."""

from __future__ import annotations

import csv
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from math import prod
from pathlib import Path
from typing import Any

import pytest

from graphcrm.exchange import importing
from graphcrm.graph.connection import Graph
from graphcrm.intelligence import back_test
from graphcrm.measures.ties import Rules
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile.documents import Asked
from tests.compile.running import PLANNER, variables_of
from tests.conftest import opened
from tests.exchange.files import imported
from tests.exchange.test_manufacturing import native_files
from tests.influence.worlds import kept, scored
from tests.introductions.asking import SEES_ALL

_TOP = """{ organization(by: {externalId: "o-m"}) { influencers(first: 10) { totalCount
  edges { rank influence { network reason } node { externalId name } } } } }"""
_WAYS = """query($from: PersonBy!, $to: IntroductionTarget!) { introductionPaths(from: $from, to: $to, k: 5) {
  truncated paths { score steps { weight reason from { externalId } to { externalId } } } } }"""
_KNOWS = "MATCH (a:Person)-[k:KNOWS]->(b:Person) RETURN a.external_id, b.external_id, k.rank"
AUTUMN = datetime(2010, 10, 1, tzinfo=UTC)  # right after the last mails


def read(file: Path) -> list[dict[str, str]]:
    with file.open() as opened_file:
        return list(csv.DictReader(opened_file))


def in_order(score: Mapping[str, float], pairs: list[tuple[str, str]]) -> float:
    """The share of pairs whose first has the higher score; equal ones count half."""
    return sum((score[a] > score[b]) + (score[a] == score[b]) / 2 for a, b in pairs) / len(pairs)


async def back_tested(graph: Graph) -> None:
    """What was predicted of July 2010 is as good as `graphcrm evaluate` is on the same mails."""
    found = await back_test.figures(graph, datetime(2010, 7, 1, tzinfo=UTC), Rules())
    assert found["health"]["brier"] <= 0.145 < 0.2 < found["health"]["constant_brier"]
    assert found["health"]["silence_auc"] >= 0.75 and found["health"]["calibration_gap"] <= 0.08
    assert found["likely_contacts"]["auc"] >= 0.86 and found["likely_contacts"]["new"] > 100


def clerk_and_head(lines: list[tuple[str, str]]) -> tuple[str, str]:
    """Of a tree of (manager, person) who is farthest below, of several the first by number, and who is above all."""
    above = {person: manager for manager, person in lines}
    (head,) = {manager for manager, _ in lines} - above.keys()

    def depth(person: str) -> int:
        return 0 if person == head else 1 + depth(above[person])

    return min(above, key=lambda one: (-depth(one), int(one))), head


async def introduced(graph: Graph, clerk: str, head: str) -> None:
    """The ways from a clerk to the head in autumn 2010: the best is the best of all walks of four steps at most."""
    given: dict[str, Any] = {"from": {"externalId": f"p-{clerk}"}, "to": {"person": {"externalId": f"p-{head}"}}}
    operation, variables = variables_of(Asked(_WAYS, given))
    plan = PLANNER.plan(operation, variables, SEES_ALL.lens)
    row = await graph.read(str(plan.text), plan.parameters(variables, SEES_ALL, AUTUMN), question="ways", seconds=60)
    assert row is not None
    found = plan.decode(row[0])[0]["introductionPaths"]["paths"]
    strength: dict[str, dict[str, float]] = {}
    for a, b, rank in await graph.rows(_KNOWS, {}):
        now = 2.0 ** (rank - AUTUMN.timestamp() / 86400 / 60)
        strength.setdefault(a, {})[b] = strength.setdefault(b, {})[a] = now
    best, reached = 0.0, {f"p-{clerk}": 1.0}
    for _ in range(4):
        steps = [(b, score * s) for a, score in reached.items() for b, s in strength[a].items()]
        reached = {}
        for b, score in steps:
            reached[b] = max(score, reached.get(b, 0.0))
        best = max(best, reached.get(f"p-{head}", 0.0))
    assert len(found) == 5 and found[0]["score"] == pytest.approx(best, rel=1e-6)
    assert [path["score"] for path in found] == sorted((path["score"] for path in found), reverse=True)
    for path in found:
        people = [f"p-{clerk}", *(step["to"]["externalId"] for step in path["steps"])]
        assert people[-1] == f"p-{head}" and [step["from"]["externalId"] for step in path["steps"]] == people[:-1]
        ties = [strength[a][b] for a, b in pairwise(people)]
        assert [step["weight"] for step in path["steps"]] == pytest.approx(ties, rel=1e-6)
        assert path["score"] == pytest.approx(prod(ties), rel=1e-6)
        print(f"{path['score']:.3f}  {' – '.join(people)}  ({path['steps'][0]['reason']})")


async def test_in_a_company_managers_stand_above_their_reports(graph: Graph, shared: Path, tmp_path: Path) -> None:
    native_files(shared / "data" / "manufacturing", tmp_path)
    await importing.run(graph, VOCABULARY, [tmp_path])
    lines = [(row["manager"], row["person"]) for row in read(shared / "data" / "manufacturing" / "reports_to.csv")]
    await introduced(graph, *clerk_and_head(lines))
    await back_tested(graph)
    began = time.process_time()
    summary = await scored(graph, at=datetime(2010, 10, 1, tzinfo=UTC))
    print(f"58,463 mails of 167 accounts: {time.process_time() - began:.1f} s of our CPU")
    assert summary.people == 154
    found = {person.removeprefix("p-"): one for (person, _), one in (await kept(graph)).items()}
    assert in_order({one: said["formal"] for one, said in found.items()}, lines) == 1
    assert in_order({one: said["value"] for one, said in found.items()}, lines) > 0.9
    api = await opened(graph, request_deadline=60.0)
    listed = (await api.ask(_TOP))["organization"]["influencers"]
    await api.client.aclose()
    assert listed["totalCount"] == 154 and listed["edges"][0]["node"]["externalId"] == "p-86", "the head"
    told = [edge["influence"]["reason"] for edge in listed["edges"] if edge["influence"]["network"] is not None]
    assert len(told) >= 5 and all("most of all by Account" in reason for reason in told)
    await graph.change_schema(["MATCH (:Role)-[line:REPORTS_TO]->() CALL (line) { DELETE line } IN TRANSACTIONS"])
    await scored(graph, at=datetime(2010, 10, 1, tzinfo=UTC))
    alone = {person.removeprefix("p-"): one.get("network", 0.0) for (person, _), one in (await kept(graph)).items()}
    assert in_order(alone, lines) >= 0.66, "by their mails alone"


async def test_whom_people_ask_for_advice_is_drawn_influence(graph: Graph, shared: Path, tmp_path: Path) -> None:
    folder = shared / "data" / "krackhardt"
    levels = {row["person"]: int(row["level"]) for row in read(folder / "people.csv")}
    advice = "".join(f"p-{row['recipient']},p-{row['sender']},1,,1,survey\n" for row in read(folder / "advice.csv"))
    await imported(
        graph,
        tmp_path,
        organizations="external_id,name\no-k,Silicon Systems\n",
        people="external_id,name\n" + "".join(f"p-{one},Person {one}\n" for one in levels),
        roles="external_id,organization,title\n" + "".join(f"r-{one},o-k,Seat\n" for one in levels),
        holdings="role,person\n" + "".join(f"r-{one},p-{one}\n" for one in levels),
        influences="from,to,weight,topic,confidence,source\n" + advice,
    )
    await scored(graph)
    drawn = {person.removeprefix("p-"): one["drawn"] for (person, _), one in (await kept(graph)).items()}
    pairs = [(a, b) for a in levels for b in levels if levels[a] < levels[b]]
    assert in_order(drawn, pairs) >= 0.92
