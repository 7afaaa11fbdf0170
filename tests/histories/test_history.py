"""The history of a record: what happened to it and to its facts, with the values before and after, by whom and why."""

from __future__ import annotations

from typing import Any

from tests.conftest import Api
from tests.histories.stories import history, made, refused, said, told, write


def by(identifier: str) -> dict[str, str]:
    return {"id": identifier}


async def account(api: Api) -> str:
    return await made(api, "Organization", name="Nordlicht Wind", city="Kiel")


async def test_an_update_tells_each_value_before_and_after_by_whom_and_why(api: Api) -> None:
    identifier = await account(api)
    deal = await made(
        api, "Deal", name="Rotor", organization=by(identifier), value={"amount": "100", "currency": "EUR"}
    )
    await write(
        api,
        "dealUpdate",
        deal=by(deal),
        stage="PROPOSAL",
        value={"amount": "250.5", "currency": "EUR"},
        expectedCloseOn="2027-03-01",
        reason="They asked for two more turbines.",
    )
    last, first = await history(api, deal)
    assert (first["kind"], first["type"], first["says"], first["other"]) == ("CREATED", "Deal", None, None)
    assert said(first) == {"name": (None, "Rotor"), "organization": (None, None), "value": (None, "100 EUR")}
    assert (last["kind"], last["type"], last["recordIds"]) == ("UPDATED", "Deal", [deal])
    assert last["fields"] == ["expectedCloseOn", "stage", "value"]
    assert said(last) == {
        "expectedCloseOn": (None, "2027-03-01"),
        "stage": (None, "PROPOSAL"),
        "value": ("100 EUR", "250.5 EUR"),
    }
    assert (last["by"], last["reason"]) == ({"name": "manager"}, "They asked for two more turbines.")


async def test_an_amount_whose_currency_alone_changes_is_told_whole(api: Api) -> None:
    deal = await made(
        api, "Deal", name="R", organization=by(await account(api)), value={"amount": "100", "currency": "EUR"}
    )
    await write(api, "dealUpdate", deal=by(deal), value={"amount": "100", "currency": "SEK"})
    assert said((await history(api, deal))[0]) == {"value": ("100 EUR", "100 SEK")}
    await write(api, "dealUpdate", deal=by(deal), value=None)
    assert said((await history(api, deal))[0]) == {"value": ("100 SEK", None)}


async def test_a_list_of_words_is_told_as_json(api: Api) -> None:
    person = await made(api, "Person", name="Ana", tags=["golf", 'the "boss"'])
    await write(api, "personUpdate", person=by(person), tags=["golf"])
    assert said((await history(api, person))[0]) == {"tags": ('["golf", "the \\"boss\\""]', '["golf"]')}


async def test_addresses_and_categories_are_told_as_lists(api: Api) -> None:
    person = await made(api, "Person", name="Ana", emails=["Ana@Lumen.example"], categories=["CHAMPION"])
    await write(api, "personUpdate", person=by(person), emails=["ana@lumen.example", "a.lind@lumen.example"])
    await write(api, "personUpdate", person=by(person), categories=[], phones=["+49 40 5550100"])
    last, second, first = await history(api, person)
    mail = '["ana@lumen.example"]'
    assert said(first) == {"name": (None, "Ana"), "emails": (None, mail), "categories": (None, '["CHAMPION"]')}
    assert said(second) == {"emails": (mail, '["a.lind@lumen.example", "ana@lumen.example"]')}
    assert said(last) == {"categories": ('["CHAMPION"]', None), "phones": (None, '["+49405550100"]')}


async def test_a_record_that_was_there_tells_of_the_line_that_a_new_one_begins(api: Api) -> None:
    identifier = await account(api)
    head = await made(api, "Role", title="Head", organization=by(identifier))
    expert = await made(api, "Role", title="Expert", organization=by(identifier), reportsTo=by(head))
    line, created = await history(api, head)
    assert created["kind"] == "CREATED"
    assert (line["kind"], line["type"], line["recordIds"]) == ("ADDED", "REPORTS_TO", [expert, head])
    assert (line["other"], told(line)) == ({"id": expert}, {"kind": "SOLID"})
    assert [one["kind"] for one in await history(api, expert)] == ["ADDED", "CREATED"]
    unit = await made(api, "Organization", name="Service", kind="DEPARTMENT", partOf=by(identifier))
    joined = (await history(api, identifier))[0]
    assert (joined["kind"], joined["type"], joined["recordIds"]) == ("ADDED", "PART_OF", [unit, identifier])


async def test_putting_away_and_taking_back_are_told_with_their_reasons(api: Api) -> None:
    identifier = await account(api)
    await write(api, "organizationArchive", organization=by(identifier), reason="Insolvent.")
    await write(api, "organizationRestore", organization=by(identifier), reason="Saved.")
    back, away, _ = await history(api, identifier)
    assert [(one["kind"], one["fields"], one["reason"]) for one in (away, back)] == [
        ("ARCHIVED", ["archivedAt"], "Insolvent."),
        ("RESTORED", ["archivedAt"], "Saved."),
    ]
    [(before, after)] = said(back).values()
    assert after is None and said(away)["archivedAt"] == (None, before)


