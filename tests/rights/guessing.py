"""Somebody who guesses a bit: it is that of the earlier answer most alike, by its bytes and, apart from that, by its
time."""

from __future__ import annotations

import random
import statistics
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Guesser:
    """Counts the guesses by each channel, and how many were right."""

    chance: random.Random
    guesses: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _bytes: dict[str, dict[str, list[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    _times: dict[str, tuple[list[float], list[float]]] = field(default_factory=lambda: defaultdict(lambda: ([], [])))

    def guess(self, channel: str, question: str, answer: str, seconds: float, bit: int) -> None:
        """Guesses by an answer and by its time, then is told the bit."""
        known, (low, high) = self._bytes[question][answer], self._times[question]
        self._count(channel, bit, round(statistics.mean(known)) if known else self.chance.randrange(2))
        if len(low) > 2 and len(high) > 2:
            nearer = abs(seconds - statistics.median(low)) > abs(seconds - statistics.median(high))
        else:
            nearer = self.chance.random() < 0.5
        self._count(f"{channel}, time", bit, int(nearer))
        known.append(bit)
        (high if bit else low).append(seconds)

    def worst(self) -> float:
        """The share that was right by the channel that tells most. Prints all."""
        shares = {channel: self.right[channel] / number for channel, number in sorted(self.guesses.items())}
        print({channel: f"{share:.1%}" for channel, share in shares.items()})
        return max(shares.values())

    def _count(self, channel: str, bit: int, guess: int) -> None:
        self.guesses[channel] += 1
        self.right[channel] += guess == bit
