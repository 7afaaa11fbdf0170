"""`graphcrm duplicates` from outside."""

from __future__ import annotations

import json
import re
from pathlib import Path

from graphcrm.access.policy import built_in
from graphcrm.exchange import canonical
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from tests.duplicates.planted import plant
from tests.exchange.test_command import Command, graphcrm

__all__ = ["graphcrm"]  # a fixture


async def test_duplicates_are_found_listed_and_judged(graph: Graph, graphcrm: Command, tmp_path: Path) -> None:
    await plant(graph, tmp_path / "files")
    await users.add(graph, built_in(), "mo@lumen.example", "Mo", ["account_manager"])
    found = graphcrm("duplicates", "find", "--json")
    assert (found.returncode, "Traceback" in found.stderr) == (0, False), found.stderr
    assert json.loads(found.stdout)["person"] == {"records": 6, "pairs": 4, "crowded": 0, "learnt": False}
    listed = json.loads(graphcrm("duplicates", "list", "--noun", "person", "--json").stdout)["duplicates"]
    assert len(listed) == 4 and {"field", "agreement", "weight"} <= listed[0]["fields"][0].keys()
    theirs = json.loads(graphcrm("duplicates", "list", "--viewer", "mo@lumen.example", "--json").stdout)["duplicates"]
    assert len(theirs) == 4 and "p-b2" not in json.dumps(theirs)
    done = graphcrm("duplicates", "judge", "p-b", "p-b2", "same", "--reason", "One card.", "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["judgementId"].startswith("jdg_"), done.stderr
    lumen = graphcrm("duplicates", "judge", "o-lumen", "o-lumen2", "different", "--noun", "organization")
    assert lumen.returncode == 0, lumen.stderr
    table = graphcrm("duplicates", "list")
    assert table.returncode == 0 and "p-b2" not in table.stdout and "Ana Lindqvist (p-a)" in table.stdout
    refused = graphcrm("duplicates", "judge", "p-b", "p-b2", "different", "--viewer", "mo@lumen.example")
    assert refused.returncode == 1 and "No Person is known" in refused.stderr and "Traceback" not in refused.stderr
    assert graphcrm("duplicates", "judge", "p-a", "p-b", "perhaps").returncode == 2


async def test_records_are_merged_after_a_look_and_taken_apart_again(
    graph: Graph, graphcrm: Command, tmp_path: Path
) -> None:
    await plant(graph, tmp_path / "files")
    await users.add(graph, built_in(), "eva@lumen.example", "Eva", ["auditor"])
    before = await canonical.lines(graph)
    looked = graphcrm("duplicates", "merge", "p-a", "p-a2", "--take", "firstName=p-a2", "--preview")
    assert looked.returncode == 0 and "would stay" in looked.stdout and "firstName: that of per_" in looked.stdout
    assert await canonical.lines(graph) == before, "it was looked at"
    merged = graphcrm("duplicates", "merge", "p-a", "p-a2", "--survivor", "p-a2", "--reason", "One card.")
    assert merged.returncode == 0 and "told once: 1 REACHED_AT" in merged.stdout, merged.stderr
    [merge] = re.findall(r"mrg_\w+", merged.stdout)
    refused = graphcrm("duplicates", "merge", "p-a", "p-b", "--viewer", "eva@lumen.example")
    assert refused.returncode == 1 and "merge" in refused.stderr and "Traceback" not in refused.stderr
    again = graphcrm("duplicates", "merge", "p-a", "p-a2")
    assert again.returncode == 1 and "twice" in again.stderr
    back = graphcrm("duplicates", "unmerge", merge, "--json")
    assert back.returncode == 0 and json.loads(back.stdout)["kept"] == [], back.stderr
    assert await canonical.lines(graph) == before
    lumen = graphcrm("duplicates", "merge", "o-lumen", "o-lumen2", "--noun", "organization", "--json")
    assert json.loads(lumen.stdout)["mergeId"].startswith("mrg_"), lumen.stderr
    for wrong in (("p-a", "p-b", "--take", "city"), ()):
        assert graphcrm("duplicates", "merge", *wrong).returncode == 2
    assert graphcrm("duplicates", "unmerge", "mrg_none").returncode == 1
