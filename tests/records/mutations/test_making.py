"""Records are made, changed, put away and taken back: what is absent stays, null clears, edges are kept."""

from __future__ import annotations

from typing import Any

import pytest

from tests.records.mutations.writer import Writer, by

FOUND = """query ($text: String!) { search(text: $text, first: 10) { edges { node { id } } }
  people(first: 50) { nodes { externalId } } }"""


async def found(world: Writer, text: str) -> int:
    await world.api.graph.rows("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", {})
    return len((await world.ask(FOUND, {"text": text}))["search"]["edges"])


async def test_what_is_absent_stays_and_null_clears(world: Writer) -> None:
    given = {"person": by("p-a"), "city": "Kiel", "country": "DE", "tags": ["x", "y"], "emails": ["a@a.example"]}
    fields = "name city country tags emails { address } version locations { name }"
    first = await world.do("personUpdate", given, fields)
    assert (first["city"], first["tags"], first["version"]) == ("Kiel", ["x", "y"], 2)
    second = await world.do("personUpdate", {"person": by("p-a"), "city": None, "tags": None}, fields)
    assert second == {**first, "city": None, "tags": None, "version": 3, "locations": [{"name": "DE"}]}
    third = await world.do("personUpdate", {"person": by("p-a"), "emails": None}, fields)
    assert (third["emails"], third["country"], third["version"]) == ([], "DE", 4)


async def test_a_required_value_cannot_be_cleared(world: Writer) -> None:
    assert await world.faults("personUpdate", {"person": by("p-a"), "name": None}) == [("BAD_USER_INPUT", None, "name")]
    assert await world.faults("roleUpdate", {"role": by("r-a"), "organization": None}) == [
        ("BAD_USER_INPUT", None, "organization")
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"city": "Kiel"},
        {"tags": ["x"]},
        {"emails": ["a@a.example"]},
        {"expectedValue": {"amount": "1", "currency": "EUR"}},
    ],
)
async def test_each_change_counts_one_version_and_no_change_none(world: Writer, change: dict[str, Any]) -> None:
    once = {"person": by("p-a"), **change}
    assert await world.do("personUpdate", once, "version updatedAt") == {
        **(again := await world.do("personUpdate", once, "version updatedAt")),
        "version": 2,
    }
    assert again["version"] == 2


async def test_a_name_is_found_and_sorted_by_its_new_form(world: Writer) -> None:
    await world.do("personUpdate", {"person": by("p-c"), "name": "Åsa Aa"})
    assert await found(world, "asa") == 1
    assert await found(world, "Cy") == 0
    ordered = "{ people(orderBy: [{field: NAME}], first: 5) { nodes { externalId } } }"
    listed = (await world.ask(ordered))["people"]["nodes"]
    assert [one["externalId"] for one in listed] == ["p-a", "p-c", "p-b"]


async def test_a_name_made_of_its_parts_follows_them_and_one_that_was_written_stays(world: Writer) -> None:
    made = {"externalId": "p-m", "firstName": "Mia", "lastName": "Maas"}
    assert await world.do("personCreate", made, "name") == {"name": "Mia Maas"}
    changed = await world.do("personUpdate", {"person": by("p-m"), "lastName": "Moos"}, "name lastName version")
    assert changed == {"name": "Mia Moos", "lastName": "Moos", "version": 2}
    cleared = await world.do("personUpdate", {"person": by("p-m"), "firstName": None, "lastName": None}, "name")
    assert cleared == {"name": "Mia Moos"}, "a person has a name"
    assert await found(world, "moos") == 1
    written = await world.do("personUpdate", {"person": by("p-a"), "firstName": "Anna"}, "name firstName")
    assert written == {"name": "Ana", "firstName": "Anna"}


async def test_a_name_of_two_long_parts_is_refused_where_an_index_cannot_hold_it(empty: Writer) -> None:
    parts = {"firstName": "x" * 3000, "lastName": "y" * 3000}
    assert await empty.faults("personCreate", parts) == [("BAD_USER_INPUT", None, "name")]


async def test_an_external_id_is_of_one_record(world: Writer) -> None:
    taken = [("CONFLICT", None, "externalId")]
    assert await world.faults("personUpdate", {"person": by("p-a"), "externalId": "p-b"}) == taken
    assert await world.faults("personCreate", {"name": "Bo", "externalId": "p-b"}) == taken
    assert (await world.do("organizationCreate", {"name": "Bo", "externalId": "p-b"}, "externalId"))[
        "externalId"
    ] == "p-b"
    assert await world.do("personUpdate", {"person": by("p-a"), "externalId": "p-z"}, "externalId") == by("p-z")
    assert await world.do("personUpdate", {"person": by("p-z"), "externalId": None}, "externalId") == {
        "externalId": None
    }


