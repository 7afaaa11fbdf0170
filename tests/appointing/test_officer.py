"""What a privacy officer meets: restricted persons, by their list and by their ids, each reading left in the trail; and
that nobody else learns more of them than of persons that never were."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from graphcrm.compile import writing
from graphcrm.graph.connection import Graph
from graphcrm.records.audit import journal_files
from graphcrm.vocabulary.words import VOCABULARY
from tests.api.journaled import Audited, journaled
from tests.appointing.staff import Somebody, join
from tests.appointing.test_duties import GLASS, NUMBER, OFFICER, Office, office_of

LIST = (
    "{ restrictedPersons { totalCount edges { restrictedAt node { externalId name birthday emails { address } } } } }"
)
BY_ID = """query($id: ID!) {
  node(id: $id) { __typename ... on Person { name } } nodes(ids: [$id]) { id } person(by: {id: $id}) { externalId }
}"""
ABSENT = "per_01h00000000000000000000000"


class Watched:
    """An office, its journal, and Ana (p-a), whom the officer restricted."""

    def __init__(self, office: Office, audited: Audited) -> None:
        self.office, self.audited, self.ana = office, audited, audited.ids["p-a"]

    def read(self) -> list[dict[str, Any]]:
        """What was read since this was asked for last."""
        found = [one for one in journal_files.waiting(self.audited.folder, {}, 1000) if one["act"] == "read"]
        new, self.audited.seen = found[self.audited.seen :], len(found)
        return new


@pytest.fixture
async def watched(open_graph: Graph, tmp_path: Path) -> AsyncIterator[Watched]:
    async with journaled(open_graph, tmp_path) as audited:
        office = await office_of(audited.api)
        await office.grant(**OFFICER)
        text = "mutation($i: PersonRestrictInput!) { personRestrict(input: $i) { userErrors { code } } }"
        given = {"person": {"externalId": "p-a"}, "reason": "DS-2041"}
        assert (await office.pia.ask(text, {"i": given}, **NUMBER))["personRestrict"] == {"userErrors": []}
        found = Watched(office, audited)
        found.read()
        yield found


async def test_an_officer_lists_the_restricted_and_the_trail_knows_whom(watched: Watched) -> None:
    found = (await watched.office.pia.ask(LIST, **NUMBER))["restrictedPersons"]
    (edge,) = found["edges"]
    assert found["totalCount"] == 1 and edge["restrictedAt"]
    assert edge["node"] == {
        "externalId": "p-a", "name": "Ana", "birthday": "1980-05-05",
        "emails": [{"address": "a@a.example"}, {"address": "ana@a.example"}],
    }  # fmt: skip
    (note,) = watched.read()
    assert note["ids"] == [watched.ana] and note["purpose"] == "DS-2041"
    assert {"Query.restrictedPersons", "Person.birthday"} <= set(note["fields"])


async def test_nobody_else_may_list_them_whether_there_are_any_or_none(watched: Watched) -> None:
    those = await others(watched.office)

    async def refusals() -> list[dict[str, Any]]:
        found = []
        for who, headers in those:
            (error,) = (await who.post(LIST, **headers)).json()["errors"]
            error["extensions"].pop("requestId")
            found.append(error)
        return found

    some = await refusals()
    assert {error["extensions"]["code"] for error in some} == {"FORBIDDEN"}
    await watched.office.api.graph.change_schema(["MATCH (n:RestrictedPerson) DETACH DELETE n"])
    assert await refusals() == some


async def others(office: Office) -> list[tuple[Somebody, dict[str, str]]]:
    """An administrator with a number, the officer without one, an auditor, and one who breaks the glass."""
    auditor, second = await join(office.api, "aud", "auditor"), await join(office.api, "gus", "analyst")
    duty = (await office.ana.do("dutyPropose", user={"id": second.id}, **GLASS))["dutyId"]
    await office.ben.do("dutyConfirm", duty=duty)
    return [(office.ana, NUMBER), (office.pia, {}), (auditor, NUMBER), (second, {})]


async def test_an_officer_meets_a_restricted_person_by_id_and_that_is_noted(watched: Watched) -> None:
    found = await watched.office.pia.ask(BY_ID, {"id": watched.ana}, **NUMBER)
    assert found == {
        "node": {"__typename": "Person", "name": "Ana"}, "nodes": [{"id": watched.ana}], "person": {"externalId": "p-a"}
    }  # fmt: skip
    (note,) = watched.read()
    assert (note["ids"], note["fields"], note["purpose"]) == ([watched.ana], ["Person.restricted"], "DS-2041")
    found = await watched.office.pia.ask('{ person(by: {externalId: "p-a"}) { name } }', **NUMBER)
    assert found == {"person": {"name": "Ana"}} and watched.read()[0]["ids"] == [watched.ana]
    found = await watched.office.pia.ask('{ person(by: {externalId: "p-b"}) { name } }', **NUMBER)
    assert found == {"person": {"name": "Ben"}} and watched.read()[0]["ids"] == []
    assert (await watched.office.pia.ask("{ people { nodes { name } } }", **NUMBER))["people"]["nodes"] == [
        {"name": "Ben"}, {"name": "Cy"}
    ]  # fmt: skip


async def test_for_everybody_else_the_id_is_one_that_never_was(watched: Watched) -> None:
    for who, headers in await others(watched.office):
        there, absent = [
            (await who.post(BY_ID, {"id": identifier}, **headers)).json() for identifier in (watched.ana, ABSENT)
        ]
        assert there == absent
        assert there["data"] == {"node": None, "nodes": [None], "person": None}


async def test_in_the_trail_a_restricted_person_keeps_their_code(watched: Watched) -> None:
    code = "MATCH (n:RestrictedPerson) RETURN n._audit_code"
    [[known]] = await watched.office.api.graph.rows(code, {})

    rows = await watched.office.api.graph.rows(writing.audit_codes(VOCABULARY), {"ids": [watched.ana]})
    assert rows == [[[[watched.ana, known]]]] and known
