"""Saved filters over the API: one's own, a team's, everybody's; nobody else's is met, its owner alone changes one."""

from __future__ import annotations

from typing import Any

import pytest

from graphcrm.records import saved_filters
from tests.appointing.staff import Somebody, join
from tests.conftest import Api

_LIST = """query($noun: FilteredNoun) { savedFilters(noun: $noun) { id name noun mine everybody team { name }
  owner { name } conditions { field how value } } }"""
_ID = "savedFilterId"
KIEL = [{"field": "city", "how": "contains", "value": "Kiel"}, {"field": "country", "how": "is", "value": "DE"}]


def of_kiel(**more: Any) -> dict[str, Any]:
    return {"name": "Kiel", "noun": "PERSON", "conditions": KIEL, **more}


async def names(who: Somebody, noun: str | None = None) -> list[str]:
    return [one["name"] for one in (await who.ask(_LIST, {"noun": noun}))["savedFilters"]]


async def team(api: Api, ada: Somebody, name: str, *members: Somebody) -> str:
    """A team with these people in it, today."""
    made: str = (await ada.do("teamCreate", "team { id }", name=name))["team"]["id"]
    for one in members:
        await ada.do("teamMemberSet", "team { id }", user={"id": one.id}, team={"id": made})
    return made


async def test_a_filter_is_kept_for_its_owner_alone_until_it_is_shared(api: Api) -> None:
    ada, ben = await join(api, "ada", "admin"), await join(api, "ben", "account_manager")
    made = (await ben.do("savedFilterSave", _ID, **of_kiel()))["savedFilterId"]
    assert (await ben.ask(_LIST))["savedFilters"] == [{
        "id": made, "name": "Kiel", "noun": "PERSON", "mine": True, "everybody": False, "team": None,
        "owner": {"name": "Ben"}, "conditions": KIEL,
    }]  # fmt: skip
    assert await names(ada) == [], "who sees every record does not read what others keep for themselves"
    await ben.do("savedFilterSave", _ID, id=made, **of_kiel(everybody=True))
    [seen] = (await ada.ask(_LIST))["savedFilters"]
    assert (seen["id"], seen["mine"], seen["everybody"], seen["conditions"]) == (made, False, True, KIEL)
    await ben.do("savedFilterSave", _ID, id=made, **of_kiel())
    assert await names(ada) == [] and await names(ben) == ["Kiel"]


async def test_what_is_for_a_team_is_read_in_the_team_alone(api: Api) -> None:
    ada, ben = await join(api, "ada", "admin"), await join(api, "ben", "account_manager")
    cy, dan = await join(api, "cy", "account_manager"), await join(api, "dan", "account_manager")
    north, south = await team(api, ada, "North", ben, cy), await team(api, ada, "South", dan)
    await ben.do("savedFilterSave", _ID, **of_kiel(team={"id": north}))
    assert (await names(cy), await names(dan), await names(ada)) == (["Kiel"], [], [])
    assert (await cy.ask(_LIST))["savedFilters"][0]["team"] == {"name": "North"}
    foreign = of_kiel(name="Other", team={"id": south})
    assert await ben.faults("savedFilterSave", _ID, **foreign) == [("FORBIDDEN", "TEAM", "team")]
    assert await names(ben) == ["Kiel"]


async def test_only_its_owner_changes_or_removes_a_filter(api: Api) -> None:
    ada, ben = await join(api, "ada", "admin"), await join(api, "ben", "account_manager")
    made = (await ben.do("savedFilterSave", _ID, **of_kiel(everybody=True)))["savedFilterId"]
    assert await ada.faults("savedFilterSave", _ID, id=made, **of_kiel()) == [("NOT_FOUND", None, "id")]
    assert await ada.faults("savedFilterRemove", "clientMutationId", id=made) == [("NOT_FOUND", None, "id")]
    none = await ada.faults("savedFilterRemove", "clientMutationId", id="flt_never_was")
    assert none == [("NOT_FOUND", None, "id")], "what is another's is as what never was"
    assert await names(ada) == ["Kiel"]
    await ben.do("savedFilterRemove", "clientMutationId", id=made)
    assert await names(ada) == await names(ben) == []
    trail = (
        "MATCH (a:AuditEntry {type: 'SavedFilter'}) WITH a ORDER BY a.at RETURN collect([a.act, a.actor, a.subject])"
    )
    [[entries]] = await api.graph.rows(trail, {})
    assert entries == [["savedFilterSave", ben.id, [made]], ["savedFilterRemove", ben.id, [made]]]


async def test_names_are_told_apart_within_those_of_one_owner_and_noun(api: Api) -> None:
    ada, ben = await join(api, "ada", "admin"), await join(api, "ben", "account_manager")
    first = (await ben.do("savedFilterSave", _ID, idempotencyKey="k", **of_kiel()))["savedFilterId"]
    again = (await ben.do("savedFilterSave", _ID, idempotencyKey="k", **of_kiel()))["savedFilterId"]
    assert first == again and await names(ben) == ["Kiel"]
    assert await ben.faults("savedFilterSave", _ID, **of_kiel()) == [("CONFLICT", "TAKEN", "name")]
    await ben.do("savedFilterSave", _ID, **of_kiel(noun="ORGANIZATION"))
    await ada.do("savedFilterSave", _ID, **of_kiel())
    assert await names(ben, "ORGANIZATION") == ["Kiel"] and await names(ben) == ["Kiel", "Kiel"]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"conditions": []}, "conditions"),
        ({"conditions": KIEL * 16}, "conditions"),
        ({"conditions": [{**KIEL[0], "value": "x" * 201}]}, "conditions.0.value"),
        ({"conditions": [KIEL[1], {**KIEL[0], "value": "a\0"}]}, "conditions.1.value"),
        ({"id": "flt_never_was"}, "id"),
        ({"team": {"externalId": "none"}}, "team"),
    ],
)
async def test_what_cannot_be_kept_says_what_to_mend(api: Api, given: dict[str, Any], path: str) -> None:
    ben = await join(api, "ben", "account_manager")
    found = await ben.faults("savedFilterSave", _ID, **of_kiel(**given))
    assert [one[2] for one in found] == [path]
    assert await names(ben) == []


async def test_nobody_keeps_more_than_there_is_room_for(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_filters, "MOST", 2)
    ben = await join(api, "ben", "account_manager")
    for name in "ab":
        await ben.do("savedFilterSave", _ID, **of_kiel(name=name))
    [(code, _, path)] = await ben.faults("savedFilterSave", _ID, **of_kiel(name="c"))
    assert (code, path, await names(ben)) == ("BAD_USER_INPUT", "name", ["a", "b"])
