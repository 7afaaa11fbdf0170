"""The Neo4j that graphcrm runs itself: started by the command that needs it first, shared by the others, and ended when
no command uses it any more, however they end. `graphcrm neo4j start` leaves it running until `graphcrm neo4j stop`.

The server is the child of a keeper of its own (`keeper.py`), not of a command, so that a command may end while others
go on. The order of locks is that of `server_home.py`: start, then users, then server.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from graphcrm.errors import BadUserInput, Unavailable
from graphcrm.graph import disk, jars, java, readiness, server_home, server_settings
from graphcrm.graph.jars import Progress, silent
from graphcrm.graph.java import Java
from graphcrm.graph.server_home import Home
from graphcrm.settings import Settings

_READY_SECONDS = 180.0
_STOP_SECONDS = 60.0
_GONE_SECONDS = 1.0  # a server that was killed is known to have ended after a moment
_REFUSED_SECONDS = 5.0  # as long, the one that refuses our password may be another program on the port
_LOCK_SECONDS = _READY_SECONDS + _STOP_SECONDS  # somebody else may be starting or stopping it
_ROOM = 64 * 1024**2  # bytes; with less it starts and then answers nothing
_KEEPER = Path(__file__).with_name("keeper.py")


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A running server: how to reach it, and what it is."""

    uri: str
    user: str
    password: str
    version: str
    home: Path
    pid: int


@dataclass(frozen=True, slots=True)
class _Means:
    """What a server is started with."""

    version: str
    java: Java
    jars: Path


def install(settings: Settings, progress: Progress = silent) -> Path:
    """Fetches and checks the jars; the folder they are in."""
    return jars.install(settings, progress)


def start(settings: Settings, progress: Progress = silent) -> ServerAddress:
    """Starts the server and leaves it running, or takes the one that runs."""
    home = server_home.opened(_supported(settings))
    means = None if home.alive() else _means(settings, home, progress)
    with home.starting(_LOCK_SECONDS), home.using(_LOCK_SECONDS):
        address = _ready(home, progress) or _start(settings, home, means, progress)
        home.keep.touch()
        return address


def stop(settings: Settings) -> bool:
    """Stops the server, whoever uses it; False where none runs."""
    home = server_home.of(settings)
    with disk.errors_named(home.path, "GRAPHCRM_DATA_DIR"):
        if not home.path.is_dir():
            return False
        with home.starting(_LOCK_SECONDS):
            home.keep.unlink(missing_ok=True)
            return _stop(home)


def status(settings: Settings) -> ServerAddress | None:
    """The server that runs for this data directory, if it answers."""
    home = server_home.of(settings)
    with disk.errors_named(home.path, "GRAPHCRM_DATA_DIR"):
        if not home.alive():
            return None
        address = _address(home)
    try:
        return address if address and readiness.answers(address.uri, address.password) else None
    except readiness.Refused:
        return None


def revive(settings: Settings) -> None:
    """Starts the server again where it died under a command that uses it; on the same port, so that the command's
    connections find it. One that lives but does not answer is left alone."""
    home = server_home.of(settings)
    if not _until(lambda: not home.alive(), _GONE_SECONDS):
        return
    with home.starting(_LOCK_SECONDS):
        if not home.alive():
            _start(settings, home, None, silent)


@contextmanager
def running(settings: Settings, progress: Progress = silent) -> Iterator[ServerAddress]:
    """A running server for as long as the block lasts. The last command that uses it stops it, unless it was started to
    stay."""
    home = server_home.opened(_supported(settings))
    means = None if home.alive() else _means(settings, home, progress)
    use = home.using(_LOCK_SECONDS)
    with home.starting(_LOCK_SECONDS):
        use.acquire()
        try:
            address = _ready(home, progress)
            if address is None:
                home.keep.unlink(missing_ok=True)  # what was to stay has ended
                address = _start(settings, home, means, progress)
        except BaseException:
            use.release()
            raise
    try:
        yield address
    finally:
        use.release()
        _stop_if_unused(home)


def _supported(settings: Settings) -> Settings:
    if sys.platform == "win32":
        raise BadUserInput(
            "graphcrm runs a Neo4j of its own on Linux and macOS. On Windows start one and set GRAPHCRM_NEO4J_URI, or "
            "use the Windows Subsystem for Linux."
        )
    return settings


