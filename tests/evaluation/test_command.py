"""`graphcrm evaluate` from outside: tables in, a table out; wrong ones are refused with file, line and value."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SHARED

EVENTS = """time,sender,recipients
2024-03-04T09:00:00,ana,ben
2024-03-05T09:00:00+01:00,ben,ana;cy;cy
2024-03-06T09:00:00.5,ana,ana
2024-03-07T09:00:00Z,cy,
2024-03-08T09:00:00,dee,cy
"""
EDGES = "sender,recipient,count\nana,ben,3\nben,ana,1\ncy,ben,2\ncy,cy,9\ndee,cy,1\n"
RECORDS = """id,source,name,date_of_birth,city
1,crm,Ana Lindqvist,1984-08-07,Kiel
2,mail,"Lindqvist, Ana",19840807,kiel
3,mail,Ben Okafor,1990-01-02,Kiel
4,mail,Ana Lindqvist,1984-08-07,Kiel
"""
LATER = "2030-01-01T00:00:00,ana,dee\n"
AT = ["--at", "2024-03-10T00:00:00"]
CASES = ["influence-manufacturing", "influence-krackhardt", "influence-chart", "strength-manufacturing",
         "health-manufacturing", "introductions-manufacturing", "links-manufacturing", "links-urv", "duplicates-febrl1",
         "duplicates-febrl3", "duplicates-fake-1000", "contract-errors"]  # fmt: skip


def evaluate(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    code = "from graphcrm.cli.main import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = [sys.executable, "-c", code, "evaluate", *words, "--output", "out.csv"]
    return subprocess.run(done, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60)


def table(folder: Path, *words: str) -> list[dict[str, str]]:
    """The rows of an answer, in an order of their own."""
    done = evaluate(folder, *words)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: list(row.values())[:3])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"events": EVENTS, "edges": EDGES, "records": RECORDS, "reports": "person,manager\nben,ana\ncy,ben\n",
             "pairs": "source,target,at\nana,dee,2024-03-09T00:00:00\n"}  # fmt: skip
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_each_task_answers_with_its_table(folder: Path) -> None:
    strengths = table(folder, "strength", "events.csv", *AT)
    assert [(row["a"], row["b"]) for row in strengths] == [("ana", "ben"), ("ben", "cy"), ("cy", "dee")]
    assert float(strengths[2]["strength"]) == pytest.approx(0.1 * 2 ** (-(15 / 24 + 1) / 60))
    assert {row["probability_60d"][:2] for row in table(folder, "health", "events.csv", *AT)} == {"0."}
    likely = table(folder, "links", "events.csv", *AT)
    assert [(row["a"], row["b"]) for row in likely] == [("ana", "cy"), ("ben", "dee")]
    assert [(row["a"], row["b"]) for row in table(folder, "links", "edges.csv")] == [("ana", "cy"), ("ben", "dee")]
    people = table(folder, "influence", "edges.csv", "--reports", "reports.csv")
    assert [row["person"] for row in people] == ["ana", "ben", "cy", "dee"] and set(people[0]) > {"network", "formal"}
    assert float(people[0]["formal"]) > float(people[1]["formal"]) > float(people[2]["formal"]) > 0
    assert {tuple(row) for row in table(folder, "influence", "edges.csv", "--ties", "asked")} == {("person", "score")}


def test_a_go_between_had_contact_with_both_before_the_moment(folder: Path) -> None:
    pairs = "source,target,at\nana,cy,2024-03-09T00:00:00\nana,cy2,2024-03-09T00:00:00\nben,dee,2024-03-08T09:00:00\n"
    (folder / "pairs.csv").write_text(pairs, encoding="utf-8")
    (row,) = table(folder, "introductions", "events.csv", "pairs.csv")
    assert (row["source"], row["target"], row["via"]) == ("ana", "cy", "ben")


def test_records_that_are_one_are_told_with_their_probability(folder: Path) -> None:
    words = ["duplicates", "records.csv", "--entity", "person"]
    found = table(folder, *words)
    assert [(row["left"], row["right"]) for row in found] == [("1", "2"), ("1", "4"), ("2", "4")]
    assert all(0.5 < float(row["score"]) <= 1.0 for row in found)
    assert [(row["left"], row["right"]) for row in table(folder, *words, "--between-sources")] == [
        ("1", "2"),
        ("1", "4"),
    ]
    (folder / "listed.csv").write_text("left,right\n3,1\n2,1\n")
    first, second = table(folder, *words, "--pairs", "listed.csv")
    assert (first["left"], first["right"], first["score"]) == ("2", "1", found[0]["score"])
    assert (second["left"], second["right"]) == ("3", "1") and float(second["score"]) < 0.1


@pytest.mark.parametrize("task", [["strength", "events.csv"], ["health", "events.csv"], ["links", "events.csv"]])
def test_neither_the_order_of_rows_nor_what_comes_later_changes_anything(folder: Path, task: list[str]) -> None:
    before = table(folder, *task, *AT)
    head, *rest = EVENTS.splitlines(keepends=True)
    (folder / "events.csv").write_text("\ufeff" + head + LATER + "".join(reversed(rest)), encoding="utf-8")
    assert table(folder, *task, *AT) == before


@pytest.mark.parametrize(
    ("task", "name", "content", "sentence"),
    [
        (["influence", "edges.csv"], "edges", b"sender,count\na,1\n", "line 1: the column recipient is missing."),
        (["influence", "edges.csv"], "edges", b"sender,recipient,count,count\n",
         "the column count stands there twice."),
        (["influence", "edges.csv"], "edges", b"sender,recipient,count\na,b,many\n", "line 2: 'many' is no count."),
        (["influence", "edges.csv"], "edges", b"sender,recipient,count\na,b,-1\n", "line 2: '-1' is no count."),
        (["influence", "edges.csv"], "edges", b"sender,recipient,count\na,b,nan\n", "line 2: 'nan' is no count."),
        (["influence", "edges.csv"], "edges", b"sender,recipient,count\na,b\n",
         "line 2: it has 2 cells, the header 3."),
        (["influence", "edges.csv"], "edges", b"", "edges.csv is empty."),
        (["strength", "events.csv", *AT], "events", b"time,sender,recipients\nyesterday,a,b\n",
         "'yesterday' is no time."),
        (["strength", "events.csv", *AT], "events", b"time,sender,recipients\n2024-03-04,a,b\n",
         "'2024-03-04' is no time."),
        (["health", "events.csv", *AT], "events", b"time,sender,recipients\n2024-03-04T09:00:00,\xff,b\n", "byte 0xff"),
        (["links", "events.csv"], "events", EVENTS.encode(), "needs --at"),
        (["links", "none.csv"], "events", b"", "none.csv cannot be read"),
        (["strength", "events.csv", "--at", "soon"], "events", EVENTS.encode(), "'soon' is no time"),
        (["strength", "events.csv"], "events", EVENTS.encode(), "--at"),
        (["duplicates", "records.csv", "--entity", "person"], "records", b"id,name\n1,Ann\n1,Ann\n",
         "records.csv, line 3: the id 1 stands there a second time."),
        (["duplicates", "records.csv", "--entity", "person"], "records", b"name\nAnn\n", "the column id is missing."),
        (["duplicates", "records.csv", "--entity", "person", "--pairs", "pairs.csv"], "pairs", b"left,right\n1,9\n",
         "pairs.csv, line 2: no record has the id 9."),
        (["duplicates", "records.csv", "--entity", "person", "--pairs", "pairs.csv"], "pairs", b"left,right\n1,1\n",
         "1 stands there with itself."),
        (["duplicates", "records.csv", "--entity", "ship"], "records", b"id\n", "ship"),
        (["guess", "events.csv"], "events", EVENTS.encode(), "guess"),
        (["influence", "edges.csv", "--reports", "reports.csv"], "reports", b"person,manager\na,b\na,c\n",
         "reports.csv, line 3: a has two managers, b and c."),
        (["influence", "edges.csv", "--reports", "reports.csv"], "reports", b"person,manager\na,b\nb,a\n",
         "the lines of a go in a circle by a."),
    ],
)  # fmt: skip
def test_a_wrong_table_is_refused_with_a_sentence_and_the_output_is_left_alone(
    folder: Path, task: list[str], name: str, content: bytes, sentence: str
) -> None:
    (folder / f"{name}.csv").write_bytes(content)
    (folder / "out.csv").write_text("mine")
    done = evaluate(folder, *task)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert sentence in " ".join(done.stderr.split())
    assert (folder / "out.csv").read_text() == "mine" and not [one for one in folder.iterdir() if one.name[0] == "."]


def test_a_table_of_nothing_gives_a_header_alone(folder: Path) -> None:
    (folder / "events.csv").write_text("time,sender,recipients\n")
    (folder / "edges.csv").write_text("sender,recipient,count\n")
    (folder / "pairs.csv").write_text("source,target,at\n")
    for words in (["strength", "events.csv", *AT], ["health", "events.csv", *AT], ["links", "events.csv", *AT],
                  ["introductions", "events.csv", "pairs.csv"], ["influence", "edges.csv"]):  # fmt: skip
        assert table(folder, *words) == []


@pytest.mark.skipif(not (SHARED / "evaluate").is_dir(), reason="needs the open data of GRAPHCRM_SHARED")
def test_the_gates_on_the_open_data_are_met(tmp_path: Path) -> None:
    command = tmp_path / "evaluate"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m graphcrm.cli evaluate "$@"\n')
    command.chmod(0o700)
    words = [str(SHARED / "evaluate" / "score.py"), "run", "--command", str(command), "--only", *CASES]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)
    print(done.stdout)
    told = done.stdout.splitlines()
    assert [line.split()[0] for line in told if line.split()[1].rstrip(":") in CASES] == ["PASS"] * len(CASES), (
        done.stdout
    )
