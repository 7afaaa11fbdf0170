"""What the inputs of these acts say: texts, the users they name, and what a refusal blames."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graphcrm.errors import BadUserInput, Conflict, Forbidden, NotFound, Overtaken
from graphcrm.records.checks import ValueFault
from graphcrm.records.faults import Fault, Refused
from graphcrm.records.mutations import values
from graphcrm.records.mutations.named import Found
from graphcrm.records.mutations.work import Item, Work

_LONGEST = 1000


@contextmanager
def blaming(*path: str) -> Iterator[None]:
    """What is refused within is a mistake at this place of the input."""
    try:
        yield
    except Overtaken:
        raise
    except (BadUserInput, NotFound, Forbidden, Conflict) as error:
        raise Refused([Fault(error.code, list(path), error.message, error.reason)]) from error


def text(work: Work, item: Item, name: str, *, longest: int = _LONGEST, required: bool = False) -> str | None:
    """A text of the input as it is kept, None where there is none; a fault where it cannot be used."""
    return _text(work, item, [name], item.given.get(name), longest, required)


def texts(work: Work, item: Item, name: str) -> list[str] | None:
    """A list of words, each once, None where nothing is said; a fault for each that cannot be used."""
    given = item.given.get(name)
    if given is None:
        return None
    read = [_text(work, item, [name, str(index)], one, 100, True) for index, one in enumerate(given)]
    return list(dict.fromkeys(one for one in read if one is not None))


def _text(work: Work, item: Item, path: list[str], given: str | None, longest: int, required: bool) -> str | None:
    try:
        kept = values.text(given) if given is not None else None
    except ValueFault as error:
        work.fault(item, values.fault(path, error.sentence))
        return None
    if kept is None and required:
        work.fault(item, values.fault(path, "This is required. Give it a value."))
    if kept is not None and len(kept) > longest:
        work.fault(item, values.fault(path, f"This is {len(kept)} characters long, and {longest} are the most."))
        return None
    return kept


async def named(work: Work, item: Item, **nouns: str) -> dict[str, Found | None]:
    """The records that fields of the input name, locked; None for what is not given, a fault for what is not there."""
    keys = {name: work.named.want(noun, by) for name, noun in nouns.items() if (by := item.given.get(name)) is not None}
    await work.named.find(work.transaction)
    found: dict[str, Found | None] = {}
    for name in nouns:
        found[name] = work.named.get(keys[name]) if name in keys else None
        if name in keys and found[name] is None:
            work.fault(item, work.named.missing(keys[name], [name]))
    return found


async def user_of(work: Work, item: Item) -> Found:
    """The user that the input names. Refused where anything is wrong so far."""
    found = (await named(work, item, user="User"))["user"]
    work.check()
    assert found is not None, "the input names one"
    return found
