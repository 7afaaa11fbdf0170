"""Each batch of an import leaves one change and one audit entry in its own transaction: ids and fields, no values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import viewer
from graphcrm.exchange import batches
from graphcrm.exchange.importing import Options
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from graphcrm.records.feed import Feed
from graphcrm.records.journal import Touched
from tests.compile import surfaces
from tests.exchange.files import ORGANIZATIONS, PEOPLE, ROLES, imported
from tests.exchange.test_command import Command, graphcrm

__all__ = ["graphcrm"]  # a fixture

_CHANGES = "MATCH (c:Change) RETURN c.act, c.type, c.ids, c.fields, c.actor, c.request ORDER BY c.at, c.id"
_ENTRIES = """
MATCH (a:AuditEntry:Unsealed)
RETURN a.act, a.type, a.subject, a.fields, a.actor, a.request, a.decision ORDER BY a.at, a.id
"""


async def ids(graph: Graph, label: str) -> dict[str, str]:
    rows = await graph.rows("MATCH (n:$($label)) RETURN n.external_id, n.id", {"label": label})
    return dict(rows)


async def told(graph: Graph, role: str) -> list[list[Any]]:
    """What a viewer of a role, in no team, is told by the feed: type, kind, ids and fields."""
    await Feed(graph).number()
    who = viewer(built_in(), id="usr_0", email="x", roles=(role,), teams=())
    rows = orjson.loads(await surfaces.feed(graph, who))
    return [[type_, kind, sorted(ids), fields] for _, _, kind, type_, ids, fields in rows]


async def test_a_batch_notes_the_ids_and_fields_it_wrote(graph: Graph, tmp_path: Path) -> None:
    """
    p-a ── r-a ── o-a         people.csv, roles.csv, holdings.csv and ownership.csv: a batch each
                   └─ o-b
    """
    ledger = await imported(
        graph,
        tmp_path,
        Options(author="usr_ana"),
        organizations=ORGANIZATIONS,
        people="external_id,name,emails,birthday\np-a,Ana,ana@a.example,1980-05-05\n",
        roles=ROLES,
        holdings="role,person,started_on\nr-a,p-a,2020-01-01\n",
        ownership="child,parent,share\no-b,o-a,0.7\n",
    )
    organizations, people, roles = [await ids(graph, label) for label in ("Organization", "Person", "Role")]
    changes = await graph.rows(_CHANGES, {})
    assert [(act, type_, sorted(found)) for act, type_, found, *_ in changes] == [
        ("IMPORTED", "Person", [people["p-a"]]),
        ("IMPORTED", "Organization", sorted(organizations.values())),
        ("IMPORTED", "Role", sorted(roles.values())),
        ("IMPORTED", "HOLDS", sorted([people["p-a"], roles["r-a"]])),
        ("IMPORTED", "SUBSIDIARY_OF", sorted([organizations["o-a"], organizations["o-b"]])),
    ]
    assert {(actor, request) for *_, actor, request in changes} == {("usr_ana", ledger.run)}
    of_person = next(c for c in changes if c[1] == "Person")
    assert set(of_person[3]) >= {"name", "birthday", "emails"}
    assert not any(name.startswith("_") or name.endswith("_key") for name in of_person[3])
    entries = await graph.rows(_ENTRIES, {})
    assert len(entries) == len(changes)
    assert {(e[0], e[4], e[5], e[6]) for e in entries} == {("import", "usr_ana", ledger.run, "allowed")}
    everything = json.dumps([*entries, *changes], default=str)
    assert not any(value in everything for value in ("Ana", "1980", "ana@", "0.7"))


async def test_the_trail_names_a_person_by_a_code_that_only_their_salt_can_tell(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, people=PEOPLE)
    await imported(graph, tmp_path, people=PEOPLE.replace("Ana", "Anna"))
    rows = await graph.rows("MATCH (p:Person) RETURN p.external_id, p.id, p._audit_salt, p._audit_code", {})
    assert all(code == Touched("Person", identifier, salt).subject for _, identifier, salt, code in rows)
    codes = {external: code for external, _, _, code in rows}
    (first, second) = await graph.rows(_ENTRIES, {})
    assert sorted(first[2]) == sorted(codes.values())
    assert second[2] == [codes["p-a"]]
    assert second[3] == ["name"]


async def test_what_is_as_it_was_leaves_nothing(graph: Graph, tmp_path: Path) -> None:
    files = {"organizations": ORGANIZATIONS, "ownership": "child,parent,share\no-b,o-a,0.7\n"}
    await imported(graph, tmp_path, **files)
    before = await graph.rows("MATCH (n:Change|AuditEntry) RETURN count(n)", {})
    await imported(graph, tmp_path, **files)
    assert await graph.rows("MATCH (n:Change|AuditEntry) RETURN count(n)", {}) == before == [[4]]


async def test_a_large_file_leaves_one_entry_a_batch(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "SIZE", 20)
    people = "external_id,name\n" + "".join(f"p-{i},Person {i}\n" for i in range(50))
    await imported(graph, tmp_path, people=people)
    assert [len(ids) for _, _, ids, *_ in await graph.rows(_CHANGES, {})] == [20, 20, 10]


async def test_the_feed_tells_of_an_import_what_each_may_see(graph: Graph, tmp_path: Path) -> None:
    await imported(
        graph,
        tmp_path,
        people=PEOPLE,
        influences="from,to,weight\np-a,p-b,0.5\n",
        relations="from,to,kind\np-a,p-c,MENTOR\n",
    )
    await graph.write(
        lambda t: t.run("MATCH (p:Person {external_id: 'p-b'}) SET p.audience = ['tea_1']"), name="restrict"
    )
    people = await ids(graph, "Person")
    seen = {type_: found for type_, _, found, _ in await told(graph, "account_manager")}
    assert seen["Person"] == sorted([people["p-a"], people["p-c"]])
    assert set(await _types(graph, "analyst")) == {"Person", "RELATED_TO"}  # influence is not for analysts
    assert set(await _types(graph, "admin")) == {"Person", "RELATED_TO", "INFLUENCES"}


async def _types(graph: Graph, role: str) -> list[str]:
    return [type_ for type_, *_ in await told(graph, role)]


async def test_the_command_imports_as_the_one_named_if_they_may(
    graph: Graph, graphcrm: Command, tmp_path: Path
) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE)
    identifier = await users.add(graph, built_in(), "ana@lumen.example", None, ["account_manager"])
    await users.add(graph, built_in(), "rea@lumen.example", None, ["auditor"])
    assert graphcrm("import", "people.csv", "--viewer", "rea@lumen.example").returncode == 1
    assert await graph.rows(_CHANGES, {}) == []
    assert graphcrm("import", "people.csv", "--viewer", "ana@lumen.example").returncode == 0
    assert [row[4] for row in await graph.rows(_CHANGES, {})] == [identifier]
    (tmp_path / "people.csv").write_text(PEOPLE.replace("Ana", "Anna"))
    assert graphcrm("import", "people.csv").returncode == 0
    assert [row[4] for row in await graph.rows(_CHANGES, {})] == [identifier, "local"]