async def test_a_fact_stands_in_the_history_of_both_its_ends_with_what_it_said(api: Api) -> None:
    """Ana sat in the seat from 2024, as acting head at first; then she left, and it turned out that Bo never sat there.

    Ana ──HOLDS──▶ Head of Wind ◀──HOLDS── Bo (withdrawn)
    """
    organization = await account(api)
    role = await made(api, "Role", title="Head of Wind", organization=by(organization))
    ana, bo = await made(api, "Person", name="Ana"), await made(api, "Person", name="Bo")
    seat: dict[str, Any] = {"role": by(role), "person": by(ana)}
    await write(api, "roleAssign", **seat, startedOn="2024-01-01", acting=True)
    await write(api, "roleEnd", **seat, endedOn="2026-06-30", reason="Retired.")
    await write(api, "roleAssign", role=by(role), person=by(bo), startedOn="2026-07-01")
    await write(api, "roleRetract", role=by(role), person=by(bo), reason="Another Bo.")
    retracted, added = (await history(api, bo))[:2]
    assert (retracted["kind"], retracted["reason"], retracted["other"]) == ("RETRACTED", "Another Bo.", {"id": role})
    assert said(retracted) == {"startedOn": ("2026-07-01", None)} and told(retracted) == {"startedOn": "2026-07-01"}
    assert said(added) == {"startedOn": (None, "2026-07-01")}
    ended, begun = (await history(api, ana))[:2]
    assert (ended["kind"], ended["type"], ended["reason"]) == ("ENDED", "HOLDS", "Retired.")
    assert said(ended) == {"endedOn": (None, "2026-06-30")}
    assert told(ended) == {"acting": "true", "startedOn": "2024-01-01", "endedOn": "2026-06-30"}
    assert told(begun) == {"acting": "true", "startedOn": "2024-01-01"}
    of_role = await history(api, role)
    assert [one["kind"] for one in of_role] == ["RETRACTED", "ADDED", "ENDED", "ADDED", "CREATED"]
    assert [one["other"]["id"] for one in of_role[:4]] == [bo, bo, ana, ana]


async def test_a_fact_whose_value_was_cleared_does_not_say_it_any_more(api: Api) -> None:
    organization = await account(api)
    ana, deal = await made(api, "Person", name="Ana"), await made(api, "Deal", name="R", organization=by(organization))
    ends = {"person": by(ana), "deal": by(deal)}
    await write(api, "stakeholderAdd", **ends, stance="SCEPTIC", power=0.5)
    await write(api, "stakeholderUpdate", **ends, stance=None, power=0.75, reason="Nobody knows.")
    entry = (await history(api, ana))[0]
    assert said(entry) == {"power": ("0.5", "0.75"), "stance": ("SCEPTIC", None)}
    assert (told(entry), entry["reason"]) == ({"power": "0.75"}, "Nobody knows.")


async def test_a_page_follows_the_page_before_and_the_count_is_of_all(api: Api) -> None:
    deal = await made(api, "Deal", name="R", organization=by(await account(api)))
    for number in range(6):
        await write(api, "dealUpdate", deal=by(deal), stage=f"S{number}")
    text = """query($id: String!, $after: Cursor) { deal(by: {id: $id}) { history(first: 3, after: $after) {
        totalCount edges { cursor node { changes { after } } } pageInfo { hasNextPage endCursor } } } }"""
    seen, after = [], None
    while True:  # ends: with the last page
        page = (await api.ask(text.replace("String!", "ID!"), {"id": deal, "after": after}))["deal"]["history"]
        seen += [edge["node"]["changes"][0]["after"] for edge in page["edges"]]
        assert page["totalCount"] == 7
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert seen == ["S5", "S4", "S3", "S2", "S1", "S0", "R"]


async def test_a_history_is_asked_for_by_kind_by_field_and_by_time(api: Api) -> None:
    person = await made(api, "Person", name="Ana")
    await write(api, "personUpdate", person=by(person), leadStatus="WORKING", city="Kiel")
    await write(api, "personUpdate", person=by(person), city="Lübeck")
    await write(api, "personArchive", person=by(person))
    assert [one["kind"] for one in await history(api, person, "kinds: [ARCHIVED, CREATED]")] == ["ARCHIVED", "CREATED"]
    (only,) = await history(api, person, 'fields: ["leadStatus"]')
    assert only["fields"] == ["city", "leadStatus"]
    assert await history(api, person, 'to: "2020-01-01"') == []
    assert len(await history(api, person, 'from: "2020-01-01", to: "2999-12-31"')) == 4
    assert await history(api, person, 'from: "2999-01-01T00:00:00Z"') == []


async def test_a_reason_that_cannot_be_kept_is_refused_before_anything_is_written(api: Api) -> None:
    person = await made(api, "Person", name="Ana")
    for reason in ("x" * 1001, "a\u0000b"):
        payload = await refused(api, "personUpdate", person=by(person), city="Kiel", reason=reason)
        assert payload["userErrors"] == [{"code": "BAD_USER_INPUT", "field": ["reason"]}]
    assert [one["kind"] for one in await history(api, person)] == ["CREATED"]
