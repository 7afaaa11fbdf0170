"""An id of a record that somebody may not see is to them one that never was: the same bytes in about the same time."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from functools import partial

import pytest
from ulid import ULID

from graphcrm.exchange.canonical import graph_hash
from graphcrm.vocabulary.words import VOCABULARY
from tests.rights.conftest import NORTH, Rights
from tests.rights.naming import Naming, reads, writes

NOUNS = ("Person", "Organization", "Role", "Deal", "Interaction", "Preference", "Task", "Note")


def never_was(noun: str, key: str, like: str) -> str:
    """A key of the same length that no record has."""
    if key == "id":
        return f"{VOCABULARY.nouns[noun].prefix}_{str(ULID()).lower()}"
    return "~" * len(like)


def seen(rights: Rights, noun: str) -> str:
    """An id that the account manager of the north sees; of nouns without a record one of none."""
    found = rights.seen(noun)
    return found[0].id if found else "x"


def namings(rights: Rights, chance: random.Random) -> Iterator[Naming]:
    """All operations that name one of the nouns that are limited, in an order of chance, again and again."""
    found = [*reads(), *writes(partial(seen, rights))]
    found = [one for one in found if one.noun is None or one.noun in NOUNS]
    while True:  # ends: with who asks
        chance.shuffle(found)
        yield from found


async def compare(rights: Rights, cases: int) -> None:
    chance = random.Random(cases)
    before = await graph_hash(rights.graph)
    gaps: list[float] = []
    named: set[str] = set()
    for naming, _ in zip(namings(rights, chance), range(cases), strict=False):
        noun = naming.noun or chance.choice(NOUNS)
        foreign = chance.choice(rights.hidden(noun))
        word = foreign.id if naming.key == "id" else foreign.external_id or ""
        other = never_was(noun, naming.key, word)
        told, took = {}, {}
        for asked in chance.sample([word, other], 2):
            variables = naming.of(asked)
            if "input" in variables:
                variables["input"]["idempotencyKey"] = "k" + asked
            began = time.perf_counter()
            status, text = await rights.told(NORTH, naming.text, variables)
            took[asked] = time.perf_counter() - began
            told[asked] = (status, text.replace(asked, "KEY"))
        assert told[word] == told[other], (naming, word, told)
        assert told[word][0] < 500, (naming, told)
        gaps.append(took[word] - took[other])
        named.add(naming.name)
    print(
        f"{cases} foreign keys in {len(named)} operations: median gap {statistics.median(gaps) * 1000:.2f} ms (aim 10)"
    )
    assert await graph_hash(rights.graph) == before, "and nothing was written"


async def test_a_foreign_id_is_answered_as_one_that_never_was(rights: Rights) -> None:
    await compare(rights, 200)


@pytest.mark.long
async def test_five_thousand_foreign_ids_are_answered_as_such_that_never_were(rights: Rights) -> None:
    await compare(rights, 5000)


async def test_what_is_compared_finds_what_is_seen(rights: Rights) -> None:
    """The other way round: an id that one sees is answered otherwise, so that the comparison can fail."""
    among = [one for one in reads() if one.noun in NOUNS and one.name.endswith((" by id", " filter id", " not id"))]
    assert len(among) == 3 * len(NOUNS)
    for naming in among:
        word = seen(rights, naming.noun or "")
        [told, never] = [await rights.told(NORTH, naming.text, naming.of(one)) for one in (word, "per_x")]
        assert told[1].replace(word, "KEY") != never[1].replace("per_x", "KEY"), naming
