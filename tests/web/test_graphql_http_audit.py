"""The audits of the npm package `graphql-http`, over a real socket: 61 of 61 in `compat`, with GET on."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens, users
from tests.conftest import Server
from tests.web.processes import Served, served

HERE = Path(__file__).parents[1] / "graphql_http_audit"


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed; .ci/run installs it")
    folder = tmp_path / "audit"
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("node_modules"))
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True, timeout=300)
    return folder


@pytest.fixture
def service(server: Server, tmp_path: Path) -> Iterator[Served]:
    with served(server, tmp_path, GRAPHCRM_MODE="dev") as found:
        yield found


async def test_all_audits_pass(graph: Graph, audit: Path, service: Served) -> None:
    await users.add(graph, built_in(), "audit@lumen.example", None, ["manager"])
    token = await tokens.create(graph, built_in(), "audit@lumen.example", None, timedelta(hours=1))
    words = ["node", "audit.mjs", f"{service.url}/graphql", token]
    done = subprocess.run(words, cwd=audit, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    assert "61 passed, 0 failed" in done.stdout
