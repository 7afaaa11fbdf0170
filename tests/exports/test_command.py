"""`graphcrm export all` from outside: what it prints, its exit codes, what it leaves where it ends early."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graphcrm.errors import BadUserInput, Conflict
from graphcrm.exchange.exports import folder as folders
from graphcrm.exchange.importing import Options
from graphcrm.graph.connection import Graph
from graphcrm.records.budgets import Budgets
from tests.conftest import Server
from tests.exchange.files import ORGANIZATIONS, PEOPLE, ROLES, imported
from tests.exchange.test_command import Command, graphcrm, surroundings

__all__ = ["graphcrm"]  # a fixture


async def test_a_ledger_tells_how_many_rows_each_file_has(graph: Graph, graphcrm: Command, tmp_path: Path) -> None:
    await imported(graph, tmp_path / "in", organizations=ORGANIZATIONS, people=PEOPLE, roles=ROLES)
    done = graphcrm("export", "all", "--output", "out", "--json")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    ledger = json.loads(done.stdout)
    counted = {name: number for name, number in ledger["files"].items() if number}
    assert counted == {"organizations.csv": 4, "people.csv": 3, "roles.csv": 3} and ledger["total"] == 10
    assert ledger["folder"] == str(tmp_path / "out") and ledger["findings"] == ledger["leftOut"] == []
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(ledger["files"])
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}
    again = json.loads(graphcrm("import", "out", "--json").stdout)
    assert again["total"]["unchanged"] == again["total"]["read"] == 10
    shown = graphcrm("export", "all", "--output", "again", "--canonical")
    assert "total" in shown.stdout and f"{tmp_path / 'again'} is written" in shown.stdout


async def test_each_page_is_noted_in_the_trail(graph: Graph, graphcrm: Command, tmp_path: Path) -> None:
    await imported(graph, tmp_path / "in", people=PEOPLE)
    ledger = json.loads(graphcrm("export", "all", "--output", "out", "--json").stdout)
    (entry,) = [one for one in _trail(tmp_path) if one["act"] == "export"]
    assert (entry["actor"], entry["request"], entry["decision"]) == ("local", ledger["run"], "allowed")
    assert len(entry["subject"]) == 3 and {"Person.name", "Person.emails", "Person.birthday"} <= set(entry["fields"])


async def test_a_user_gets_what_they_see_if_they_may(graph: Graph, graphcrm: Command, tmp_path: Path) -> None:
    await imported(graph, tmp_path / "in", people="external_id,name,birthday\np-a,Ana,1980-05-05\n")
    graphcrm("user", "add", "ana@a.example", "--role", "account_manager")
    graphcrm("user", "add", "otto@a.example", "--role", "auditor")
    done = graphcrm("export", "all", "--output", "out", "--viewer", "ana@a.example")
    assert done.returncode == 0 and "people.csv without birthday: this user does not see it" in done.stdout
    assert "1980" not in (tmp_path / "out" / "people.csv").read_text(encoding="utf-8")
    refused = graphcrm("export", "all", "--output", "none", "--viewer", "otto@a.example")
    assert refused.returncode == 1 and "Your role may not do this (export)" in refused.stderr
    assert not (tmp_path / "none").exists()
    assert [one["decision"] for one in _trail(tmp_path) if one["act"] == "export"][-1] == "denied"
    assert graphcrm("export", "all", "--output", "none", "--viewer", "nobody@a.example").returncode == 1


async def test_a_user_is_given_no_more_rows_than_in_an_hour_and_no_half_of_them(
    graph: Graph, graphcrm: Command, tmp_path: Path
) -> None:
    await imported(graph, tmp_path / "in", organizations=ORGANIZATIONS, people=PEOPLE)
    graphcrm("user", "add", "ana@a.example", "--role", "manager")
    few = {"GRAPHCRM_ROWS_PER_HOUR": "15"}
    done = graphcrm("export", "all", "--output", "out", "--viewer", "ana@a.example", **few)
    assert done.returncode == 0, done.stderr
    again = graphcrm("export", "all", "--output", "again", "--viewer", "ana@a.example", **few)
    assert again.returncode == 1 and "You have been shown 15 records within an hour" in again.stderr
    assert not (tmp_path / "again").exists()
    assert graphcrm("export", "all", "--output", "again", **few).returncode == 0, "whoever owns the database may"
    [[ana]] = await graph.rows("MATCH (u:User) RETURN u.id", {})
    budgets = Budgets(tmp_path / "data")
    for running in ("one", "two"):
        assert await budgets.hold(f"exports|{ana}", running, 2, 60)
    third = graphcrm("export", "all", "--output", "third", "--viewer", "ana@a.example")
    assert third.returncode == 1 and "2 exports of yours are running" in third.stderr


def test_nothing_that_is_there_is_overwritten(graphcrm: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")
    (tmp_path / "empty").mkdir()
    for words, sentence in [
        (["file"], "is a file. Name a new folder."),
        (["full"], "is not empty, and nothing is overwritten. Name a new folder."),
        (["none/out"], "is no folder. Make it, or choose another place."),
    ]:
        done = graphcrm("export", "all", "--output", *words)
        assert done.returncode == 1 and sentence in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "file").read_text() == (tmp_path / "full" / "mine").read_text() == "mine"
    assert graphcrm("export", "all", "--output", "empty").returncode == 0
    assert graphcrm("export", "all").returncode == 2
    assert graphcrm("export", "some").returncode == 2


def test_a_database_that_is_not_there_is_told(graphcrm: Command, tmp_path: Path) -> None:
    done = graphcrm("export", "all", "--output", "out", GRAPHCRM_NEO4J_URI="bolt://127.0.0.1:1")
    assert done.returncode == 4 and "cannot be reached" in done.stderr and not (tmp_path / "out").exists()


def test_what_the_disk_refuses_is_a_sentence(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 300)
    with pytest.raises(BadUserInput, match=r"cannot be written \(File name too long\)"), folders.made(long):
        pass
    with pytest.raises(BadUserInput, match="cannot be written"), folders.made(tmp_path / "out") as made:
        with made.file("people.csv", ["name"]) as write:
            write(["Ana"])
        with made.file("people.csv", ["name"]):
            pass
    assert list(tmp_path.iterdir()) == [], "and nothing is left of it"
    # Nobody may make a folder there, not even the owner of the machine.
    with pytest.raises(BadUserInput, match="cannot be written"), folders.made(Path("/proc/out")):
        pass


def test_two_exports_to_one_place_are_not_mixed(tmp_path: Path) -> None:
    with folders.made(tmp_path / "out") as made:
        with pytest.raises(Conflict, match="Another export"), folders.made(tmp_path / "out"):
            pass
        with made.file("people.csv", ["name"]) as write:
            write(["Ana"])
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["people.csv"]


def test_one_that_fills_the_place_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(BadUserInput, match="is not empty"), folders.made(tmp_path / "out"):
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "mine").write_text("mine")
    assert (tmp_path / "out" / "mine").read_text() == "mine"


async def test_a_killed_export_leaves_no_folder_and_the_next_one_its_place_clean(
    graph: Graph, graphcrm: Command, server: Server, tmp_path: Path
) -> None:
    people = "".join(f"p-{i},Person {i}\n" for i in range(6000))
    await imported(graph, tmp_path / "in", Options(), people="external_id,name\n" + people)
    words = [sys.executable, "-c", "from graphcrm.cli.main import main; main()", "export", "all", "--output", "out"]
    running = subprocess.Popen(words, env=surroundings(server, tmp_path), cwd=tmp_path, stderr=subprocess.DEVNULL)
    unfinished = tmp_path / ".out.unfinished"
    ends = time.monotonic() + 120
    while not (unfinished / "people.csv").exists() and running.poll() is None:
        assert time.monotonic() < ends
        time.sleep(0.002)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    assert unfinished.is_dir() and not (tmp_path / "out").exists()
    (unfinished / "left.csv").write_text("left")
    assert graphcrm("export", "all", "--output", "out").returncode == 0
    lines = (tmp_path / "out" / "people.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 6001 and [line.split(",")[0] for line in lines[1:]] == sorted(f"p-{i}" for i in range(6000))
    assert not unfinished.exists() and not (tmp_path / "out" / "left.csv").exists()


def _trail(folder: Path) -> list[dict[str, object]]:
    """The sealed entries, in their order."""
    paths = sorted((folder / "data" / "audit").glob("segment-*.jsonl"))
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [row.get("entry", row) for row in rows]
