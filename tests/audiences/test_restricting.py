"""Restricted persons: as if they had been deleted, but that their ids stay theirs, and that it can be taken back.

r-a Head: p-a Ana, a colleague of p-b Ben. About Ana alone: a wish, a note, a task, a talk, a task about the talk.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from graphcrm.exchange.canonical import graph_hash
from graphcrm.graph.connection import Graph
from graphcrm.records import audiences
from graphcrm.vocabulary.words import VOCABULARY
from tests.audiences.evaluator import mislabelled
from tests.audiences.test_removed import listeners, told
from tests.conftest import opened, with_officer
from tests.exchange import files
from tests.records.mutations.writer import Writer, by, document

_REASON = {"person": by("p-a"), "reason": "request 17"}


@pytest.fixture
async def ana(graph: Graph, tmp_path: Path) -> AsyncIterator[Writer]:
    """The world above."""
    people = "external_id,name,emails\np-a,Ana,ana@a.example\np-b,Ben,ben@a.example\n"
    folder = tmp_path / "files"
    await files.imported(graph, folder, organizations=files.ORGANIZATIONS, people=people, roles=files.ROLES)
    api = await opened(graph, with_officer(), request_deadline=60.0)
    writer = Writer(api)
    await writer.do("roleAssign", {"role": by("r-a"), "person": by("p-a"), "startedOn": "2020-01-01"})
    await writer.do("relationAdd", {"from": by("p-a"), "to": by("p-b"), "kind": "FRIEND"})
    talk = {"kind": "CALL", "occurredAt": "2026-05-05T10:00:00Z"}
    parts = [{"person": by("p-a"), "part": "FROM"}, {"person": by("p-b"), "part": "TO"}]
    await writer.do("interactionRecord", {**talk, "externalId": "i-a", "participants": parts[:1]})
    await writer.do("interactionRecord", {**talk, "externalId": "i-ab", "participants": parts})
    await writer.do("preferenceCreate", {"externalId": "w-a", "topic": "T", "person": by("p-a")})
    await writer.do("noteCreate", {"externalId": "n-a", "text": "N", "about": [{"person": by("p-a")}]})
    both = [{"person": by("p-a")}, {"person": by("p-b")}]
    await writer.do("noteCreate", {"externalId": "n-ab", "text": "N", "about": both})
    await writer.do("taskCreate", {"externalId": "t-a", "title": "T", "about": [{"interaction": by("i-a")}]})
    await writer.do("personUpdate", {"person": by("p-a"), "city": "Kiel"})
    yield writer
    await api.client.aclose()


_ABOUT_HER = """{
  people { nodes { name } } interactions(first: 5) { nodes { externalId participants { person { name } } } }
  notes(first: 5) { nodes { externalId about { __typename } } } tasks { totalCount } preferences { totalCount }
  roles(first: 5) { nodes { externalId vacant history(first: 5) { nodes { type } } } }
  search(text: "ana") { totalCount }
  one: person(by: {externalId: "p-a"}) { id } two: person(by: {email: "ana@a.example"}) { id }
}"""
_BESIDE = """{
  people(first: 5) { nodes { emails { address } relatedTo(first: 5) { nodes { name } } } }
  organization(by: {externalId: "o-a"}) { orgChart { seats { role { externalId } holders { person { name } } } } }
}"""


async def answers(writer: Writer) -> list[Any]:
    """What one who sees every record and one of a team are told, of all that could tell of Ana."""
    return [await writer.ask(text, role=role) for text in (_ABOUT_HER, _BESIDE) for role in ("admin", "manager")]


async def test_nobody_meets_a_restricted_person_nor_what_is_about_them_alone(ana: Writer) -> None:
    await ana.do("personRestrict", _REASON, role="officer")
    seen = await ana.ask(_ABOUT_HER, role="admin")
    assert seen["people"] == {"nodes": [{"name": "Ben"}]}
    assert seen["interactions"]["nodes"] == [{"externalId": "i-ab", "participants": [{"person": {"name": "Ben"}}]}]
    assert seen["notes"]["nodes"] == [{"externalId": "n-ab", "about": [{"__typename": "Person"}]}]
    assert (seen["tasks"], seen["preferences"]) == ({"totalCount": 0}, {"totalCount": 0})
    assert {one["externalId"]: one["vacant"] for one in seen["roles"]["nodes"]}["r-a"] is True
    assert "HOLDS" not in str(seen["roles"])
    beside = await ana.ask(_BESIDE, role="manager")
    assert beside["people"]["nodes"] == [{"emails": [{"address": "ben@a.example"}], "relatedTo": {"nodes": []}}]
    assert all(seat["holders"] == [] for seat in beside["organization"]["orgChart"]["seats"])
    assert (seen["search"], seen["one"], seen["two"]) == ({"totalCount": 0}, None, None)
    assert await audiences.check(ana.api.graph, VOCABULARY) == []


async def test_a_limited_person_is_counted_with_nobody_while_restricted(ana: Writer) -> None:
    await ana.api.token("officer")
    await ana.do("teamCreate", {"externalId": "t-n", "name": "North"}, role="admin")
    await ana.do("organizationAudienceSet", {"organization": by("o-a"), "teams": [by("t-n")]}, role="admin")
    label = "RETURN COUNT { (:LimitedPerson) }, COUNT { (:LimitedInteraction) }"
    counted = "{ people { totalCount } interactions { totalCount } preferences { totalCount } }"
    assert await ana.api.graph.rows(label, {}) == [[1, 1]]
    before, hashed = await ana.ask(counted), await graph_hash(ana.api.graph)
    assert before == {"people": {"totalCount": 1}, "interactions": {"totalCount": 1}, "preferences": {"totalCount": 0}}
    await ana.do("personRestrict", _REASON, role="officer")
    assert await ana.api.graph.rows(label, {}) == [[0, 0]] and await ana.ask(counted) == before
    assert await mislabelled(ana.api.graph) == [] == await audiences.check(ana.api.graph, VOCABULARY)
    await ana.do("personUnrestrict", _REASON, role="officer")
    assert await mislabelled(ana.api.graph) == [] == await audiences.check(ana.api.graph, VOCABULARY)
    assert await ana.ask(counted) == before and await graph_hash(ana.api.graph) == hashed


async def test_taken_back_all_is_as_it_was(ana: Writer) -> None:
    await ana.api.token("officer")
    before, hashed = await answers(ana), await graph_hash(ana.api.graph)
    await ana.do("personRestrict", _REASON, role="officer")
    assert await graph_hash(ana.api.graph) != hashed
    shown = await ana.do("personUnrestrict", _REASON, "name", role="officer")
    assert shown == {"name": "Ana"}
    assert await graph_hash(ana.api.graph) == hashed and await answers(ana) == before


async def test_a_restricted_person_stays_where_they_are_whatever_others_write(ana: Writer) -> None:
    await ana.do("personRestrict", _REASON, role="officer")
    parts = [{"person": by("p-b"), "part": "ATTENDEE"}]
    await ana.do("interactionUpdate", {"interaction": by("i-ab"), "participants": parts})
    await ana.do("noteUpdate", {"note": by("n-ab"), "about": [{"organization": by("o-a")}]})
    await ana.do("personUnrestrict", _REASON, role="officer")
    names = "person { name }"
    seen = await ana.ask(f"{{ interactions {{ nodes {{ externalId participants {{ part {names} }} }} }} }}")
    both = next(one for one in seen["interactions"]["nodes"] if one["externalId"] == "i-ab")
    assert both["participants"] == [
        {"part": "FROM", "person": {"name": "Ana"}},
        {"part": "ATTENDEE", "person": {"name": "Ben"}},
    ]


async def test_the_ids_of_a_restricted_person_stay_theirs(ana: Writer, tmp_path: Path) -> None:
    await ana.do("personRestrict", _REASON, role="officer")
    taken = {"externalId": "p-a", "name": "Another"}
    assert await ana.faults("personCreate", taken) == [("CONFLICT", None, "externalId")]
    rename = {"person": by("p-b"), "externalId": "p-a"}
    assert await ana.faults("personUpdate", rename) == [("CONFLICT", None, "externalId")]
    people, holdings = "external_id,name\np-a,Ana\np-n,New\n", "role,person,started_on\nr-b,p-a,2020-01-01\n"
    ledger = await files.imported(ana.api.graph, tmp_path / "more", people=people, holdings=holdings)
    assert files.rejections(ledger) == [
        ("people.csv", 2, "external_id", "RULE"),
        ("holdings.csv", 2, "person", "UNKNOWN_REFERENCE"),
    ]
    own = (await ana.api.graph.rows("MATCH (n:RestrictedPerson) RETURN n.id", {}))[0][0]
    again = await files.imported(ana.api.graph, tmp_path / "own", people=f"external_id,name\n{own},Ana\n")
    assert files.rejections(again) == [("people.csv", 2, "external_id", "RULE")]


async def test_only_who_may_restricts_and_says_why(ana: Writer) -> None:
    for role in ("admin", "manager", "account_manager"):
        for name in ("personRestrict", "personUnrestrict"):
            refusal = await ana.api.refusal(document(name), {"input": _REASON}, role)
            assert refusal["extensions"]["code"] == "FORBIDDEN"
    without = {"person": by("p-a")}
    assert await ana.faults("personRestrict", without, "officer") == [("BAD_USER_INPUT", None, "reason")]
    assert await ana.faults("personUnrestrict", _REASON, "officer") == [("NOT_FOUND", None, "person")]
    await ana.do("personRestrict", _REASON, role="officer")
    for name in ("personRestrict", "personUpdate", "personArchive"):
        given = {"person": by("p-a"), **({"reason": "x"} if name == "personRestrict" else {})}
        assert (await ana.faults(name, given, "officer"))[0][0] == "NOT_FOUND"
    acts = await ana.api.graph.rows("MATCH (a:AuditEntry) WHERE a.act CONTAINS 'estrict' RETURN a.act, a.decision", {})
    assert ["personRestrict", "allowed"] in acts


async def test_who_saw_a_restricted_person_is_told_that_they_are_gone_with_what_is_about_them(
    ana: Writer,
) -> None:
    for team in ("north", "south"):
        await ana.do("teamCreate", {"externalId": team, "name": team}, role="admin")
    await ana.do("noteAudienceSet", {"note": by("n-a"), "teams": [by("north")]}, role="admin")
    those = await listeners(ana)
    await ana.do("personRestrict", _REASON, role="officer")
    open_ones = {"p-a", "w-a", "t-a", "i-a"}
    assert await told(those) == {
        "north": open_ones | {"n-a"},
        "south": open_ones,
        "nobody": open_ones,
        "admin": open_ones | {"n-a"},
    }
    await ana.do("personUnrestrict", _REASON, role="officer")
    assert await told(those) == {}
    await ana.do("personRestrict", _REASON, role="officer")
    await ana.do("personUnrestrict", _REASON, role="officer")
    assert await told(those) == {}, "who reads on when she is back hears of nothing"
