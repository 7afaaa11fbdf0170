"""A socket ends with what it was opened by: a token whose time is over, a session that its owner ended."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens, users
from graphcrm.web.sockets import session
from tests.web.speaking import client, worker


async def test_a_token_whose_time_is_over_ends_its_sockets(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One is looked at now and then, at most a minute apart, whether or not anything is told."""
    assert session.PING_SECONDS <= 60
    monkeypatch.setattr(session, "PING_SECONDS", 0.3)
    await users.add(graph, built_in(), "m@lumen.example", None, ["manager"])
    token = await tokens.create(graph, built_in(), "m@lumen.example", None, timedelta(seconds=1.5))
    async with worker(graph, data_dir=tmp_path) as served, client(served.url, token) as idle:
        began = asyncio.get_running_loop().time()
        assert await idle.closed(10) == 4403
        assert asyncio.get_running_loop().time() - began > 0.5
