"""Files over the API: asked for as a job, downloaded by whoever asked and nobody else, and gone when they should be."""

from __future__ import annotations

import asyncio
import csv
import io
import os
import time
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graphcrm.access.policy import Policy, built_in
from graphcrm.access.viewers import viewer
from graphcrm.cli.acting import act
from graphcrm.cli.writing import done as written
from graphcrm.exchange.exports import selections
from graphcrm.graph.connection import Graph
from graphcrm.jobs.worker import Worker
from graphcrm.records.audit import journal_files
from graphcrm.records.feed import Feed
from graphcrm.records.jobs import askers
from tests.api.journaled import POLICY as JOURNALED
from tests.api.journaled import journaled
from tests.appointing.staff import Somebody, join
from tests.conftest import Api, opened
from tests.exchange.files import imported
from tests.exports.selecting import PLANNER
from tests.jobs.working import state

_JOB = "job { id state downloadId }"
_DONE = "query($id: ID!) { job(id: $id) { state done total result downloadId reason message position } }"
PEOPLE = "external_id,name,city,audience\n" + "".join(f"p-{n},Person {n},Kiel,\n" for n in range(5))


@pytest.fixture
async def desk(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Api]:
    """The application over five people and one for the team north, with a data directory that jobs use too."""
    monkeypatch.setenv("GRAPHCRM_DATA_DIR", str(tmp_path / "data"))
    people = PEOPLE + "p-sec,Secret,Kiel,north\n"
    await imported(graph, tmp_path / "in", teams="external_id,name\nnorth,North\n", people=people)
    monkeypatch.setattr(selections, "planner_of", lambda _: PLANNER)  # which takes seconds to make
    found = await opened(graph, data_dir=tmp_path / "data")
    yield found
    await found.client.aclose()


def exports(folder: Path) -> list[str]:
    """What lies in the folder of files."""
    place = folder / "data" / "exports"
    return sorted(path.name for path in place.iterdir()) if place.is_dir() else []


async def done(who: Somebody, policy: Policy | None = None, /, **given: Any) -> dict[str, Any]:
    """A file that was asked for, when the job has ended."""
    job = (await who.do("exportStart", _JOB, **given))["job"]
    assert (job["state"], job["downloadId"]) == ("QUEUED", None)
    await Worker(who.api.graph, policy or built_in()).drain()
    found: dict[str, Any] = (await who.ask(_DONE, {"id": job["id"]}))["job"]
    return {**found, "id": job["id"]}


async def become(who: Somebody, role: str) -> None:
    """Has somebody another role from now on."""
    text = "MATCH (u:User {id: $id}) SET u.access_roles = [$role]"
    await who.api.graph.write(lambda t: t.run(text, {"id": who.id, "role": role}), name="test")


async def got(who: Somebody, download: str) -> httpx.Response:
    return await who.api.client.get(f"/downloads/{download}", headers=who.headers)


async def test_a_file_is_asked_for_made_and_downloaded_once_or_twice(desk: Api, tmp_path: Path) -> None:
    ana = await join(desk, "ana", "account_manager")
    kiel = {"city": {"eq": "Kiel"}}
    job = await done(ana, records="PEOPLE", format="CSV", filter=kiel, columns=["externalId", "name"])
    assert (job["state"], job["done"], job["reason"]) == ("SUCCEEDED", 5, None)
    assert (job["result"]["rows"], job["result"]["columns"]) == (5, ["externalId", "name"])
    for _ in range(2):
        reply = await got(ana, job["downloadId"])
        assert reply.status_code == 200
        headers = reply.headers
        assert headers["content-disposition"].startswith('attachment; filename="people-20')
        assert headers["content-disposition"].endswith('.csv"')
        assert headers["content-type"] == "text/csv; charset=utf-8"
        assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")
        rows = list(csv.DictReader(io.StringIO(reply.text, newline="")))
        assert sorted(row["externalId"] for row in rows) == [f"p-{n}" for n in range(5)], "none for north"
    assert exports(tmp_path) == [f"{job['downloadId']}.csv"]
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "data" / "exports").iterdir()] == [0o600]


async def test_a_selection_has_a_total_and_xml_comes_with_its_schema(desk: Api) -> None:
    ana = await join(desk, "ana", "manager")
    ids = [row[0] for row in await desk.graph.rows("MATCH (p:Person) WHERE p.audience IS NULL RETURN p.id", {})]
    job = await done(ana, records="PEOPLE", format="XML", ids=ids[:3])
    assert (job["done"], job["total"]) == (3, 3)
    reply = await got(ana, job["downloadId"])
    assert reply.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(reply.content)) as archive:
        assert archive.namelist() == ["people.xml", "people.xsd"]
        assert archive.read("people.xml").count(b"<record>") == 3


