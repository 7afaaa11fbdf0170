"""A note: what somebody read, or tried and was refused, before it is an entry of the trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody read, or tried: `act` "read", "ask" or the name of what was refused; the ids of records, the facts
    ("Person.birthday"), the request; `times`, how many attempts of that kind it stands for;
    `purpose`, what for."""

    actor: str
    act: str
    ids: Sequence[str] = ()
    fields: Sequence[str] = ()
    request: str | None = None
    decision: str = "allowed"
    times: int = 1
    purpose: str | None = None
