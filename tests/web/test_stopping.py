"""SIGTERM: readiness turns at once, nothing new begins, what runs is answered, and the code is 0."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens, users
from tests.conftest import Server, with_keys
from tests.web.faults import line
from tests.web.processes import served

QUESTION = {"query": "query Slow { organizations(first: 1) { nodes { id } } }"}
SLOW = b"Slow"  # the name travels to the database with the statement; other work of a worker does not count


async def stopping(client: httpx.AsyncClient) -> None:
    """Until readiness says so, over the socket; the first request may come before the signal."""
    async with asyncio.timeout(5):
        while (ready := await client.get("/health/ready")).json()["reasons"] != ["stopping"]:  # ends: the timeout
            assert ready.status_code == 200
    assert ready.status_code == 503


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_what_runs_is_answered_before_the_end(graph: Graph, server: Server, tmp_path: Path, workers: str) -> None:
    await users.add(graph, built_in(), "m@lumen.example", None, ["manager"])
    token = await tokens.create(graph, built_in(), "m@lumen.example", None, timedelta(hours=1))
    async with line(server.uri) as wire:
        through = Server(wire.uri, server.user, server.password)
        # In a thread: the line to the database is kept by this loop.
        entered = await asyncio.to_thread((block := served(through, tmp_path, GRAPHCRM_WORKERS=workers)).__enter__)
        try:
            headers = {"Authorization": f"Bearer {token}"}
            async with httpx.AsyncClient(base_url=entered.url, headers=headers, timeout=20) as client:
                assert (await client.post("/graphql", json=QUESTION)).status_code == 200
                wire.hold(SLOW)
                running = asyncio.create_task(client.post("/graphql", json=QUESTION))
                await wire.holding.wait()
                entered.process.send_signal(signal.SIGTERM)
                await stopping(client)
                refused = await client.post("/graphql", json=QUESTION)
                assert refused.status_code == 503
                assert refused.json()["errors"][0]["extensions"]["reason"] == "STOPPING"
                assert not running.done()
                began = time.monotonic()
                await wire.heal()
                assert (await running).json()["data"] == {"organizations": {"nodes": []}}
            assert await asyncio.to_thread(entered.process.wait, 10) == 0
            print(f"ended {time.monotonic() - began:.2f} s after the last answer could be given")
        finally:
            await asyncio.to_thread(block.__exit__, None, None, None)


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_a_second_signal_ends_it_at_once(graph: Graph, server: Server, tmp_path: Path, workers: str) -> None:
    await users.add(graph, built_in(), "m@lumen.example", None, ["manager"])
    token = await tokens.create(graph, built_in(), "m@lumen.example", None, timedelta(hours=1))
    async with line(server.uri) as wire:
        through = Server(wire.uri, server.user, server.password)
        entered = await asyncio.to_thread((block := served(through, tmp_path, GRAPHCRM_WORKERS=workers)).__enter__)
        try:
            headers = {"Authorization": f"Bearer {token}"}
            async with httpx.AsyncClient(base_url=entered.url, headers=headers, timeout=20) as client:
                assert (await client.post("/graphql", json=QUESTION)).status_code == 200
                wire.hold(SLOW)
                running = asyncio.create_task(client.post("/graphql", json=QUESTION))
                await wire.holding.wait()
                began = time.monotonic()
                entered.process.send_signal(signal.SIGTERM)
                await stopping(client)
                entered.process.send_signal(signal.SIGTERM)
                assert await asyncio.to_thread(entered.process.wait, 10) == 0
                print(f"ended after {time.monotonic() - began:.2f} s")
                assert time.monotonic() - began < 5
                await asyncio.gather(running, return_exceptions=True)
        finally:
            await asyncio.to_thread(block.__exit__, None, None, None)


def test_an_address_that_is_taken_is_a_sentence_and_no_trace(server: Server, tmp_path: Path) -> None:
    with served(server, tmp_path) as first:
        words = [sys.executable, "-m", "graphcrm.cli", "serve", "--bind", first.url.removeprefix("http://")]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("graphcrm: 127.0.0.1:") and "Choose another address" in done.stderr
    assert "Traceback" not in done.stderr


def test_any_free_port_may_be_asked_for_and_told_as_json(server: Server, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "graphcrm.cli", "serve", "--bind", "127.0.0.1:0", "--json"]
    environment = {
        "PATH": "/usr/bin",
        "GRAPHCRM_NEO4J_URI": server.uri,
        "GRAPHCRM_NEO4J_PASSWORD": server.password or "",
        "GRAPHCRM_DATA_DIR": str(with_keys(tmp_path)),
    }
    with subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            address = json.loads(process.stdout.readline())["ready"]
            assert httpx.get(f"{address}/health/live").json() == {"status": "live"}
        finally:
            process.terminate()
            assert process.wait(30) == 0