async def test_nobody_else_has_it_whatever_their_role(desk: Api) -> None:
    ana, ada = await join(desk, "ana", "account_manager"), await join(desk, "ada", "admin")
    otto = await join(desk, "otto", "auditor")
    download = (await done(ana, records="PEOPLE", format="JSONL"))["downloadId"]
    refused = [await got(ada, download), await got(ada, "dwn_" + "0" * 32), await got(ana, download[:-1] + "x")]
    assert {(reply.status_code, reply.json()["errors"][0]["message"]) for reply in refused} == {
        (404, "There is no such file, or not any more. Ask for it again.")
    }
    assert (await got(otto, download)).status_code == 403
    assert (await desk.client.get(f"/downloads/{download}")).status_code == 401
    elsewhere = {"Cookie": "__Host-sid=anything", "Sec-Fetch-Site": "cross-site"}
    assert (await desk.client.get(f"/downloads/{download}", headers=elsewhere)).status_code == 403
    assert (await desk.client.post(f"/downloads/{download}", headers=ana.headers)).status_code == 405
    assert (await desk.client.get("/downloads/..%2f..%2fkeys", headers=ana.headers)).status_code == 404


async def test_a_file_is_not_there_for_who_has_other_rights_or_comes_too_late(desk: Api, tmp_path: Path) -> None:
    ana = await join(desk, "ana", "account_manager")
    first, second = await done(ana, records="PEOPLE", format="CSV"), await done(ana, records="PEOPLE", format="VCF")
    late = "MATCH (j:Job {id: $id}) SET j.finished_at = datetime() - duration({hours: 25})"
    await desk.graph.write(lambda t: t.run(late, {"id": first["id"]}), name="test")
    assert (await got(ana, first["downloadId"])).status_code == 404
    assert (await got(ana, second["downloadId"])).status_code == 200
    await become(ana, "manager")
    fresh = await opened(desk.graph, data_dir=tmp_path / "data")  # which knows her by the roles of now
    reply = await fresh.client.get(f"/downloads/{second['downloadId']}", headers=ana.headers)
    await fresh.client.aclose()
    assert reply.status_code == 404


async def test_a_file_is_not_there_for_who_lost_sight_of_a_record_since(desk: Api) -> None:
    ana, ada = await join(desk, "ana", "account_manager"), await join(desk, "ada", "admin")
    files = {who.id: (await done(who, records="PEOPLE", format="CSV"))["downloadId"] for who in (ana, ada)}
    secret = {"person": {"externalId": "p-sec"}, "teams": None}
    await act(desk.graph, "personAudienceSet", secret)
    assert [(await got(who, files[who.id])).status_code for who in (ana, ada)] == [200, 200], "more is seen, not less"
    await act(desk.graph, "personAudienceSet", {"person": {"externalId": "p-1"}, "teams": [{"externalId": "north"}]})
    assert [(await got(who, files[who.id])).status_code for who in (ana, ada)] == [404, 200], (
        "who sees all lost nothing"
    )
    await written(desk.graph, "personRestrict", {"person": {"externalId": "p-2"}, "reason": "Article 18"})
    assert [(await got(who, files[who.id])).status_code for who in (ana, ada)] == [404, 404]
    await Feed(desk.graph).number()  # as a server does at once
    again = await done(ana, records="PEOPLE", format="CSV", columns=["externalId"])
    assert (await got(ana, again["downloadId"])).text.count("p-") == 4, "of five and the one that is for all now"


async def test_what_nobody_may_download_any_more_goes_with_the_next_file(desk: Api, tmp_path: Path) -> None:
    ana = await join(desk, "ana", "account_manager")
    first, second = await done(ana, records="PEOPLE", format="CSV"), await done(ana, records="TEAMS", format="CSV")
    late = "MATCH (j:Job {id: $id}) SET j.finished_at = datetime() - duration({hours: 25})"
    await desk.graph.write(lambda t: t.run(late, {"id": first["id"]}), name="test")
    left = tmp_path / "data" / "exports" / ".dwn_killed.csv.unfinished"
    left.mkdir()
    (left / "half.csv").write_text("half")
    long_ago = time.time() - 7200
    for path in (tmp_path / "data" / "exports").iterdir():
        os.utime(path, (long_ago, long_ago))
    third = await done(ana, records="PEOPLE", format="CSV")
    assert exports(tmp_path) == sorted(f"{one['downloadId']}.csv" for one in (second, third))


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"records": "DEALS", "format": "VCF"}, ("BAD_USER_INPUT", "FORMAT", "format")),
        ({"columns": ["birthday"]}, ("BAD_USER_INPUT", "FIELD_NOT_USABLE", "columns")),
        ({"columns": []}, ("BAD_USER_INPUT", None, "columns")),
        ({"filter": {"birthday": {"isNull": True}}}, ("BAD_USER_INPUT", "FIELD_NOT_USABLE", "filter")),
        ({"filter": {"nothing": 1}}, ("BAD_USER_INPUT", "FILTER", "filter")),
        ({"filter": "name"}, ("BAD_USER_INPUT", None, "filter")),
        ({"filter": {}, "ids": ["per_1"]}, ("BAD_USER_INPUT", None, "ids")),
        ({"ids": []}, ("BAD_USER_INPUT", None, "ids")),
    ],
)
async def test_what_cannot_be_had_says_what_to_mend(
    desk: Api, given: dict[str, Any], fault: tuple[str, str | None, str]
) -> None:
    ana = await join(desk, "ana", "account_manager")
    wish = {"records": "PEOPLE", "format": "CSV", **given}
    assert await ana.faults("exportStart", _JOB, **wish) == [fault]
    assert await desk.graph.rows("MATCH (j:Job) RETURN j", {}) == []


