"""A worker at a job: how it ends, whoever stops it and by what way, and what is left of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph, connect
from graphcrm.jobs.worker import Worker
from graphcrm.records import tokens, users
from graphcrm.records.feed import Feed, place_of
from graphcrm.records.jobs import claims
from graphcrm.records.jobs.claims import End
from graphcrm.records.journal import LOCAL
from tests.appointing.staff import POLICY, Somebody, join
from tests.conftest import Api, Server
from tests.jobs.working import KINDS, asked, rows, state, worker

_END = "MATCH (a:AuditEntry {act: 'jobEnd'}) RETURN a.actor, a.fields, a.decision ORDER BY a.at, a.id"
_LONG = {"count": 200, "seconds": 0.05}


@asynccontextmanager
async def at_work(graph: Graph, job: str) -> AsyncIterator[tuple[Worker, asyncio.Task[object]]]:
    """A worker that is at a job; it has ended when the block has."""
    found = worker(graph)
    task: asyncio.Task[object] = asyncio.create_task(found.drain())
    async with asyncio.timeout(60):
        while not await rows(graph, job):  # ends: the timeout
            await asyncio.sleep(0.05)
        yield found, task
        await task


async def test_a_job_is_done_and_says_what_came_of_it(graph: Graph) -> None:
    job, partly = await asked(graph), await asked(graph, what="partly")
    await worker(graph).drain()
    assert [await state(graph, one) for one in (job, partly)] == [("SUCCEEDED", None), ("PARTIAL", None)]
    assert await rows(graph, job) == [0, 1, 2]
    kept = "MATCH (j:Job {id: $id}) RETURN j.result, j.done, j.total, j.computed_at = j.started_at, keys(j)"
    [[result, done, total, same, keys]] = await graph.rows(kept, {"id": job})
    assert (result, done, total, same) == ('{"rows": 3}', 3, 3, True)
    assert not {"_owner", "_leased_until", "_checkpoint", "_rights", "_token"} & set(keys)
    assert await graph.rows(_END, {}) == [
        ["local", ["kind.steps", "state.SUCCEEDED"], "allowed"],
        ["local", ["kind.steps", "state.PARTIAL"], "allowed"],
    ]


async def test_a_result_says_which_change_it_has_seen(api: Api) -> None:
    make = 'mutation { personCreate(input: {name: "Ana"}) { person { id } } }'
    last = "MATCH (l:Lock {name: 'feed'}) MATCH (c:Change {position: l.position}) RETURN c.id"
    await api.ask(make)
    await Feed(api.graph).number()
    [[seen]] = await api.graph.rows(last, {})
    job = await asked(api.graph)
    await worker(api.graph).drain()
    await api.ask(make)
    await Feed(api.graph).number()
    assert await api.graph.rows(last, {}) != [[seen]]
    told = (await api.ask("query($id: ID!) { job(id: $id) { position } }", {"id": job}, role="admin"))["job"]
    assert told == {"position": str(place_of(seen))}


async def test_what_goes_wrong_ends_it_with_a_sentence_for_who_can_mend_it(
    graph: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    refused, bug = await asked(graph, what="refuse"), await asked(graph, what="bug")
    await worker(graph).drain()
    text = "MATCH (j:Job {id: $id}) RETURN j.state, j.reason, j.message"
    assert await graph.rows(text, {"id": refused}) == [["FAILED", "BAD_USER_INPUT", "There is nothing to count."]]
    [[*ended, message]] = await graph.rows(text, {"id": bug})
    assert ended == ["FAILED", "INTERNAL"] and "lumen" not in message
    assert [record.msg for record in caplog.records if record.name == "graphcrm.jobs"] == ["bug in the job steps"]


async def test_a_cancelled_job_ends_at_its_next_step_and_is_not_gone_on_with(api: Api) -> None:
    max_ = await join(api, "max", "manager")
    job = await asked(api.graph, max_.id, **_LONG)
    async with at_work(api.graph, job):
        await max_.do("jobCancel", "job { id }", job=job)
    assert await state(api.graph, job) == ("CANCELLED", None)
    before = await rows(api.graph, job)
    assert 0 < len(before) < 200
    await worker(api.graph).drain()
    assert await rows(api.graph, job) == before


Take = Callable[[Api, Somebody], Awaitable[object]]


async def _role(api: Api, who: Somebody) -> object:
    return await users.set_roles(api.graph, POLICY, LOCAL, who.email, ["auditor"])


async def _sight(api: Api, who: Somebody) -> object:
    return await users.set_roles(api.graph, POLICY, LOCAL, who.email, ["manager", "analyst"])


async def _user(api: Api, who: Somebody) -> object:
    return await users.disable(api.graph, who.email)


async def _key(api: Api, who: Somebody) -> object:
    return await tokens.revoke(api.graph, who.headers["Authorization"].removeprefix("Bearer "))


@pytest.mark.parametrize("take", [_role, _sight, _user, _key])
async def test_a_right_that_is_taken_stops_the_job_and_says_so(api: Api, take: Take) -> None:
    await join(api, "ada", "admin")
    max_ = await join(api, "max", "manager")
    prefix = max_.headers["Authorization"].split("_")[1]
    job = await asked(api.graph, max_.id, token=prefix, **_LONG)
    async with at_work(api.graph, job):
        await take(api, max_)
    assert await state(api.graph, job) == ("FAILED", "ROLE")
    assert 0 < len(await rows(api.graph, job)) < 200
    assert [max_.id, ["kind.steps", "state.FAILED"], "denied"] in await api.graph.rows(_END, {})


@pytest.mark.parametrize("take", [_role, _user, _key])
async def test_a_job_of_who_lost_the_right_before_it_began_does_nothing(api: Api, take: Take) -> None:
    await join(api, "ada", "admin")
    max_ = await join(api, "max", "manager")
    job = await asked(api.graph, max_.id, token=max_.headers["Authorization"].split("_")[1])
    await take(api, max_)
    await worker(api.graph).drain()
    assert (await state(api.graph, job), await rows(api.graph, job)) == (("FAILED", "ROLE"), [])


async def test_a_token_that_may_do_less_has_no_more_done(api: Api) -> None:
    max_ = await join(api, "max", "manager")
    token = await tokens.create(api.graph, POLICY, max_.email, None, timedelta(hours=1), ["read"])
    job = await asked(api.graph, max_.id, token=token.split("_")[1])
    await worker(api.graph).drain()
    assert (await state(api.graph, job), await rows(api.graph, job)) == (("FAILED", "ROLE"), [])


async def test_a_job_that_goes_on_under_other_rights_than_it_began_with_stops(api: Api) -> None:
    max_ = await join(api, "max", "manager")
    job = await asked(api.graph, max_.id, **_LONG)
    async with at_work(api.graph, job) as (found, _):
        found.stopping.set()
    assert await state(api.graph, job) == ("QUEUED", None)
    await _sight(api, max_)
    await worker(api.graph).drain()
    assert await state(api.graph, job) == ("FAILED", "ROLE")


async def test_a_worker_that_stops_gives_its_job_back_and_another_goes_on_from_there(graph: Graph) -> None:
    job = await asked(graph, count=30, seconds=0.05)
    async with at_work(graph, job) as (found, _):
        found.stopping.set()
    assert await state(graph, job) == ("QUEUED", None)
    before = await rows(graph, job)
    assert 0 < len(before) < 30
    await worker(graph).drain()
    assert (await state(graph, job), await rows(graph, job)) == (("SUCCEEDED", None), list(range(30)))


async def test_a_worker_that_was_thought_dead_writes_nothing_more(graph: Graph) -> None:
    job = await asked(graph, **_LONG)
    async with at_work(graph, job):
        claim = None
        while claim is None:  # ends: with the first take that comes before the one at work says again that it lives
            await graph.change_schema(["MATCH (j:Job) SET j._leased_until = datetime() - duration('PT1M')"])
            claim = await claims.take(graph, KINDS)
        assert claim.id == job
        before = await rows(graph, job)
    assert await rows(graph, job) == before, "the one who lost it wrote on"
    assert await state(graph, job) == ("RUNNING", None)


async def test_a_job_that_never_comes_further_ends_after_five_attempts(graph: Graph) -> None:
    job = await asked(graph)
    for _ in range(5):
        claim = await claims.take(graph, KINDS, lease=-60)
        assert claim is not None
    await worker(graph).drain()
    assert (await state(graph, job), await rows(graph, job)) == (("FAILED", "ATTEMPTS"), [])


async def test_what_was_begun_goes_before_what_was_asked_for_since(graph: Graph) -> None:
    first, second = await asked(graph), await asked(graph)
    taken = await claims.take(graph, KINDS)
    assert taken is not None and taken.id == first
    assert await claims.take(graph, KINDS) is None, "one of a kind"
    await claims.give_back(graph, taken)
    again = await claims.take(graph, KINDS)
    assert again is not None and again.id == first
    await claims.end(graph, again, End("SUCCEEDED", {}))
    other = await claims.take(graph, KINDS)
    assert other is not None and other.id == second


async def test_without_a_database_a_worker_says_so_and_changes_nothing(server: Server) -> None:
    async with connect("bolt://127.0.0.1:1", "neo4j", "x", retry=0.1) as nowhere:
        with pytest.raises(Exception, match="cannot be reached"):
            await Worker(nowhere, built_in()).drain()
