"""A served graphcrm as a process of its own, over the database of the run."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import Server, with_keys


@dataclass
class Served:
    """A process that serves: its address, itself."""

    url: str
    process: subprocess.Popen[str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(server: Server, folder: Path, **environment: str) -> Iterator[Served]:
    """`graphcrm serve` against the test's database until the block ends; it must end with code 0 at SIGTERM."""
    bind = f"127.0.0.1:{free_port()}"
    settings = {
        "GRAPHCRM_NEO4J_URI": server.uri,
        "GRAPHCRM_NEO4J_PASSWORD": server.password or "",
        "GRAPHCRM_DATA_DIR": str(with_keys(folder / "data")),
        "GRAPHCRM_BIND": bind,
        **environment,
    }
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "graphcrm.cli", "serve"],
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            assert line.strip() == f"ready http://{bind}", (folder / "serve.log").read_text()
            yield Served(f"http://{bind}", process)
            process.terminate()
            assert process.wait(30) == 0
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
