"""Several worker processes behind one address: started, replaced and stopped as one service."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path

import httpx
import pytest

from graphcrm.errors import GraphcrmError
from graphcrm.graph.connection import Graph
from graphcrm.web.workers import Supervisor
from tests.conftest import Server
from tests.web.processes import Served, served


def workers(service: Served) -> list[int]:
    """The process ids of its workers."""
    children = Path(f"/proc/{service.process.pid}/task/{service.process.pid}/children").read_text()
    return [int(word) for word in children.split()]


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and is not looked at yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(condition: object, seconds: float = 20) -> None:
    ends = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.05)


def test_a_worker_that_dies_is_replaced_and_the_others_go_on(server: Server, tmp_path: Path) -> None:
    """It ends with code 0 at SIGTERM, as the block demands, and leaves no worker behind."""
    with served(server, tmp_path, GRAPHCRM_WORKERS="2") as service:
        first = workers(service)
        assert len(first) == 2
        os.kill(first[0], signal.SIGKILL)
        until(lambda: not alive(first[0]))
        assert httpx.get(f"{service.url}/health/live").json() == {"status": "live"}
        until(lambda: len(workers(service)) == 2 and first[0] not in workers(service))
        both = workers(service)
        assert first[1] in both
        assert httpx.get(f"{service.url}/health/ready").status_code == 200
    until(lambda: not any(map(alive, both)))
    log = (tmp_path / "serve.log").read_text()
    assert log.count("worker ended and is replaced") == 1
    assert "Traceback" not in log


def test_workers_end_with_a_supervisor_that_was_killed(server: Server, tmp_path: Path) -> None:
    block = served(server, tmp_path, GRAPHCRM_WORKERS="2")
    service = block.__enter__()
    both = workers(service)
    service.process.kill()
    service.process.wait()
    until(lambda: not any(map(alive, both)))


async def test_a_worker_that_cannot_start_ends_the_service(capfd: pytest.CaptureFixture[str]) -> None:
    """The other is stopped, though it would go on."""
    code = "import os, sys, time; os.mkdir(sys.argv[1]); print('ready', flush=True); time.sleep(60)"
    with tempfile.TemporaryDirectory() as folder, socket.socket() as bound:
        words = [sys.executable, "-c", code, f"{folder}/first"]  # the second finds the folder there and fails
        supervisor = Supervisor(words, os.environ, bound, 2, lambda: print("all are ready"))
        with pytest.raises(GraphcrmError, match="could not be started"):
            await asyncio.wait_for(supervisor.run(), 20)
    assert "all are ready" not in capfd.readouterr().out


async def test_the_way_in_for_the_first_administrator_lies_in_a_file_and_not_in_the_log(
    graph: Graph, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "data" / "set-up.json"
    with served(server, tmp_path) as found:
        given = json.loads(file.read_text())
        assert file.stat().st_mode & 0o777 == 0o600
        assert given["token"] not in (tmp_path / "serve.log").read_text()
        body = {**given, "email": "fia@lumen.example", "password": "lime kettle under seven bridges"}
        assert httpx.post(f"{found.url}/auth/setup", json=body).status_code == 200
    with served(server, tmp_path):
        assert not file.exists()
