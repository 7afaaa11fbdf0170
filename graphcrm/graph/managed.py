"""The Neo4j that graphcrm runs itself: started as a child, shared between commands, stopped by who started it.

One home per data directory. A command takes the server that runs or starts one; whoever started it waits for the others
and stops it, and on Linux the server ends with its starter whatever happens. `graphcrm neo4j start` leaves it running.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graphcrm.errors import BadUserInput, Unavailable
from graphcrm.graph import jars, java, server_settings
from graphcrm.graph.file_locks import Lock
from graphcrm.graph.jars import Progress, silent
from graphcrm.settings import Settings

_READY_SECONDS = 180.0
_STOP_SECONDS = 60.0
_USER = "neo4j"
_children: dict[int, subprocess.Popen[bytes]] = {}  # servers that this process started, so that each is waited for
_FIRST_PASSWORD = "neo4j"  # noqa: S105 - what every new Neo4j begins with; replaced before anybody is told the address


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A running server: how to reach it, and what it is."""

    uri: str
    user: str
    password: str
    version: str
    home: Path
    pid: int


def install(settings: Settings, progress: Progress = silent) -> Path:
    """Fetches and checks the jars; the folder they are in."""
    return jars.install(settings, progress)


def start(settings: Settings, progress: Progress = silent) -> ServerAddress:
    """Starts the server and leaves it running, or takes the one that runs."""
    home = _home(settings)
    with Lock(home / "start.lock", exclusive=True):
        address = _running(settings, home)
        if address is None:
            address = _start(settings, home, progress, outlive=True)
        (home / "keep").touch()
        return address


def stop(settings: Settings) -> bool:
    """Stops the server; False where none runs."""
    home = _home(settings)
    with Lock(home / "start.lock", exclusive=True):
        (home / "keep").unlink(missing_ok=True)
        address = _running(settings, home)
        if address is None:
            return False
        _stop(home, address.pid)
        return True


def status(settings: Settings) -> ServerAddress | None:
    """The server that runs for this data directory."""
    home = settings.data_dir / "neo4j"
    return _running(settings, home) if home.is_dir() else None


def revive(settings: Settings) -> None:
    """Starts the server again where it died under a command that uses it; on the same port, so that the command's
    connections find it. It may be called from a thread: the server does not end with that thread."""
    home = _home(settings)
    with Lock(home / "start.lock", exclusive=True):
        if _running(settings, home) is None:
            _start(settings, home, silent, outlive=True)


@contextmanager
def running(settings: Settings, progress: Progress = silent) -> Iterator[ServerAddress]:
    """A running server for as long as the block lasts. If this started it, it is stopped at the end, once all others
    that use it are done."""
    home = _home(settings)
    started = False
    with Lock(home / "start.lock", exclusive=True):
        address = _running(settings, home)
        if address is None:
            address = _start(settings, home, progress, outlive=False)
            started = True
        use = Lock(home / "users.lock", exclusive=False)
        use.acquire()
    try:
        yield address
    finally:
        use.release()
        if started and not (home / "keep").exists():
            with Lock(home / "users.lock", exclusive=True, seconds=_STOP_SECONDS):
                current = _running(settings, home)  # it may have died and been brought back since
                _stop(home, current.pid if current else address.pid)


def _home(settings: Settings) -> Path:
    """The home of this data directory, made with rights for its owner alone. BadUserInput for a foreign one."""
    home = settings.data_dir / "neo4j"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if hasattr(os, "getuid") and home.stat().st_uid != os.getuid():
            raise BadUserInput(f"{home} belongs to another user. Set GRAPHCRM_DATA_DIR to a folder of your own.")
        home.chmod(0o700)
        for name in ("conf", "data", "logs", "import", "plugins", "run"):
            (home / name).mkdir(exist_ok=True)
    except OSError as error:
        raise BadUserInput(f"{home} cannot be made ({error.strerror}). Set GRAPHCRM_DATA_DIR.") from error
    return home


