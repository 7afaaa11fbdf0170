"""What one viewer may ask for and be shown, over all workers together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import viewer
from graphcrm.errors import Unavailable
from graphcrm.graph.connection import Graph
from graphcrm.records.allowances import Allowances
from graphcrm.records.budgets import Granted
from tests.conftest import Api, opened
from tests.noted import people

PAGE = "query($after: Cursor) { people(first: 7, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }"
ADD = 'mutation { personCreate(input: {name: "Eve"}) { person { id } } }'


@pytest.fixture
async def workers(graph: Graph, tmp_path: Path) -> AsyncIterator[tuple[Api, Api]]:
    """Two workers of one installation that shows a viewer 1,000 records an hour."""
    await people(graph, **{f"p{number:03}": None for number in range(300)})
    here = await opened(graph, data_dir=tmp_path, rows_per_hour=1000)
    there = await opened(graph, data_dir=tmp_path, rows_per_hour=1000)
    there._tokens = here._tokens
    yield here, there
    await here.client.aclose()
    await there.client.aclose()


async def copied(worker: Api) -> tuple[int, httpx.Response]:
    """How many people somebody was shown who reads the list again and again, and what stopped them."""
    shown, after = 0, None
    while True:  # ends: when it is enough
        reply = await worker.post(PAGE, {"after": after})
        if reply.status_code != 200 or "errors" in reply.json():
            return shown, reply
        page = reply.json()["data"]["people"]
        shown += len(page["nodes"])
        after = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] else None


async def test_who_copies_everything_is_stopped_at_the_budget_less_a_page_of_each_worker(
    workers: tuple[Api, Api],
) -> None:
    await workers[0].token()
    (one, refusal), (other, _) = await asyncio.gather(*(copied(worker) for worker in workers))
    # Beside the people of a page, the list itself counts as one. Each worker may be left with less than a page.
    counted = one + other + (one + other) / 7
    assert 1000 - 2 * 8 <= counted <= 1000
    assert refusal.status_code == 429
    assert int(refusal.headers["retry-after"]) > 3000
    found = refusal.json()["errors"][0]
    assert (found["extensions"]["code"], found["extensions"]["reason"]) == ("RATE_LIMITED", "ROWS")
    # Another viewer has a budget of their own.
    assert (await workers[0].ask(PAGE, role="analyst"))["people"]["nodes"]


async def test_a_write_waits_too_since_its_payload_could_be_read_like_a_list(graph: Graph, tmp_path: Path) -> None:
    api = await opened(graph, data_dir=tmp_path, rows_per_hour=2)
    await api.ask(ADD)
    assert (await api.refusal("{ a: people(first: 1) { nodes { id } } }"))["extensions"]["reason"] == "ROWS"
    assert (await api.refusal(ADD))["extensions"]["reason"] == "ROWS"
    assert (await graph.rows("MATCH (p:Person) RETURN count(p)", {}))[0][0] == 1
    await api.client.aclose()


async def test_a_write_that_was_done_is_told_though_the_limits_can_be_kept_no_more() -> None:
    class Lost:
        """The file is there before the write, and gone after it."""

        spent = 0

        async def spend(self, *_given: object) -> Granted:
            self.spent += 1
            if self.spent > 2:
                raise Unavailable("The limits cannot be kept.")
            return Granted(0.0, 60.0)

    viewer_ = viewer(built_in(), id="usr_1", email="e", roles=("manager",), teams=())
    allowances = Allowances(Lost(), points=1, rows=1)  # type: ignore[arg-type]
    await allowances.ask(viewer_, 1)
    await allowances.show(viewer_, 1)
    await allowances.shown(viewer_, 1)
    with pytest.raises(Unavailable):
        await allowances.show(viewer_, 1)


async def test_records_in_lists_within_lists_count_each(graph: Graph, tmp_path: Path) -> None:
    await people(graph, **{f"p{number:03}": None for number in range(20)})
    api = await opened(graph, data_dir=tmp_path, rows_per_hour=100)
    both = "{ a: people(first: 20) { nodes { id } } b: people(first: 20) { edges { node { id } } } }"
    await api.ask(both)
    await api.ask(both)
    assert (await api.refusal(both))["extensions"]["reason"] == "ROWS"
    await api.client.aclose()


async def test_points_are_those_of_the_cost_and_come_back_after_a_minute(graph: Graph, tmp_path: Path) -> None:
    api = await opened(graph, data_dir=tmp_path, points_per_minute=250)
    ask = "{ people(first: 100) { nodes { id } } }"
    await api.ask(ask)
    await api.ask(ask)
    refusal = await api.post(ask)
    assert refusal.json()["errors"][0]["extensions"]["reason"] == "POINTS"
    assert 1 <= int(refusal.headers["retry-after"]) <= 60
    await api.ask("{ people(first: 1) { nodes { id } } }")
    await api.client.aclose()
