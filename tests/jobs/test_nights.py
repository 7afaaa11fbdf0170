"""Every night once, over all workers; nights that nobody was there are made up for by one; a clock of our own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphcrm.access.policy import built_in
from graphcrm.errors import BadUserInput
from graphcrm.graph.connection import Graph
from graphcrm.jobs.keeping import Nights
from graphcrm.jobs.worker import Worker
from graphcrm.records.jobs import nights
from graphcrm.settings import load
from graphcrm.vocabulary.job import KINDS

_JOB = "MATCH (j:Job {id: $id}) RETURN j.kind, j.asked_by, j.state"
_TWO = time(2)


@dataclass
class Clock:
    """A time that tests set."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


# Of all that is asked for at night one kind, which ends at once.
_ONE = {"audience_check": KINDS["audience_check"]}


def workers(graph: Graph, clock: Clock, at: time | None = _TWO) -> list[Nights]:
    return [Nights(graph, at, _ONE, now=clock) for _ in range(3)]


async def count(graph: Graph) -> int:
    return int((await graph.rows("MATCH (j:Job) RETURN count(j)", {}))[0][0])


async def done(graph: Graph) -> None:
    await Worker(graph, built_in()).drain()


async def test_each_night_is_asked_for_once_over_all_workers(graph: Graph) -> None:
    clock = Clock(datetime(2031, 5, 5, 1, 59, tzinfo=UTC))
    all_ = workers(graph, clock)
    await asyncio.gather(*(one.ask() for one in all_))
    assert await count(graph) == 0, "an installation that is new has missed no night"
    for night in (5, 6, 7):
        clock.now = datetime(2031, 5, night, 2, 0, tzinfo=UTC)
        made = await asyncio.gather(*(one.ask() for one in all_))
        (job,) = [job for one in made for job in one]
        clock.now = datetime(2031, 5, night, 23, 59, tzinfo=UTC)
        assert await asyncio.gather(*(one.ask() for one in all_)) == [[], [], []]
        await done(graph)
        assert await graph.rows(_JOB, {"id": job}) == [["audience_check", "nightly", "SUCCEEDED"]]


async def test_nights_that_nobody_was_there_are_made_up_for_once_at_start(graph: Graph) -> None:
    clock = Clock(datetime(2031, 5, 5, 12, tzinfo=UTC))
    await workers(graph, clock)[0].ask()
    clock.now = datetime(2031, 5, 29, 1, 0, tzinfo=UTC)
    made = [await one.ask() for one in workers(graph, clock)]  # as after a start: they know of no night
    assert list(map(len, made)) == [1, 0, 0]
    clock.now = datetime(2031, 5, 29, 2, 0, tzinfo=UTC)
    assert [await one.ask() for one in workers(graph, clock)] == [[], [], []], "what waits still serves this night"
    await done(graph)
    clock.now = datetime(2031, 5, 30, 2, 0, tzinfo=UTC)
    assert len(await workers(graph, clock)[0].ask()) == 1


async def test_the_hour_is_a_setting_and_may_be_never(graph: Graph) -> None:
    clock = Clock(datetime(2031, 5, 5, 12, tzinfo=UTC))
    await Nights(graph, time(13, 30), _ONE, now=clock).ask()
    clock.now = datetime(2031, 5, 5, 13, 30, tzinfo=UTC)
    assert await Nights(graph, None, now=clock).ask() == []
    assert len(await Nights(graph, time(13, 30), _ONE, now=clock).ask()) == 1


def test_an_hour_that_is_none_names_its_variable() -> None:
    assert (load({}).night, load({"GRAPHCRM_NIGHTLY": "off"}).night) == (_TWO, None)
    for wrong in ("25:00", "2", "02:00:00", "02:00Z", "never", "02:0"):
        with pytest.raises(BadUserInput, match="GRAPHCRM_NIGHTLY"):
            load({"GRAPHCRM_NIGHTLY": wrong})


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1)), st.times())
def test_a_night_begins_at_its_hour(moment: datetime, at: time) -> None:
    at = at.replace(tzinfo=None)
    night = nights.night_of(moment.replace(tzinfo=UTC), at)
    began = datetime.combine(night, at)
    assert began <= moment and (moment - began).total_seconds() < 24 * 3600
    assert isinstance(night, date)


async def test_jobs_that_ended_long_ago_are_forgotten(graph: Graph) -> None:
    texts = ["CREATE (:Internal:Job {id: 'job_' + $d, finished_at: datetime($d)})"]
    for day in ("2031-01-01", "2031-04-01"):
        await graph.change_schema(texts, {"d": day})
    await graph.change_schema(["CREATE (:Internal:Job {id: 'job_open', state: 'QUEUED'})"])
    assert await nights.forget(graph, datetime(2031, 5, 5, tzinfo=UTC)) == 1
    assert await count(graph) == 2
