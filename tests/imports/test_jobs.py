"""Imports over the API: a file is brought, its mapping suggested, judged, imported as a job, and taken back."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graphcrm.errors import Timeout
from graphcrm.exchange import importing
from graphcrm.exchange.canonical import graph_hash
from graphcrm.exchange.ledger import Ledger
from graphcrm.graph.connection import Graph
from graphcrm.jobs import worker
from graphcrm.jobs.keeping import Nights
from graphcrm.records import import_runs, uploads
from tests.appointing.staff import join
from tests.conftest import Api, opened
from tests.imports.bringing import FAIR, JOB, MAPPING, SIMPLE, brought, ended, looked_at, run

_SEATS = "MATCH (:Person)-[:HOLDS]->(r:Role)-[:AT]->(o) RETURN r.title, o.name ORDER BY r.title"
_PEOPLE = "MATCH (p:Person) RETURN p.name ORDER BY p.name"


@pytest.fixture
async def desk(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Api]:
    """The application over an empty graph, with a data directory that jobs use too."""
    monkeypatch.setenv("GRAPHCRM_DATA_DIR", str(tmp_path / "data"))
    found = await opened(graph, data_dir=tmp_path / "data")
    yield found
    await found.client.aclose()


async def names(api: Api) -> list[str]:
    return [name for (name,) in await api.graph.rows(_PEOPLE, {})]


async def test_a_file_is_brought_looked_at_previewed_imported_and_taken_back(desk: Api) -> None:
    ana = await join(desk, "ana", "account_manager")
    before = await graph_hash(desk.graph)
    upload = await brought(ana, "messe.csv", FAIR)
    unread = (await looked_at(ana, upload, **{"as": "people"})).json()
    assert "UTF-8" in unread["errors"][0]["message"], "what the letters are is asked, not guessed"
    found = (await looked_at(ana, upload, **{"as": "people", "format": {"encoding": "cp1252"}})).json()
    suggested = {one["column"]: one["to"] for one in found["mapping"]["columns"]}
    assert suggested == {one["column"]: one["to"] for one in MAPPING["columns"]}
    assert found["mapping"]["ignored"] == ["Geburtstag"], "which account managers may not write"
    assert found["mapping"]["format"] == {"separator": ";", "encoding": "cp1252"}
    assert found["columns"][4] == {"column": "Position", "samples": ["Leiterin Einkauf", "Einkäufer"]}
    assert {"emails", "organization.name", "seat.title"} <= {one["to"] for one in found["targets"]}

    look = await run(ana, "importStart", upload=upload, mapping=found["mapping"], preview=True)
    assert (look["state"], look["result"]["files"]["messe.csv"]["created"]) == ("SUCCEEDED", 2)
    assert await names(desk) == [] and look["result"]["run"] == ""

    done = await run(ana, "importStart", upload=upload, mapping=found["mapping"], source="Fair 2026")
    assert (done["state"], done["downloadId"], done["result"]["rejected"]) == ("SUCCEEDED", None, [])
    assert done["result"]["files"]["messe.csv"]["created"] == 2 and done["done"] == done["total"] > 0
    assert await names(desk) == ["Ana Ruiz", "Bo Lund"]
    seats = await desk.graph.rows(
        "MATCH (:Person)-[:HOLDS]->(r:Role)-[:AT]->(o) RETURN r.title, o.name ORDER BY r.title", {}
    )
    assert seats == [["Einkäufer", "Halden GmbH"], ["Leiterin Einkauf", "Halden GmbH"]]

    again = await run(ana, "importStart", upload=upload, mapping=found["mapping"])
    assert again["result"]["total"]["created"] == again["result"]["total"]["updated"] == 0
    back = await run(ana, "importUndo", run=done["result"]["run"])
    assert (back["state"], back["result"]["undoes"]) == ("SUCCEEDED", done["result"]["run"])
    assert await graph_hash(desk.graph) == before


async def test_rejected_rows_come_back_as_a_file_to_mend_and_bring_again(desk: Api) -> None:
    ana = await join(desk, "ana", "account_manager")
    rows = b"external_id,name,city\np-1,Ana,Kiel\n,Nobody,Kiel\np-2,Bo,Bonn\n"
    done = await run(ana, "importStart", upload=await brought(ana, "p.csv", rows), mapping=SIMPLE)
    assert (done["state"], done["result"]["total"]["rejected"]) == ("PARTIAL", 1)
    [fault] = done["result"]["rejected"]
    assert (fault["file"], fault["line"], fault["column"]) == ("p.csv", 3, "external_id")
    assert done["result"]["more"] == {"rejected": 0, "findings": 0, "matches": 0}
    reply = await ana.api.client.get(f"/downloads/{done['downloadId']}", headers=ana.headers)
    assert reply.content == b"external_id,name,city\n,Nobody,Kiel\n"
    assert "rejected-" in reply.headers["content-disposition"]
    ben = await join(desk, "ben", "account_manager")
    assert (await ana.api.client.get(f"/downloads/{done['downloadId']}", headers=ben.headers)).status_code == 404
    mended = await brought(ana, "p.csv", reply.content.replace(b",Nobody", b"p-3,Nobody"))
    assert (await run(ana, "importStart", upload=mended, mapping=SIMPLE))["state"] == "SUCCEEDED"
    assert await names(desk) == ["Ana", "Bo", "Nobody"]


async def test_of_very_many_rejected_rows_the_first_are_told_and_all_are_counted(desk: Api) -> None:
    ana = await join(desk, "ana", "account_manager")
    rows = "external_id,name,city\n" + ",Nobody,Kiel\n" * 2000
    done = await run(ana, "importStart", upload=await brought(ana, "p.csv", rows.encode()), mapping=SIMPLE)
    told = done["result"]
    assert told["total"]["rejected"] == 2000 == len(told["rejected"]) + told["more"]["rejected"]
    assert 50 < len(told["rejected"]) < 500


async def test_who_may_be_there_already_is_told_in_a_preview_and_waits_or_is_linked(desk: Api) -> None:
    ana = await join(desk, "ana", "account_manager")
    columns = ("external_id", "name", "first_name", "last_name", "emails", "city")
    mapping = {**SIMPLE, "columns": [{"column": one, "to": one} for one in columns]}
    head = ",".join(columns) + "\n"
    there = await brought(ana, "p.csv", (head + "p-1,Ana Lindqvist,Ana,Lindqvist,ana@post.example,Kiel\n").encode())
    await run(ana, "importStart", upload=there, mapping=mapping)
    new = head + "x-1,Ana Lindquist,Ana,Lindquist,Ana@post.example,Kiel\n"
    asked = {"upload": await brought(ana, "p.csv", new.encode()), "mapping": mapping}
    look = (await run(ana, "importStart", **asked, onDuplicate="QUEUE", preview=True))["result"]
    [match] = look["matches"]
    assert (look["total"]["queued"], match["line"], match["outcome"]) == (1, 2, "queued")
    assert match["score"] > 0.9 and {"field": "email", "agreement": "EQUAL"}.items() <= match["fields"][0].items()
    done = (await run(ana, "importStart", **asked, onDuplicate="LINK"))["result"]
    assert (done["total"]["linked"], done["total"]["created"]) == (1, 0)
    assert await names(desk) == ["Ana Lindqvist"]
    await run(ana, "importUndo", run=done["run"])
    done = (await run(ana, "importStart", **asked, onDuplicate="QUEUE"))["result"]
    assert done["total"]["queued"] == 1 and await names(desk) == ["Ana Lindquist", "Ana Lindqvist"]
    waits = await ana.ask("{ duplicates(noun: PERSON) { nodes { score } } }")
    assert len(waits["duplicates"]["nodes"]) == 1


async def test_what_is_wrong_with_a_wish_is_told_at_once_all_together(desk: Api) -> None:
    ana = await join(desk, "ana", "account_manager")
    upload = await brought(ana, "p.csv", b"external_id,name\n1,Ana\n")
    wrong = {"noun": "people", "columns": [{"column": "name", "to": "nonsense"}]}
    assert await ana.faults("importStart", JOB, upload="upl_" + "0" * 32, mapping=wrong) == [
        ("NOT_FOUND", None, "upload"),
        ("BAD_USER_INPUT", None, "mapping"),
    ]
    asked = {**SIMPLE, "columns": [{"column": "name", "to": "?", "ask": "what is it?"}]}
    assert await ana.faults("importStart", JOB, upload=upload, mapping=asked) == [("BAD_USER_INPUT", None, "mapping")]
    assert await ana.faults("importStart", JOB, upload=upload, mapping=[1]) == [("BAD_USER_INPUT", None, "mapping")]
    assert await ana.faults("importUndo", JOB, run="run_none") == [("NOT_FOUND", None, "run")]
    missing = {**SIMPLE, "columns": [*SIMPLE["columns"], {"column": "Town", "to": "country"}]}
    done = await run(ana, "importStart", upload=upload, mapping=missing)  # known once the file is read
    assert (done["state"], done["reason"]) == ("FAILED", "BAD_USER_INPUT")
    assert "has no column" in done["message"] and await names(desk) == []


async def test_nobody_imports_takes_back_or_maps_more_than_they_may(desk: Api) -> None:
    ana, ben = await join(desk, "ana", "account_manager"), await join(desk, "ben", "account_manager")
    ada = await join(desk, "ada", "admin")
    pia = await join(desk, "pia", "analyst")
    upload = await brought(ana, "p.csv", b"external_id,name,city\np-1,Ana,Kiel\n")
    assert await ben.faults("importStart", JOB, upload=upload, mapping=SIMPLE) == [("NOT_FOUND", None, "upload")]
    start = "mutation($i: ImportStartInput!) { importStart(input: $i) { userErrors { code } } }"
    assert await pia.refused(start, {"i": {"upload": upload, "mapping": SIMPLE}}) == "FORBIDDEN"
    born = {**SIMPLE, "columns": [*SIMPLE["columns"], {"value": "1990-01-01", "to": "birthday"}]}
    assert await ana.faults("importStart", JOB, upload=upload, mapping=born) == [("FORBIDDEN", "ROLE", "mapping")]
    done = await run(ana, "importStart", upload=upload, mapping=SIMPLE)
    own = done["result"]["run"]
    assert await ben.faults("importUndo", JOB, run=own) == [("NOT_FOUND", None, "run")]
    assert (await run(ada, "importUndo", run=own))["state"] == "SUCCEEDED"
    assert await names(desk) == []


async def test_a_right_that_is_taken_ends_an_import(desk: Api) -> None:
    ana = await join(desk, "ana", "account_manager")
    upload = await brought(ana, "p.csv", b"external_id,name,city\np-1,Ana,Kiel\n")
    job = (await ana.do("importStart", JOB, upload=upload, mapping=SIMPLE))["job"]["id"]
    text = "MATCH (u:User {id: $id}) SET u.access_roles = ['analyst']"
    await desk.graph.write(lambda t: t.run(text, {"id": ana.id}), name="test")
    assert (await ended(ana, job))["reason"] == "ROLE"
    assert await names(desk) == []


async def test_an_import_that_ended_before_it_could_say_so_says_it_when_taken_up(
    desk: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await join(desk, "ana", "account_manager")
    upload = await brought(ana, "p.csv", b"external_id,name,city\np-1,Ana,Kiel\n")
    whole = importing.run

    async def dies(*given: Any) -> Ledger:
        monkeypatch.setattr(importing, "run", whole)
        await whole(*given)
        raise Timeout("The database said nothing.")

    monkeypatch.setattr(importing, "run", dies)
    monkeypatch.setattr(worker, "AGAIN_SECONDS", 0.0)
    done = await run(ana, "importStart", upload=upload, mapping=SIMPLE)
    assert (done["state"], done["result"]["total"]["created"]) == ("SUCCEEDED", 1)
    assert [one["run"] for one in await import_runs.runs(desk.graph)] == [done["result"]["run"]]


async def test_a_file_is_gone_after_a_day(desk: Api, tmp_path: Path) -> None:
    ana = await join(desk, "ana", "account_manager")
    upload = await brought(ana, "p.csv", b"external_id,name,city\np-1,Ana,Kiel\n")
    folder = tmp_path / "data" / "uploads"
    old = time.time() - uploads.KEPT.total_seconds() - 1
    for path in folder.iterdir():
        os.utime(path, (old, old))
    assert await ana.faults("importStart", JOB, upload=upload, mapping=SIMPLE) == [("NOT_FOUND", None, "upload")]
    await brought(ana, "q.csv", b"x\n1\n")
    assert [path.name for path in folder.iterdir() if upload in path.name] == []


async def test_a_file_whose_day_is_over_goes_at_night_by_itself(desk: Api, tmp_path: Path) -> None:
    ana = await join(desk, "ana", "account_manager")
    old, young = await brought(ana, "p.csv", b"x\n1\n"), await brought(ana, "q.csv", b"x\n1\n")
    folder = tmp_path / "data" / "uploads"
    then = time.time() - uploads.KEPT.total_seconds() - 1
    for path in folder.glob(f"{old}*"):
        os.utime(path, (then, then))
    await Nights(desk.graph, datetime.now(UTC).time(), {}).ask()
    assert sorted(path.name for path in folder.iterdir()) == [young, f"{young}.json"]