def _means(settings: Settings, home: Home, progress: Progress) -> _Means:
    """Finds or fetches what the server is started with. It may take long, so it is done before anybody has to wait for
    our locks, where that can be foreseen."""
    version = jars.version(settings)
    server_home.check_version(home, version)
    return _Means(version, java.find(settings), jars.install(settings, progress))


def _start(settings: Settings, home: Home, means: _Means | None, progress: Progress) -> ServerAddress:
    means = means or _means(settings, home, progress)
    progress(f"Starting Neo4j {means.version} on Java {means.java.major}, its home is {home.path}")
    with disk.errors_named(home.path, "GRAPHCRM_DATA_DIR"):
        disk.check_room(home.path, _ROOM, "GRAPHCRM_DATA_DIR")
        port = server_home.free_port(home)
        configuration = server_settings.configuration(settings, means.version, port)
        (home.path / "conf" / "neo4j.conf").write_text(configuration, encoding="utf-8")
    try:
        launch(home, port, means.version, server_settings.command(settings, means.java, means.jars, home.path))
        address = _ready(home, progress)
        if address is None:
            raise readiness.failure(home.path, home.log, home.state().exit)
    except BaseException:
        _stop(home)
        raise
    server_home.record_version(home, means.version)
    return address


def launch(home: Home, port: int, version: str, words: list[str]) -> None:
    """Hands the server over to a keeper. When this returns it lives, or its log says why it does not."""
    state = {"port": port, "version": version}
    with disk.errors_named(home.path, "GRAPHCRM_DATA_DIR"):
        (home.path / "state.json").unlink(missing_ok=True)
        with home.log.open("wb") as log:
            keeper = [sys.executable, "-I", "-S", str(_KEEPER), str(home.path), json.dumps(state), *words]
            subprocess.run(
                keeper, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd="/", check=False
            )


def _ready(home: Home, progress: Progress) -> ServerAddress | None:
    """The address of the server that lives here, once it answers; None where none does, or it ends before."""
    began = time.monotonic()
    refused_at = None
    while home.alive():
        address = _address(home)
        try:
            if address and readiness.answers(address.uri, address.password):
                return address
        except readiness.Refused:
            refused_at = refused_at or time.monotonic()
            if time.monotonic() - refused_at > _REFUSED_SECONDS:
                raise _wrong_password(home) from None
            time.sleep(1)
        if time.monotonic() - began > _READY_SECONDS:
            raise _mute(home, address)
        progress("Waiting for Neo4j to answer")
        time.sleep(0.05)
    return None


def _wrong_password(home: Home) -> BadUserInput:
    return BadUserInput(
        f"The Neo4j in {home.path} does not take the password in {home.path / 'password'}. Put the right one there, or "
        "move the folder away to begin anew."
    )


def _mute(home: Home, address: ServerAddress | None) -> Unavailable:
    return Unavailable(
        f"Neo4j (process {address.pid if address else 'unknown'}) has not answered for {_READY_SECONDS:.0f} seconds. "
        f"If it still runs, `graphcrm neo4j stop` ends it. Its log is {home.log}.",
        reason="DATABASE",
    )


def _address(home: Home) -> ServerAddress | None:
    """The address that the keeper wrote down; None while there is none."""
    state = home.state()
    if state.pid is None or state.port is None:
        return None
    uri = f"bolt://127.0.0.1:{state.port}"
    return ServerAddress(uri, readiness.USER, home.password, state.version, home.path, state.pid)


def _stop_if_unused(home: Home) -> None:
    alone = home.alone()
    if not alone.try_acquire():
        return
    try:
        if not home.keep.exists():
            _stop(home)
    finally:
        alone.release()


def _stop(home: Home) -> bool:
    """Ends the server and waits until it is gone; committed data survives even if it must be killed. False where none
    lives."""
    if not home.alive():
        return False
    _until(lambda: home.state().pid is not None or not home.alive(), 5.0)
    for number, seconds in ((signal.SIGTERM, _STOP_SECONDS), (signal.SIGKILL, 10.0)):
        pid = home.state().pid
        if pid is None or not home.alive():  # the lock is held, so the process id is still the server's
            break
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        if _until(lambda: not home.alive(), seconds):
            break
    return True


def _until(condition: Callable[[], bool], seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > ends:
            return False
        time.sleep(0.02)
    return True
