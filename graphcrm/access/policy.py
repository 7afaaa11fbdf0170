"""The policy: which role sees what and may do what with it; nothing is visible that no entry shows.

It is read from TOML as people write it, or from the JSON that `graphcrm policy dump` prints. Every word is checked.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graphcrm.access.rights import NOTHING, Lens, Right, View
from graphcrm.access.sensitivity import ALL_ACTS, Act, Sensitivity, Sight
from graphcrm.errors import BadUserInput

# restricted: every record, and persons whose processing is restricted, whom nobody else meets.
ROWS = ("teams", "teams_below", "all", "restricted")
# What a role may do whatever the record. A permission that is not here is a slip of the pen.
PERMISSIONS = frozenset(
    {
        "read",
        "write",
        "merge",
        "import",
        "export",
        "schema.read",
        "teams.write",
        "rows.write",
        "duplicates.judge",
        "persons.restrict",
        "users.write",
        "settings.write",
        "fields.write",
        "cypher.run",
        "audit.read",
        "policy.read",
        "metrics.read",
        "jobs.write",
    }
)
_OF_ROLE = {"rows", "may", *Sensitivity}
_OF_DUTY = {*_OF_ROLE, "minutes", "under_request", "reviewed"}


@dataclass(frozen=True)
class Role:
    """One role of the policy."""

    name: str
    rows: str
    rights: dict[Sensitivity, Right]
    facts: dict[str, Right]
    may: frozenset[str]


@dataclass(frozen=True)
class Duty(Role):
    """What two administrators grant somebody on top of their roles, for a time: at most `minutes`. `under_request`: it
    counts only where the number of a request is given; `reviewed`: what was done is looked at afterwards."""

    minutes: int
    under_request: bool
    reviewed: bool


class Policy:
    """All roles and duties. `lens` is the union: of several the clearest sight and the widest rows."""

    def __init__(self, roles: dict[str, Role], duties: dict[str, Duty] | None = None) -> None:
        self.roles = roles
        self.duties = duties or {}

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that differ where two policies do."""
        said: dict[str, Any] = {
            name: [
                role.rows,
                sorted(role.may),
                {level.value: right.said for level, right in sorted(role.rights.items())},
                {fact: right.said for fact, right in sorted(role.facts.items())},
            ]
            for name, role in sorted((*self.roles.items(), *((f"duty {n}", d) for n, d in self.duties.items())))
        }
        said |= {f"time {n}": [d.minutes, d.under_request, d.reviewed] for n, d in self.duties.items()}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]

    def known(self, roles: Iterable[str]) -> list[Role]:
        """The policy's entries for these roles; a role without an entry gives nothing."""
        return [self.roles[name] for name in sorted(set(roles)) if name in self.roles]

    def lens(self, roles: Iterable[str], duties: Iterable[str] = ()) -> Lens:
        held: list[Role] = [*self.known(roles), *(self.duties[name] for name in sorted(set(duties) & set(self.duties)))]
        views = {View(tuple(sorted(role.rights.items())), tuple(sorted(role.facts.items()))) for role in held}
        rows = {role.rows for role in held}
        return Lens(bool(rows & {"all", "restricted"}), tuple(sorted(views, key=_words_of)), "restricted" in rows)

    def permissions(self, roles: Iterable[str]) -> frozenset[str]:
        return frozenset[str]().union(*(role.may for role in self.known(roles)))

    def may(self, roles: Iterable[str], permission: str) -> bool:
        return permission in self.permissions(roles)

    def with_permission(self, permission: str) -> list[str]:
        """The roles that have it, by name."""
        return sorted(name for name, role in self.roles.items() if permission in role.may)

    def sees_teams_below(self, roles: Iterable[str]) -> bool:
        return any(role.rows == "teams_below" for role in self.known(roles))


def read(path: Path) -> Policy:
    """A policy from a file; BadUserInput says what is wrong in it."""
    try:
        text = path.read_text(encoding="utf-8")
        table = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadUserInput(f"The policy {path.name} cannot be read: {error}.") from error
    try:
        return _policy(table)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadUserInput(f"The policy {path.name} cannot be used: {_words(error)}.") from error


