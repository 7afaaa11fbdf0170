"""`graphcrm import` from outside: what it prints, its exit codes, its report."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graphcrm.graph.connection import Graph
from tests.conftest import Server, with_keys
from tests.exchange.files import ORGANIZATIONS, ROLES, write

Command = Callable[..., subprocess.CompletedProcess[str]]


def surroundings(server: Server, folder: Path) -> dict[str, str]:
    """The environment of a command that works on the test's database and keeps its own data in a folder."""
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith("GRAPHCRM_")},
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "GRAPHCRM_NEO4J_URI": server.uri,
        "GRAPHCRM_NEO4J_USER": server.user,
        "GRAPHCRM_NEO4J_PASSWORD": server.password or "",
        "GRAPHCRM_DATA_DIR": str(with_keys(folder / "data")),
    }


@pytest.fixture
def graphcrm(server: Server, graph: Graph, tmp_path: Path) -> Command:
    """Runs the command against the test's database."""
    environment = surroundings(server, tmp_path)

    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        code = "from graphcrm.cli.main import main; main()"
        return subprocess.run(
            [sys.executable, "-c", code, *words],
            env={**environment, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            cwd=tmp_path,
        )

    return run


def test_a_clean_import_ends_with_nought_and_its_ledger(graphcrm: Command, tmp_path: Path) -> None:
    write(tmp_path / "world", {"organizations": ORGANIZATIONS, "roles": ROLES})
    done = graphcrm("import", "world", "--json")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    ledger = json.loads(done.stdout)
    assert ledger["total"]["created"] == ledger["total"]["read"] == 7
    assert set(ledger["files"]) == {"organizations.csv", "roles.csv"}
    shown = json.loads(graphcrm("import", "show", ledger["run"], "--json").stdout)
    assert shown["ledger"] == ledger
    listed = json.loads(graphcrm("import", "list", "--json").stdout)
    assert [run["run"] for run in listed["runs"]] == [ledger["run"]]
    assert graphcrm("import", "show", "run_none").returncode == 1


def test_rejections_and_findings_end_with_three_and_a_report(graphcrm: Command, tmp_path: Path) -> None:
    write(tmp_path, {"companies": "external_id,name,shoe\no-a,Alpha,1\no-b,,2\n"})
    done = graphcrm("import", "companies.csv", "--as", "organizations", "--report", "bad.csv", "--dry-run")
    assert done.returncode == 3, done.stderr
    assert "companies.csv, line 3: name: This is required and empty. Fill it in." in done.stdout
    assert "companies.csv has a column 'shoe' that is not known" in done.stdout
    assert "Nothing was written." in done.stdout
    with (tmp_path / "bad.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["line"], row["column"], row["code"]) == ("3", "name", "REQUIRED")
    assert graphcrm("import", "companies.csv", "--as", "Organization").returncode == 3


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["nowhere"], 1, "nowhere is not there."),
        (["other.csv"], 1, "Say what it is with --as."),
        (["other.csv", "--as", "castles"], 1, "--as castles is none of"),
        (["people.csv", "--encoding", "klingon"], 2, "is no encoding known here"),
        (["people.csv", "--encoding", "utf-16"], 1, "Save them as UTF-8."),
        (["people.csv", "--resume", "run_none"], 1, "There is no unfinished import run_none."),
        (["roles.csv"], 1, "roles.csv, line 1: the column organization is missing."),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    graphcrm: Command, tmp_path: Path, words: list[str], code: int, sentence: str
) -> None:
    write(tmp_path, {"people": "external_id,name\n", "other": "a\n", "roles": "external_id,title\n"})
    done = graphcrm("import", *words)
    assert done.returncode == code
    assert sentence in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_database_that_is_not_there_ends_with_four(graphcrm: Command, tmp_path: Path) -> None:
    write(tmp_path, {"people": "external_id,name\n"})
    done = graphcrm("import", "people.csv", GRAPHCRM_NEO4J_URI="bolt://127.0.0.1:1")
    assert (done.returncode, "Traceback" in done.stderr) == (4, False)


def test_users_and_tokens_are_made_from_the_command(graphcrm: Command) -> None:
    added = graphcrm("user", "add", "ana@x.example", "--name", "Ana", "--role", "manager", "--json")
    assert json.loads(added.stdout)["id"].startswith("usr_"), added.stderr
    made = json.loads(graphcrm("token", "create", "--user", "ana@x.example", "--ttl", "12h", "--json").stdout)["token"]
    assert made.startswith("gcrm_")
    assert graphcrm("token", "create", "--user", "ana@x.example", "--ttl", "soon").returncode == 2
    assert graphcrm("token", "create", "--user", "ana@x.example", "--role", "admin").returncode == 1
    assert graphcrm("token", "revoke", made[5:13]).returncode == 0
    assert graphcrm("user", "disable", "ana@x.example").returncode == 0
    users = json.loads(graphcrm("user", "list", "--json").stdout)["users"]
    assert [(u["email"], u["disabled"]) for u in users] == [("ana@x.example", True)]
