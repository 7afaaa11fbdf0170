"""The policy: which role sees what, read from a table; nothing is visible that no entry shows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graphcrm.access.sensitivity import Sensitivity, Sight
from graphcrm.errors import BadUserInput

ROWS = ("teams", "teams_below", "all")
_CLEAREST = (Sight.SHOW, Sight.MASK, Sight.HIDE)


@dataclass(frozen=True, slots=True)
class View:
    """What one role sees: a sight per sensitivity, and overrides for single facts."""

    sights: tuple[tuple[Sensitivity, Sight], ...]
    facts: tuple[tuple[str, Sight], ...] = ()

    def sight(self, fact: str, sensitivity: Sensitivity) -> Sight:
        for name, sight in self.facts:
            if name == fact:
                return sight
        return next((sight for level, sight in self.sights if level is sensitivity), Sight.HIDE)


@dataclass(frozen=True, slots=True)
class Lens:
    """How a viewer sees: the part of a policy that the text of a statement depends on. Equal lenses share plans."""

    sees_all: bool
    views: tuple[View, ...]

    def sight(self, fact: str, sensitivity: Sensitivity) -> Sight:
        """What is seen of a fact ("Person.name", "HOLDS", "STAKEHOLDER_IN.power"): the clearest of the roles held,
        HIDE where nothing is said."""
        seen = {view.sight(fact, sensitivity) for view in self.views}
        return next((sight for sight in _CLEAREST if sight in seen), Sight.HIDE)

    def shows(self, fact: str, sensitivity: Sensitivity) -> bool:
        return self.sight(fact, sensitivity) is Sight.SHOW


# Who owns the database, and so whatever is in it.
EVERYTHING = Lens(True, (View(tuple((level, Sight.SHOW) for level in Sensitivity)),))


@dataclass(frozen=True)
class Role:
    """One role of the policy."""

    name: str
    rows: str
    sights: dict[Sensitivity, Sight]
    facts: dict[str, Sight]
    may: frozenset[str]


class Policy:
    """All roles. `lens(roles)` is the union: of several roles the clearest sight and the widest rows."""

    def __init__(self, roles: dict[str, Role]) -> None:
        self.roles = roles

    def known(self, roles: Iterable[str]) -> list[Role]:
        """The policy's entries for these roles; a role without an entry gives nothing."""
        return [self.roles[name] for name in sorted(set(roles)) if name in self.roles]

    def lens(self, roles: Iterable[str]) -> Lens:
        held = self.known(roles)
        views = {View(tuple(sorted(role.sights.items())), tuple(sorted(role.facts.items()))) for role in held}
        return Lens(any(role.rows == "all" for role in held), tuple(sorted(views, key=repr)))

    def may(self, roles: Iterable[str], permission: str) -> bool:
        return any(permission in role.may for role in self.known(roles))

    def sees_teams_below(self, roles: Iterable[str]) -> bool:
        return any(role.rows == "teams_below" for role in self.known(roles))


def read(path: Path) -> Policy:
    """A policy from a TOML file; BadUserInput says what is wrong in it."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadUserInput(f"The policy {path.name} cannot be read: {error}.") from error
    overrides: dict[str, dict[str, str]] = table.get("facts", {})
    return Policy({name: _role(name, entry, overrides, path.name) for name, entry in table.get("roles", {}).items()})


def _role(name: str, entry: dict[str, Any], overrides: dict[str, dict[str, str]], file: str) -> Role:
    try:
        if entry["rows"] not in ROWS:
            raise ValueError(f"rows = {entry['rows']!r}")
        return Role(
            name,
            entry["rows"],
            {level: Sight(entry[level.value]) for level in Sensitivity if level.value in entry},
            {fact: Sight(by_role[name]) for fact, by_role in overrides.items() if name in by_role},
            frozenset(entry.get("may", ())),
        )
    except (KeyError, ValueError) as error:
        raise BadUserInput(f"The policy {file} cannot be used: role {name}: {error}.") from error


@cache
def built_in() -> Policy:
    """The policy that comes with graphcrm."""
    return read(Path(__file__).with_name("policy.toml"))
