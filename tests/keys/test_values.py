"""Sensitive values are in the database as ciphertexts alone, and every reply is as if they were not."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from graphcrm.errors import Unavailable, Unreadable
from graphcrm.exchange import canonical
from graphcrm.graph.connection import Graph, connect
from graphcrm.records.keys import opening
from graphcrm.records.keys.cipher import RecordCipher
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import CIPHER, Api, Server, opened
from tests.custom_fields.defining import define
from tests.exchange.files import imported
from tests.exports import exporting
from tests.exports.exporting import exported, read
from tests.keys.worlds import CREATE, POLICY, READ, UPDATE, everything, stored

FIELDS: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("note", "TEXT", {"text": "planted-note"}, {}),
    ("dose", "NUMBER", {"number": 71.25}, {}),
    ("debt", "MONEY", {"money": {"amount": "98765.4", "currency": "CHF"}}, {}),
    ("seen", "DATE", {"date": "1961-02-17"}, {}),
    ("blood", "CHOICE", {"choice": "planted-zero"}, {"choices": ["planted-zero", "a"]}),
    ("ills", "MULTI_CHOICE", {"choices": ["planted-ill", "none"]}, {"choices": ["planted-ill", "none"]}),
    ("well", "BOOLEAN", {"boolean": True}, {}),
]
PLANTED = ["1980-05-05", "1981-06-06", "planted", "71.25", "98765", "1961-02-17"]


@pytest.fixture
async def site(graph: Graph) -> AsyncIterator[Api]:
    found = await opened(graph, POLICY)
    yield found
    await found.client.aclose()


async def with_fields(site: Api) -> str:
    for key, type_, _, more in FIELDS:
        await define(site, "Person", key, type_, sensitivity="SENSITIVE", **more)
    fields = [{"key": key, **value} for key, _, value, _ in FIELDS]
    given = {"externalId": "p-a", "name": "Ana", "birthday": "1980-05-05", "customFields": fields}
    made = (await site.ask(CREATE, {"i": given}))["personCreate"]
    assert made["userErrors"] == [] and made["person"]["birthday"] == "1980-05-05"
    shown = {one["key"]: {k: v for k, v in one.items() if v is not None} for one in made["person"]["customFields"]}
    assert shown == {one["key"]: one for one in fields}
    return str(made["person"]["id"])


async def test_no_planted_value_is_anywhere_in_the_database_however_it_was_written(site: Api, tmp_path: Path) -> None:
    person = await with_fields(site)
    changed = await site.ask(UPDATE, {"i": {"person": {"id": person}, "birthday": "1981-06-06"}})
    assert changed["personUpdate"]["person"]["birthday"] == "1981-06-06"
    await imported(site.graph, tmp_path, people="external_id,name,birthday,x_note\np-b,Bo,1980-05-05,planted-too\n")
    await imported(site.graph, tmp_path, people="external_id,name,birthday\np-b,Bo,1961-02-17\n")
    kept = await everything(site.graph)
    assert [value for value in PLANTED if value in kept] == []
    assert isinstance((await stored(site.graph, person))["enc_birthday"], bytes)
    found = await site.ask("{ people(orderBy: [{field: NAME}]) { nodes { birthday customFields { key text } } } }")
    assert [one["birthday"] for one in found["people"]["nodes"]] == ["1981-06-06", "1961-02-17"]
    assert {"key": "note", "text": "planted-too"} in found["people"]["nodes"][1]["customFields"]


async def test_the_history_and_every_earlier_day_are_told_as_before(site: Api) -> None:
    person = await with_fields(site)
    for given in ({"birthday": "1981-06-06"}, {"birthday": None}):
        done = await site.ask(UPDATE, {"i": {"person": {"id": person}, **given}})
        assert done["personUpdate"]["userErrors"] == []
    text = """query($id: ID!) { person(by: {id: $id}) { birthday
      history(first: 9) { nodes { kind changes { field before after } } }
      asItWas(on: "2100-01-01") { birthday customFields(keys: ["debt", "ills"]) { money { amount } choices } } } }"""
    found = (await site.ask(text, {"id": person}))["person"]
    changes = [[c for c in one["changes"] if c["field"] != "name"] for one in found["history"]["nodes"]]
    assert changes[:2] == [
        [{"field": "birthday", "before": "1981-06-06", "after": None}],
        [{"field": "birthday", "before": "1980-05-05", "after": "1981-06-06"}],
    ]
    made = {one["field"]: one["after"] for one in changes[2]}
    assert (made["customFields.debt"], made["customFields.note"]) == ("98765.4 CHF", "planted-note")
    assert (made["customFields.ills"], made["customFields.well"]) == ('["planted-ill", "none"]', "true")
    assert found["birthday"] is None and found["asItWas"]["birthday"] is None
    assert found["asItWas"]["customFields"] == [
        {"money": {"amount": "98765.4"}, "choices": None},
        {"money": None, "choices": ["planted-ill", "none"]},
    ]
    assert [value for value in PLANTED if value in await everything(site.graph)] == []


async def test_a_day_before_a_change_shows_the_value_of_that_day(site: Api) -> None:
    person = await with_fields(site)
    await site.ask(UPDATE, {"i": {"person": {"id": person}, "birthday": "1981-06-06"}})
    earlier = (
        "MATCH (p:Person {id: $id}) SET p.created_at = datetime('2020-01-01T00:00Z') WITH p "
        "MATCH (c:Change {act: 'CREATED'})-[o:OF]->(p) SET o.at = p.created_at, c.at = p.created_at RETURN count(c)"
    )
    await site.graph.write(lambda t: t.run(earlier, {"id": person}), name="test")
    text = 'query($id: ID!) { person(by: {id: $id}) { birthday asItWas(on: "2021-01-01") { birthday } } }'
    found = (await site.ask(text, {"id": person}))["person"]
    assert found == {"birthday": "1981-06-06", "asItWas": {"birthday": "1980-05-05"}}


async def test_old_values_of_what_not_everybody_sees_are_enciphered_and_told_as_ever(site: Api) -> None:
    given = {"name": "Ana", "city": "Planted-1", "leadStatus": "NEW", "tags": ["planted-2", "b"],
             "expectedValue": {"amount": "98765.4", "currency": "CHF"}}  # fmt: skip
    person = (await site.ask(CREATE, {"i": given}))["personCreate"]["person"]["id"]
    later = {"city": "Bonn", "leadStatus": "WORKING", "tags": None, "expectedValue": None}
    done = await site.ask(UPDATE, {"i": {"person": {"id": person}, **later}})
    assert done["personUpdate"]["userErrors"] == []
    changes = str(await site.graph.rows("MATCH (c:Change) RETURN properties(c)", {}))
    assert [value for value in ("Planted-1", "planted-2", "98765", "NEW", "WORKING", "Bonn") if value in changes] == []
    text = """query($id: ID!) { person(by: {id: $id}) { leadStatusHistory { value to }
      history(first: 2) { nodes { changes { field before after } } } } }"""
    found = (await site.ask(text, {"id": person}))["person"]
    assert [one["value"] for one in found["leadStatusHistory"]] == ["WORKING", "NEW"]
    last, first = ({c["field"]: (c["before"], c["after"]) for c in n["changes"]} for n in found["history"]["nodes"])
    assert last == {
        "city": ("Planted-1", "Bonn"),
        "expectedValue": ("98765.4 CHF", None),
        "leadStatus": ("NEW", "WORKING"),
        "tags": ('["planted-2", "b"]', None),
    }
    assert first["city"] == (None, "Planted-1")


async def test_the_same_value_again_changes_nothing_and_a_file_of_it_is_unchanged(site: Api, tmp_path: Path) -> None:
    person = await with_fields(site)
    before = await stored(site.graph, person)
    await site.ask(UPDATE, {"i": {"person": {"id": person}, "birthday": "1980-05-05"}})
    ledger = await imported(site.graph, tmp_path, people="external_id,name,birthday\np-a,Ana,1980-05-05\n")
    assert ledger.total()["unchanged"] == 1
    assert await stored(site.graph, person) == before


async def test_a_bad_sensitive_cell_is_rejected_without_its_value(site: Api, tmp_path: Path) -> None:
    await define(site, "Person", "dose", "NUMBER", sensitivity="SENSITIVE")
    people = "external_id,name,birthday,x_dose\np-a,Ana,1980-05-055,\np-b,Bo,,planted\np-c,Cy,,1\n"
    ledger = await imported(site.graph, tmp_path, people=people)
    assert [(one.column, one.code) for one in ledger.rejected] == [("birthday", "FORMAT"), ("x_dose", "FORMAT")]
    kept = await everything(site.graph) + str(ledger.as_dict())
    assert [value for value in PLANTED if value in kept] == []


async def test_what_is_enciphered_is_neither_compared_nor_ordered_by_and_the_refusal_says_so(site: Api) -> None:
    await with_fields(site)
    for query in (
        '{ people(filter: {birthday: {eq: "1980-05-05"}}) { totalCount } }',
        "{ people(orderBy: [{field: BIRTHDAY}]) { totalCount } }",
    ):
        assert (await site.refusal(query))["extensions"]["code"] == "VALIDATION_FAILED"
    for query in (
        '{ people(filter: {custom: [{key: "dose", number: {gt: 1}}]}) { totalCount } }',
        '{ people(filter: {custom: [{key: "well", boolean: true}]}) { totalCount } }',
        '{ people(orderBy: [{custom: "dose"}]) { totalCount } }',
    ):
        refused = await site.refusal(query)
        assert (refused["extensions"]["code"], refused["extensions"]["reason"]) == (
            "BAD_USER_INPUT",
            "FIELD_NOT_USABLE",
        )
        assert "kept enciphered" in refused["message"]
    for condition, count in (("birthday: {isNull: false}", 1), ('custom: [{key: "dose", isNull: true}]', 0)):
        found = await site.ask(f"{{ people(filter: {{{condition}}}) {{ totalCount }} }}")
        assert found["people"]["totalCount"] == count


async def test_who_sees_a_mask_is_not_even_told_that_there_is_a_value(graph: Graph, tmp_path: Path) -> None:
    plain = await opened(graph)
    await imported(graph, tmp_path, people="external_id,name,birthday\np-a,Ana,1980-05-05\np-b,Bo,\n")
    for role in ("manager", "account_manager"):  # a mask, and nothing
        found = await plain.ask("{ people { nodes { birthday } } }", role=role)
        assert found["people"]["nodes"] == [{"birthday": None}, {"birthday": None}]
    await plain.client.aclose()


async def test_a_class_does_not_become_sensitive_where_values_are_plain(site: Api) -> None:
    made = await define(site, "Person", "shoe", "TEXT", sensitivity="PERSONAL")
    text = """mutation($i: FieldDefinitionUpdateInput!) { fieldDefinitionUpdate(input: $i) {
      userErrors { code field } } }"""
    given = {"fieldDefinition": {"id": made["id"]}, "sensitivity": "SENSITIVE"}
    found = await site.ask(text, {"i": given})
    assert found["fieldDefinitionUpdate"]["userErrors"] == [{"code": "CONFLICT", "field": ["sensitivity"]}]


async def test_facts_keep_their_sensitive_values_enciphered_through_every_way_they_are_written(
    site: Api, tmp_path: Path
) -> None:
    await define(site, "HOLDS", "pay", "MONEY", sensitivity="SENSITIVE")
    await define(site, "REACHED_AT", "spot", "TEXT", sensitivity="SENSITIVE")
    await imported(
        site.graph,
        tmp_path,
        organizations="external_id,name\no-a,Alpha\n",
        roles="external_id,title,organization\nr-a,Head,o-a\nr-b,Deputy,o-a\n",
        people="external_id,name\np-a,Ana\n",
        holdings="person,role,started_on,x_pay\np-a,r-a,2020-01-01,98765.4 CHF\n",
        addresses="person,medium,address,x_spot\np-a,EMAIL,ana@a.example,planted-spot\n",
    )
    pay = "customFields { key money { amount currency } }"
    query = (
        '{ person(by: {externalId: "p-a"}) { roles { edges { endedOn %s } } '
        "emails { address customFields { text } } } }" % pay
    )
    shown = [{"key": "pay", "money": {"amount": "98765.4", "currency": "CHF"}}]
    found = (await site.ask(query))["person"]
    assert found["roles"]["edges"] == [{"endedOn": None, "customFields": shown}]
    assert found["emails"][0]["customFields"] == [{"text": "planted-spot"}]
    move = """mutation { personMove(input: {person: {externalId: "p-a"}, role: {externalId: "r-b"},
      startedOn: "2024-01-01"}) { userErrors { message } } }"""
    assert (await site.ask(move))["personMove"]["userErrors"] == []
    found = (await site.ask(query))["person"]["roles"]["edges"]
    assert {"endedOn": "2023-12-31", "customFields": shown} in found
    history = await site.ask(
        '{ person(by: {externalId: "p-a"}) { history(first: 9) { nodes { type says { field value } } } } }'
    )
    said = [one for one in history["person"]["history"]["nodes"] if one["type"] == "HOLDS"]
    assert {"field": "customFields.pay", "value": "98765.4 CHF"} in said[-1]["says"]
    assert [value for value in PLANTED if value in await everything(site.graph)] == []
    ledger = await imported(
        site.graph, tmp_path, holdings="person,role,started_on,x_pay\np-a,r-a,2020-01-01,98765.4 CHF\n"
    )
    assert ledger.total()["unchanged"] == 1


async def test_what_is_exported_comes_back_as_it_was_and_equal_data_is_equal(site: Api, tmp_path: Path) -> None:
    await with_fields(site)
    before = await canonical.lines(site.graph)
    assert "1980-05-05" in "\n".join(before) and "planted-note" in "\n".join(before)
    await exported(site.graph, tmp_path / "one")
    people = read(tmp_path / "one")["people.csv"].decode()
    assert "1980-05-05" in people and "98765.4 CHF" in people
    await site.graph.change_schema(["MATCH (n) WHERE NOT n:Lock AND NOT n:Migration DETACH DELETE n"])
    assert (await exporting.imported(site.graph, tmp_path / "one")).clean
    assert await canonical.lines(site.graph) == before
    assert [value for value in PLANTED if value in await everything(site.graph)] == []


async def test_a_graph_whose_values_are_under_other_keys_is_refused_and_nothing_is_made(
    site: Api, server: Server, tmp_path: Path
) -> None:
    await site.ask(CREATE, {"i": {"name": "Ana", "birthday": "1980-05-05"}})
    await site.graph.write(lambda t: t.run("MATCH (c:Change) DETACH DELETE c"), name="test")
    before = await everything(site.graph)
    store = opening.key_store(Settings(data_dir=tmp_path))
    with closing(RecordCipher(store)) as cipher:
        async with connect(server.uri, server.user, server.password, cipher=cipher) as other:
            for _ in range(2):  # without a key store, and with another
                with pytest.raises(Unavailable, match="whose keys are not in this data directory"):
                    await opening.settle(other, VOCABULARY, store)
                assert await everything(site.graph) == before
                await cipher.prepare(["per_other"])
    assert await opening.settle(site.graph, VOCABULARY, CIPHER.store) == 0


async def swapped(site: Api, count: int) -> int:
    """Puts the ciphertext of another person, field or time in a person's place, so many times; how many were read."""
    chance = random.Random(5)
    people = []
    for number in range(4):
        given = {"name": f"P{number}", "birthday": f"198{number}-01-02"}
        people.append((await site.ask(CREATE, {"i": given}))["personCreate"]["person"]["id"])
        await site.ask(UPDATE, {"i": {"person": {"id": people[-1]}, "birthday": f"197{number}-01-02"}})
    own = [(await stored(site.graph, one))["enc_birthday"] for one in people]
    old = [row[0] for row in await site.graph.rows("MATCH (c:Change) UNWIND [c.enc_before_birthday, "
           "c.enc_after_birthday] AS x WITH x WHERE x IS NOT NULL RETURN x", {})]  # fmt: skip
    cipher, shown = site.graph.cipher, 0
    for _ in range(count):
        at = chance.randrange(4)
        foreign = chance.choice([*(one for one in own if one != own[at]), *old])
        if chance.random() < 0.3:  # or one of the right place with a bit turned
            foreign = bytearray(own[at])
            foreign[chance.randrange(len(foreign))] ^= 1 << chance.randrange(8)
        try:
            cipher.decipher(("Person", people[at], "birthday"), bytes(foreign))
            shown += 1
        except Unreadable as refusal:
            assert refusal.code == "CONFLICT" and "19" not in refusal.message
    await site.graph.write(
        lambda t: t.run("MATCH (p:Person {id: $id}) SET p.enc_birthday = $b", {"id": people[0], "b": own[1]}), name="t"
    )
    reply = (await site.post(READ, {"id": people[0]})).json()
    assert reply["data"] == {"person": {"birthday": None}}
    (error,) = reply["errors"]
    assert (error["extensions"]["code"], error["extensions"]["reason"]) == ("CONFLICT", "CIPHERTEXT")
    assert error["path"] == ["person", "birthday"] and "197" not in str(reply)
    refused = await site.ask(UPDATE, {"i": {"person": {"id": people[0]}, "birthday": "1990-01-01"}})
    assert refused["personUpdate"]["userErrors"][0]["reason"] == "CIPHERTEXT"
    return shown


async def test_a_ciphertext_in_another_place_is_refused_and_tells_nothing(site: Api) -> None:
    assert await swapped(site, 200) == 0


@pytest.mark.long
async def test_ten_thousand_ciphertexts_in_other_places_are_refused(site: Api) -> None:
    assert await swapped(site, 10_000) == 0
