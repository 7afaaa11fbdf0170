"""Inputs that name one record of several kinds: exactly one key, each the look-up of a noun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphcrm.compile.values import NULL
from graphcrm.errors import BadUserInput


@dataclass(frozen=True, slots=True)
class Target:
    """An input of this name. `keys` by name: the noun it looks up, and a sentence. A file is given the id of the
    record: ids are unique across nouns, so that it need not be told which key was used."""

    name: str
    description: str
    keys: Mapping[str, tuple[str, str]] = field(hash=False)

    @property
    def nouns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(noun for noun, _ in self.keys.values()))


def chosen(target: Target, given: dict[str, Any]) -> tuple[str, Any]:
    """The noun that a lifted value of the input looks up, and by what."""
    named = [(key, by) for key, by in given.items() if by is not NULL]
    if len(named) != 1:
        raise BadUserInput(f"Name exactly one of {', '.join(target.keys)}.")
    key, by = named[0]
    return target.keys[key][0], by
