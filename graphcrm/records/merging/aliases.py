"""Old ids answer: what an absorbed record was known by leads to the one it went into."""

from __future__ import annotations

from collections.abc import Sequence

from graphcrm.compile import merging
from graphcrm.compile.declarations import Noun
from graphcrm.records import identity
from graphcrm.records.desired import Reader


async def ids(reader: Reader, noun: Noun, keys: Sequence[str]) -> dict[str, str]:
    """Of these external ids and ids those that an absorbed record has, with the id of its survivor."""
    if noun.name not in merging.NOUNS or not keys:
        return {}
    found: dict[str, str] = {}
    own = [key for key in keys if identity.is_own(noun, key)]
    for name, wanted in (("external_id", list(keys)), ("id", own)):
        if wanted:
            found.update((await reader.run(merging.ids(noun.name, name), {"keys": wanted}))[0][0])
    return found
