"""Files that are written again and again: kept for their owner alone, asked for at night under the rights of then."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from graphcrm.access.policy import built_in
from graphcrm.exchange.exports import selections
from graphcrm.graph.connection import Graph
from graphcrm.jobs.keeping import Nights
from graphcrm.jobs.worker import Worker
from graphcrm.records.jobs import asking, schedules
from tests.appointing.staff import Somebody, join
from tests.conftest import Api, opened
from tests.exchange.files import PEOPLE, imported
from tests.exports.selecting import PLANNER
from tests.exports.test_downloads import become, got

_LIST = "{ exportSchedules { id records format filter columns every lastOn } }"
_ID = "exportScheduleId"
_JOBS = '{ jobs(kind: "export") { nodes { state reason downloadId parameters } } }'
WISH = {"records": "PEOPLE", "format": "CSV", "filter": {"name": {"contains": "n"}}, "columns": ["name"]}


@pytest.fixture
async def desk(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Api]:
    monkeypatch.setenv("GRAPHCRM_DATA_DIR", str(tmp_path / "data"))
    await imported(graph, tmp_path / "in", people=PEOPLE)
    monkeypatch.setattr(selections, "planner_of", lambda _: PLANNER)  # which takes seconds to make
    found = await opened(graph, data_dir=tmp_path / "data")
    yield found
    await found.client.aclose()


async def night(graph: Graph, after: int) -> None:
    """The night that comes so many days after today, with all that is asked for in it."""
    now = datetime.now(UTC).replace(hour=3, minute=0) + timedelta(days=after)
    await Nights(graph, time(2), {}, now=lambda: now).ask()
    await Worker(graph, built_in()).drain()


async def jobs(who: Somebody) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await who.ask(_JOBS))["jobs"]["nodes"]
    return found


async def test_a_file_is_written_every_night_from_the_next_on(desk: Api) -> None:
    ana, ben = await join(desk, "ana", "account_manager"), await join(desk, "ben", "admin")
    kept = (await ana.do("exportScheduleSave", _ID, **WISH, every="NIGHTLY"))["exportScheduleId"]
    said = {**WISH, "records": "people", "format": "csv"}
    shown = {"id": kept, **said, "filter": json.dumps(WISH["filter"]), "every": "NIGHTLY", "lastOn": None}
    assert (await ana.ask(_LIST))["exportSchedules"] == [shown]
    assert (await ben.ask(_LIST))["exportSchedules"] == []
    await night(desk.graph, 0)
    assert await jobs(ana) == []
    for after in (1, 1, 2):  # a night is one however often it is looked at
        await night(desk.graph, after)
    found = await jobs(ana)
    assert [(one["state"], one["parameters"]) for one in found] == [("SUCCEEDED", said)] * 2
    assert "Ana" in (await got(ana, found[0]["downloadId"])).text
    assert (await ana.ask(_LIST))["exportSchedules"][0]["lastOn"] is not None
    assert await ben.faults("exportScheduleRemove", "clientMutationId", id=kept) == [("NOT_FOUND", None, "id")]
    await ana.do("exportScheduleRemove", "clientMutationId", id=kept)
    await night(desk.graph, 3)
    assert len(await jobs(ana)) == 2 and (await ana.ask(_LIST))["exportSchedules"] == []


async def test_one_of_every_week_is_made_up_for_where_nobody_was_there(desk: Api) -> None:
    ana = await join(desk, "ana", "account_manager")
    await ana.do("exportScheduleSave", _ID, records="PEOPLE", format="XLSX", every="WEEKLY")
    for after, many in ((6, 0), (9, 1), (15, 1), (16, 2)):
        await night(desk.graph, after)
        assert len(await jobs(ana)) == many, after


async def test_it_runs_under_the_rights_of_then(desk: Api) -> None:
    ana = await join(desk, "ana", "account_manager")
    await ana.do("exportScheduleSave", _ID, **WISH, every="NIGHTLY")
    await become(ana, "auditor")
    await night(desk.graph, 1)
    rows = await desk.graph.rows("MATCH (j:Job {kind: 'export'}) RETURN j.state, j.reason, j.download_id", {})
    assert rows == [["FAILED", "ROLE", None]]


async def test_what_cannot_be_kept_says_what_to_mend(desk: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = await join(desk, "ana", "account_manager")
    for given, fault in (
        ({"filter": {"birthday": {"isNull": True}}}, ("BAD_USER_INPUT", "FIELD_NOT_USABLE", "filter")),
        ({"columns": ["nothing"]}, ("BAD_USER_INPUT", "FIELD_NOT_USABLE", "columns")),
        ({"format": "VCF", "records": "TASKS", "filter": None}, ("BAD_USER_INPUT", "FORMAT", "format")),
    ):
        assert await ana.faults("exportScheduleSave", _ID, **{**WISH, "every": "WEEKLY", **given}) == [fault]
    monkeypatch.setattr(schedules, "MOST", 1)
    await ana.do("exportScheduleSave", _ID, **WISH, every="NIGHTLY")
    assert await ana.faults("exportScheduleSave", _ID, **WISH, every="NIGHTLY") == [("BAD_USER_INPUT", None, "records")]
    monkeypatch.setattr(asking, "MOST_WAITING", 0)
    await night(desk.graph, 1)
    assert await jobs(ana) == [], "whoever has too many jobs waiting is left for the next time"
