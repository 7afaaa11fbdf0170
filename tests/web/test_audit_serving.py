"""A served graphcrm seals by itself: what was written and read, shortly after, and what is left when it ends."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens, users
from graphcrm.records.audit import verifying
from graphcrm.records.audit.verifying import Verdict
from tests.conftest import Server
from tests.web.processes import served

INPUT = '{name: "Ana", emails: ["a@a.example"]}'
CREATE = "mutation { personCreate(input: %s) { person { id } userErrors { code } } }" % INPUT
READ = "{ people { nodes { emails { address } } } }"


@pytest.mark.parametrize("mode", ["grouped", "strict"])
async def test_what_is_written_and_read_is_sealed_soon_and_at_the_end(
    graph: Graph, server: Server, tmp_path: Path, mode: str
) -> None:
    await users.add(graph, built_in(), "m@lumen.example", None, ["manager"])
    token = await tokens.create(graph, built_in(), "m@lumen.example", None, timedelta(hours=1))
    audit, anchor = tmp_path / "data" / "audit", tmp_path / "anchor"
    settings = {"GRAPHCRM_AUDIT_ANCHOR_DIR": str(anchor), "GRAPHCRM_AUDIT_READS": mode}
    with (
        served(server, tmp_path, **settings) as process,
        httpx.Client(base_url=process.url, headers={"Authorization": f"Bearer {token}"}, timeout=20) as client,
    ):
        assert client.post("/graphql", json={"query": CREATE}).json()["data"]["personCreate"]["userErrors"] == []
        assert client.post("/graphql", json={"query": READ}).json()["data"]["people"]["nodes"]
        ends = time.monotonic() + 30
        while verifying.verify(audit, None).entries < 4:  # ends: sealed, or the time is over
            assert time.monotonic() < ends
            time.sleep(0.1)
        assert client.post("/graphql", json={"query": READ}).status_code == 200
    found = verifying.verify(audit, anchor)
    assert (found.verdict, found.entries) == (Verdict.INTACT, 5)
    assert "no checkpoint yet" not in found.sentence
    assert list((tmp_path / "data" / "journal").iterdir()) == []
    rows = await graph.rows("MATCH (a:AuditEntry) RETURN a.act, a:Unsealed ORDER BY a.number", {})
    acts = ("userAdd", "tokenCreate", "personCreate", "read", "read")
    assert rows == [[act, False] for act in acts]
