"""Custom fields in what was: the history names them as people know them, and a record shows the values of a day."""

from __future__ import annotations

from tests.conftest import Api
from tests.custom_fields.defining import define
from tests.histories.stories import history, made, said, settle, told, write


async def test_the_history_tells_custom_fields_to_who_sees_them(api: Api) -> None:
    await define(api, "Deal", "tier", "CHOICE", choices=["gold", "tin"], sensitivity="PUBLIC")
    await define(api, "Deal", "margin", "MONEY", sensitivity="CONFIDENTIAL")
    await define(api, "Deal", "topics", "MULTI_CHOICE", choices=["a", "b"], sensitivity="PUBLIC")
    organization = await made(api, "Organization", name="Nord")
    margin = {"key": "margin", "money": {"amount": "5", "currency": "EUR"}}
    fields = [{"key": "tier", "choice": "tin"}, margin]
    deal = await made(api, "Deal", name="Rotor", organization={"id": organization}, customFields=fields)
    by = {"deal": {"id": deal}}
    gold = [{"key": "tier", "choice": "gold"}, {"key": "topics", "choices": ["a", "b"]}]
    await write(api, "dealUpdate", **by, customFields=gold)
    await write(api, "dealUpdate", **by, customFields=[{"key": "margin", "money": None}])
    last, middle, first = await history(api, deal)
    assert said(first) == {
        "name": (None, "Rotor"),
        "organization": (None, None),
        "customFields.tier": (None, "tin"),
        "customFields.margin": (None, "5 EUR"),
    }
    assert middle["fields"] == ["customFields.tier", "customFields.topics"]
    assert said(middle) == {"customFields.tier": ("tin", "gold"), "customFields.topics": (None, '["a", "b"]')}
    assert said(last) == {"customFields.margin": ("5 EUR", None)}
    found = await history(api, deal, viewer="analyst")
    assert [one["fields"] for one in found[:-1]] == [["customFields.tier", "customFields.topics"]]
    assert "customFields.margin" not in said(found[-1])
    assert len(await history(api, deal, 'fields: ["customFields.tier"]')) == 2
    assert await history(api, deal, 'fields: ["customFields.margin"], kinds: [UPDATED]', viewer="analyst") == []


async def test_a_fact_says_its_custom_fields_of_every_type(api: Api) -> None:
    await define(api, "STAKEHOLDER_IN", "topics", "MULTI_CHOICE", choices=["a", "b"])
    await define(api, "STAKEHOLDER_IN", "bonus", "MONEY")
    await define(api, "STAKEHOLDER_IN", "since", "DATE")
    organization = await made(api, "Organization", name="Nord")
    deal = await made(api, "Deal", name="Rotor", organization={"id": organization})
    ana = await made(api, "Person", name="Ana")
    fields = [
        {"key": "topics", "choices": ["b"]},
        {"key": "bonus", "money": {"amount": "7.50", "currency": "EUR"}},
        {"key": "since", "date": "2026-01-02"},
    ]
    await write(api, "stakeholderAdd", person={"id": ana}, deal={"id": deal}, customFields=fields)
    found = told((await history(api, ana))[0])
    assert found == {
        "customFields.topics": '["b"]',
        "customFields.bonus": "7.5 EUR",
        "customFields.since": "2026-01-02",
    }


async def test_an_amount_whose_currency_alone_changes_is_told_whole(api: Api) -> None:
    await define(api, "Person", "worth", "MONEY")
    await define(api, "RELATED_TO", "worth", "MONEY")
    await define(api, "INFLUENCES", "worth", "MONEY")
    euros, dollars = ([{"key": "worth", "money": {"amount": "5", "currency": currency}}] for currency in ("EUR", "USD"))
    ana = await made(api, "Person", name="Ana", customFields=euros)
    bo = await made(api, "Person", name="Bo")
    await write(api, "personUpdate", person={"id": ana}, customFields=dollars)
    ends = {"from": {"id": ana}, "to": {"id": bo}}
    await write(api, "influenceAdd", **ends, customFields=euros)
    await write(api, "influenceUpdate", **ends, customFields=dollars)
    fact, _, record, _ = await history(api, ana)
    for entry in (fact, record):
        assert said(entry) == {"customFields.worth": ("5 EUR", "5 USD")}
    assert told(fact) == {"customFields.worth": "5 USD"}


async def test_a_record_as_it_was_has_the_custom_fields_of_that_day(api: Api) -> None:
    await define(api, "Person", "tier", "TEXT")
    await define(api, "Person", "worth", "MONEY")
    await settle(api, "2025-12-01")
    fields = [{"key": "tier", "text": "old"}, {"key": "worth", "money": {"amount": "5", "currency": "EUR"}}]
    ana = await made(api, "Person", name="Ana", customFields=fields)
    await settle(api, "2026-01-10")
    worth = {"key": "worth", "money": {"amount": "6", "currency": "USD"}}
    await write(api, "personUpdate", person={"id": ana}, customFields=[{"key": "tier", "text": None}, worth])
    await settle(api, "2026-03-10")
    text = """query($id: ID!) { person(by: {id: $id}) {
      customFields { key } then: asItWas(on: "2026-02-01") {
        customFields { key text money { amount currency } } } } }"""
    assert (await api.ask(text, {"id": ana}))["person"] == {
        "customFields": [{"key": "worth"}],
        "then": {
            "customFields": [
                {"key": "tier", "text": "old", "money": None},
                {"key": "worth", "text": None, "money": {"amount": "5", "currency": "EUR"}},
            ]
        },
    }
