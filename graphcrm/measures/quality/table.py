"""The table of quality: what is wanted of records, and the rules; read from TOML, every word checked.

An installation says in a file of its own what it wants otherwise. What is said in neither does not exist.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import phonenumbers

from graphcrm.errors import BadUserInput

SEVERITIES = ("ERROR", "WARNING", "NOTICE")
NOUNS = ("Person", "Organization")
# What is said by edges is looked for in a way of its own (`cypher/quality`); all else is a property.
SAID_BY_EDGES = {"Person": ("emails", "phones", "roles"), "Organization": ("phones", "people", "categories")}
_OF_FIELD = {"weight", "half_life", "required", "format", "needs"}
_OF_RULE = {"on", "severity", "sentence"}
# Lands without a numbering plan of their own.
_WITHOUT_PHONES = ("AQ", "BV", "GS", "HM", "PN", "TF", "UM")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is wanted of a noun: its weight, the days after which a value counts half, the regular expression
    of a whole value (None: none is known), the facts it is looked for in, whether it must be known."""

    noun: str
    name: str
    weight: float
    half_life: float
    needs: tuple[str, ...]
    format: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that is looked for: its code, how bad it is to break it, a sentence for who can mend it."""

    code: str
    severity: str
    sentence: str


@dataclass(frozen=True)
class Table:
    """What is wanted, by noun; the rules that are on, by code; domains that tell nothing of where somebody works;
    from how many people on a domain is judged; the words of top seats."""

    fields: Mapping[str, tuple[Field, ...]]
    rules: Mapping[str, Rule]
    public: tuple[str, ...]
    people: int
    chiefs: tuple[str, ...]

    @property
    def facts(self) -> frozenset[str]:
        """All facts that the numbers look at."""
        return frozenset(need for fields in self.fields.values() for field in fields for need in field.needs)

    @property
    def map(self) -> dict[str, Any]:
        """What questions are given as `$quality`."""
        return {
            **{noun: [_said(field) for field in self.fields[noun]] for noun in NOUNS},
            "rules": {
                rule.code: {"severity": rule.severity, "rank": SEVERITIES.index(rule.severity), "says": rule.sentence}
                for rule in self.rules.values()
            },
            "public": list(self.public),
            "people": self.people,
            "chiefs": list(self.chiefs),
            "calling": calling_codes(),
            "phone": phone_format(),
        }


def read(path: Path) -> Table:
    """The shipped table with what a file says otherwise. BadUserInput says what is wrong in it."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadUserInput(f"The table of quality {path.name} cannot be read: {error}.") from error
    try:
        return _table(_over(_words(), said))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        word = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
        raise BadUserInput(f"The table of quality {path.name} cannot be used: {word}.") from error


@cache
def shipped() -> Table:
    """The table that comes with graphcrm."""
    return _table(_words())


def chosen(path: Path | None) -> Table:
    """The table of an installation: the shipped one, with what its file says otherwise."""
    return shipped() if path is None else read(path)


CODES = (
    "REQUIRED",
    "FORMAT",
    "PHONE_FORMAT",
    "PHONE_COUNTRY",
    "EMAIL_DOMAIN",
    "TWO_CHIEFS",
    "OUTSIDE_TREE",
    "OTHER_COMPANY",
    "COMPETING_SEATS",
    "NOBODY",
)


@cache
def calling_codes() -> dict[str, str]:
    """By country how its telephone numbers begin in E.164: DE → +49."""
    return {one: f"+{phonenumbers.country_code_for_region(one)}" for one in sorted(phonenumbers.SUPPORTED_REGIONS)}


@cache
def phone_format() -> str:
    """The form of a number that some country may have, in E.164: a calling code and 4 to 13 digits, 15 in all."""
    codes = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
    return rf"(?=.{{8,16}}$)\+({'|'.join(map(str, codes))})\d{{4,13}}"


