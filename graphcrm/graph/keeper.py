"""Keeps one Neo4j running for as long as a command uses it, and ends it when none does, however the commands ended.

A program of its own, run by file name with the standard library alone: `keeper.py HOME STATE WORD…`, where STATE is a
JSON object to be kept in HOME/state.json beside the process id, and the words start the server. It returns when the
server is running; what stays behind is a process in the background that holds HOME/server.lock together with the
server, looks whether HOME/users.lock is held by anybody, and writes the server's exit code into the state at the end.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

if sys.platform != "win32":
    import fcntl

_LOOK_SECONDS = 0.5
_STOP_SECONDS = 60.0
_LOCK_SECONDS = 5.0  # another command may be looking, for a moment, whether the lock is held


def main(arguments: list[str]) -> int:
    """Starts the server in the background. 0 when it runs, 1 when it could not be started: the console log says why."""
    home, state, words = Path(arguments[0]), json.loads(arguments[1]), arguments[2:]
    os.umask(0o077)
    os.putenv("LC_ALL", "C.UTF-8")  # else Java cannot open a home whose name has letters beyond ASCII
    told, telling = os.pipe()
    if os.fork() > 0:
        os.close(telling)
        return 0 if os.read(told, 1) else 1
    os.close(told)
    lock = _locked(home / "server.lock")
    before = _end_with_parent if sys.platform == "linux" else None
    server = subprocess.Popen(words, stdin=subprocess.DEVNULL, pass_fds=(lock,), preexec_fn=before)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: server.terminate())
    _write(home, {**state, "pid": server.pid})
    os.write(telling, b"1")
    os.close(telling)
    code = _kept(server, home)
    _write(home, {"exit": code})
    return 0


def _kept(server: subprocess.Popen[bytes], home: Path) -> int:
    """The exit code of the server, after it ended by itself or because nobody used it any more. Seen unused twice, so
    that a command that has just ended may stop the server itself and wait for it."""
    users = os.open(home / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
    seen = False
    while True:  # ends with the server, which somebody stops at last
        try:
            return server.wait(_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            unused = not (home / "keep").exists() and _try_lock(users)
        if unused and seen:
            return _ended(server)  # the lock is kept: who comes now waits until the server is gone, then starts one
        if unused:
            fcntl.flock(users, fcntl.LOCK_UN)
        seen = unused


def _ended(server: subprocess.Popen[bytes]) -> int:
    server.terminate()
    try:
        return server.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        return server.wait()


def _end_with_parent() -> None:
    """The server gets SIGTERM when we are gone, even if we are killed."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def _locked(path: Path) -> int:
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    ends = time.monotonic() + _LOCK_SECONDS
    while not _try_lock(lock):
        if time.monotonic() > ends:
            raise SystemExit(f"{path} is held: another server has this home")
        time.sleep(0.01)
    return lock


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write(home: Path, state: dict[str, Any]) -> None:
    temporary = home / "state.new"
    temporary.write_text(json.dumps(state), encoding="utf-8")
    temporary.replace(home / "state.json")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