async def test_a_job_that_was_asked_for_by_its_kind_says_what_it_lacks(desk: Api, tmp_path: Path) -> None:
    ana = await join(desk, "ana", "account_manager")
    wish = {"records": "people", "format": "csv"}
    for parameters in ({}, {**wish, "filter": {}, "ids": []}, {**wish, "records": "x"}):
        job = (await ana.do("jobStart", "job { id }", kind="export", parameters=parameters))["job"]["id"]
        await Worker(desk.graph, built_in()).drain()
        assert (await state(desk.graph, job))[0] == "FAILED"
    assert exports(tmp_path) == []
    assert await ana.faults("jobStart", "job { id }", kind="export", parameters={**wish, "ids": "per_1"}) == [
        ("BAD_USER_INPUT", "PARAMETERS", "parameters")
    ]


async def test_one_that_ends_early_leaves_no_file(desk: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancelled, or its asker's role taken away, while it writes."""
    monkeypatch.setattr(selections, "PAGE", 1)
    reached = asyncio.Event()
    real = selections.Export._pages

    async def slowly(self: Any, moment: Any) -> AsyncIterator[list[list[Any]]]:
        async for page in real(self, moment):
            yield page
            reached.set()
            await asyncio.sleep(0.5 if len(exports(tmp_path)) else 0)

    monkeypatch.setattr(selections.Export, "_pages", slowly)
    ana = await join(desk, "ana", "account_manager")

    async def cancelled(job: str) -> None:
        await ana.do("jobCancel", "job { state }", job=job)

    async def revoked(_job: str) -> None:
        await become(ana, "auditor")

    for end, expected in ((cancelled, ("CANCELLED", None)), (revoked, ("FAILED", "ROLE"))):
        reached.clear()
        job = (await ana.do("exportStart", _JOB, records="PEOPLE", format="XLSX"))["job"]["id"]
        task = asyncio.create_task(Worker(desk.graph, built_in()).drain())
        async with asyncio.timeout(60):
            await reached.wait()
            assert exports(tmp_path), "it has begun to write"
            await end(job)
            await task
        assert await state(desk.graph, job) == expected
        assert exports(tmp_path) == []
    rows = await desk.graph.rows("MATCH (j:Job) WHERE j.download_id IS NOT NULL RETURN j", {})
    assert rows == []


async def test_no_more_rows_than_in_an_hour(desk: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHCRM_ROWS_PER_HOUR", "4")
    ana = await join(desk, "ana", "account_manager")
    job = await done(ana, records="PEOPLE", format="CSV")
    assert (job["state"], job["reason"], job["downloadId"]) == ("FAILED", "ROWS", None)
    assert exports(tmp_path) == []


async def test_who_may_not_take_anything_out_may_not_ask(desk: Api) -> None:
    otto = await join(desk, "otto", "auditor")
    text = "mutation { exportStart(input: {records: PEOPLE, format: CSV}) { job { id } } }"
    assert await otto.refused(text) == "FORBIDDEN"


async def test_a_file_and_its_download_stand_in_the_trail(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHCRM_DATA_DIR", str(tmp_path))
    async with journaled(graph, tmp_path) as audited:
        ana = await join(audited.api, "ana", "account_manager")
        job = await done(ana, JOURNALED, records="PEOPLE", format="CSV", columns=["name"])
        assert (await got(ana, job["downloadId"])).status_code == 200
        notes = [(n["act"], n["actor"], n["ids"], n["fields"]) for n in journal_files.waiting(audited.folder, {}, 99)]
    people = sorted(one for one in audited.ids.values() if one.startswith("per_"))
    assert [note for note in notes if note[0] in ("export", "download")] == [
        ("export", ana.id, people, ["Person.name"]),
        ("download", ana.id, [job["downloadId"]], []),
    ]


def test_a_file_is_bound_to_who_asked_their_roles_and_teams_and_the_policy() -> None:
    policy = built_in()

    def of(id: str, role: str, *teams: str) -> str:
        return askers.bound(policy, viewer(policy, id=id, email="x", roles=(role,), teams=teams))

    same = of("usr_1", "manager", "t")
    assert same == of("usr_1", "manager", "t")
    assert len({same, of("usr_2", "manager", "t"), of("usr_1", "admin", "t"), of("usr_1", "manager")}) == 4
