"""Duties: given by two administrators for a time, under a request number or for an hour, watched and reviewed."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records.audit import journal_files
from graphcrm.web.sign_in.cache import SECONDS
from tests.api.journaled import journaled
from tests.appointing.staff import Somebody, join
from tests.conftest import Api, opened
from tests.noted import note, people
from tests.web.speaking import client, worker

BIRTHDAYS = "{ people(first: 5) { nodes { birthday } } }"
PERMISSIONS = "{ viewer { permissions } }"
DUTIES = "query($open: Boolean) { duties(openReview: $open) { id user { id } duty state requestNumber outcome } }"
OFFICER: dict[str, Any] = {"duty": "privacy_officer", "reason": "Request of Mr. Berg", "requestNumber": "DS-2041"}
GLASS: dict[str, Any] = {"duty": "break_glass", "reason": "The plant burns, and nobody reaches the account team"}
NUMBER = {"X-Request-Number": "DS-2041"}


class Office:
    """Two administrators, one who receives duties, and a person with a birthday."""

    def __init__(self, api: Api, ana: Somebody, ben: Somebody, pia: Somebody) -> None:
        self.api, self.ana, self.ben, self.pia = api, ana, ben, pia

    async def grant(self, **given: Any) -> str:
        duty = (await self.ana.do("dutyPropose", user={"id": self.pia.id}, **given))["dutyId"]
        await self.ben.do("dutyConfirm", duty=duty)
        return str(duty)

    async def set(self, duty: str, **instants: datetime) -> None:
        async def once(transaction: Transaction) -> None:
            await transaction.run("MATCH (d:Duty {id: $id}) SET d += $said", {"id": duty, "said": instants})

        await self.api.graph.write(once, name="test")

    async def sees(self, **headers: str) -> bool:
        """Whether a birthday is shown to who receives duties."""
        reply = (await self.pia.post(BIRTHDAYS, **headers)).json()
        return [one["birthday"] for one in reply["data"]["people"]["nodes"]] == ["1980-05-05"]


async def office_of(api: Api) -> Office:
    ana, ben = await join(api, "ana", "admin"), await join(api, "ben", "admin")
    return Office(api, ana, ben, await join(api, "pia", "analyst"))


@pytest.fixture
async def office(api: Api, graph: Graph) -> Office:
    text = "CREATE (:Person:Party {id: 'per_1', name: 'Ada', birthday: date('1980-05-05'), version: 1})"
    await graph.change_schema([text])
    return await office_of(api)


async def test_two_administrators_give_a_duty_and_neither_receives_it(office: Office) -> None:
    ana, ben, pia = office.ana, office.ben, office.pia
    assert await ana.faults("dutyPropose", user={"id": ana.id}, **OFFICER) == [("FORBIDDEN", "ROLE", "duty")]
    duty = (await ana.do("dutyPropose", user={"id": pia.id}, **OFFICER))["dutyId"]
    assert not await office.sees(**NUMBER)
    again = await ben.faults("dutyPropose", user={"id": pia.id}, **OFFICER)
    assert again == [("CONFLICT", "EXISTS", "duty")]
    assert await ana.faults("dutyConfirm", duty=duty) == [("FORBIDDEN", "ROLE", "duty")]
    for wrong in ({"reason": " "}, {"requestNumber": None}, {"requestNumber": "a b"}, {"duty": "emperor"},
                  {"endsAt": "2999-01-01T00:00:00Z"}):  # fmt: skip
        (fault,) = await ana.faults("dutyPropose", user={"id": ben.id}, **{**OFFICER, **wrong})
        assert fault[0] == "BAD_USER_INPUT", wrong
    await ben.do("dutyConfirm", duty=duty)
    assert await ben.faults("dutyConfirm", duty=duty) == [("CONFLICT", "STATE", "duty")]
    text = "{ viewer { duties { id duty state proposedBy { id } confirmedBy { id } reason } } }"
    own = (await pia.ask(text))["viewer"]
    told = {"id": duty, "duty": "privacy_officer", "state": "HELD", "reason": OFFICER["reason"]}
    assert own["duties"] == [{**told, "proposedBy": {"id": ana.id}, "confirmedBy": {"id": ben.id}}]


async def test_one_administrator_with_a_token_of_another_is_not_two(office: Office) -> None:
    duty = (await office.ana.do("dutyPropose", user={"id": office.pia.id}, **OFFICER))["dutyId"]
    made = await office.ana.do("tokenCreate", user={"id": office.ben.id})
    puppet = office.ben.by_token(made["token"])
    second = await puppet.do("tokenCreate")
    for one in (puppet, office.ben.by_token(second["token"])):
        text = "mutation($i: DutyConfirmInput!) { dutyConfirm(input: $i) { userErrors { code } } }"
        data = (await one.ask(text, {"i": {"duty": duty}}))["dutyConfirm"]
        assert data["userErrors"] == [{"code": "FORBIDDEN"}]
    assert not await office.sees(**NUMBER)
    await office.ben.do("dutyConfirm", duty=duty)
    # Nor has a token that an administrator made for who holds the duty any part in it.
    made = await office.ana.do("tokenCreate", user={"id": office.pia.id})
    office.pia = office.pia.by_token(made["token"])
    assert not await office.sees(**NUMBER)


async def test_a_proposal_lapses_after_a_day_and_with_who_made_it(office: Office) -> None:
    old = (await office.ana.do("dutyPropose", user={"id": office.pia.id}, **GLASS))["dutyId"]
    await office.set(old, proposed_at=datetime.now(UTC) - timedelta(hours=24, seconds=1))
    assert await office.ben.faults("dutyConfirm", duty=old) == [("CONFLICT", "LAPSED", "duty")]
    new = (await office.ana.do("dutyPropose", user={"id": office.pia.id}, **GLASS))["dutyId"]
    await office.ben.do("userRoleSet", user={"id": office.ana.id}, roles=["manager"])
    assert await office.ben.faults("dutyConfirm", duty=new) == [("CONFLICT", "LAPSED", "duty")]
    found = (await office.ben.ask(DUTIES))["duties"]
    assert [(one["id"], one["state"]) for one in found] == [(new, "PROPOSED"), (old, "LAPSED")]


async def test_a_privacy_officer_acts_only_under_a_request_number(office: Office) -> None:
    await office.grant(**OFFICER)
    assert not await office.sees()
    assert await office.sees(**NUMBER)
    assert "persons.restrict" in (await office.pia.ask(PERMISSIONS, **NUMBER))["viewer"]["permissions"]
    assert "persons.restrict" not in (await office.pia.ask(PERMISSIONS))["viewer"]["permissions"]
    assert await office.pia.refused(PERMISSIONS, **{"X-Request-Number": "<b>"}) == "BAD_USER_INPUT"
    assert not (await office.ana.post(BIRTHDAYS, **NUMBER)).json()["data"]["people"]["nodes"][0]["birthday"]


async def test_what_is_read_on_duty_is_noted_with_the_request(open_graph: Graph, tmp_path: Any) -> None:
    async with journaled(open_graph, tmp_path) as audited:
        # The policy of that world has the duties of the one that is built in.
        office = await office_of(audited.api)
        await office.grant(**OFFICER)
        text = '{ person(by: {externalId: "p-a"}) { birthday } }'
        await office.pia.ask(text, **NUMBER)
        (note,) = [one for one in journal_files.waiting(audited.folder, {}, 1000) if one["act"] == "read"]
        assert (note["actor"], note["purpose"]) == (office.pia.id, "DS-2041")
        assert note["fields"] == ["Person.birthday", "Person.restricted"], "whom they look up might be restricted"
    acts = "MATCH (a:AuditEntry) WHERE a.act STARTS WITH 'duty' RETURN a.act, a.subject, a.purpose, a.fields"
    rows = await open_graph.rows(f"{acts} ORDER BY a.id", {})
    assert rows == [
        [act, [office.pia.id], "DS-2041", ["duties.privacy_officer"]] for act in ("dutyPropose", "dutyConfirm")
    ]


async def test_breaking_the_glass_shows_everything_for_an_hour_and_is_reviewed(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "graphcrm.duties"):
        duty = await office.grant(**GLASS)
    assert [record.message for record in caplog.records] == ["duty break_glass proposed", "duty break_glass granted"]
    assert 'graphcrm_duties_total{became="granted",duty="break_glass"} 1.0' in await metrics(office.api)
    assert await office.sees()
    ((lasts,),) = await office.api.graph.rows(
        "MATCH (d:Duty {id: $id}) RETURN duration.inSeconds(d.confirmed_at, d.ends_at).minutes", {"id": duty}
    )
    assert lasts == 60
    assert (await office.ana.ask(DUTIES, {"open": True}))["duties"] == []
    assert await office.ana.faults("dutyReview", duty=duty, outcome="Fine") == [("CONFLICT", "STATE", "duty")]
    await office.pia.do("dutyEnd", duty=duty, reason="It is out")
    assert await office.pia.faults("dutyEnd", duty=duty) == [("CONFLICT", "ENDED", "duty")]
    (left,) = (await office.ana.ask(DUTIES, {"open": True}))["duties"]
    assert (left["id"], left["state"], left["outcome"]) == (duty, "ENDED", None)
    await office.ana.do("dutyReview", duty=duty, outcome="Two records, both about the fire")
    assert (await office.ana.ask(DUTIES, {"open": True}))["duties"] == []
    await until_hidden(office)


async def test_nobody_reviews_their_own_and_others_know_nothing_of_it(office: Office) -> None:
    cy = await join(office.api, "cy", "admin")
    duty = (await office.ana.do("dutyPropose", user={"id": cy.id}, **GLASS))["dutyId"]
    await office.ben.do("dutyConfirm", duty=duty)
    assert await office.pia.faults("dutyEnd", duty=duty) == [("NOT_FOUND", None, "duty")]
    assert await office.pia.faults("dutyEnd", duty="dty_x") == [("NOT_FOUND", None, "duty")]
    await cy.do("dutyEnd", duty=duty)
    assert await cy.faults("dutyReview", duty=duty, outcome="Fine") == [("FORBIDDEN", "ROLE", "duty")]
    assert await office.pia.refused(DUTIES) == "FORBIDDEN"


async def test_a_duty_ends_by_itself_within_five_seconds(office: Office) -> None:
    duty = await office.grant(**GLASS)
    assert await office.sees()
    await office.set(duty, ends_at=datetime.now(UTC))
    await until_hidden(office)


async def test_on_a_socket_a_duty_counts_under_its_number_and_ends_by_itself(graph: Graph) -> None:
    """Eve is for another team: a change of hers is told to who is on duty, and a moment later only one of Ada's."""
    await people(graph, ada=None, eve=["tea_other"])
    async with worker(graph) as served:
        found = await opened(graph)
        office = Office(found, await join(found, "ana", "admin"), await join(found, "ben", "admin"),
                        await join(found, "pia", "account_manager"))  # fmt: skip
        duty = await office.grant(**OFFICER)
        payload = {"Authorization": office.pia.headers["Authorization"]}
        async with client(served.url) as one, client(served.url) as other:
            for socket, more in ((one, {"X-Request-Number": "DS-2041"}), (other, {})):
                await socket.say(type="connection_init", payload=payload | more)
                assert (await socket.heard())["type"] == "connection_ack"
                await socket.subscribe("s", types=["Person"])
                await socket.settled()
            await note(graph, "UPDATED", "Person", ["per_eve"], ["name"], served.feed)
            assert (await one.event())["recordIds"] == ["per_eve"]
            await office.set(duty, ends_at=datetime.now(UTC))
            await asyncio.sleep(SECONDS + 0.5)
            await note(graph, "UPDATED", "Person", ["per_eve"], ["name"], served.feed)
            await note(graph, "UPDATED", "Person", ["per_ada"], ["name"], served.feed)
            for socket in (one, other):
                assert (await socket.event())["recordIds"] == ["per_ada"]
        async with client(served.url) as socket:
            await socket.say(type="connection_init", payload=payload | {"X-Request-Number": "<b>"})
            assert await socket.closed() == 4400
        await found.client.aclose()


async def until_hidden(office: Office) -> None:
    """Returns when nothing is shown any more; fails where that takes more than five seconds."""
    began = time.monotonic()
    while await office.sees():  # ends: with the duty, or the time
        assert time.monotonic() - began < 5, "still shown after 5 s"
        await asyncio.sleep(0.2)


async def metrics(api: Api) -> str:
    headers = {"Authorization": f"Bearer {await api.token('admin')}"}
    return (await api.client.get("/metrics", headers=headers)).text