async def test_what_is_archived_keeps_its_edges_and_leaves_lists_and_search(world: Writer) -> None:
    await world.do("roleAssign", {"role": by("r-a"), "person": by("p-a"), "startedOn": "2026-01-01"})
    assert await found(world, "ana") == 1
    put_away = await world.do("personArchive", {"person": by("p-a")}, "archivedAt version")
    assert put_away["archivedAt"] is not None and put_away["version"] == 2
    assert await world.do("personArchive", {"person": by("p-a")}, "archivedAt version") == put_away, "a second time"
    assert await found(world, "ana") == 0
    listed = (await world.ask(FOUND, {"text": "nobody"}))["people"]["nodes"]
    assert [one["externalId"] for one in listed] == ["p-b", "p-c"]
    seat = (await world.ask('{ role(by: {externalId: "r-a"}) { holders { person { externalId } } } }'))["role"]
    assert seat["holders"] == [{"person": by("p-a")}]
    back = await world.do("personRestore", {"person": by("p-a")}, "archivedAt version roles { nodes { externalId } }")
    assert back == {"archivedAt": None, "version": 3, "roles": {"nodes": [by("r-a")]}}
    assert await found(world, "ana") == 1


async def test_an_archived_record_is_no_end_of_a_new_fact_and_may_stay_in_a_list(world: Writer) -> None:
    about = [{"person": by("p-a")}, {"person": by("p-b")}]
    await world.do("noteCreate", {"externalId": "n", "text": "Both.", "about": about})
    await world.do("personArchive", {"person": by("p-a")})
    archived = ("CONFLICT", "ARCHIVED")
    assert await world.faults("roleAssign", {"role": by("r-a"), "person": by("p-a")}) == [(*archived, "person")]
    assert await world.faults("noteCreate", {"text": "One.", "about": about[:1]}) == [(*archived, "about.0")]
    kept = {"note": by("n"), "about": [*about, {"person": by("p-c")}]}
    assert len((await world.do("noteUpdate", kept, "about { id }"))["about"]) == 3
    await world.do("noteUpdate", {"note": by("n"), "about": about[1:]})
    again = {"note": by("n"), "about": about}
    assert await world.faults("noteUpdate", again) == [(*archived, "about.0")]
    await world.do("organizationArchive", {"organization": by("o-a")})
    seat = {"title": "New", "organization": by("o-a")}
    assert await world.faults("roleCreate", seat) == [(*archived, "organization")]


async def test_items_of_one_write_may_name_each_other(world: Writer) -> None:
    seats = [
        {"externalId": "r-1", "title": "Low", "organization": by("o-a"), "reportsTo": by("r-2")},
        {"externalId": "r-2", "title": "High", "organization": by("o-a")},
    ]
    made = await world.do("roleCreateMany", {"items": seats}, "externalId reportsTo { externalId }")
    assert made == [{"externalId": "r-1", "reportsTo": by("r-2")}, {"externalId": "r-2", "reportsTo": None}]
    circle = [{**seats[0], "externalId": "r-3", "reportsTo": by("r-4")}]
    circle.append({**seats[0], "externalId": "r-4", "reportsTo": by("r-3")})
    faults = await world.faults("roleCreateMany", {"items": circle})
    assert faults == [("CONFLICT", "HIERARCHY", "items.1.reportsTo")]


async def test_teams_stand_below_teams_without_circles(empty: Writer) -> None:
    teams = [{"externalId": "t-1", "name": "One"}, {"externalId": "t-2", "name": "Two", "parent": by("t-1")}]
    made = await empty.do("teamCreateMany", {"items": teams}, "parent { externalId }", role="admin")
    assert made == [{"parent": None}, {"parent": by("t-1")}]
    circle = {"team": by("t-1"), "parent": by("t-2")}
    assert await empty.faults("teamUpdate", circle, role="admin") == [("CONFLICT", "HIERARCHY", "parent")]
    free = await empty.do(
        "teamUpdate", {"team": by("t-2"), "parent": None}, "parent { externalId } version", role="admin"
    )
    assert free == {"parent": None, "version": 2}


async def test_places_lie_within_places_and_parties_have_sites(world: Writer) -> None:
    """A city that somebody put within a region stays there when the next party names it."""
    await world.do("organizationUpdate", {"organization": by("o-a"), "city": "Kiel", "country": "DE"})
    region = {"externalId": "sh", "name": "Schleswig-Holstein", "kind": "SITE", "within": by("country:DE")}
    await world.do("locationCreate", region)
    city = "externalId within { name within { name } }"
    moved = await world.do("locationUpdate", {"location": by("city:DE:kiel"), "within": by("sh")}, city)
    assert moved["within"] == {"name": "Schleswig-Holstein", "within": {"name": "DE"}}
    circle = {"location": by("country:DE"), "within": by("city:DE:kiel")}
    assert await world.faults("locationUpdate", circle) == [("CONFLICT", "HIERARCHY", "within")]
    given = {"organization": by("o-b"), "city": "Kiel", "country": "DE", "sites": [by("sh")]}
    seated = await world.do("organizationUpdate", given, f"locations {{ {city} }}")
    assert {one["externalId"] for one in seated["locations"]} == {"city:DE:kiel", "sh"}
    assert moved in seated["locations"]
    left = {"organization": by("o-b"), "city": None, "country": None}
    assert [
        p["externalId"] for p in (await world.do("organizationUpdate", left, f"locations {{ {city} }}"))["locations"]
    ] == ["sh"]