@cache
def country_format() -> str:
    """The countries there are, ISO 3166-1 alpha-2, as a regular expression."""
    return "|".join(sorted({*phonenumbers.SUPPORTED_REGIONS, *_WITHOUT_PHONES}))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("quality.toml").read_text(encoding="utf-8"))


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """`below` with what `above` says in its place."""
    found = dict(below)
    for name, value in above.items():
        under = found.get(name)
        both = isinstance(value, Mapping) and isinstance(under, Mapping)
        found[name] = _over(under, value) if both and under is not None else value
    return found


def _table(said: Mapping[str, Any]) -> Table:
    _only(said, {*NOUNS, "rules", "domains", "chiefs"}, "the file")
    _only(said["rules"], CODES, "rules")
    _only(said["domains"], {"public", "people"}, "domains")
    _only(said["chiefs"], {"words"}, "chiefs")
    rules = (_rule(code, entry) for code, entry in said["rules"].items())
    return Table(
        {noun: _fields(noun, said[noun]) for noun in NOUNS},
        {rule.code: rule for rule in rules if rule is not None},
        tuple(map(str, said["domains"]["public"])),
        int(_number(said["domains"]["people"], "domains.people", 1)),
        tuple(map(str, said["chiefs"]["words"])),
    )


def _fields(noun: str, said: Mapping[str, Any]) -> tuple[Field, ...]:
    found = (_field(noun, name, entry) for name, entry in said.items())
    return tuple(one for one in found if one.weight > 0)


def _field(noun: str, name: str, entry: Mapping[str, Any]) -> Field:
    place = f"{noun}.{name}"
    _only(entry, _OF_FIELD, place)
    by_edges = name in SAID_BY_EDGES[noun]
    needs = entry.get("needs", () if by_edges else [place])
    if not needs or not all(isinstance(need, str) for need in needs):
        raise ValueError(f"{place}.needs names no facts")
    needs = [*needs, f"{noun}.created_at"]  # since when there is a value at the latest
    format_ = entry.get("format") or _of_numbering_plans(name)
    if format_ is not None:
        try:
            re.compile(format_)
        except (re.error, TypeError) as error:
            raise ValueError(f"{place}.format is no regular expression: {error}") from error
    required = entry.get("required", False)
    if not isinstance(required, bool) or (required and by_edges):
        raise ValueError(f"{place}.required is {required!r}; it is true or false, and false of what edges say")
    weight = _number(entry["weight"], f"{place}.weight", 0)
    half_life = _number(entry["half_life"], f"{place}.half_life", 1)
    return Field(noun, name, weight, half_life, tuple(needs), format_, required)


def _of_numbering_plans(name: str) -> str | None:
    return {"phones": phone_format(), "country": country_format()}.get(name)


def _rule(code: str, entry: Mapping[str, Any]) -> Rule | None:
    """A rule, None where it is off."""
    _only(entry, _OF_RULE, f"rules.{code}")
    on, severity = entry["on"], entry["severity"]
    if not isinstance(on, bool):
        raise ValueError(f"rules.{code}.on is {on!r}; it is true or false")
    if severity not in SEVERITIES:
        raise ValueError(f"rules.{code}.severity is {severity!r}; it is one of {', '.join(SEVERITIES)}")
    return Rule(code, severity, str(entry["sentence"])) if on else None


def _number(value: Any, place: str, least: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value < 1e6:
        raise ValueError(f"{place} is {value!r}; it is a number from {least:g} on")
    return float(value)


def _only(entry: Mapping[str, Any], known: Any, place: str) -> None:
    odd = sorted(set(entry) - set(known))
    if odd:
        raise ValueError(f"{place} has {odd[0]}, which is not known")


def _said(field: Field) -> dict[str, Any]:
    return {
        "field": field.name,
        "weight": field.weight,
        "half_life": field.half_life,
        "needs": list(field.needs),
        "format": field.format,
        "required": field.required,
    }
