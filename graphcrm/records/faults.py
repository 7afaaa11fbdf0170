"""Why a write was refused: sentences for the one who sent it, each with the path of the input to mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphcrm.errors import GraphcrmError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: a code of the closed list, a path into the input, a sentence, a finer word. `denied`: it may
    be for want of a right, though the answer is that of a mistake."""

    code: str
    field: list[str]
    message: str
    reason: str | None = None
    denied: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {"code": self.code, "reason": self.reason, "field": self.field, "message": self.message}

    def within(self, *path: str) -> Fault:
        """The same, further down."""
        return Fault(self.code, [*path, *self.field], self.message, self.reason, self.denied)


class Refused(GraphcrmError):
    """Nothing was written; `faults` say why. The transaction that raises it is rolled back."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("Nothing was written.")
        self.faults = list(faults)
