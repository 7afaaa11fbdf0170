"""`communicationFlows`: how the units of an organization are in touch, compared with plain counting over the same rows.

o-firm ── o-lab ── o-bench (units)      o-sub: controlled by o-firm
       └─ o-shop                        o-out: another company
boss at o-firm, lea at o-lab, ben at o-bench, sal and sue at o-shop, dan at o-sub, out at o-out
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.conftest import Api
from tests.exchange.files import imported

START = datetime(2026, 9, 7, 8, tzinfo=UTC)
SEATS = {"boss": "o-firm", "lea": "o-lab", "ben": "o-bench", "sal": "o-shop", "sue": "o-shop"}
SEATS |= {"dan": "o-sub", "out": "o-out"}
ABOVE = {"o-lab": "o-firm", "o-bench": "o-lab", "o-shop": "o-firm", "o-sub": "o-firm"}
_FILES = {
    "organizations": "external_id,name,kind,part_of\no-firm,Firm,COMPANY,\no-lab,Lab,DEPARTMENT,o-firm\n"
    "o-bench,Bench,TEAM,o-lab\no-shop,Shop,DEPARTMENT,o-firm\no-sub,Sub,COMPANY,\no-out,Out,COMPANY,\n"
    "o-none,None,COMPANY,\n",
    "ownership": "child,parent,share,control\no-sub,o-firm,1,true\n",
    "people": "external_id,name\n" + "".join(f"{one},{one.title()}\n" for one in SEATS),
    "roles": "external_id,organization,title\n" + "".join(f"r-{one},{at},Clerk\n" for one, at in SEATS.items()),
    "holdings": "role,person,started_on\n" + "".join(f"r-{one},{one},2026-09-01\n" for one in SEATS),
}
# Hours after the start, kind, participants as the files write them.
Row = tuple[float, str, str]
MAILS: list[Row] = [
    (0, "EMAIL", "lea:FROM;sal:TO;sue:CC"),  # one mail to the shop; Sal answers after 5 hours, Sue never
    (5, "EMAIL", "sal:FROM;lea:TO"),
    (6, "EMAIL", "lea:FROM;ben:TO"),  # within the lab
    (7, "EMAIL", "ben:FROM;out:TO;sal:TO"),  # to the shop and to those outside
    (31, "MESSAGE", "out:FROM;ben:TO"),  # answered after a day
    (40, "MEETING", "lea:ORGANIZER;sal:ATTENDEE;sue:ATTENDEE;out:ATTENDEE"),
    (41, "NOTE", "lea:FROM;sal:TO"),
    (50, "CALL", "boss:ATTENDEE;dan:ATTENDEE"),
]
_ASK = """query($by: OrganizationBy!, $asOf: Date, $days: Int, $depth: Int, $group: Boolean) { organization(by: $by) {
  communicationFlows(asOf: $asOf, days: $days, depth: $depth, withSubsidiaries: $group) { truncated
    nodes { id kind externalId label parentId depth people }
    links { source target kind interactions sent received together lastAt
      answeredShare answeredMedianHours answersShare answersMedianHours } } } }"""


def lines(rows: Sequence[Row]) -> str:
    head = "external_id,kind,occurred_at,participants\n"
    told = ((n, kind, (START + timedelta(hours=hours)).isoformat(), them) for n, (hours, kind, them) in enumerate(rows))
    return head + "".join(f"i-{n},{kind},{at},{them}\n" for n, kind, at, them in told)


async def loaded(api: Api, folder: Path, rows: Sequence[Row]) -> Api:
    ledger = await imported(api.graph, folder, **_FILES, interactions=lines(rows))
    assert ledger.clean, ledger.rejected[:3]
    return api


async def flows(api: Api, external_id: str = "o-firm", role: str = "manager", **given: Any) -> Any:
    """Nodes by external id, and links by external ids of both ends in the order of the alphabet."""
    given = {"by": {"externalId": external_id}, "asOf": "2026-10-31", "days": 90, **given}
    found = (await api.ask(_ASK, given, role))["organization"]["communicationFlows"]
    assert not found["truncated"]
    names = {node["id"]: node["externalId"] or node["id"] for node in found["nodes"]}
    links = {}
    for link in found["links"]:
        a, b = names[link.pop("source")], names[link.pop("target")]
        links[min(a, b), max(a, b)] = turned(link) if b < a else link
    return {names[node["id"]]: node for node in found["nodes"]}, links


def turned(link: dict[str, Any]) -> dict[str, Any]:
    """The same link, told from its other end."""
    other = {"sent": "received", "answeredShare": "answersShare", "answeredMedianHours": "answersMedianHours"}
    other |= {there: here for here, there in other.items()}
    return {name: link[other.get(name, name)] for name in link}


async def test_flows_tell_who_writes_to_whom_how_often_and_how_soon_they_are_answered(api: Api, tmp_path: Path) -> None:
    await loaded(api, tmp_path, MAILS)
    nodes, links = await flows(api)
    assert list(nodes) == ["o-firm", "o-lab", "o-shop", "outside"]
    firm, lab = nodes["o-firm"], nodes["o-lab"]
    assert (lab["label"], lab["kind"], lab["depth"], lab["people"]) == ("Lab", "DEPARTMENT", 1, 2)
    assert (lab["parentId"], firm["parentId"], firm["people"]) == (firm["id"], None, 1)
    assert nodes["outside"] == {**dict.fromkeys(firm), "id": "outside", "kind": "OUTSIDE"}
    assert links["o-lab", "o-shop"] == {
        "kind": "BETWEEN",
        "interactions": 4,
        "sent": 2,
        "received": 1,
        "together": 1,
        "lastAt": "2026-09-09T00:00:00Z",
        "answeredShare": pytest.approx(1 / 3),  # of Sal twice and Sue once
        "answeredMedianHours": 5.0,
        "answersShare": 0.0,  # Lea wrote to Ben, not to Sal again
        "answersMedianHours": None,
    }
    within = links["o-lab", "o-lab"]
    assert (within["kind"], within["sent"], within["received"], within["answeredShare"]) == ("WITHIN", 1, 0, 0.0)
    outside = links["o-lab", "outside"]
    assert (outside["kind"], outside["sent"], outside["received"], outside["together"]) == ("OUTSIDE", 1, 1, 1)
    assert (outside["answeredMedianHours"], outside["answersShare"]) == (24.0, 0.0)
    assert links["o-shop", "o-shop"]["together"] == 1, "Sal and Sue met"
    assert links["o-firm", "outside"]["together"] == 1, "a subsidiary is outside, unless it is asked for"
    grouped, links = await flows(api, group=True)
    assert "o-sub" in grouped and links["o-firm", "o-sub"]["together"] == 1


def counted(rows: Sequence[Row], depth: int, group: bool) -> dict[tuple[str, str], dict[str, Any]]:
    """The same by plain counting: every mail and every pair of people looked at."""

    def at(person: str) -> str:
        way = [SEATS[person]]
        while way[-1] in ABOVE and (group or way[-1] != "o-sub"):
            way.append(ABOVE[way[-1]])
        return "outside" if way[-1] != "o-firm" else way[::-1][: depth + 1][-1]

    told = [
        (n, hours, kind, dict(one.split(":") for one in them.split(";"))) for n, (hours, kind, them) in enumerate(rows)
    ]
    wrote = [(n, h, s, t) for n, h, kind, them in told if kind in ("EMAIL", "MESSAGE") for s, t in product(them, them)]
    parts = {n: them for n, _, _, them in told}
    wrote = [(n, h, s, t) for n, h, s, t in wrote if parts[n][s] == "FROM" and parts[n][t] != "FROM" and s != t]
    found: dict[tuple[str, str], dict[str, Any]] = {}

    def link(a: str, b: str) -> dict[str, Any]:
        empty: dict[str, Any] = {"sent": set(), "received": set(), "together": set(), "there": [], "here": []}
        return found.setdefault((min(a, b), max(a, b)), empty)

    for n, hours, s, t in wrote:
        a, b = at(s), at(t)
        if a == b == "outside":
            continue
        replies = [h - hours for _, h, x, y in wrote if (x, y) == (t, s) and hours < h <= hours + 14 * 24]
        there = a <= b
        link(a, b)["sent" if there else "received"].add(n)
        link(a, b)["there" if there else "here"].append(min(replies, default=None))
    for n, _, kind, them in told:
        if kind in ("MEETING", "CALL"):
            for s, t in product(them, them):
                if s < t and (at(s), at(t)) != ("outside", "outside"):
                    link(at(s), at(t))["together"].add(n)
    return found


async def test_flows_are_those_of_plain_counting(api: Api, tmp_path: Path) -> None:
    chance, rows = random.Random(7), []
    for _ in range(120):
        kind = chance.choice(["EMAIL", "EMAIL", "MESSAGE", "MEETING", "CALL"])
        them = chance.sample(sorted(SEATS), chance.randrange(2, 5))
        first, rest = ("FROM", ("TO", "CC")) if kind in ("EMAIL", "MESSAGE") else ("ORGANIZER", ("ATTENDEE",))
        told = [f"{them[0]}:{first}", *(f"{one}:{chance.choice(rest)}" for one in them[1:])]
        rows.append((chance.randrange(0, 24 * 40), kind, ";".join(told)))
    rows.sort(key=lambda row: row[0])
    await loaded(api, tmp_path, rows)
    for depth, group in ((0, False), (1, True), (2, False)):
        _, links = await flows(api, depth=depth, group=group)
        expected = counted(rows, depth, group)
        assert links.keys() == expected.keys()
        for ends, one in expected.items():
            got = links[ends]
            assert [got[name] for name in ("sent", "received", "together")] == [
                len(one[name]) for name in ("sent", "received", "together")
            ]
            for hours, share, middle in (
                (one["there"], got["answeredShare"], got["answeredMedianHours"]),
                (one["here"], got["answersShare"], got["answersMedianHours"]),
            ):
                answered = [h for h in hours if h is not None]
                assert share == (pytest.approx(len(answered) / len(hours)) if hours else None)
                assert middle == (pytest.approx(median(answered)) if answered else None)


async def test_flows_of_a_window_and_a_day_and_of_what_one_sees(api: Api, tmp_path: Path) -> None:
    await loaded(api, tmp_path, MAILS)
    _, links = await flows(api, asOf="2026-09-07", days=1)
    assert links["o-lab", "o-shop"]["interactions"] == 3, "what came after that day is not known yet"
    nodes, links = await flows(api, asOf="2026-08-31")
    assert (links, [node["people"] for node in nodes.values()]) == ({}, [0, 0, 0]), "nobody held a seat yet"
    everything = (await flows(api))[1]
    await api.graph.change_schema(
        [
            "MATCH (i:Interaction {external_id: 'i-0'}) SET i.audience = ['tea_x']",
            "MATCH (p:Person {external_id: 'out'}) SET p.audience = ['tea_x']",
            "MATCH (p:Person {external_id: 'sue'}) SET p.objects_to_profiling = true",
        ]
    )
    nodes, links = await flows(api)
    assert "outside" in nodes and links["o-firm", "outside"]["together"] == 1
    assert ("o-lab", "outside") not in links and ("o-shop", "o-shop") not in links
    seen = links["o-lab", "o-shop"]
    assert (seen["sent"], seen["received"], seen["together"], seen["answersShare"]) == (1, 1, 1, 0.0)
    told = (await flows(api, role="admin"))[1]
    assert told["o-lab", "outside"] == everything["o-lab", "outside"]
    await api.graph.change_schema(["MATCH (o:Organization {external_id: 'o-shop'}) SET o.audience = ['tea_x']"])
    assert list((await flows(api))[0]) == ["o-firm", "o-lab", "outside"]


async def test_where_nobody_is_nothing_flows_and_what_is_out_of_range_is_refused(api: Api, tmp_path: Path) -> None:
    assert (await api.ask(_ASK, {"by": {"externalId": "o-none"}}))["organization"] is None
    await loaded(api, tmp_path, MAILS[:0])
    nodes, links = await flows(api, "o-none")
    assert [node["people"] for node in nodes.values()] == [0] and links == {}
    for given in ({"days": 0}, {"days": 3651}, {"depth": -1}, {"depth": 11}):
        refused = await api.refusal(_ASK, {"by": {"externalId": "o-firm"}, **given})
        assert refused["extensions"]["code"] == "BAD_USER_INPUT"
