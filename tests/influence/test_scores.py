"""Who counts in an organization: what is computed, kept, and kept true."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphcrm.graph.connection import Graph
from graphcrm.measures import influence as measures
from tests.conftest import emptied
from tests.exchange.files import imported
from tests.influence.worlds import DEVELOPERS, MAILS, PEOPLE, SEATS, files, firm, interactions, kept, scored

FIRM = "o-firm"


async def test_whoever_all_write_to_counts_most_and_the_parts_say_why(graph: Graph, tmp_path: Path) -> None:
    summary = await scored(await firm(graph, tmp_path))
    assert (summary.computed, summary.unchanged, summary.people) == (2, 0, 9)
    found = await kept(graph)
    assert {person for person, organization in found if organization == FIRM} == {*PEOPLE} - {"guest", "guest-2"}
    head, ceo = found["head", FIRM], found["ceo", FIRM]
    assert head["network"] == max(one["network"] for (_, at), one in found.items() if at == FIRM and "network" in one)
    assert (head["basis"], head["weight"], head["population"]) == ("PLACE", 0.7, 7)
    assert head["value"] == pytest.approx(0.7 * head["formal"] + 0.3 * head["network"])
    assert head["counterparts"] == 7 and head["organizations_reached"] == 1
    assert (head["givers"][0], head["giver_counts"][0]) == ("ceo", 3), "who writes to few gives them more"
    assert sum(head["giver_shares"]) <= 1
    # The chart has six seats: of these the ceo is at depth 0 with five below.
    assert ceo["formal"] == pytest.approx(measures.formal([None, 0, 1, 1, 1, 1])[0])


async def test_of_whom_too_little_is_known_there_is_no_network_part(graph: Graph, tmp_path: Path) -> None:
    """The aide has two counterparts and a title, a stranger neither: their title tells nothing."""
    seats = {**SEATS, "stranger": ("o-firm", "Zzyx", "")}
    await scored(await firm(graph, tmp_path, people=[*PEOPLE, "stranger"], seats=seats))
    found = await kept(graph)
    aide, stranger = found["aide", FIRM], found["stranger", FIRM]
    assert (aide["basis"], aide["formal"], aide["value"], aide["weight"]) == ("TITLE", 0.1, 0.1, 1.0)
    assert "network" not in aide and aide["givers"] == []
    assert not {"value", "percentile", "network", "formal", "basis"} & set(stranger)
    assert stranger["counterparts"] == 0 and stranger["population"] == 8


async def test_only_ranks_of_those_within_count_and_guests_count_as_senders(graph: Graph, tmp_path: Path) -> None:
    mails = [*(mail for mail in MAILS if mail[0] != "guest"), ("ceo", DEVELOPERS, 1)]
    await scored(await firm(graph, tmp_path, mails=mails))
    without = await kept(graph)
    await imported(graph, tmp_path, interactions=interactions([("guest", ["ceo"], 30)], start=500))
    await scored(graph)
    with_guest = await kept(graph)
    assert ("guest", FIRM) not in with_guest
    assert (without["ceo", FIRM]["givers"][0], with_guest["ceo", FIRM]["givers"][0]) == ("dev-1", "guest")
    assert with_guest["ceo", FIRM]["giver_counts"][0] == 30


async def test_drawn_influence_stands_beside_and_changes_no_value(graph: Graph, tmp_path: Path) -> None:
    await scored(await firm(graph, tmp_path))
    before = await kept(graph)
    lines = "".join(f"dev-4,{one},0.9,,0.8,me\n" for one in ("dev-1", "dev-2", "head")) + "dev-4,guest,0.9,,,me\n"
    await imported(graph, tmp_path, influences="from,to,weight,topic,confidence,source\n" + lines)
    summary = await scored(graph)
    after = await kept(graph)
    assert (summary.computed, summary.unchanged) == (1, 1), "a line that leads out of the firm is no line within"
    assert after["dev-4", FIRM]["drawn"] == max(one["drawn"] for one in after.values() if "drawn" in one)
    assert {person for (person, _), one in after.items() if "drawn" in one} == {"dev-4", "dev-1", "dev-2", "head"}
    for one in after.values():
        one.pop("drawn", None)
    assert after == before


async def test_people_are_alike_whose_contacts_and_places_are_alike(graph: Graph, tmp_path: Path) -> None:
    await scored(await firm(graph, tmp_path, mails=[(a, [b], 1) for a in PEOPLE for b in PEOPLE if a != b]))
    found = await kept(graph)
    values = {found[name, FIRM]["value"] for name in DEVELOPERS}
    percentiles = {found[name, FIRM]["percentile"] for name in DEVELOPERS}
    assert len(values) == len(percentiles) == 1


async def test_settings_decide_how_much_the_place_counts(graph: Graph, tmp_path: Path) -> None:
    await scored(await firm(graph, tmp_path))
    summary = await scored(graph, influence_place=0.0)
    found = await kept(graph)
    assert summary.unchanged == 0, "figures of other settings are not kept"
    assert found["head", FIRM]["value"] == pytest.approx(found["head", FIRM]["network"])


async def test_without_people_mails_or_seats_nothing_breaks(graph: Graph, tmp_path: Path) -> None:
    assert (await scored(graph)).people == 0
    await imported(graph, tmp_path, **files(mails=[], people=["ceo"]))
    assert (await scored(graph)).people == 1
    found = await kept(graph)
    assert found["ceo", FIRM]["value"] == found["ceo", FIRM]["formal"] and found["ceo", FIRM]["percentile"] == 0.5


# --- laws --------------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
async def test_ids_and_the_order_of_rows_change_no_figure(open_graph: Graph, tmp_path: Path, seed: int) -> None:
    await scored(await firm(await emptied(open_graph), tmp_path))
    before = await kept(open_graph)
    chance = random.Random(seed)
    people, mails = chance.sample(PEOPLE, len(PEOPLE)), chance.sample(MAILS, len(MAILS))
    await scored(await firm(await emptied(open_graph), tmp_path, people=people, mails=mails))
    assert await kept(open_graph) == before


_ACTS: list[tuple[str, dict[str, Any]]] = [
    ("MATCH (p:Person {external_id: 'dev-2'}) SET p.archived_at = datetime()", {}),
    ("MATCH (p:Person {external_id: 'dev-1'}) SET p.objects_to_profiling = true", {}),
    ("MATCH (:Person {external_id: 'dev-3'})-[h:HOLDS]->() SET h.ended_on = date() - duration({days: 1})", {}),
    ("MATCH (r:Role {external_id: 'r-head'})-[l:REPORTS_TO]->() DELETE l", {}),
    ("MATCH (r:Role {external_id: 'r-aide'}) SET r.title = 'Vice President'", {}),
    ("MATCH (i:Interaction) WITH i ORDER BY i.external_id LIMIT 6 SET i.audience = ['tea_x']", {}),
    ("MATCH (i:Interaction) WITH i ORDER BY i.external_id DESC LIMIT 6 DETACH DELETE i", {}),
    ("MATCH (i:Interaction) WITH i ORDER BY i.external_id LIMIT 9 SET i.occurred_at = datetime('2020-01-01')", {}),
    ("MATCH (o:Organization {external_id: 'o-lab'})-[p:PART_OF]->() DELETE p", {}),
    ("MATCH (p:Person {external_id: 'guest'}) SET p.audience = ['tea_x']", {}),
    ("MATCH (p:Person {external_id: 'dev-4'}) SET p:RestrictedPerson REMOVE p:Person:Party", {}),
    (
        "MATCH (a:Person {external_id: 'dev-2'}) MATCH (b:Person {external_id: 'head'}) CREATE (a)-[:INFLUENCES]->(b)",
        {},
    ),
    ("MATCH (:Person {external_id: 'guest'})-[h:HOLDS]->() DELETE h", {}),
    ("MATCH (o:Organization {external_id: 'o-guest'}) SET o.archived_at = datetime()", {}),
]


@settings(deadline=None, max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(range(len(_ACTS))), min_size=1, max_size=4))
async def test_what_is_computed_in_part_is_what_is_computed_in_full(
    open_graph: Graph, tmp_path: Path, acts: list[int]
) -> None:
    await scored(await firm(await emptied(open_graph), tmp_path))
    for act in acts:
        text, parameters = _ACTS[act]
        await open_graph.change_schema([text], parameters)
        await scored(open_graph)
    in_part = await kept(open_graph)
    await scored(open_graph, full=True)
    assert await kept(open_graph) == in_part


def _without(name: str) -> dict[str, Any]:
    """The firm as if somebody had never been."""
    return {
        "people": [one for one in PEOPLE if one != name],
        "mails": [(a, left, n) for a, to, n in MAILS if a != name and (left := [one for one in to if one != name])],
    }


@pytest.mark.parametrize("name", ["dev-1", "guest"])
@pytest.mark.parametrize(
    "act",
    ["SET p.objects_to_profiling = true", "SET p.audience = ['tea_x']", "SET p:RestrictedPerson REMOVE p:Person:Party"],
)
async def test_who_objects_or_is_not_seen_by_all_is_as_if_never_met(
    graph: Graph, tmp_path: Path, name: str, act: str
) -> None:
    """Only the seat stays, which others may see."""
    await scored(await firm(graph, tmp_path, **_without(name)))
    before = await kept(graph)
    await scored(await firm(await emptied(graph), tmp_path))
    await graph.change_schema([f"MATCH (p:Person {{external_id: '{name}'}}) {act}"])
    await scored(graph)
    after = await kept(graph)
    if name != "guest":  # their seat is in the chart, vacant
        assert after.keys() == before.keys()
        assert {k: v.get("network") for k, v in after.items()} != {}
        await graph.change_schema([f"MATCH (r:Role {{external_id: 'r-{name}'}}) DETACH DELETE r"])
        await scored(graph)
        after = await kept(graph)
    assert after == before


_DROPS: list[tuple[str, Callable[[str], str]]] = [
    ("a mail to oneself", lambda _: interactions([("head", ["head"], 50)], start=900)),
    ("a mail of two years ago", lambda _: interactions([("dev-4", ["ceo"], 50)], start=900, days=730)),
    ("a mail of tomorrow", lambda _: interactions([("dev-4", ["ceo"], 50)], start=900, days=-1)),
    ("a note", lambda _: interactions([("dev-4", ["ceo"], 50)], start=900).replace("EMAIL", "NOTE")),
    ("a mail without a recipient", lambda _: interactions([("dev-4", [], 50)], start=900)),
]


@pytest.mark.parametrize(("what", "made"), _DROPS, ids=lambda x: x if isinstance(x, str) else "")
async def test_what_is_no_contact_counts_nothing(
    graph: Graph, tmp_path: Path, what: str, made: Callable[[str], str]
) -> None:
    await scored(await firm(graph, tmp_path))
    before = await kept(graph)
    ledger = await imported(graph, tmp_path, interactions=made(what))
    assert ledger.clean
    summary = await scored(graph)
    assert await kept(graph) == before and summary.computed == 0, what


async def test_machines_and_lists_that_nobody_answers_count_nothing(graph: Graph, tmp_path: Path) -> None:
    await scored(await firm(graph, tmp_path))
    before = await kept(graph)
    crowd = [f"reader-{n}" for n in range(60)]
    people = "external_id,name,emails\nrobot,Robot,no-reply@firm.example\nnews,News,\n"
    await imported(graph, tmp_path, people=people + "".join(f"{one},{one},\n" for one in crowd))
    sent = [("robot", ["dev-4"], 40), ("news", ["dev-4", *crowd], 6)]
    await imported(graph, tmp_path, interactions=interactions(sent, start=900))
    await scored(graph)
    assert await kept(graph) == before


async def test_a_meeting_of_many_counts_from_who_asked_to_it_alone(graph: Graph, tmp_path: Path) -> None:
    crowd = [f"reader-{n}" for n in range(400)]
    await firm(graph, tmp_path)
    await imported(graph, tmp_path, people="external_id,name\n" + "".join(f"{one},{one}\n" for one in crowd))
    meeting = "external_id,kind,occurred_at,participants\ni-900,MEETING,{at},{who}\n"
    at = interactions([("ceo", ["head"], 1)]).splitlines()[1].split(",")[2]
    everybody = ";".join(f"{one}:ATTENDEE" for one in ["dev-4", *crowd])
    await imported(graph, tmp_path, interactions=meeting.format(at=at, who=everybody))
    await scored(graph)
    assert (await kept(graph))["dev-4", FIRM]["counterparts"] == 4, "nobody asked to it, and 400 did not all meet"
    await imported(
        graph, tmp_path, interactions=meeting.format(at=at, who="ceo:ORGANIZER;" + everybody).replace("900", "901")
    )
    await scored(graph)
    found = await kept(graph)
    assert found["dev-4", FIRM]["counterparts"] == 5 and found["ceo", FIRM]["counterparts"] > 400
