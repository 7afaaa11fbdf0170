"""`graphcrm audit` from outside: exit codes, the entry that is named, what an import leaves sealed."""

from __future__ import annotations

import json
from pathlib import Path

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from graphcrm.records.audit import segments
from tests.exchange.files import ORGANIZATIONS, PEOPLE, write
from tests.exchange.test_command import Command, graphcrm

__all__ = ["graphcrm"]  # a fixture


def test_an_import_is_sealed_and_the_trail_verified_by_its_exit_codes(graphcrm: Command, tmp_path: Path) -> None:
    anchor = {"GRAPHCRM_AUDIT_ANCHOR_DIR": str(tmp_path / "anchor")}
    write(tmp_path / "world", {"organizations": ORGANIZATIONS, "people": PEOPLE})
    assert graphcrm("import", "world", **anchor).returncode == 0
    intact = graphcrm("audit", "verify", "--json", **anchor)
    assert (intact.returncode, json.loads(intact.stdout)["entries"]) == (0, 2)
    assert len(list((tmp_path / "anchor").glob("checkpoint-*"))) == 1
    sealed = graphcrm("audit", "seal", "--json", **anchor)
    assert (sealed.returncode, json.loads(sealed.stdout)) == (0, {"sealed": 0})
    exported = graphcrm("audit", "export", "--output", "trail.jsonl")
    assert (exported.returncode, len((tmp_path / "trail.jsonl").read_text().splitlines())) == (0, 2)
    (path,) = segments.files(tmp_path / "data" / "audit")
    kept = path.read_bytes()
    assert (tmp_path / "trail.jsonl").read_bytes() == kept

    first, second = kept.splitlines(keepends=True)
    for content, code, verdict in (
        (kept.replace(b"allowed", b"refused", 1), 10, "altered"),
        (second, 11, "missing"),
        (second + first, 12, "inserted"),
        (first, 13, "shorter"),
    ):
        path.write_bytes(content)
        done = graphcrm("audit", "verify", "--json", **anchor)
        told = json.loads(done.stdout)
        assert (done.returncode, told["verdict"]) == (code, verdict)
        assert told["number"] in (1, 2)
    path.write_bytes(kept)
    (checkpoint,) = (tmp_path / "anchor").glob("checkpoint-*")
    checkpoint.write_bytes(checkpoint.read_bytes().replace(b'"number":2', b'"number":3'))
    assert graphcrm("audit", "verify", "--anchor", "anchor").returncode == 14
    plain = graphcrm("audit", "verify")
    assert (plain.returncode, "Without an anchor" in plain.stdout) == (0, True)
    assert graphcrm("audit", "verify", "--anchor", "nowhere").returncode == 2


async def test_a_question_asked_by_the_command_stands_in_the_trail(
    graph: Graph, graphcrm: Command, tmp_path: Path
) -> None:
    write(tmp_path / "world", {"organizations": ORGANIZATIONS})
    assert graphcrm("import", "world").returncode == 0
    await users.add(graph, built_in(), "m@lumen.example", None, ["manager"])
    asked = graphcrm("ask", "hierarchies/descendants", "organization=o-a", "--json")
    assert (asked.returncode, json.loads(asked.stdout)["rows"]) == (0, [])
    assert graphcrm("ask", "search/everything", "text=alpha", "first=3").returncode == 0
    refused = graphcrm("ask", "audit/trail", "--viewer", "m@lumen.example")
    assert (refused.returncode, "audit.read" in refused.stderr) == (1, True)
    trail = graphcrm("ask", "audit/trail", "--json")
    assert trail.returncode == 0
    titles = [row["node"]["title"] for row in json.loads(trail.stdout)["rows"]]
    summaries = [title for title in titles if "userAdd" not in title]
    assert [summary.split()[1:] for summary in summaries] == [
        [summaries[0].split()[1], "ask", "denied"],
        ["local", "ask", "allowed"],
        ["local", "ask", "allowed"],
        ["local", "import", "Organization", "allowed"],
    ]
    rows = await graph.rows("MATCH (a:AuditEntry {act: 'ask'}) RETURN a.fields, a.subject ORDER BY a.id", {})
    [[organization]] = await graph.rows("MATCH (o:Organization {external_id: 'o-a'}) RETURN o.id", {})
    assert rows[1][1] == [organization]
    assert [fields[0].split(".")[0] for fields, _ in rows] == [
        "hierarchies/descendants",
        "search/everything",
        "audit/trail",
        "audit/trail",
    ]
    assert await graph.rows("MATCH (a:Unsealed) RETURN count(a)", {}) == [[0]]
