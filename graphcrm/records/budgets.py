"""Budgets that all workers of a machine share: in one SQLite file.

They are counted beside the graph, so that whoever is refused costs it nothing. A lost file gives everybody a full
budget: nothing is synced to disk. Keys are kept as hashes. The event loop writes by itself: a transaction takes 13 µs,
a fifth of what handing it to a thread costs; where another worker is at it, the loop does other things meanwhile.
"""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from graphcrm.errors import Unavailable

T = TypeVar("T")
FILE = "limits.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS bucket (key BLOB PRIMARY KEY, missing REAL, at REAL, full_at REAL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spent (key BLOB PRIMARY KEY, amount REAL, ends REAL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS held (key BLOB, holder TEXT, ends REAL, PRIMARY KEY (key, holder)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS delay (key BLOB PRIMARY KEY, failures INTEGER, until REAL) WITHOUT ROWID;
"""
_BUSY_SECONDS = 2.0
_PAUSE_SECONDS = 0.001
_FORGOTTEN_SECONDS = 86_400.0  # a row of failures ends when nothing was tried for a day
_CLEARED_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Budget:
    """`most` at once, refilled by `most` in `seconds`."""

    most: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Allowance:
    """`most` within `seconds`, which begin with the first that is spent and end all at once."""

    most: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Granted:
    """`wait` 0.0: it is granted, and the window `lasts` so many seconds more. Else the seconds until the next one."""

    wait: float
    lasts: float


@dataclass(frozen=True, slots=True)
class Charge:
    """So much of somebody's budget. `key` says whose, and of what."""

    key: str
    budget: Budget
    amount: float = 1.0


