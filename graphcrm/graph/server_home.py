"""The home of the managed Neo4j, one per data directory: folders, password, port, the version that wrote the store, and
the state of the server that runs there.

`start.lock` is held while a server is looked for or started, `users.lock` shared by every command that uses it,
`server.lock` by the server itself and its keeper for as long as it lives: whether a server runs is whether that lock is
held, so a stale state file or a process id that is somebody else's now counts for nothing. `password.lock` is held for
the moment in which a new home gets its password.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

from graphcrm.errors import BadUserInput, Unavailable
from graphcrm.graph import disk
from graphcrm.graph.file_locks import Lock, held
from graphcrm.graph.jars import numbers
from graphcrm.settings import Settings

_FOLDERS = ("conf", "data", "logs", "import", "plugins", "run")
# Below the range that outgoing connections get: a client that tries a port there again and again while the server is
# away can connect to itself and so keep the port from the server.
_PORTS = range(20000, 30000)
_ROUNDS = 1024


@dataclass(frozen=True, slots=True)
class State:
    """What the keeper wrote about the server: of a running one its process id, of an ended one its exit code."""

    pid: int | None = None
    port: int | None = None
    version: str = ""
    exit: int | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """A home by its folder, which need not be there yet."""

    path: Path

    @property
    def log(self) -> Path:
        return self.path / "logs" / "console.log"

    @property
    def keep(self) -> Path:
        """Exists while the server is to run although no command uses it."""
        return self.path / "keep"

    @property
    def password(self) -> str:
        """The password of user neo4j. OSError where there is none yet."""
        return (self.path / "password").read_text(encoding="utf-8").strip()

    def starting(self, seconds: float) -> Lock:
        return Lock(self.path / "start.lock", exclusive=True, seconds=seconds)

    def using(self, seconds: float) -> Lock:
        return Lock(self.path / "users.lock", exclusive=False, seconds=seconds)

    def alone(self) -> Lock:
        """To be had only while no command uses the server; who has it may stop the server."""
        return Lock(self.path / "users.lock", exclusive=True)

    def alive(self) -> bool:
        """Whether a server lives here, be it starting, running or stopping."""
        return held(self.path / "server.lock")

    def state(self) -> State:
        """The state as it is known; an empty one where it is not."""
        try:
            return State(**json.loads((self.path / "state.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return State()


def of(settings: Settings) -> Home:
    """The home of a data directory, as it is."""
    return Home(settings.data_dir.absolute() / "neo4j")


def opened(settings: Settings) -> Home:
    """The home of a data directory, made with rights for its owner alone. BadUserInput for a foreign one."""
    home = of(settings)
    with disk.errors_named(home.path, "GRAPHCRM_DATA_DIR"):
        home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if hasattr(os, "getuid") and home.path.stat().st_uid != os.getuid():
            raise BadUserInput(f"{home.path} belongs to another user. Set GRAPHCRM_DATA_DIR to a folder of your own.")
        home.path.chmod(0o700)
        for name in _FOLDERS:
            (home.path / name).mkdir(exist_ok=True)
        with Lock(home.path / "password.lock", exclusive=True, seconds=10):  # commands may come at once
            _make_password(home)
    return home


def check_version(home: Home, version: str) -> None:
    """A store is upgraded only forward."""
    try:
        known = (home.path / "version").read_text(encoding="utf-8").strip()
        newer = numbers(known) > numbers(version)
    except (OSError, ValueError):
        return
    if newer:
        raise BadUserInput(
            f"{home.path} was written by Neo4j {known}, which is newer than {version}. Set GRAPHCRM_NEO4J_VERSION to "
            "that line, or GRAPHCRM_DATA_DIR to another folder."
        )


def record_version(home: Home, version: str) -> None:
    _write_private(home.path / "version", version)


def free_port(home: Home) -> int:
    """The port of the last time if it is free, so that whoever was connected finds the server again; else another."""
    file = home.path / "port"
    try:
        last = [int(file.read_text(encoding="utf-8"))]
    except (OSError, ValueError):
        last = []
    tried = secrets.SystemRandom().sample(_PORTS, 100)
    for port in (*last, *tried):
        if _is_free(port):
            _write_private(file, str(port))
            return port
    raise Unavailable(
        f"No free port was found for Neo4j between {_PORTS.start} and {_PORTS.stop}. End a program that listens there.",
        reason="DATABASE",
    )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what has just been closed is free
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _make_password(home: Home) -> None:
    """A password for a home that has none, known to a new store from its first moment: Neo4j takes it from `auth.ini`,
    which its own `set-initial-password` would write (that costs a second of Java)."""
    file = home.path / "password"
    if file.exists():
        file.chmod(0o600)
        return
    if (home.path / "data" / "databases").exists():
        raise BadUserInput(
            f"The password file {file} is missing, and the store beside it needs it. Put it back, or move "
            f"{home.path} away to begin anew."
        )
    password, salt = secrets.token_urlsafe(24), secrets.token_bytes(32)
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    folder = home.path / "data" / "dbms"
    folder.mkdir(exist_ok=True)
    _write_private(folder / "auth.ini", f"neo4j:SHA-256,{digest.hex()},{salt.hex()},{_ROUNDS}:\n")
    _write_private(file, password)


def _write_private(path: Path, text: str) -> None:
    """Writes a file for its owner alone, whole or not at all."""
    temporary = path.with_suffix(".new")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
