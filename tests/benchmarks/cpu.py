"""What a piece of work takes of the processors, in the database and in this process. Wall time says little on a machine
that others use too."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def load() -> str:
    """How busy the machine is, beside which wall times have to be read."""
    return f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


@dataclass(frozen=True, slots=True)
class Meter:
    """Reads CPU seconds: of the process of the database, and of this one."""

    pid: int | None

    def read(self) -> tuple[float, float]:
        return self._database(), time.process_time()

    def _database(self) -> float:
        """0 where the system does not tell."""
        file = Path(f"/proc/{self.pid}/stat")
        if self.pid is None or not file.exists():
            return 0.0
        fields = file.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


@dataclass(slots=True)
class Spent:
    """Sums of both."""

    database: float = 0.0
    own: float = 0.0

    def add(self, before: tuple[float, float], after: tuple[float, float]) -> None:
        self.database += after[0] - before[0]
        self.own += after[1] - before[1]

    def told(self, times: int) -> str:
        """Milliseconds of each, of one of so many."""
        each = 1000 / max(times, 1)
        return f"{self.database * each:.0f} ms in the database, {self.own * each:.1f} ms here"
