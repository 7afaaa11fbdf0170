"""The law of jobs: whatever is asked, taken, let fall, cancelled and ended, of a kind one runs at a time."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import owner
from graphcrm.errors import Conflict
from graphcrm.graph.connection import Graph
from graphcrm.records.jobs import asking, claims
from graphcrm.records.jobs.asking import Wish
from graphcrm.records.jobs.claims import Claim, End
from graphcrm.records.journal import LOCAL
from tests.conftest import emptied
from tests.jobs.working import KINDS, asked, state

_LEASE = 20.0
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.sampled_from(sorted(KINDS))),
        st.tuples(st.just("take"), st.just("")),
        st.tuples(st.sampled_from(("hold", "end", "back", "cancel")), st.integers(0, 5)),
        st.tuples(st.just("wait"), st.sampled_from((1, 21))),
    ),
    min_size=4,
    max_size=14,
)

# One lets a job fall, another takes it up; what the first does then changes nothing.
_TAKEN_OVER: list[tuple[str, str | int]] = [
    ("ask", "steps"),
    ("take", ""),
    ("wait", 21),
    ("take", ""),
    ("hold", 0),
    ("back", 0),
    ("end", 0),
    ("hold", 1),
    ("end", 1),
]


@dataclass
class Model:
    """What must be so: the claims that hold, each until when, and the jobs that ended."""

    now: datetime = datetime(2027, 3, 1, tzinfo=UTC)
    jobs: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    until: dict[str, datetime] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)

    def held(self) -> list[Claim]:
        return [one for one in self.claims if self.until.get(one.owner, self.now) > self.now]


async def _taken(graph: Graph, model: Model) -> None:
    busy = {one.kind for one in model.held()}
    claim = await claims.take(graph, KINDS, lease=_LEASE, now=model.now)
    if claim is None:
        return
    assert claim.kind not in busy, "two of a kind are in hand"
    assert claim.id not in model.ended, "what has ended is taken up again"
    for other in model.claims:  # whoever let it fall has it no more
        if other.id == claim.id:
            model.until.pop(other.owner, None)
    model.claims.append(claim)
    model.until[claim.owner] = model.now + timedelta(seconds=_LEASE)


async def _with_claim(graph: Graph, model: Model, act: str, number: int) -> None:
    """An owner, of now or of before, does something with a job: only one who still has it changes anything."""
    if not model.claims:
        return
    claim = model.claims[number % len(model.claims)]
    has = claim.owner in model.until and claim.id not in model.ended
    try:
        if act == "hold":
            await claims.hold(graph, claim, lease=_LEASE, now=model.now)
            model.until[claim.owner] = model.now + timedelta(seconds=_LEASE)
        elif act == "end":
            await claims.end(graph, claim, End("SUCCEEDED", {}), now=model.now)
            model.ended.add(claim.id)
            del model.until[claim.owner]
        else:
            before = await state(graph, claim.id)
            await claims.give_back(graph, claim, now=model.now)
            assert has or await state(graph, claim.id) == before
            model.until.pop(claim.owner, None)
            return
        assert has, f"{act} by one who lost it"
    except claims.Lost:
        assert not has, f"{act} refused to who has it"


async def _cancelled(graph: Graph, model: Model, number: int) -> None:
    if not model.jobs:
        return
    job = model.jobs[number % len(model.jobs)]
    who = owner(built_in(), id=LOCAL.user)
    try:
        await graph.write(lambda t: asking.cancel(t, who, LOCAL, job, model.now), name="test")
        assert job not in model.ended
    except Conflict:
        assert job in model.ended
    if job not in {one.id for one in model.held()}:
        model.ended.add(job)
        for one in model.claims:
            if one.id == job:
                model.until.pop(one.owner, None)


async def _run(graph: Graph, steps: list[tuple[str, str | int]]) -> None:
    await emptied(graph)
    model = Model()
    for act, said in steps:
        if act == "ask":
            wish = Wish(KINDS[str(said)], {"count": 1})
            model.jobs.append(
                await graph.write(lambda t, wish=wish: asking.ask(t, LOCAL, wish, model.now), name="test")  # type: ignore[misc]
            )
        elif act == "take":
            await _taken(graph, model)
        elif act == "wait":
            model.now += timedelta(seconds=int(said))
        elif act == "cancel":
            await _cancelled(graph, model, int(said))
        else:
            await _with_claim(graph, model, act, int(said))
        counted = Counter(one.kind for one in model.held())
        assert all(number == 1 for number in counted.values()), counted


async def test_in_whatever_order_of_a_kind_one_at_a_time(graph: Graph) -> None:
    loop = asyncio.get_running_loop()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @example(_TAKEN_OVER)
    @given(_STEPS)
    def law(steps: list[tuple[str, str | int]]) -> None:
        asyncio.run_coroutine_threadsafe(_run(graph, steps), loop).result()

    await asyncio.to_thread(law)


@pytest.mark.long
async def test_in_whatever_order_of_a_kind_one_at_a_time_at_length(graph: Graph) -> None:
    loop = asyncio.get_running_loop()

    @settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_STEPS)
    def law(steps: list[tuple[str, str | int]]) -> None:
        asyncio.run_coroutine_threadsafe(_run(graph, steps), loop).result()

    await asyncio.to_thread(law)


async def test_of_many_who_take_at_once_one_of_a_kind_gets_one(graph: Graph) -> None:
    for _ in range(3):
        await asked(graph)
    await asked(graph, kind="other")
    found = [one for one in await asyncio.gather(*(claims.take(graph, KINDS) for _ in range(12))) if one is not None]
    assert sorted(one.kind for one in found) == ["other", "steps"]
