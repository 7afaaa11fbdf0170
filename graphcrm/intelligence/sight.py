"""What of the graph counts in a figure: what everybody may see, or all that one viewer may.

What is kept is made of the first. A viewer who sees more is told what that would make of it when they ask, of theirs
alone, and it is kept nowhere: what they see may be others' tomorrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sight:
    """`sees_all` rows, or those that are everybody's or of one of the `teams`."""

    sees_all: bool = False
    teams: Sequence[str] = ()

    @property
    def parameters(self) -> dict[str, Any]:
        """What the statements that keep to it are given."""
        return {"sees_all": self.sees_all, "teams": list(self.teams)}


EVERYBODY = Sight()
