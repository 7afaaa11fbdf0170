"""`graphcrm audience` and `graphcrm person` from outside."""

from __future__ import annotations

import json
from pathlib import Path

from graphcrm.graph.connection import Graph
from tests.exchange.files import ORGANIZATIONS, PEOPLE, ROLES, imported
from tests.exchange.test_command import Command, graphcrm

__all__ = ["graphcrm"]  # a fixture
_SPOIL = ["MATCH (n:Role) REMOVE n.audience"]


async def test_an_account_is_limited_shown_checked_and_mended(graph: Graph, graphcrm: Command, tmp_path: Path) -> None:
    teams = "external_id,name\nt-n,North\n"
    await imported(graph, tmp_path, teams=teams, organizations=ORGANIZATIONS, people=PEOPLE, roles=ROLES)
    done = graphcrm("audience", "set", "organization", "o-a", "--team", "t-n", "--with-subsidiaries")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert "is for North: as is said of it" in done.stdout and "its subsidiaries follow it" in done.stdout
    shown = json.loads(graphcrm("audience", "show", "role", "r-a", "--json").stdout)
    assert (shown["audience"], shown["said"], [one["audience"] for one in shown["through"]]) == (
        ["North"], False, [["North"]]
    )  # fmt: skip
    await graph.change_schema(_SPOIL)
    found = graphcrm("audience", "check", "--json")
    assert found.returncode == 3 and json.loads(found.stdout)["findings"] == 3
    mended = graphcrm("audience", "check", "--repair")
    assert mended.returncode == 0 and mended.stdout.endswith("3 findings, 0 left\n")
    wrong = graphcrm("audience", "set", "role", "r-a", "--team", "t-x")
    assert wrong.returncode == 1 and "Name another" in wrong.stderr and "Traceback" not in wrong.stderr
    assert graphcrm("audience", "set", "role", "r-a").returncode == 2


async def test_a_person_is_restricted_listed_and_brought_back(graph: Graph, graphcrm: Command, tmp_path: Path) -> None:
    await imported(graph, tmp_path, people=PEOPLE)
    done = graphcrm("person", "restrict", "p-a", "--reason", "request 17")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    listed = json.loads(graphcrm("person", "restricted", "--json").stdout)["restricted"]
    assert [one["name"] for one in listed] == ["Ana"]
    ledger = json.loads(graphcrm("export", "all", "--output", "out", "--json").stdout)
    assert [one["code"] for one in ledger["findings"]] == ["RESTRICTED"]
    assert graphcrm("person", "unrestrict", "p-a", "--reason", "settled").returncode == 0
    assert await graph.rows("MATCH (p:Person:Party) RETURN count(p)", {}) == [[3]]
