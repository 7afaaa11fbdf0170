"""What somebody may not know cannot be guessed: two worlds that differ in it alone give them the same bytes."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator

import pytest

from tests.rights import secrets
from tests.rights.conftest import NORTH, SOUTH, Rights
from tests.rights.guessing import Guesser

CHANNELS = {
    "filter",
    "nested or",
    "sort",
    "count",
    "prefix search",
    "cursor",
    "error text",
    "path",
    "fields",
    "history",
}


@pytest.fixture
async def world(rights: Rights) -> AsyncIterator[Rights]:
    yield rights
    await secrets.tell(rights.graph, 0)


async def answers(rights: Rights, who: str) -> list[tuple[int, str]]:
    return [await rights.told(who, one.text, one.variables) for one in secrets.guesses()]


async def test_two_worlds_that_differ_in_what_is_hidden_are_told_alike(world: Rights) -> None:
    guesses = secrets.guesses()
    assert {one.channel for one in guesses} == CHANNELS
    assert len(guesses) >= 50
    told, theirs = {}, {}
    for bit in (1, 0):
        await secrets.tell(world.graph, bit)
        told[bit], theirs[bit] = await answers(world, NORTH), await answers(world, SOUTH)
    for guess, one, other in zip(guesses, told[1], told[0], strict=True):
        assert one == other, (guess, one, other)
        assert "VALIDATION_FAILED" not in one[1], (guess, one)
    # Whoever sees the south is told another thing by each channel, so that the comparison can fail.
    tells = {g.channel for g, one, other in zip(guesses, theirs[1], theirs[0], strict=True) if one != other}
    assert tells >= CHANNELS - {"fields", "history", "error text"}, CHANNELS - tells


@pytest.mark.long
async def test_of_a_thousand_guesses_by_each_channel_and_by_time_hardly_more_than_half_are_right(world: Rights) -> None:
    """Each guess says the bit of the earlier answer that was most alike: the same bytes, else the nearest time."""
    chance = random.Random(55)
    guesses = secrets.guesses()
    by_channel = defaultdict(list)
    for guess in guesses:
        by_channel[guess.channel].append(guess)
    guesser = Guesser(chance)
    for number in range(1000):
        bit = chance.randrange(2)
        await secrets.tell(world.graph, bit)
        for channel, among in by_channel.items():
            guess = among[number % len(among)]
            began = time.perf_counter()
            _, text = await world.told(NORTH, guess.text, guess.variables)
            guesser.guess(channel, f"{channel} {guess.text}", text, time.perf_counter() - began, bit)
    assert guesser.worst() <= 0.55
