"""Addresses and categories as facts: what for, checked when, since when, towards whom, and who says so."""

from __future__ import annotations

from typing import Any

from tests.records.mutations.writer import Writer, by

EMAILS = "emails { address kind verifiedAt startedOn endedOn }"
CATEGORIES = "categories { kind note source startedOn towards { ... on Deal { name } ... on Organization { name } } }"


def mail(**said: Any) -> dict[str, Any]:
    return {"person": by("p-a"), "medium": "EMAIL", "address": "Ana@a.example", **said}


def kind(**said: Any) -> dict[str, Any]:
    return {"person": by("p-a"), "kind": "CHAMPION", **said}


async def test_an_address_says_what_it_is_for_and_when_it_worked(world: Writer) -> None:
    first = await world.do("personAddressAdd", mail(kind="WORK", startedOn="2020-01-01"), EMAILS)
    said = {"address": "Ana@a.example", "kind": "WORK", "verifiedAt": None, "startedOn": "2020-01-01", "endedOn": None}
    assert first == {"emails": [said]}
    assert await world.faults("personAddressAdd", mail(startedOn="2020-01-01")) == [("CONFLICT", "EXISTS", "address")]
    seen = mail(verifiedAt="2026-11-01T10:00:00Z", address="ANA@A.example")
    told = {**said, "verifiedAt": "2026-11-01T10:00:00Z"}
    assert await world.do("personAddressUpdate", seen, EMAILS) == {"emails": [told]}
    ended = await world.do("personAddressEnd", mail(endedOn="2021-12-31"), "emails { address }")
    assert ended == {"emails": []}
    as_of = '{ person(by: {externalId: "p-a"}) { emails(asOf: "2021-06-01") { address endedOn } } }'
    assert (await world.ask(as_of))["person"] == {"emails": [{"address": "Ana@a.example", "endedOn": "2021-12-31"}]}
    await world.do("personAddressRetract", mail())
    assert (await world.ask(as_of))["person"] == {"emails": []}
    assert await world.api.graph.rows("MATCH (c:ContactPoint) RETURN count(c)", {}) == [[0]], "nobody's any more"
    assert await world.faults("personAddressRetract", mail()) == [("NOT_FOUND", None, "address")]


async def test_an_address_may_be_of_several_and_of_an_organization(world: Writer) -> None:
    desk = {"medium": "PHONE", "address": "+49 40 5550100"}
    await world.do("personUpdate", {"person": by("p-a"), "phones": ["+49 405550100"]})
    await world.do("personAddressAdd", {"person": by("p-b"), **desk})
    found = await world.do("organizationAddressAdd", {"organization": by("o-a"), **desk}, "phones { address }")
    assert len(found["phones"]) == 1
    assert await world.api.graph.rows("MATCH (c:ContactPoint) RETURN count(c), count { (c)<--() }", {}) == [[1, 3]]
    post = {"organization": by("o-a"), "medium": "POST", "address": "Kai 1, 24103 Kiel", "kind": "WORK"}
    posted = await world.do("organizationAddressAdd", post, "postalAddresses { address kind } phones { address }")
    assert posted["postalAddresses"] == [{"address": "Kai 1, 24103 Kiel", "kind": "WORK"}]
    many = [{"person": by("p-c"), "medium": medium, "address": address} for medium, address in (
        ("EMAIL", "cy@a.example"), ("PHONE", "+49 40 5550100"), ("EMAIL", "cy@b.example"))]  # fmt: skip
    await world.do("personAddressAddMany", {"items": many})
    bad = [*many[:1], {**many[1], "address": "x"}]
    faults = await world.faults("personAddressAddMany", {"items": bad})
    assert faults == [("BAD_USER_INPUT", None, "items.1.address")]


async def test_a_person_is_something_to_several_at_once(world: Writer) -> None:
    await world.do("dealCreate", {"externalId": "d", "name": "Deal", "organization": by("o-a")})
    deal, beta = {"deal": by("d")}, {"organization": by("o-b")}
    await world.do("personCategoryAdd", kind(towards=deal, startedOn="2025-01-01", note="Said so.", source="Ben"))
    await world.do("personCategoryAdd", kind(towards=beta, startedOn="2025-01-01"))
    found = await world.do("personCategoryAdd", kind(startedOn="2026-01-01"), CATEGORIES)
    told = [(c["towards"] and c["towards"]["name"], c["note"], c["source"]) for c in found["categories"]]
    assert sorted(told, key=repr) == [("Beta", None, None), ("Deal", "Said so.", "Ben"), (None, None, None)]
    again = kind(towards=deal, startedOn="2025-01-01")
    assert await world.faults("personCategoryAdd", again) == [("CONFLICT", "EXISTS", "kind")]
    changed = await world.do("personCategoryUpdate", {**again, "note": "Wrote so."}, CATEGORIES)
    assert [c["note"] for c in changed["categories"] if c["note"]] == ["Wrote so."]
    filtered = (
        '{ people(filter: {categories: {some: {kind: {eq: CHAMPION}, towards: {name: {eq: "Beta"}}}}}) { totalCount } }'
    )
    assert (await world.ask(filtered))["people"]["totalCount"] == 1
    await world.do("personCategoryEnd", {**again, "endedOn": "2025-12-31"})
    left = await world.do("personCategoryRetract", kind(towards=beta), CATEGORIES)
    assert [c["towards"] for c in left["categories"]] == [None]
    assert (await world.ask(filtered))["people"]["totalCount"] == 0
    rows = await world.api.graph.rows("MATCH (c:Category) RETURN count(c)", {})
    assert rows == [[2]], "the one that ended is history, the one withdrawn is gone"
    missing = kind(towards={"deal": by("x")}, startedOn="2026-02-01")
    assert await world.faults("personCategoryAdd", missing) == [("NOT_FOUND", None, "towards")]