class Budgets:
    """The budgets kept in a folder. Unavailable where the file cannot be used. `clock`: seconds since the epoch."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = folder / FILE
        self._clock = clock
        self._open: sqlite3.Connection | None = None
        self._cleared = 0.0

    async def take(self, charges: Sequence[Charge]) -> float:
        """Takes all of the charges, or none: 0.0, or the seconds until they could be taken."""
        return await self._run(partial(self._take, charges))

    async def give(self, charges: Sequence[Charge]) -> None:
        """Gives back what was taken and not used."""
        await self._run(partial(self._give, charges))

    async def spend(self, key: str, allowance: Allowance, amount: float) -> Granted:
        """Takes an amount of an allowance, or nothing of it."""
        return await self._run(partial(self._spend, key, allowance, amount))

    async def hold(self, key: str, holder: str, most: int, seconds: float) -> bool:
        """Whether `holder` may be one of `most` that hold a key; if so for `seconds`, anew each time it asks."""
        return await self._run(partial(self._hold, key, holder, most, seconds))

    async def let_go(self, key: str, holder: str) -> None:
        """Holds a key no more."""
        text = "DELETE FROM held WHERE key = ? AND holder = ?"
        await self._run(lambda: self._write(text, (_hashed(key), holder)))

    async def delayed(self, key: str, free: int, most_seconds: float) -> float:
        """Counts an attempt as failed, before it is known to be: 0.0 and it may be made, or the seconds to wait. After
        `free` of them the wait is a second and doubles each time, up to `most_seconds`."""
        return await self._run(partial(self._delay, key, free, most_seconds))

    async def succeeded(self, key: str) -> None:
        """Forgets the failures of a key."""
        await self._run(lambda: self._write("DELETE FROM delay WHERE key = ?", (_hashed(key),)))

    def close(self) -> None:
        if self._open is not None:
            self._open.close()

    async def _run(self, work: Callable[[], T]) -> T:
        until = time.monotonic() + _BUSY_SECONDS
        while True:  # ends: with what is done, or with the time
            try:
                return self._locked(work)
            except sqlite3.Error as error:
                if not _is_busy(error) or time.monotonic() > until:
                    message = "The limits cannot be kept at this moment. Try again in a few seconds."
                    raise Unavailable(message) from error
            await asyncio.sleep(_PAUSE_SECONDS)

    def _locked(self, work: Callable[[], T]) -> T:
        """Runs work while no other worker writes. sqlite3.Error at once where one does."""
        self._open = self._open or self._opened()
        self._open.execute("BEGIN IMMEDIATE")
        try:
            self._clear()
            done = work()
            self._open.execute("COMMIT")
        except BaseException:
            if self._open.in_transaction:
                self._open.execute("ROLLBACK")
            raise
        return done

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        found = sqlite3.connect(self._path, timeout=0.0, isolation_level=None)
        try:
            found.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; {_SCHEMA}")
        except BaseException:
            found.close()
            raise
        return found

    def _take(self, charges: Sequence[Charge]) -> float:
        now = self._clock()
        rows, wait = [], 0.0
        for charge in charges:
            missing = self._missing(charge, now) + charge.amount
            rate = charge.budget.most / charge.budget.seconds
            wait = max(wait, (missing - charge.budget.most) / rate)
            rows.append((_hashed(charge.key), missing, now, now + missing / rate))
        if wait <= 0.0:
            self._keep(rows)
        return max(wait, 0.0)

    def _give(self, charges: Sequence[Charge]) -> None:
        now = self._clock()
        rows = []
        for charge in charges:
            missing = max(0.0, self._missing(charge, now) - charge.amount)
            rows.append((_hashed(charge.key), missing, now, now + missing * charge.budget.seconds / charge.budget.most))
        self._keep(rows)

    def _missing(self, charge: Charge, now: float) -> float:
        found = self._row("SELECT missing, at FROM bucket WHERE key = ?", charge.key)
        if found is None:
            return 0.0
        refilled = max(0.0, now - found[1]) * charge.budget.most / charge.budget.seconds
        return max(0.0, found[0] - refilled)

    def _delay(self, key: str, free: int, most_seconds: float) -> float:
        now = self._clock()
        failures, until = self._row("SELECT failures, until FROM delay WHERE key = ?", key) or (0, 0.0)
        if now < until <= now + most_seconds:  # beyond that the clock was set back
            return float(until - now)
        wait = 0.0 if failures < free else min(most_seconds, 2.0 ** min(failures - free, 30))
        self._write("REPLACE INTO delay VALUES (?, ?, ?)", (_hashed(key), failures + 1, now + wait))
        return 0.0

    def _spend(self, key: str, allowance: Allowance, amount: float) -> Granted:
        now = self._clock()
        spent, ends = self._row("SELECT amount, ends FROM spent WHERE key = ?", key) or (0.0, 0.0)
        if not now < ends <= now + allowance.seconds:  # over, or the clock was set back
            spent, ends = 0.0, now + allowance.seconds
        if spent + amount > allowance.most:
            return Granted(ends - now, 0.0)
        self._write("REPLACE INTO spent VALUES (?, ?, ?)", (_hashed(key), spent + amount, ends))
        return Granted(0.0, ends - now)

    def _hold(self, key: str, holder: str, most: int, seconds: float) -> bool:
        now = self._clock()
        text = "SELECT count(*), sum(holder = ?2) FROM held WHERE key = ?1 AND ends BETWEEN ?3 AND ?3 + ?4"
        assert self._open is not None
        holders, among = self._open.execute(text, (_hashed(key), holder, now, seconds)).fetchone()
        if not among and holders >= most:
            return False
        self._write("REPLACE INTO held VALUES (?, ?, ?)", (_hashed(key), holder, now + seconds))
        return True

    def _row(self, text: str, key: str) -> tuple[float, ...] | None:
        assert self._open is not None
        found: tuple[float, ...] | None = self._open.execute(text, (_hashed(key),)).fetchone()
        return found

    def _keep(self, rows: Sequence[tuple[bytes, float, float, float]]) -> None:
        assert self._open is not None
        self._open.executemany("REPLACE INTO bucket VALUES (?, ?, ?, ?)", rows)

    def _write(self, text: str, parameters: tuple[object, ...]) -> None:
        assert self._open is not None
        self._open.execute(text, parameters)

    def _clear(self) -> None:
        """Now and then: budgets that are full again, failures long past."""
        now = self._clock()
        if abs(now - self._cleared) > _CLEARED_SECONDS:
            self._cleared = now
            self._write("DELETE FROM bucket WHERE full_at < ?", (now,))
            self._write("DELETE FROM spent WHERE ends < ?", (now,))
            self._write("DELETE FROM held WHERE ends < ?", (now,))
            self._write("DELETE FROM delay WHERE until < ?", (now - _FORGOTTEN_SECONDS,))


def _is_busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _hashed(key: str) -> bytes:
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()