@cache
def built_in() -> Policy:
    """The policy that comes with graphcrm."""
    return read(Path(__file__).with_name("policy.toml"))


def unknown_facts(policy: Policy, known: Iterable[str]) -> list[str]:
    """The facts a policy speaks of that are none of `known`, nor a custom field of one of their owners."""
    facts = set(known)
    owners = {fact.partition(".")[0] for fact in facts}
    said = {fact for role in policy.roles.values() for fact in role.facts}
    return sorted(
        fact
        for fact in said - facts
        if not (fact.partition(".")[0] in owners and fact.partition(".")[2].startswith("x_"))
    )


def _words_of(view: View) -> str:
    """Equal views give equal words; a set may be written in any order."""
    return json.dumps([[name, right.said] for name, right in (*view.rights, *view.facts)])


def _words(error: Exception) -> str:
    return f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)


def _policy(table: Mapping[str, Any]) -> Policy:
    _only(table, {"roles", "duties", "facts", "version"}, "the file")
    roles = {name: _role(name, entry) for name, entry in table["roles"].items()}
    for fact, entry in table.get("facts", {}).items():
        # The dump says of each fact its class, and what each role sees under "sight"; people write the roles alone.
        level = entry.get("sensitivity")
        for name, said in entry.get("sight", {k: v for k, v in entry.items() if k != "sensitivity"}).items():
            if name not in roles:
                raise ValueError(f"facts.{fact} speaks of {name}, which is no role here")
            right = _right(said, f"facts.{fact}.{name}")
            if level is None or right != roles[name].rights.get(_word(Sensitivity, level, f"facts.{fact}"), NOTHING):
                roles[name].facts[fact] = right
    return Policy(roles, {name: _duty(name, entry) for name, entry in table.get("duties", {}).items()})


def _role(name: str, entry: Mapping[str, Any], kind: str = "roles", known: Iterable[str] = _OF_ROLE) -> Role:
    _only(entry, known, f"{kind}.{name}")
    if entry["rows"] not in ROWS:
        raise ValueError(f"{kind}.{name}.rows is {entry['rows']!r}; it is one of {', '.join(ROWS)}")
    may = frozenset(entry.get("may", ()))
    if may - PERMISSIONS:
        raise ValueError(f"{kind}.{name}.may names {min(may - PERMISSIONS)}, which is no permission")
    rights = {level: _right(entry[level], f"{kind}.{name}.{level}") for level in Sensitivity if level in entry}
    return Role(name, entry["rows"], rights, {}, may)


def _duty(name: str, entry: Mapping[str, Any]) -> Duty:
    role, minutes = _role(name, entry, "duties", _OF_DUTY), entry["minutes"]
    if not isinstance(minutes, int) or minutes < 1:
        raise ValueError(f"duties.{name}.minutes is {minutes!r}; it is a whole number above zero")
    for word in ("under_request", "reviewed"):
        if not isinstance(entry.get(word, False), bool):
            raise ValueError(f"duties.{name}.{word} is {entry[word]!r}; it is true or false")
    return Duty(
        role.name,
        role.rows,
        role.rights,
        {},
        role.may,
        minutes,
        entry.get("under_request", False),
        entry.get("reviewed", False),
    )


def _right(said: Any, place: str) -> Right:
    """ "show", or {read = "show", may = ["filter", "sort"]}: what is seen, and what else may be done."""
    if isinstance(said, str):
        return Right.of(_word(Sight, said, place))
    _only(said, {"read", "may"}, place)
    sight = _word(Sight, said["read"], f"{place}.read")
    if "may" not in said:
        return Right.of(sight)
    return Right(sight, frozenset(_word(Act, act, f"{place}.may") for act in said["may"]) & ALL_ACTS)


def _word(kind: Any, word: Any, place: str) -> Any:
    try:
        return kind(word)
    except ValueError as error:
        raise ValueError(f"{place} is {word!r}; it is one of {', '.join(kind)}") from error


def _only(entry: Mapping[str, Any], known: Iterable[str], place: str) -> None:
    odd = sorted(set(entry) - set(known))
    if odd:
        raise ValueError(f"{place} has {odd[0]}, which is not known")
