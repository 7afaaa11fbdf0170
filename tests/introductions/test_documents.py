"""The documents of the contract run over its world as they stand, and the command asks the same."""

from __future__ import annotations

import json

from graphcrm.exchange import importing
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import CONTRACT, Api
from tests.contract.test_operations import document
from tests.exchange.test_command import Command, graphcrm

__all__ = ["graphcrm"]  # a fixture


async def test_introductions_run_and_lead_along_declared_relations(contract_api: Api) -> None:
    given = {"from": {"externalId": "p-haddad"}, "to": {"organization": {"externalId": "o-blade"}}}
    data = await contract_api.ask(document("introductions"), given)
    step = {"from": {"externalId": "p-haddad"}, "to": {"externalId": "p-fraser"}}
    best = data["introductionPaths"]["paths"][0]
    assert best["score"] >= 0.4
    assert [{"from": one["from"], "to": one["to"]} for one in best["steps"]] == [step]


async def test_who_knows_and_coverage_run(contract_api: Api) -> None:
    found = (await contract_api.ask(document("who_knows"), {"id": "o-nl-wind"}))["organization"]
    coverage = found["coverage"]
    assert 0 <= coverage["singleThreaded"] <= coverage["covered"] <= coverage["seats"] == 5
    assert {edge["via"]["externalId"] for edge in found["whoKnows"]["edges"]} <= {"p-vries", "p-rossi"}


async def test_the_command_asks_for_paths(graph: Graph, graphcrm: Command) -> None:
    await importing.run(graph, VOCABULARY, [CONTRACT / "world"])
    done = graphcrm("ask", "introductions/paths", "from=p-haddad", "to=p-fraser", "--json")
    assert done.returncode == 0, done.stderr
    (row,) = json.loads(done.stdout)["rows"]
    (step, *_) = row["paths"][0]["steps"]
    assert (step["from"]["externalId"], step["to"]["externalId"]) == ("p-haddad", "p-fraser")
    assert step["to"]["title"] == "Fiona Fraser"
    table = graphcrm("ask", "introductions/paths", "from=p-haddad", "to=p-fraser")
    assert "(p-fraser)" in table.stdout and "truncated" in table.stdout
    wrong = graphcrm("ask", "introductions/paths", "from=p-haddad", "to=p-fraser", "k=0")
    assert wrong.returncode == 1 and "`k` is a number from 1 to 50; 0 was given." in wrong.stderr
