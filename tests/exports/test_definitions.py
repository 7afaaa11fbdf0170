"""Definitions of custom fields in a file: they come before what uses them, and are judged as in the API."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import viewer
from graphcrm.errors import Forbidden
from graphcrm.exchange.canonical import graph_hash
from graphcrm.exchange.importing import Options
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from tests.conftest import Api
from tests.custom_fields.defining import define
from tests.exchange.files import imported, outcomes, rejections

HEAD = "external_id,on,key,label,type,required,minimum,maximum,pattern,choices,sensitivity\n"
TIER = ",Person,tier,Tier,CHOICE,true,,,,gold;tin,PUBLIC\n"
PEOPLE = "external_id,name,x_tier\np-a,Ana,gold\np-b,Bo,\n"


def importer(role: str) -> Options:
    who = viewer(built_in(), id="usr_0", email="x", roles=(role,), teams=())
    return Options(author=who.id, importer=who)


@pytest.mark.parametrize("dry_run", [True, False])
async def test_a_file_defines_the_columns_of_the_others(graph: Graph, tmp_path: Path, dry_run: bool) -> None:
    """The field asks for a value from now on; the rows that come with it may be older."""
    before = await graph_hash(graph)
    ledger = await imported(
        graph, tmp_path, Options(dry_run=dry_run), field_definitions=HEAD + TIER, people=PEOPLE + "p-c,Cy,brass\n"
    )
    assert rejections(ledger) == [("people.csv", 4, "x_tier", "CHOICE")]
    assert ledger.findings == [] and outcomes(ledger) == {"created": 3, "rejected": 1}
    assert (await graph_hash(graph) == before) is dry_run
    if not dry_run:
        later = await imported(graph, tmp_path, people="external_id,name,x_tier\np-d,Di,\n")
        assert rejections(later) == [("people.csv", 2, "x_tier", "REQUIRED")]


async def test_the_same_definition_is_unchanged_and_another_of_its_key_is_refused(api: Api, tmp_path: Path) -> None:
    await define(api, "Person", "tier", "CHOICE", choices=["gold", "tin"], sensitivity="PUBLIC", required=True)
    before = await graph_hash(api.graph)
    assert outcomes(await imported(api.graph, tmp_path, field_definitions=HEAD + TIER)) == {"unchanged": 1}
    other = [
        (",Person,tier,Tier,TEXT,true,,,,,PUBLIC\n", "type"),
        (",Person,tier,Rank,CHOICE,true,,,,gold;tin,PUBLIC\n", "label"),
        (",Person,tier,Tier,CHOICE,true,,,,gold,PUBLIC\n", "choices"),
        (",Person,tier,Tier,CHOICE,true,,,,gold;tin,PERSONAL\n", "sensitivity"),
        (",Person,Tier,Tier,CHOICE,true,,,,gold;tin,PUBLIC\n", "key"),
        ("f-9,Person,tier,Tier,CHOICE,false,,,,gold;tin,PUBLIC\n", "required"),
    ]
    for row, column in other:
        ledger = await imported(api.graph, tmp_path, field_definitions=HEAD + row)
        assert rejections(ledger) == [("field_definitions.csv", 2, column, "RULE")], row
    assert await graph_hash(api.graph) == before


async def test_a_definition_that_is_refused_makes_no_field_optional(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, field_definitions=HEAD + TIER)
    other = TIER.replace("Tier", "Rank")
    ledger = await imported(graph, tmp_path, field_definitions=HEAD + other, people=PEOPLE)
    assert rejections(ledger) == [
        ("field_definitions.csv", 2, "label", "RULE"),
        ("people.csv", 3, "x_tier", "REQUIRED"),
    ]


async def test_of_a_field_that_the_importer_does_not_see_nothing_is_told_but_its_key(
    graph: Graph, tmp_path: Path
) -> None:
    secret = "f-1,Person,tier,Secret,CHOICE,true,,,,gold;tin,SENSITIVE\n"
    await imported(graph, tmp_path, field_definitions=HEAD + secret)
    told = set()
    for row in (secret, TIER, TIER.replace("tier", "Tier"), secret.replace("SENSITIVE", "PUBLIC")):
        ledger = await imported(graph, tmp_path, importer("manager"), field_definitions=HEAD + row)
        (one,) = ledger.rejected
        told.add((one.column, one.code, one.sentence.partition("key: ")[2]))
    assert told == {("key", "RULE", "Person has a field of this key. Choose another.")}


async def test_a_definition_of_an_external_id_is_changed_like_any_record(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, field_definitions=HEAD + f"f-1{TIER}")
    changed = "f-1,Person,tier,Rank,CHOICE,false,,,,gold;tin;brass,PUBLIC\n"
    assert outcomes(await imported(graph, tmp_path, field_definitions=HEAD + changed)) == {"updated": 1}
    ledger = await imported(graph, tmp_path, field_definitions=HEAD + "f-1,Deal,tier,Rank,CHOICE,,,,,gold,PUBLIC\n")
    assert rejections(ledger) == [("field_definitions.csv", 2, "on", "RULE")]
    assert outcomes(await imported(graph, tmp_path, people="external_id,name,x_tier\np-a,Ana,brass\n")) == {
        "created": 1
    }


async def test_what_no_definition_may_say_is_refused_row_by_row(graph: Graph, tmp_path: Path) -> None:
    rows = [
        (",Person,tier_key,T,TEXT,,,,,,PUBLIC", "key", "RULE"),
        (",Person,a,T,TEXT,,1,,,,PUBLIC", "minimum", "RULE"),
        (",Person,b,T,NUMBER,,2,1,,,PUBLIC", "maximum", "RULE"),
        (",Person,c,T,TEXT,,,,(,,PUBLIC", "pattern", "RULE"),
        (",Person,d,T,CHOICE,,,,,,PUBLIC", "choices", "RULE"),
        (",Person,e,T,WORD,,,,,,PUBLIC", "type", "CHOICE"),
        (",AuditEntry,f,T,TEXT,,,,,,PUBLIC", "on", "CHOICE"),
        (",Person,g,,TEXT,,,,,,PUBLIC", "label", "REQUIRED"),
        (",Person,h,T,TEXT,,,,,,SECRET", "sensitivity", "CHOICE"),
        (",Person,i,T,TEXT,,,,,,PUBLIC", None, None),
        (",Person,i,U,TEXT,,,,,,PUBLIC", "key", "DUPLICATE_ID"),
        (",Person,I,U,TEXT,,,,,,PUBLIC", "key", "RULE"),
    ]
    ledger = await imported(graph, tmp_path, field_definitions=HEAD + "\n".join(row for row, _, _ in rows))
    wanted = [("field_definitions.csv", n, column, code) for n, (_, column, code) in enumerate(rows, 2) if code]
    assert rejections(ledger) == wanted
    assert outcomes(ledger) == {"created": 1, "rejected": 11}


async def test_who_may_not_define_fields_may_not_import_them(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(Forbidden, match=r"fields\.write"):
        await imported(graph, tmp_path, importer("account_manager"), field_definitions=HEAD + TIER)
    sensitive = TIER.replace("PUBLIC", "SENSITIVE")
    ledger = await imported(graph, tmp_path, importer("manager"), field_definitions=HEAD + sensitive)
    assert rejections(ledger) == [("field_definitions.csv", 2, "sensitivity", "FORBIDDEN")]
    assert outcomes(await imported(graph, tmp_path, importer("manager"), field_definitions=HEAD + TIER)) == {
        "created": 1
    }


async def test_who_sees_what_is_not_for_every_importer_to_say(graph: Graph, tmp_path: Path) -> None:
    for files in ({"users": "external_id,email,name\nu-a,a@a.example,A\n"}, {"teams": "external_id,name\nt-a,A\n"}):
        with pytest.raises(Forbidden, match=r"users\.write"):
            await imported(graph, tmp_path, importer("manager"), **files)
    with pytest.raises(Forbidden, match=r"users\.write"):
        await imported(graph, tmp_path, importer("manager"), people="external_id,name,audience\np-a,Ana,\n")
    files = {"teams": "external_id,name\nt-a,A\n", "people": "external_id,name,audience\np-a,Ana,t-a\np-b,Bo,t-b\n"}
    ledger = await imported(graph, tmp_path, importer("admin"), **files)
    assert rejections(ledger) == [("people.csv", 3, "audience", "UNKNOWN_REFERENCE")]
    rows = await graph.rows("MATCH (p:Person), (t:Team) RETURN p.audience = [t.id]", {})
    assert rows == [[True]]


async def test_an_address_is_that_of_one_user(graph: Graph, tmp_path: Path) -> None:
    """What they may do decides their roles, so that two of one address would leave open who signs in."""
    await users.add(graph, built_in(), "ana@a.example", "Ana", ["manager"])
    [[ana]] = await graph.rows("MATCH (u:User) RETURN u.id", {})
    rows = "u-a,Ana@A.example,Ana\nu-b,ben@a.example,Ben\nu-c,BEN@a.example,Ben\n"
    ledger = await imported(graph, tmp_path, users="external_id,email,name\n" + rows + f"{ana},ana@a.example,Ann\n")
    assert [(line, column, code) for _, line, column, code in rejections(ledger)] == [
        (2, "email", "RULE"),
        (4, "email", "RULE"),
    ]
    assert outcomes(ledger) == {"created": 1, "updated": 1, "rejected": 2}
