"""Health goes by parameters that are fitted to the ties of a database at night; by those shipped where they are few."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from graphcrm.graph.connection import Graph
from graphcrm.measures import health
from graphcrm.records import fitting
from tests.conftest import Api, opened
from tests.exchange.files import imported
from tests.influence.worlds import scored

NOW = datetime.now(UTC).replace(microsecond=0)
PAIRS = 240
ASK = """{ relationship(between: [{externalId: "%s"}, {externalId: "%s"}]) {
  health { probability60d fittedTies fittedAt } } }"""


def calls(pairs: int) -> dict[int, list[int]]:
    """By pair how many days ago they called: some went on, some fell silent."""
    chance = random.Random(4)
    found = {}
    for pair in range(pairs):
        first, lasts = chance.randrange(200, 360), chance.choice((20, 100, 190))
        found[pair] = sorted({first, *(first - chance.randrange(1, lasts) for _ in range(chance.randrange(1, 8)))})
    return found


@pytest.fixture
async def api(graph: Graph) -> AsyncIterator[Api]:
    found = await opened(graph)
    yield found
    await found.client.aclose()


async def filled(graph: Graph, folder: Path, pairs: int) -> None:
    people = "".join(f"{side}-{pair},Person {side} {pair}\n" for pair in range(pairs) for side in "ab")
    rows = [
        f"c-{pair}-{day},CALL,{(NOW - timedelta(days=day)).isoformat()},a-{pair}:ATTENDEE;b-{pair}:ATTENDEE\n"
        for pair, days in calls(pairs).items()
        for day in days
    ]
    lines = "external_id,kind,occurred_at,participants\n" + "".join(rows)
    ledger = await imported(graph, folder, people="external_id,name\n" + people, interactions=lines)
    assert ledger.clean, ledger.rejected[:3]


def pasts(pairs: int, today: date) -> list[tuple[float, float, float]]:
    found = []
    for days in calls(pairs).values():
        dates = sorted({(NOW - timedelta(days=day)).date() for day in days})
        found.append((len(dates) - 1, (dates[-1] - dates[0]).days, (today - dates[0]).days))
    return found


async def asked(api: Api, pair: int) -> dict[str, Any]:
    found: dict[str, Any] = (await api.ask(ASK % (f"a-{pair}", f"b-{pair}")))["relationship"]["health"]
    return found


async def test_health_goes_by_what_was_fitted_to_these_ties(graph: Graph, api: Api, tmp_path: Path) -> None:
    await filled(graph, tmp_path, PAIRS)
    before = await asked(api, 0)
    assert (before["fittedTies"], before["fittedAt"]) == (0, None)
    assert (await scored(graph)).fitted == PAIRS
    known = health.pasts(pasts(PAIRS, datetime.now(UTC).date()))
    expected = health.probability(known, health.fitted(known))
    shipped = health.probability(known, health.SHIPPED)
    assert abs(expected[0] - shipped[0]) > 0.01, "so that the comparison can fail"
    assert before["probability60d"] == pytest.approx(shipped[0])
    assert await asked(api, 0) == before, "a worker knows for a minute"
    anew = dataclasses.replace(await opened(graph), _tokens=api._tokens)
    for pair in (0, 1, 2):
        after = await asked(anew, pair)
        assert after["probability60d"] == pytest.approx(expected[pair], rel=1e-6)
        assert after["fittedTies"] == PAIRS and after["fittedAt"] is not None
    await anew.client.aclose()


async def test_a_few_ties_are_not_fitted_to_and_what_was_fitted_once_goes(
    graph: Graph, api: Api, tmp_path: Path
) -> None:
    await filled(graph, tmp_path, 5)
    stale = "MERGE (s:Internal:Scoring {name: 'health'}) SET s += {r: 9.0, alpha: 9.0, a: 9.0, b: 9.0, ties: 900}"
    await graph.write(lambda t: t.run(f"{stale} SET s.fitted_at = datetime()", {}), name="stale")
    assert (await asked(api, 0))["fittedTies"] == 900
    assert (await scored(graph)).fitted == 0
    assert (await fitting.scoring(graph, 60.0)).health == health.SHIPPED


async def test_what_is_not_for_everybody_is_fitted_to_by_nobody(graph: Graph, tmp_path: Path) -> None:
    await filled(graph, tmp_path, PAIRS)
    hide = "MATCH (p:Person) WHERE p.external_id STARTS WITH 'a-1' SET p.audience = ['tea_x'], p:LimitedPerson"
    await graph.write(lambda t: t.run(hide, {}), name="hide")
    hidden = sum(str(pair).startswith("1") for pair in range(PAIRS))
    assert len(await fitting.days(graph, NOW)) == PAIRS - hidden


async def test_of_many_ties_a_sample_is_read(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await filled(graph, tmp_path, PAIRS)
    monkeypatch.setattr(fitting, "SAMPLE", 60)
    some = await fitting.days(graph, NOW)
    assert 20 <= len(some) <= 120
    assert set(some) <= set(pasts(PAIRS, NOW.date()))