def _running(settings: Settings, home: Path) -> ServerAddress | None:
    """The server that the state file tells of, if it lives and answers. A stale file, or one whose process id is
    somebody else's now, counts for nothing."""
    try:
        state: dict[str, Any] = json.loads((home / "state.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not _is_ours(int(state["pid"]), home):
        return None
    address = ServerAddress(
        f"bolt://127.0.0.1:{state['port']}", _USER, _password(home), str(state["version"]), home, int(state["pid"])
    )
    return address if _answers(address.uri, address.password) else None


def _is_ours(pid: int, home: Path) -> bool:
    """Whether the process is the server of this home."""
    try:
        os.kill(pid, 0)
        words = Path(f"/proc/{pid}/cmdline")
        return f"--home-dir={home}".encode() in words.read_bytes() if words.exists() else True
    except OSError:
        return False


def _start(settings: Settings, home: Path, progress: Progress, *, outlive: bool) -> ServerAddress:
    version = jars.version(settings)
    _check_version(home, version)
    folder = jars.install(settings, progress)
    runtime = java.find(settings)
    (home / "state.json").unlink(missing_ok=True)
    port = _port(home)
    (home / "conf" / "neo4j.conf").write_text(server_settings.configuration(settings, home, port), encoding="utf-8")
    words = server_settings.command(settings, runtime, folder, home)
    setpriv = shutil.which("setpriv")
    if not outlive and setpriv and sys.platform == "linux":
        words = [setpriv, "--pdeathsig", "TERM", "--", *words]
    progress(f"Starting Neo4j {version} on Java {runtime.major}")
    log = home / "logs" / "console.log"
    with log.open("wb") as out:
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True)
    for child in _children.values():
        child.poll()  # one that died is known to have ended
    _children[process.pid] = process
    password = _password(home)
    uri = f"bolt://127.0.0.1:{port}"
    try:
        _wait(process, uri, password, log, progress)
    except BaseException:
        process.kill()
        process.wait()
        raise
    state = {"pid": process.pid, "port": port, "version": version}
    _write_private(home / "state.json", json.dumps(state))
    (home / "version").write_text(version, encoding="utf-8")
    return ServerAddress(uri, _USER, password, version, home, process.pid)


def _check_version(home: Path, version: str) -> None:
    """A store is upgraded only forward."""
    try:
        known = (home / "version").read_text(encoding="utf-8").strip()
    except OSError:
        return
    if _numbers(known) > _numbers(version):
        raise BadUserInput(
            f"{home} was written by Neo4j {known}, which is newer than {version}. Set GRAPHCRM_NEO4J_VERSION to that "
            "line, or GRAPHCRM_DATA_DIR to another folder."
        )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _port(home: Path) -> int:
    """The port of the last time if it is free, so that whoever was connected finds the server again; else another."""
    file = home / "port"
    last = int(file.read_text(encoding="utf-8")) if file.exists() else 0
    for wanted in (last, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            port = int(probe.getsockname()[1])
            file.write_text(str(port), encoding="utf-8")
            return port
    raise Unavailable("No free port was found for Neo4j.", reason="DATABASE")


def _password(home: Path) -> str:
    """The password of this home, made at first and kept for its owner alone."""
    file = home / "password"
    if not file.exists():
        _write_private(file, secrets.token_urlsafe(24))
    return file.read_text(encoding="utf-8").strip()


def _write_private(path: Path, text: str) -> None:
    temporary = path.with_suffix(".new")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _wait(process: subprocess.Popen[bytes], uri: str, password: str, log: Path, progress: Progress) -> None:
    """Returns when the server answers. A server that ends says why in its log."""
    began = time.monotonic()
    while time.monotonic() - began < _READY_SECONDS:
        if process.poll() is not None:
            raise _failed(process.returncode, log)
        if _answers(uri, password) or _takes_password(uri, password):
            return
        progress("Waiting for Neo4j")
        time.sleep(0.1)
    raise Unavailable(f"Neo4j did not answer within {_READY_SECONDS:.0f} seconds. Its log is {log}.", reason="DATABASE")


def _failed(code: int, log: Path) -> Exception:
    text = log.read_text(encoding="utf-8", errors="replace")
    if "Address already in use" in text:
        return Unavailable("Another program took the port that Neo4j was to use. Try again.", reason="DATABASE")
    if "No space left on device" in text:
        return BadUserInput(f"The disk of {log.parent.parent} is full. Free some space or set GRAPHCRM_DATA_DIR.")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    said = [line for line in lines if "ERROR" in line or "Unrecognized setting" in line] or lines[:2]
    reason = " ".join(said[:2])[:300] or "it said nothing"
    return BadUserInput(f"Neo4j ended while starting (exit code {code}): {reason}. Its log is {log}.")


def _answers(uri: str, password: str) -> bool:
    return _try(uri, password, lambda driver: driver.execute_query("RETURN 1", database_="neo4j"))


def _takes_password(uri: str, password: str) -> bool:
    """Gives a new store its password in place of the one every store begins with."""
    text = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
    values = {"old": _FIRST_PASSWORD, "new": password}
    changed = _try(uri, _FIRST_PASSWORD, lambda d: d.execute_query(text, values, database_="system"))
    return changed and _answers(uri, password)


def _try(uri: str, password: str, work: Callable[[Any], object]) -> bool:
    port = int(uri.rpartition(":")[2])
    with socket.socket() as probe:  # the driver logs what it cannot reach; a closed port needs no driver
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", port)) != 0:
            return False
    driver = GraphDatabase.driver(
        uri,
        auth=(_USER, password),
        connection_timeout=2,
        connection_acquisition_timeout=4,
        telemetry_disabled=True,
        max_transaction_retry_time=0,
    )
    try:
        work(driver)
        return True
    except (DriverError, Neo4jError, AuthError, OSError):
        return False
    finally:
        driver.close()


def _stop(home: Path, pid: int) -> None:
    """Ends the server and waits for it; committed data survives even if it must be killed."""
    for number, seconds in ((signal.SIGTERM, _STOP_SECONDS), (signal.SIGKILL, 10.0)):
        if not _signalled(pid, number, home):
            break
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and not _ended(pid):
            time.sleep(0.02)
        if _ended(pid):
            break
    (home / "state.json").unlink(missing_ok=True)


def _signalled(pid: int, number: int, home: Path) -> bool:
    if not _is_ours(pid, home):
        return False
    os.kill(pid, number)
    return True


def _ended(pid: int) -> bool:
    """Whether a process is gone; a child of ours is waited for, so that none is left behind."""
    if pid in _children:
        return _children[pid].poll() is not None
    try:
        os.kill(pid, 0)
    except OSError:
        return True
    return False
