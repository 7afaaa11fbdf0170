"""The managed server: started, shared, stopped, killed and started again, as one story over one home.

The tests run in their order: each takes the home as the one before it left it, so that four starts are enough.
"""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import GraphDatabase

from graphcrm.graph import managed, server_home
from graphcrm.graph.file_locks import Lock
from graphcrm.graph.managed import ServerAddress
from graphcrm.graph.server_home import Home
from graphcrm.settings import Settings, load

_COMMAND = """
import sys
from graphcrm.graph import managed
from graphcrm.settings import load

with managed.running(load()) as address:
    print(address.pid, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home in a folder whose name has a blank and letters beyond ASCII."""
    return dataclasses.replace(load(), data_dir=tmp_path_factory.mktemp("Größe ł"))


@pytest.fixture(scope="module")
def home(settings: Settings) -> Home:
    return server_home.of(settings)


class Command:
    """Another graphcrm command that uses the server until it is told to end, or killed."""

    def __init__(self, settings: Settings) -> None:
        environment = {**os.environ, "GRAPHCRM_DATA_DIR": str(settings.data_dir)}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _COMMAND], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )

    def server(self) -> int:
        """The process id of the server, once the command has it."""
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def end(self) -> None:
        self._process.communicate()
        assert self._process.returncode == 0

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


def graphcrm(settings: Settings, *words: str) -> Any:
    """The answer of a verb in JSON."""
    environment = {**os.environ, "GRAPHCRM_DATA_DIR": str(settings.data_dir)}
    command = [sys.executable, "-c", "from graphcrm.cli.main import main; main()", "neo4j", *words, "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture
def commands(settings: Settings) -> Iterator[Callable[[], Command]]:
    """Starts commands; those that a test leaves behind are ended."""
    started: list[Command] = []

    def start() -> Command:
        started.append(Command(settings))
        return started[-1]

    yield start
    for command in started:
        command.kill()


@pytest.fixture
def stranger() -> Iterator[int]:
    """The process id of a program that is none of ours, and that must go on living."""
    with subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE) as process:
        yield process.pid
        assert process.poll() is None
        process.kill()


def await_end(home: Home) -> None:
    """Returns when no server lives in the home."""
    with Lock(home.path / "server.lock", exclusive=False, seconds=30):
        pass


def ask(address: ServerAddress, text: str) -> list[list[Any]]:
    with GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        return [list(record.values()) for record in driver.execute_query(text).records]


def test_nothing_runs_in_a_new_home(settings: Settings, home: Home) -> None:
    assert managed.status(settings) is None
    assert managed.stop(settings) is False
    assert not home.path.exists()


def test_commands_share_a_server_that_outlives_each_of_them_and_ends_with_the_last(
    settings: Settings, home: Home, commands: Callable[[], Command]
) -> None:
    starters = [commands(), commands()]  # at once: one of them starts it
    first, second = (command.server() for command in starters)
    assert first == second
    shared = commands()
    assert shared.server() == first
    starters[0].kill()
    starters[1].end()
    address = managed.status(settings)
    assert address is not None
    assert address.pid == first
    shared.kill()  # nobody is left to stop it
    await_end(home)
    assert managed.status(settings) is None
    assert home.state().exit == 0


def test_a_home_and_its_secrets_are_for_their_owner_alone(home: Home) -> None:
    assert home.path.stat().st_mode & 0o777 == 0o700
    for name in ("password", "state.json", "port", "data/dbms/auth.ini"):
        assert (home.path / name).stat().st_mode & 0o077 == 0, name
    assert len(home.password) >= 32


def test_a_stale_state_file_with_a_process_id_of_somebody_else_counts_for_nothing(
    settings: Settings, home: Home, stranger: int
) -> None:
    port = int((home.path / "port").read_text())
    (home.path / "state.json").write_text(json.dumps({"pid": stranger, "port": port, "version": "5.26.31"}))
    assert managed.status(settings) is None
    assert managed.stop(settings) is False
    with managed.running(settings) as address:
        assert address.uri == f"bolt://127.0.0.1:{port}"
        assert ask(address, "CREATE (n:Kept {n: 1}) RETURN n.n") == [[1]]
        kept = managed.start(settings)
        assert kept == address
    assert managed.status(settings) == address  # `start` leaves it running


def test_a_server_that_was_killed_is_brought_back_on_its_port(settings: Settings, home: Home) -> None:
    before = managed.status(settings)
    assert before is not None
    os.kill(before.pid, signal.SIGKILL)
    await_end(home)
    assert managed.status(settings) is None
    managed.revive(settings)
    after = managed.status(settings)
    assert after is not None
    assert (after.uri, after.pid == before.pid) == (before.uri, False)
    assert ask(after, "MATCH (n:Kept) RETURN n.n") == [[1]]


def test_the_verbs_tell_of_it_and_stop_it_fast(settings: Settings, home: Home) -> None:
    status = graphcrm(settings, "status")
    assert status["running"] is True
    assert status["home"] == str(home.path)
    assert graphcrm(settings, "start") == status
    began = time.monotonic()
    assert managed.stop(settings) is True
    assert time.monotonic() - began < 10  # 10.5 s without the setting that shortens it
    assert graphcrm(settings, "status") == {"running": False, "uri": None, "version": None, "home": None, "pid": None}
    assert graphcrm(settings, "stop") == {"stopped": False}


def test_a_port_that_was_taken_meanwhile_is_left_to_who_has_it(settings: Settings, home: Home) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", int((home.path / "port").read_text())))
        taken.listen()
        assert server_home.free_port(home) != taken.getsockname()[1]


def test_nothing_that_was_asked_stands_in_the_logs(home: Home) -> None:
    logs = list((home.path / "logs").iterdir())
    assert len(logs) > 2
    assert not [log.name for log in logs if b":Kept" in log.read_bytes()]


def test_the_next_line_of_neo4j_starts_and_stops_fast_on_its_java(tmp_path: Path) -> None:
    found = next(iter(sorted(Path("/usr/lib/jvm").glob("*25*/bin/java"))), None)
    if found is None:
        pytest.skip("no Java 25 is here")
    settings = dataclasses.replace(load(), data_dir=tmp_path, neo4j_version="2026", java=found)
    with managed.running(settings) as address:
        assert address.version == "2026.09.0"
        kernel = (
            "CALL dbms.components() YIELD name, versions, edition WHERE name = 'Neo4j Kernel' RETURN versions, edition"
        )
        assert ask(address, kernel) == [[["2026.09.0"], "community"]]
        began = time.monotonic()
    assert time.monotonic() - began < 10
