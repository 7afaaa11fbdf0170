"""Passwords: what one must be, and its hash (argon2id; RFC 9106, with the parameters OWASP gives for 19 MiB).

A hash takes about 66 ms and 19 MiB. Two threads do all of them, and no more than a few wait, so that a flood of
sign-ins neither fills the memory nor holds anything else up.
"""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from graphcrm.errors import BadUserInput, Unavailable

T = TypeVar("T")
LEAST, MOST = 12, 256
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_THREADS = 2
_WAITING = 32
# A guess in a million is no password: sequences, repetitions and what stands in lists of common ones.
_TOO_COMMON = 1_000_000
_LOOKED_AT = 64  # longer ones are judged by their beginning, since the judge's time grows with the square
_BUSY = "Too many people sign in at this moment. Try again in a few seconds."


@cache
def _nobodys() -> str:
    """Compared with where there is no password, so that an unknown user takes as long as a known one."""
    return _HASHER.hash("nobody has this password")


class Passwords:
    """Hashes and compares, two at a time. One for each process."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, "password")
        self._waiting = 0
        self._nobody = _nobodys()

    async def hashed(self, password: str, about: Sequence[str] = ()) -> str:
        """The hash of a new password. `about` are words of the user, which make a poor one (their name, their address).
        BadUserInput where it is too short, too long or too common; Unavailable where too many wait."""
        return await self._thread(partial(_hashed, password, about))

    async def matches(self, kept: str | None, password: str) -> bool:
        """Whether the password is that of a hash; False, after the same time, where there is none."""
        return await self._thread(partial(_matches, kept or self._nobody, password)) and kept is not None

    @staticmethod
    def outdated(kept: str) -> bool:
        """Whether a hash was made with other parameters than today's."""
        return _HASHER.check_needs_rehash(kept)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _thread(self, work: Callable[[], T]) -> T:
        if self._waiting >= _WAITING:
            raise Unavailable(_BUSY, reason="BUSY")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1


def _hashed(password: str, about: Sequence[str]) -> str:
    password = _normal(password)
    if len(password) < LEAST:
        raise BadUserInput(f"A password has at least {LEAST} characters. A few words in a row are easy to keep.")
    if len(password) > MOST:
        raise BadUserInput(f"A password has at most {MOST} characters.")
    if _guesses(password, about) < _TOO_COMMON:
        raise BadUserInput(
            "This password is one of the first that are tried. Take another, such as a few words in a row."
        )
    return _HASHER.hash(password)


def _guesses(password: str, about: Sequence[str]) -> float:
    from zxcvbn import zxcvbn  # here: its lists take 14 MB, and passwords are chosen seldom

    found = zxcvbn(password[:_LOOKED_AT], user_inputs=list(about))
    return float(found["guesses"])


def _matches(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, _normal(password)[:MOST])
    except (VerificationError, InvalidHashError):
        return False


def _normal(password: str) -> str:
    """One form for what keyboards write differently (NIST SP 800-63B §3.1.1.2: NFKC before hashing)."""
    try:
        return unicodedata.normalize("NFKC", password).encode("utf-8").decode("utf-8")
    except UnicodeEncodeError as error:
        raise BadUserInput("A password is text in Unicode.") from error
