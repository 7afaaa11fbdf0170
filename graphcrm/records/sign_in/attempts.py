"""What slows guessing down: waits that double, and budgets of failures. Nothing is ever locked for good.

    one account from one address   5 at once, then a wait of a second that doubles up to a quarter of an hour
    one account from anywhere      60, refilled within two hours; an address its owner signed in from is free of it
    one address / one network      100 / 300, refilled within the hour

An attempt counts as failed until it has succeeded, so that many at once are not more than one after the other.
"""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass

from graphcrm.errors import RateLimited
from graphcrm.records.budgets import Budget, Budgets, Charge

_FREE, _MOST_SECONDS = 5, 900.0
_ACCOUNT = Budget(60, 7200)
_ADDRESS = Budget(100, 3600)
_NETWORK = Budget(300, 3600)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to sign in: whose account (in the form of addresses that are compared), from where."""

    account: str
    address: str

    @property
    def pair(self) -> str:
        return f"pair|{self.account}|{self.address}"


class Attempts:
    """Counts attempts, for all workers together."""

    def __init__(self, budgets: Budgets) -> None:
        self._budgets = budgets

    async def begin(self, attempt: Attempt, *, known: bool) -> None:
        """Counts an attempt; `known`: the account's owner signed in from this address lately. RateLimited says how long
        to wait."""
        charges = _charges(attempt, known)
        wait = await self._budgets.take(charges)
        if wait == 0.0:
            wait = await self._budgets.delayed(attempt.pair, _FREE, _MOST_SECONDS)
            if wait > 0.0:
                await self._budgets.give(charges)
        if wait > 0.0:
            raise RateLimited(
                "Too many attempts to sign in. Wait a little and try again.",
                reason="SIGN_IN",
                retry_after=math.ceil(wait),
            )

    async def succeeded(self, attempt: Attempt, *, known: bool) -> None:
        """Forgets it: it was the owner."""
        await self._budgets.give(_charges(attempt, known))
        await self._budgets.succeeded(attempt.pair)


def _charges(attempt: Attempt, known: bool) -> list[Charge]:
    account = [] if known else [Charge(f"account|{attempt.account}", _ACCOUNT)]
    return [
        *account,
        Charge(f"address|{attempt.address}", _ADDRESS),
        Charge(f"network|{network(attempt.address)}", _NETWORK),
    ]


def network(address: str) -> str:
    """The network an address lies in: /24 of IPv4, /48 of IPv6; what is no address stands for itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False))
