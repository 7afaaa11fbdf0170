"""Budgets that workers share: what is granted never exceeds what there is, whoever asks and in whatever order."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphcrm.errors import Unavailable
from graphcrm.records.budgets import FILE, Allowance, Budget, Budgets, Charge


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


steps = st.lists(st.tuples(st.floats(0, 40), st.integers(0, 1), st.floats(0.5, 12)), max_size=25)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
async def test_two_workers_together_take_no_more_than_was_there_and_came_since(tmp_path: Path, asked: list) -> None:
    (tmp_path / FILE).unlink(missing_ok=True)
    clock, budget = Clock(), Budget(10, 60)
    workers = [Budgets(tmp_path, clock), Budgets(tmp_path, clock)]
    left = 10.0
    for pause, who, amount in asked:
        clock.now += pause
        left = min(10.0, left + pause * 10 / 60)
        wait = await workers[who].take([Charge("k", budget, amount)])
        if amount <= left + 1e-6:
            assert wait < 1e-4
            left -= amount if wait == 0.0 else 0.0
        else:
            assert wait == pytest.approx((amount - left) * 6, abs=1e-3)
    for worker in workers:
        worker.close()


async def test_of_several_charges_all_are_taken_or_none(tmp_path: Path) -> None:
    budgets = Budgets(tmp_path, Clock())
    small, large = Charge("small", Budget(1, 60)), Charge("large", Budget(100, 60))
    assert await budgets.take([small, large]) == 0.0
    assert await budgets.take([small, large]) == pytest.approx(60)
    assert await budgets.take([Charge("large", large.budget, 99)]) == 0.0
    await budgets.give([small])
    assert await budgets.take([small]) == 0.0
    budgets.close()


async def test_the_wait_doubles_with_each_failure_is_bounded_and_ends_with_success(tmp_path: Path) -> None:
    clock = Clock()
    budgets = Budgets(tmp_path, clock)
    waits = []
    while len(waits) < 13:  # ends: every attempt but the first few makes the next one wait
        wait = await budgets.delayed("k", 5, 900)
        if wait:
            waits.append(round(wait))
            clock.now += wait + 0.001
    assert await budgets.delayed("other", 5, 900) == 0.0
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
    await budgets.succeeded("k")
    for _ in range(5):
        assert await budgets.delayed("k", 5, 900) == 0.0
    budgets.close()


async def test_an_allowance_is_spent_by_all_together_and_comes_back_at_once(tmp_path: Path) -> None:
    clock, allowance = Clock(), Allowance(1000, 3600)
    workers = [Budgets(tmp_path, clock), Budgets(tmp_path, clock)]
    granted = await asyncio.gather(*(workers[i % 2].spend("k", allowance, 30) for i in range(50)))
    assert sum(one.wait == 0.0 for one in granted) == 33
    clock.now += 3599
    assert (await workers[0].spend("k", allowance, 11)).wait == pytest.approx(1)
    clock.now += 2
    assert (await workers[0].spend("k", allowance, 1000)).wait == 0.0
    for worker in workers:
        worker.close()


async def test_a_clock_that_is_set_back_locks_nobody_out(tmp_path: Path) -> None:
    clock, allowance = Clock(), Allowance(10, 60)
    budgets = Budgets(tmp_path, clock)
    await budgets.spend("k", allowance, 10)
    for _ in range(9):
        await budgets.delayed("k", 1, 900)
    clock.now -= 100_000
    assert (await budgets.spend("k", allowance, 10)).wait == 0.0
    assert await budgets.delayed("k", 1, 900) == 0.0
    budgets.close()


async def test_who_holds_a_place_keeps_it_and_a_place_not_renewed_is_free_again(tmp_path: Path) -> None:
    clock = Clock()
    budgets = Budgets(tmp_path, clock)
    assert [await budgets.hold("k", who, 2, 45) for who in ("a", "b", "c", "a")] == [True, True, False, True]
    await budgets.let_go("k", "b")
    assert await budgets.hold("k", "c", 2, 45)
    clock.now += 40
    assert await budgets.hold("k", "a", 2, 45)
    clock.now += 10
    assert await budgets.hold("k", "d", 2, 45)
    assert not await budgets.hold("k", "e", 2, 45)
    budgets.close()


async def test_a_file_that_is_no_database_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("this is no database, and long enough to be looked at as one")
    budgets = Budgets(tmp_path)
    with pytest.raises(Unavailable, match="limits cannot be kept"):
        await budgets.spend("k", Allowance(1, 1), 1)
    budgets.close()


async def test_nobody_can_be_told_from_the_file(tmp_path: Path) -> None:
    budgets = Budgets(tmp_path)
    await budgets.take([Charge("account|ana@lumen.example", Budget(1, 1))])
    budgets.close()
    assert all(b"lumen" not in path.read_bytes() for path in tmp_path.iterdir())


async def test_while_another_worker_writes_the_loop_goes_on_and_the_budget_is_taken_after_it(tmp_path: Path) -> None:
    budgets, allowance = Budgets(tmp_path), Allowance(100, 3600)
    await budgets.spend("k", allowance, 1)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(budgets.spend("k", allowance, 1))
    for _ in range(20):  # the loop is not held up: these pass while the other one writes
        await asyncio.sleep(0.001)
    assert not waiting.done()
    other.execute("COMMIT")
    other.close()
    assert (await waiting).wait == 0.0
    assert (await budgets.spend("k", allowance, 99)).wait > 0.0
    budgets.close()
