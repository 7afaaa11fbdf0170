"""Jobs of a server: done by a process of their own, counted, given back when the server stops."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from graphcrm.graph.connection import Graph
from tests.appointing.staff import join
from tests.conftest import Api, Server
from tests.jobs.working import state
from tests.web.processes import Served, served

_START = 'mutation { jobStart(input: {kind: "audience_check"}) { job { id } userErrors { message } } }'


async def _ended(graph: Graph, job: str) -> None:
    async with asyncio.timeout(90):
        while (await state(graph, job))[0] in ("QUEUED", "RUNNING"):  # ends: the timeout
            await asyncio.sleep(0.2)


async def _metric(found: Served, line: str) -> None:
    async with asyncio.timeout(30), httpx.AsyncClient() as client:
        while line not in (await client.get(f"{found.url}/metrics")).text:  # ends: the timeout
            await asyncio.sleep(0.2)


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_a_server_does_what_is_asked_for_and_counts_it(
    api: Api, server: Server, tmp_path: Path, workers: str
) -> None:
    ada = await join(api, "ada", "admin")
    missed = "MERGE (l:Internal:Lock {name: 'nightly audience_check'}) SET l.night = date('2020-01-01')"
    await api.graph.change_schema([missed])
    ben, pia = await join(api, "ben", "admin"), await join(api, "pia", "analyst")
    proposed = await ada.do("dutyPropose", user={"email": pia.email}, duty="break_glass", reason="Fire")
    await ben.do("dutyConfirm", duty=proposed["dutyId"])
    with served(server, tmp_path, GRAPHCRM_WORKERS=workers) as found:
        async with httpx.AsyncClient(base_url=found.url, headers=ada.headers, timeout=30) as client:
            reply = (await client.post("/graphql", json={"query": _START})).json()
        job = reply["data"]["jobStart"]["job"]["id"]
        await _ended(api.graph, job)
        assert await state(api.graph, job) == ("SUCCEEDED", None)
        await _metric(found, 'graphcrm_job_seconds_count{kind="audience_check",state="SUCCEEDED"} 2.0')
        await _metric(found, 'graphcrm_jobs{kind="audience_check",state="QUEUED"} 0.0')
        await _metric(found, 'graphcrm_duties_held{duty="break_glass"} 1.0')  # given beside this server
    nightly = "MATCH (j:Job {asked_by: 'nightly'}) RETURN j.state"
    assert await api.graph.rows(nightly, {}) == [["SUCCEEDED"]], "the nights that were missed, once"
    log = (tmp_path / "serve.log").read_text()
    assert "Traceback" not in log and "ERROR" not in log and ada.email not in log


async def test_a_server_that_stops_leaves_no_job_in_hand(api: Api, server: Server, tmp_path: Path) -> None:
    ada = await join(api, "ada", "admin")
    with served(server, tmp_path) as found:
        async with httpx.AsyncClient(base_url=found.url, headers=ada.headers, timeout=30) as client:
            reply = (await client.post("/graphql", json={"query": _START})).json()
        job = reply["data"]["jobStart"]["job"]["id"]
        async with asyncio.timeout(60):
            while (await state(api.graph, job))[0] == "QUEUED":  # ends: the timeout
                await asyncio.sleep(0.02)
    stands, _ = await state(api.graph, job)
    assert stands in ("QUEUED", "SUCCEEDED"), "given back, or done in time"
    held = await api.graph.rows("MATCH (j:Job) WHERE j._owner IS NOT NULL RETURN j.id", {})
    assert held == []
