"""The law of skeletons: the chart drawn from one for any day is the chart that the API tells of that day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import orjson

from graphcrm.access.viewers import Viewer
from graphcrm.graph.connection import Graph
from tests.compile import surfaces, worlds
from tests.compile.documents import Asked
from tests.compile.running import reply
from tests.compile.test_deletion_equivalence import viewers
from tests.pages import companies

_CHART = """query($id: ID!, $on: Date, $all: Boolean!) { organization(by: {id: $id}) { orgChart(asOf: $on,
  includeSubsidiaries: $all, first: 500) { total
  seats { depth directReports vacant holders { acting person { id name } } role {
  id title organization { id } reportsTo(asOf: $on) { id } dottedTo(asOf: $on) { id } } } } } }"""


def drawn(chart: dict[str, Any], day: date) -> list[dict[str, Any]]:
    """The seats of a chart on a day, as whoever has the skeleton finds them, in the order of the API."""

    def holds(since: str | None, until: str | None) -> bool:
        return (since or "") <= day.isoformat() <= (until or "9999-12-31")

    units, reached = chart["units"], {0}
    while True:  # ends: units are few
        more = {
            at
            for at, (_, _, above) in enumerate(units)
            if any(unit in reached and holds(*days) for unit, _, *days in above)
        }
        if more <= reached:
            break
        reached |= more
    there = {at for at, seat in enumerate(chart["seats"]) if seat[2] in reached}

    def lines(told: list[list[Any]]) -> list[int]:
        return [seat for seat, *days in told if seat in there and holds(*days)]

    above = {at: next(iter(lines(chart["seats"][at][4])), None) for at in there}
    depth = {at: _depth(above, at) for at in there}
    below: defaultdict[int | None, int] = defaultdict(int)
    for one in above.values():
        below[one] += 1
    found = []
    for at in sorted(there, key=lambda at: (depth[at], at)):
        identifier, title, unit, holders, _, dotted = chart["seats"][at]
        held = [(chart["people"][person], acting) for person, since, until, acting in holders if holds(since, until)]
        found.append(
            {
                "depth": depth[at],
                "directReports": below[at],
                "holders": [{"acting": acting, "person": {"id": p[0], "name": p[1]}} for p, acting in held],
                "role": {
                    "id": identifier,
                    "title": title,
                    "organization": {"id": units[unit][0]},
                    "reportsTo": None if above[at] is None else {"id": chart["seats"][above[at]][0]},
                    "dottedTo": [{"id": chart["seats"][one][0]} for one in lines(dotted)],
                },
            }
        )
    return found


def _depth(above: dict[int, int | None], at: int) -> int:
    steps, one = 0, above[at]
    while one is not None:  # ends: solid lines form a forest
        steps, one = steps + 1, above[one]
    return steps


def as_told(seats: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The seats of the API, without lines that lead out of the chart, which a skeleton does not tell of."""
    ids = {seat["role"]["id"] for seat in seats}
    for seat in seats:
        del seat["vacant"]
        role = seat["role"]
        if role["reportsTo"] and role["reportsTo"]["id"] not in ids:
            role["reportsTo"] = None
        role["dottedTo"] = sorted((one for one in role["dottedTo"] if one["id"] in ids), key=lambda one: str(one["id"]))
    return seats


async def told(graph: Graph, who: Viewer, organization: str, day: date, *, subsidiaries: bool) -> Any:
    variables = {"id": organization, "on": day.isoformat(), "all": subsidiaries}
    return orjson.loads(await reply(graph, Asked(_CHART, variables), who))["data"]["organization"]


async def test_a_chart_drawn_from_a_skeleton_is_that_of_the_api_on_any_day(open_graph: Graph) -> None:
    compared = vacant = differing = 0
    for seed in range(2):
        world = worlds.make(seed, restricted=True)
        await worlds.load(open_graph, world)
        for who in viewers():
            for number, organization in enumerate(world.of("Organization")[:3]):
                subsidiaries = bool((number + seed) % 2)
                found = await surfaces.chart(open_graph, who, organization.id, subsidiaries=subsidiaries)
                chart = orjson.loads(found)
                before = None
                for days in (-900, -200, 0, 1, 700):
                    day = worlds.TODAY + timedelta(days=days)
                    api = await told(open_graph, who, organization.id, day, subsidiaries=subsidiaries)
                    assert (api is None) == ("missing" in chart)
                    if api is None:
                        continue
                    mine = drawn(chart, day)
                    for seat in mine:
                        seat["role"]["dottedTo"].sort(key=lambda one: one["id"])
                    assert mine == as_told(api["orgChart"]["seats"]), (seed, who.roles, organization.id, day)
                    assert len(mine) == api["orgChart"]["total"] <= chart["total"]
                    compared += 1
                    vacant += sum(not seat["holders"] for seat in mine)
                    differing += before is not None and before != mine
                    before = mine
    print(compared, vacant, differing)
    assert compared > 100 and vacant > 100 and differing > 20


async def test_of_more_seats_than_are_told_the_nearest_units_and_upper_levels_come_first(graph: Graph) -> None:
    """The law holds for 50,000; here the same file is asked for fewer."""
    company = await companies.build(graph, 200)
    [who] = [one for one in viewers() if one.roles == ("admin",)]

    async def told(most: int) -> Any:
        given = {"organization": companies.TOP, "most": str(most)}
        asked = await surfaces.named(graph, who, "org_charts/skeleton", given)
        (_, units, total), (_, seats, _) = orjson.loads(asked)[1]
        return units, seats, total

    units, seats, total = await told(50_000)
    assert total == len(seats) == 200 and len(units) > 8
    distance, levels = _distances(units), {one["id"]: one["level"] for one in company.seats()}
    order = sorted(enumerate(seats), key=lambda one: (distance[units[one[1][2]][0]], levels[one[1][0]], one[0]))
    for most in (1, 20, 199):
        same, fewer, counted = await told(most)
        assert (same, counted) == (units, total)
        assert [seat[0] for seat in fewer] == [seats[at][0] for at in sorted(at for at, _ in order[:most])]


def _distances(units: list[list[Any]]) -> dict[str, int]:
    found = {units[0][0]: 0}
    for distance in range(1, len(units)):
        for identifier, _, above in units:
            if identifier not in found and any(found.get(one[0]) == distance - 1 for one in above):
                found[identifier] = distance
    return found
