"""`graphcrm export people` and its like from outside: what they print, write and refuse."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from graphcrm.graph.connection import Graph
from tests.exchange.files import imported
from tests.exchange.test_command import Command, graphcrm

__all__ = ["graphcrm"]  # a fixture
PEOPLE = "external_id,name,city,birthday\np-a,=Ana,Kiel,1980-05-05\np-b,Ben,Oslo,\np-c,Cy,Kiel,\n"


async def test_people_of_a_filter_become_a_file_and_a_ledger(graph: Graph, graphcrm: Command, tmp_path: Path) -> None:
    await imported(graph, tmp_path / "in", people=PEOPLE)
    kiel = '{"city": {"eq": "Kiel"}}'
    words = ["export", "people", "--format", "csv", "--output", "out.csv", "--filter", kiel, "--columns", "name,city"]
    done = graphcrm(*words, "--json")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    ledger = json.loads(done.stdout)
    assert (ledger["file"], ledger["of"], ledger["rows"]) == (str(tmp_path / "out.csv"), "people", 2)
    assert (ledger["columns"], ledger["query"]) == (["name", "city"], {"filter": json.loads(kiel)})
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert sorted(row["name"] for row in csv.DictReader(file)) == ["'=Ana", "Cy"]
    assert "exporting people: 2" in done.stderr
    again = graphcrm(*words)
    assert again.returncode == 1 and "is there already, and nothing is overwritten" in again.stderr


async def test_a_user_gets_what_they_see_within_their_rows_of_an_hour(
    graph: Graph, graphcrm: Command, tmp_path: Path
) -> None:
    await imported(graph, tmp_path / "in", people=PEOPLE)
    graphcrm("user", "add", "ana@a.example", "--role", "account_manager")
    graphcrm("user", "add", "otto@a.example", "--role", "auditor")
    to = ["export", "people", "--format", "jsonl", "--output"]
    ana = ["--viewer", "ana@a.example"]
    done = graphcrm(*to, "one.jsonl", *ana, GRAPHCRM_ROWS_PER_HOUR="4")
    assert done.returncode == 0 and "one.jsonl is written: 3 people" in done.stdout
    assert "1980" not in (tmp_path / "one.jsonl").read_text(encoding="utf-8")
    hidden = graphcrm(*to, "two.jsonl", *ana, "--columns", "name,birthday")
    assert hidden.returncode == 1 and "There is no column 'birthday'" in hidden.stderr
    much = graphcrm(*to, "two.jsonl", *ana, GRAPHCRM_ROWS_PER_HOUR="4")
    assert much.returncode == 1 and "You have been shown 4 records within an hour" in much.stderr
    refused = graphcrm(*to, "two.jsonl", "--viewer", "otto@a.example")
    assert refused.returncode == 1 and "Your role may not do this (export)" in refused.stderr
    assert not list(tmp_path.glob("*two*"))


def test_wrong_words_are_wrong_usage(graphcrm: Command) -> None:
    base = ["export", "people", "--output", "out"]
    assert graphcrm(*base).returncode == 2
    assert graphcrm(*base, "--format", "doc").returncode == 2
    assert graphcrm(*base, "--format", "csv", "--filter", "{}", "--ids", "per_1").returncode == 2
    for wrong in ("{", "[]", "5"):
        done = graphcrm(*base, "--format", "csv", "--filter", wrong)
        assert done.returncode == 1 and '{"city": {"eq": "Oslo"}}' in done.stderr and "Traceback" not in done.stderr
