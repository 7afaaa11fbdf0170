"""`graphcrm quality` from outside."""

from __future__ import annotations

import json
from pathlib import Path

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from tests.exchange.test_command import Command, graphcrm
from tests.quality import worlds

__all__ = ["graphcrm"]  # a fixture


async def test_findings_are_printed_with_exit_code_3(graph: Graph, graphcrm: Command, tmp_path: Path) -> None:
    await worlds.broken(graph, tmp_path / "files")
    done = graphcrm("quality", "findings", "--json")
    assert done.returncode == 3 and "Traceback" not in done.stderr, done.stderr
    found = json.loads(done.stdout)["findings"]
    assert {(one["rule"], one["record"]["externalId"]) for one in found} == {one[:2] for one in worlds.FOUND}
    await users.add(graph, built_in(), "aud@lumen.example", None, ["auditor"])
    few = graphcrm("quality", "findings", "--rule", "two_chiefs", "--first", "5")
    assert few.returncode == 3 and "Two (o-two)" in few.stdout and "p-two-2" in few.stdout
    seen = graphcrm("quality", "findings", "--viewer", "aud@lumen.example", "--json")
    assert {one["rule"] for one in json.loads(seen.stdout)["findings"]} == {
        "OUTSIDE_TREE",
        "OTHER_COMPANY",
        "REQUIRED",
        "FORMAT",
    }
    off = tmp_path / "off.toml"
    off.write_text("".join(f"[rules.{code}]\non = false\n" for code in {one[0] for one in worlds.FOUND}))
    none = graphcrm("quality", "findings", GRAPHCRM_QUALITY_FILE=str(off))
    assert (none.returncode, "Nothing breaks a rule" in none.stderr) == (0, True)


async def test_summary_and_list_of_work_say_how_they_come_about(
    graph: Graph, graphcrm: Command, tmp_path: Path
) -> None:
    await worlds.broken(graph, tmp_path / "files")
    for verb in ("summary", "worklist"):
        early = graphcrm("quality", verb)
        assert early.returncode == 0 and "graphcrm jobs start quality" in early.stderr
    assert graphcrm("jobs", "start", "quality").returncode == 0
    assert graphcrm("jobs", "run").returncode == 0
    told = graphcrm("quality", "summary")
    assert told.returncode == 0 and "organization" in told.stdout and "TWO_CHIEFS" in told.stdout
    days = json.loads(graphcrm("quality", "summary", "--json").stdout)["days"]
    assert {one["noun"] for one in days} == {"PERSON", "ORGANIZATION", None}
    assert json.loads(graphcrm("quality", "worklist", "--json").stdout) == {"work": []}, "nobody has a score"


async def test_bad_words_have_their_exit_codes(graph: Graph, graphcrm: Command, tmp_path: Path) -> None:
    assert graphcrm("quality", "findings", "--rule", "nothing").returncode == 2
    assert graphcrm("quality", "findings", "--first", "0").returncode == 2
    unknown = graphcrm("quality", "findings", "--viewer", "nobody@lumen.example")
    assert unknown.returncode == 1 and "Traceback" not in unknown.stderr
    bad = tmp_path / "bad.toml"
    bad.write_text("[rules.NOBODY]\nseverity = 'BAD'\n")
    wrong = graphcrm("quality", "findings", GRAPHCRM_QUALITY_FILE=str(bad))
    assert wrong.returncode == 1 and "rules.NOBODY.severity" in wrong.stderr and "Traceback" not in wrong.stderr
