"""How ties are scored: the numbers that formulas share, as one value and as the map that questions are given.

All are conventions or fitted values that an installation may set; `scoring.md` of the guides says where they are from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from graphcrm.measures import ties
from graphcrm.measures.quality.table import Table, shipped


@dataclass(frozen=True, slots=True)
class Parameters:
    """Of the rates of contact (gamma: `r`, `alpha` in days) and of the chance to end with each (beta: `a`, `b`)."""

    r: float
    alpha: float
    a: float
    b: float


# Fitted to the 2,934 pairs of the manufacturing company on 2010-07-01.
SHIPPED = Parameters(0.38, 5.39, 0.100, 0.457)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Parameters that were fitted `at` a time to so many `ties` with a repeat."""

    parameters: Parameters
    ties: int
    at: datetime


# What a relation that people declared counts as, by its kind: a convention.
DECLARED: Mapping[str, float] = {
    "FRIEND": 0.6,
    "FAMILY": 0.6,
    "MENTOR": 0.4,
    "BOARD": 0.4,
    "ALUMNI": 0.1,
    "ASSOCIATION": 0.1,
}


@dataclass(frozen=True, slots=True)
class Scoring:
    """`half_life` in days, `weights` of channels and size of a `large` meeting are those of `ties.Rules`. A tie is
    HEALTHY from `healthy` on and FAIR from `fair` on, by the probability of contact in 60 days, for which the
    parameters that were `fitted` count, those shipped where none were; paths whose product of
    strengths is below `floor` do not count; `declared` is as in DECLARED. Drawn influence contradicts what is
    computed where its source's percentile lies more than `contradiction` below its target's. `quality` is what is
    wanted of records."""

    half_life: float = ties.HALF_LIFE
    weights: tuple[float, ...] = ties.WEIGHTS
    large: int = ties.LARGE
    fitted: Fitted | None = None
    healthy: float = 0.7
    fair: float = 0.4
    floor: float = 0.001
    contradiction: float = 0.3
    declared: Mapping[str, float] = field(default_factory=lambda: DECLARED)
    quality: Table = field(default_factory=shipped)

    @property
    def health(self) -> Parameters:
        return SHIPPED if self.fitted is None else self.fitted.parameters

    @property
    def map(self) -> dict[str, Any]:
        """What questions are given as `$scoring`, and under `quality` as `$quality`."""
        return {
            "half_life": self.half_life,
            "channels": list(ties.CHANNELS),
            "weights": list(self.weights),
            "large": self.large,
            **asdict(self.health),
            "fitted_ties": self.fitted.ties if self.fitted else 0,
            "fitted_at": self.fitted.at if self.fitted else None,
            "healthy": self.healthy,
            "fair": self.fair,
            "floor": self.floor,
            "contradiction": self.contradiction,
            "declared": dict(self.declared),
            "quality": self.quality.map,
        }
