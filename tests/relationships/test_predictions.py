"""What may come: new ties, silence, people alike; compared with sums worked out by hand, and held to their laws.

Ana - Ben - Cy      Ana - Dee - Cy      Eve knows nobody
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from math import log
from pathlib import Path
from typing import Any

import pytest

from graphcrm.jobs import scoring
from graphcrm.measures import health
from graphcrm.measures.scoring import SHIPPED
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import Api
from tests.exchange.files import imported
from tests.records.mutations.writer import Writer, by

CALLS = ["ab", "ab", "bc", "ad", "dc", "dc", "dc", "db"]
PEOPLE = "external_id,name,country\np-a,Ana,DE\np-b,Ben,DE\np-c,Cy,DE\np-d,Dee,SE\np-e,Eve,\n"
ROLES = "external_id,organization,title,function\n" + "".join(f"r-{x},o-a,Buyer,PROCUREMENT\n" for x in "ace")
SEATS = "role,person\nr-a,p-a\nr-c,p-c\nr-e,p-e\n"


def nothing(*_: Any) -> None:
    """No progress is looked at."""


@pytest.fixture
async def world(api: Api, tmp_path: Path) -> Writer:
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(days=60)
    lines = [
        f"i-{n},CALL,{start + timedelta(days=n):%Y-%m-%dT%H:%M:%SZ},p-{pair[0]}:FROM;p-{pair[1]}:TO"
        for n, pair in enumerate(CALLS)
    ]
    await imported(
        api.graph,
        tmp_path,
        organizations="external_id,name,industry\no-a,Alpha,Energy\n",
        people=PEOPLE,
        roles=ROLES,
        holdings=SEATS,
        interactions="external_id,kind,occurred_at,participants\n" + "\n".join(lines) + "\n",
    )
    return Writer(api)


async def computed(world: Writer, *, full: bool = False) -> Any:
    return await scoring.recompute(world.api.graph, VOCABULARY, Settings(), full=full, progress=nothing)


async def asked(world: Writer, who: str, field: str, selected: str, role: str | None = None) -> Any:
    edges = f"{field} {{ edges {{ {selected} node {{ externalId }} }} }}"
    document = f'{{ person(by: {{externalId: "p-{who}"}}) {{ {edges} }} }}'
    return (await world.ask(document, role=role))["person"][field.split("(")[0]]["edges"]


async def test_new_ties_are_told_with_who_connects_them(world: Writer) -> None:
    assert await asked(world, "a", "likelyContacts", "score") == [], "nothing was computed yet"
    done = await computed(world)
    assert (done.likely, done.tied) == (2, 5), "the first run makes the ties of a graph that never had them made"
    [found] = await asked(world, "a", "likelyContacts(first: 5)", "score through { externalId } computedAt")
    weight = {frozenset(pair): log(1 + count) for pair, count in Counter(CALLS).items()}
    total = {x: sum(w for pair, w in weight.items() if x in pair) for x in "abcd"}
    expected = sum(weight[frozenset((x, "a"))] * weight[frozenset((x, "c"))] / total[x] for x in "bd")
    assert found["node"] == by("p-c") and found["score"] == pytest.approx(expected)
    assert [one["externalId"] for one in found["through"]] == ["p-d", "p-b"] and found["computedAt"]
    again = await computed(world)
    assert again.tied == 0 and await asked(world, "a", "likelyContacts", "score")


async def test_who_got_in_touch_or_objects_is_no_candidate_any_more(world: Writer) -> None:
    await computed(world)
    await world.do("personUpdate", {"person": by("p-c"), "objectsToProfiling": True})
    assert await asked(world, "a", "likelyContacts", "score") == [], "at once, before anything is computed anew"
    await world.do("personUpdate", {"person": by("p-c"), "objectsToProfiling": False})
    parts = [{"person": by(one), "part": "ATTENDEE"} for one in ("p-a", "p-c")]
    given = {"kind": "MEETING", "occurredAt": datetime.now(UTC).isoformat(), "participants": parts}
    await world.do("interactionRecord", given)
    assert await asked(world, "a", "likelyContacts", "score") == []
    await computed(world)
    left = "MATCH (:Person {external_id: 'p-a'})-[m:MAY_CONNECT]->() RETURN count(m)"
    assert await world.api.graph.rows(left, {}) == [[0]]


async def test_likely_silence_is_what_health_leaves(world: Writer) -> None:
    found = await asked(world, "a", "likelySilence", "chance contactDays lastContactAt")
    assert [one["node"]["externalId"] for one in found] == ["p-b", "p-d"] or len(found) == 2
    assert [one["chance"] for one in found] == sorted((one["chance"] for one in found), reverse=True)
    now = datetime.now(UTC)
    for one in found:
        last = datetime.fromisoformat(one["lastContactAt"])
        first = last - timedelta(days=1) if one["contactDays"] == 2 else last
        past = (one["contactDays"] - 1, (last.date() - first.date()).days, (now.date() - first.date()).days)
        assert one["chance"] == pytest.approx(1 - float(health.probability(health.pasts([past]), SHIPPED)[0]), abs=1e-6)
    assert await asked(world, "a", "likelySilence(atLeast: 1.1)", "chance") == []


async def test_alike_is_symmetric_and_its_halves_are_told(world: Writer) -> None:
    scores = {}
    for one in "abcde":
        for edge in await asked(world, one, "similar(first: 20)", "score contacts facts reasons"):
            other = edge["node"]["externalId"][-1]
            assert other != one and 0.0 < edge["score"] <= 1.0
            assert edge["score"] == pytest.approx((edge["contacts"] + edge["facts"]) / 2, abs=1e-8)
            scores[one, other] = edge["score"]
            if (one, other) == ("a", "c"):
                assert edge["facts"] == 1.0, "the same country, function and industry"
                assert {"both know Ben", "both know Dee", "same function PROCUREMENT"} <= set(edge["reasons"])
            if (one, other) == ("a", "e"):
                assert (edge["contacts"], edge["facts"]) == (0.0, 1.0), "what only one of them has does not count"
    assert scores and all(scores[b, a] == pytest.approx(score) for (a, b), score in scores.items())


async def test_a_viewer_is_told_of_nobody_they_may_not_see(world: Writer) -> None:
    await computed(world)
    admin = Writer(world.api, "admin")
    await admin.do("teamCreate", {"externalId": "t-1", "name": "One"})
    await admin.do("personAudienceSet", {"person": by("p-b"), "teams": [by("t-1")]})
    [found] = await asked(world, "a", "likelyContacts", "score through { externalId }")
    assert [one["externalId"] for one in found["through"]] == ["p-d"]
    assert [one["node"]["externalId"] for one in await asked(world, "a", "likelySilence", "chance")] == ["p-d"]
    assert all("Ben" not in str(one) for one in await asked(world, "a", "similar", "reasons"))
    await admin.do("personAudienceSet", {"person": by("p-c"), "teams": [by("t-1")]})
    assert await asked(world, "a", "likelyContacts", "score") == []
