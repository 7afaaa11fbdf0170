"""`graphcrm jobs` from outside."""

from __future__ import annotations

import json
from pathlib import Path

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from tests.exchange.files import imported
from tests.exchange.test_command import Command, graphcrm

__all__ = ["graphcrm"]  # a fixture
_TEAMS = "external_id,name\nt-n,North\n"
_ROLES = "external_id,organization,title\nr-a,o-a,Head\n"
_ORGANIZATIONS = "external_id,name,audience\no-a,Alpha,t-n\n"


async def test_a_job_is_asked_for_done_and_shown(graph: Graph, graphcrm: Command, tmp_path: Path) -> None:
    await imported(graph, tmp_path, teams=_TEAMS, organizations=_ORGANIZATIONS, roles=_ROLES)
    await graph.change_schema(["MATCH (n:Role) REMOVE n.audience"])
    made = json.loads(graphcrm("jobs", "start", "audience_check", "--json").stdout)
    assert (made["kind"], made["state"], made["askedBy"]) == ("audience_check", "QUEUED", "local")
    done = graphcrm("jobs", "run", "--json")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    [job] = json.loads(done.stdout)["jobs"]
    assert (job["id"], job["state"], job["result"]) == (
        made["id"], "SUCCEEDED", {"findings": 1, "nouns": {"Role": 1}}
    )  # fmt: skip
    assert json.loads(graphcrm("jobs", "show", made["id"], "--json").stdout) == job
    assert json.loads(graphcrm("jobs", "list", "--state", "succeeded", "--json").stdout) == {"jobs": [job]}
    assert graphcrm("jobs", "run").returncode == 0, "nothing waits"
    again = graphcrm("jobs", "cancel", made["id"])
    assert again.returncode == 1 and "has ended already" in again.stderr and "Traceback" not in again.stderr


async def test_a_user_asks_for_what_they_may_and_sees_their_own(graph: Graph, graphcrm: Command) -> None:
    for name, role in (("ada", "admin"), ("max", "manager")):
        await users.add(graph, built_in(), f"{name}@lumen.example", None, [role])
    refused = graphcrm("jobs", "start", "audience_check", "--viewer", "max@lumen.example")
    assert refused.returncode == 1 and "jobs.write" in refused.stderr and "Traceback" not in refused.stderr
    made = json.loads(graphcrm("jobs", "start", "audience_check", "--viewer", "ada@lumen.example", "--json").stdout)
    assert json.loads(graphcrm("jobs", "list", "--viewer", "max@lumen.example", "--json").stdout) == {"jobs": []}
    hidden = graphcrm("jobs", "cancel", made["id"], "--viewer", "max@lumen.example")
    assert hidden.returncode == 1 and "no such job" in hidden.stderr
    cancelled = graphcrm("jobs", "cancel", made["id"], "--viewer", "ada@lumen.example", "--json")
    assert json.loads(cancelled.stdout)["state"] == "CANCELLED"


async def test_bad_words_and_a_database_that_is_away_have_their_exit_codes(graph: Graph, graphcrm: Command) -> None:
    assert graphcrm("jobs", "start", "nothing").returncode == 2
    assert graphcrm("jobs", "list", "--first", "0").returncode == 2
    for parameters in ("{", "[]", '{"a": 1}'):
        wrong = graphcrm("jobs", "start", "audience_check", "--parameters", parameters)
        assert (wrong.returncode == 1 and "arameters" in wrong.stderr) or "does not take" in wrong.stderr
        assert "Traceback" not in wrong.stderr
    unknown = graphcrm("jobs", "show", "job_x")
    assert unknown.returncode == 1 and "jobs list" in unknown.stderr
    away = graphcrm("jobs", "run", GRAPHCRM_NEO4J_URI="bolt://127.0.0.1:1")
    assert away.returncode == 4 and "Traceback" not in away.stderr
    assert graphcrm("jobs", "run", GRAPHCRM_NIGHTLY="noon").returncode == 1
