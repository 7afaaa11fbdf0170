"""What ties tell where there are none: on an empty graph, and of one person alone, with and without a seat."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Api
from tests.exchange.files import imported

_NOBODY = {"nodes": []}
_PERSON = """query($by: PersonBy!) { person(by: $by) {
  engagement { interactions contactDays activeWeeks people sent received byKind { kind } answersShare answersMedianHours
    answeredShare answeredMedianHours startsShare daysSinceLast }
  similar { nodes { id } } likelyContacts { nodes { id } } likelySilence { nodes { id } } } }"""
_ALONE = {
    "engagement": {
        **dict.fromkeys(("interactions", "contactDays", "activeWeeks", "people", "sent", "received"), 0),
        **dict.fromkeys(("answersShare", "answersMedianHours", "answeredShare", "answeredMedianHours")),
        "byKind": [],
        "startsShare": None,
        "daysSinceLast": None,
    },
    **dict.fromkeys(("similar", "likelyContacts", "likelySilence"), _NOBODY),
}
_ORGANIZATION = """query($by: OrganizationBy!) { organization(by: $by) {
  coverage { seats covered singleThreaded hangsOnOne goingCold { id } belowWanted bySeat { present gap } }
  similar { nodes { id } } communicationFlows { nodes { depth people } links { kind } truncated } } }"""
_WHAT_IF = """query($person: PersonBy, $unit: OrganizationBy) { whatIf(personLeaves: $person, unitSold: $unit) {
  people { externalId } cutOff { id } orphanedReports { id } dealsAtRisk { id } lostCoverage { keyLoss: strengthBefore }
  replacements { nodes { id } } } }"""
_NOTHING_LOST = {
    **{key: [] for key in ("cutOff", "orphanedReports", "dealsAtRisk", "lostCoverage")},
    "replacements": _NOBODY,
}
_BETWEEN = """query($a: PersonBy!, $b: PersonBy!) { relationship(between: [$a, $b]) {
  people { externalId } strength { value parts { name } } firstContactAt lastContactAt
  interactions { total days last30Days forth back byKind { kind } }
  health { probability60d grade trend goingCold coldOn silentDays reasons }
  engagement { interactions people answersShare } sharedContacts { nodes { id } } } }"""
_NEVER_MET = {
    "strength": {"value": None, "parts": []},
    "firstContactAt": None,
    "lastContactAt": None,
    "interactions": {**dict.fromkeys(("total", "days", "last30Days", "forth", "back"), 0), "byKind": []},
    "health": {
        **dict.fromkeys(("probability60d", "grade", "trend", "coldOn", "silentDays")),
        "goingCold": False,
        "reasons": ["not enough data: no contact that you see"],
    },
    "engagement": {"interactions": 0, "people": 0, "answersShare": None},
    "sharedContacts": _NOBODY,
}
ADA, BO = {"externalId": "ada"}, {"externalId": "bo"}
FIRM = {"externalId": "o-firm"}


def covered(*seats: bool) -> dict[str, Any]:
    """The answer for an organization nobody of us knows anybody of, with such seats."""
    return {
        "coverage": {
            "seats": len(seats),
            **dict.fromkeys(("covered", "singleThreaded", "belowWanted"), 0),
            "hangsOnOne": False,
            "goingCold": [],
            "bySeat": [{"present": None, "gap": False} for _ in seats],
        },
        "similar": _NOBODY,
        "communicationFlows": {"nodes": [{"depth": 0, "people": sum(seats)}], "links": [], "truncated": False},
    }


async def test_on_an_empty_graph_nothing_is_told_and_who_is_named_is_not_there(api: Api) -> None:
    assert await api.ask(_PERSON, {"by": ADA}) == {"person": None}
    assert await api.ask(_ORGANIZATION, {"by": FIRM}) == {"organization": None}
    for document, given in (
        (_WHAT_IF, {"person": ADA}),
        (_WHAT_IF, {"unit": FIRM}),
        (_BETWEEN, {"a": ADA, "b": BO}),
    ):
        assert (await api.refusal(document, given))["extensions"]["code"] == "NOT_FOUND"
    assert await api.ask(_WHAT_IF) == {"whatIf": {"people": [], **_NOTHING_LOST}}, "nobody goes"


async def test_one_person_alone_knows_nobody_and_is_missed_by_nobody(api: Api, tmp_path: Path) -> None:
    await imported(api.graph, tmp_path, people="external_id,name\nada,Ada\n")
    assert await api.ask(_PERSON, {"by": ADA}) == {"person": _ALONE}
    assert await api.ask(_WHAT_IF, {"person": ADA}) == {"whatIf": {"people": [ADA], **_NOTHING_LOST}}
    oneself = (await api.ask(_BETWEEN, {"a": ADA, "b": ADA}))["relationship"]
    assert oneself == {"people": [ADA, ADA], **_NEVER_MET}, "nobody is in touch with oneself"


@pytest.mark.parametrize("ours", [False, True], ids=["at an account", "at our company"])
async def test_one_person_in_the_only_seat_is_all_there_is(api: Api, tmp_path: Path, ours: bool) -> None:
    await imported(
        api.graph,
        tmp_path,
        organizations=f"external_id,name,industry,country,ours\no-firm,Firm,Energy,DE,{str(ours).lower()}\n",
        people="external_id,name,country\nada,Ada,DE\n",
        roles="external_id,organization,title,function\nr-1,o-firm,Chief,SALES\nr-2,o-firm,Deputy,SALES\n",
        holdings="role,person\nr-1,ada\n",
    )
    assert await api.ask(_ORGANIZATION, {"by": FIRM}) == {"organization": covered(True, False)}
    assert await api.ask(_PERSON, {"by": ADA}) == {"person": _ALONE}
    for gone in ({"person": ADA}, {"unit": FIRM}):
        assert await api.ask(_WHAT_IF, gone) == {"whatIf": {"people": [ADA], **_NOTHING_LOST}}


async def test_two_who_never_met_have_no_tie_but_what_they_have_in_common(api: Api, tmp_path: Path) -> None:
    await imported(api.graph, tmp_path, people="external_id,name,country\nada,Ada,DE\nbo,Bo,DE\n")
    assert (await api.ask(_BETWEEN, {"a": ADA, "b": BO}))["relationship"] == {"people": [ADA, BO], **_NEVER_MET}
    assert (await api.ask(_PERSON, {"by": ADA}))["person"] == _ALONE, (
        "looked at are those with a common contact or seat"
    )
