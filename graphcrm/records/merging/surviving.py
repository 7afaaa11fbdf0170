"""The values of a record that has absorbed others: which survive, and what is its own.

A field of the survivor keeps its own value; where that is empty it is given that of the absorbed record with the
smallest id that has one. What is a wish of a person (no contact, no profiling) holds when any of them has it; words are
put together. Whoever merges may choose whose value a field has; a name that was made of its parts follows those that
are chosen. What a field was given stands beside its own value, so that it can be taken back, and follows from these
alone, so that the order of merges does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphcrm.compile import custom_fields
from graphcrm.compile.declarations import Noun, Property
from graphcrm.compile.enciphered import PREFIX
from graphcrm.compile.hanging import AUDIENCE, SAID, SUBSIDIARIES
from graphcrm.compile.mutations import writable
from graphcrm.graph.ciphers import Cipher
from graphcrm.records import enciphered, stored
from graphcrm.records.mutations.values import joined

# The names of the fields that were given, and what stands beside them.
GIVEN, OWN = "_given", "_own_"
_COMPANIONS = ("", "_key", "_currency")
LIMITS = "limits"  # stands in GIVEN for the teams a record is for

Value = Mapping[str, Any]  # the stored properties of one field by what follows its name; empty where it has no value


@dataclass(frozen=True, slots=True)
class Member:
    """A record of those that are one now: the survivor, or one that was absorbed, by the merge named."""

    id: str
    raw: Mapping[str, Any]
    merge: str | None

    def current(self, cipher: Cipher, noun: Noun, name: str) -> Value:
        """The value a field has."""
        return self._value(cipher, noun, name, "")

    def own(self, cipher: Cipher, noun: Noun, name: str) -> Value:
        """The value that a field had by itself."""
        return self._value(cipher, noun, name, OWN if name in self.given else "")

    @property
    def given(self) -> list[str]:
        """The fields that a merge gave a value."""
        return list(self.raw.get(GIVEN) or ())

    def _value(self, cipher: Cipher, noun: Noun, name: str, beside: str) -> Value:
        found = {}
        for part in _COMPANIONS:
            for form in (f"{name}{part}", f"{PREFIX}{name}{part}"):
                if (value := self.raw.get(beside + form)) is not None:
                    found[part] = enciphered.opened(cipher, (noun.name, self.id, f"{name}{part}"), stored.native(value))
        return found if "" in found else {}


Chosen = Mapping[str, str]  # by field the id of the record whose value it has


def fields(noun: Noun, members: Iterable[Member]) -> list[str]:
    """The stored names of the fields that may be given: those a client may state, and custom fields."""
    declared = [p.name for p in writable(noun) if p.name != "external_id"]
    custom = custom_fields.names(
        name.removeprefix(PREFIX).removeprefix(OWN).removeprefix(PREFIX) for one in members for name in one.raw
    )
    return [*declared, *sorted(custom - set(declared))]


def survives(cipher: Cipher, noun: Noun, members: Sequence[Member], name: str, chosen: Chosen) -> tuple[Value, str]:
    """The value that a field of the first of these has, the others being absorbed, and the id of whom it is of."""
    values = [(one.own(cipher, noun, name), one.id) for one in (members[0], *sorted(members[1:], key=_by_id))]
    for value, identifier in values:
        if chosen.get(name) == identifier and value:
            return value, identifier
    rule = _RULES.get(_kind(noun, name))
    if rule is not None:
        return rule(noun, name, values)
    made = _made(cipher, noun, members, name, chosen)
    if made:
        return made, members[0].id
    return next(((value, identifier) for value, identifier in values if value), ({}, members[0].id))


def _made(cipher: Cipher, noun: Noun, members: Sequence[Member], name: str, chosen: Chosen) -> Value:
    """The name that the surviving parts make, where the first has one that its own parts make."""
    prop, first = _declared(noun, name), members[0]
    if prop is None or not prop.made_of:
        return {}
    own = {part: first.own(cipher, noun, part).get("") for part in prop.made_of}
    if first.own(cipher, noun, name).get("") != joined(prop, own):
        return {}
    parts = {part: survives(cipher, noun, members, part, chosen)[0].get("") for part in prop.made_of}
    return _stored(prop, joined(prop, parts))


def edited(cipher: Cipher, noun: Noun, members: Sequence[Member], chosen: Chosen) -> list[str]:
    """The fields of the first that were given a value and have another by now: somebody wrote it."""
    first, found = members[0], []
    for name in first.given:
        if name == LIMITS:
            same = first.raw.get(SAID) == _teams(members)
        else:
            same = first.current(cipher, noun, name) == survives(cipher, noun, members, name, chosen)[0]
        found += [] if same else [name]
    return found


def changes(
    cipher: Cipher, noun: Noun, members: Sequence[Member], chosen: Chosen, kept: Sequence[str] = ()
) -> dict[str, Any]:
    """What is to be written of the first: its fields, what stands beside them, and their names. `kept` are fields that
    stay as they are, as its own from now on."""
    first, found = members[0], dict[str, Any]()
    given = dict.fromkeys(name for name in first.given if name not in kept)
    for name in kept:
        found |= _beside(first, _forms(name), keep=False)
    for name in fields(noun, members):
        if name in kept:
            continue
        value, current = survives(cipher, noun, members, name, chosen)[0], first.current(cipher, noun, name)
        if value != current:
            found |= {f"{name}{part}": value.get(part) for part in _parts(noun, name)}
        found |= _given(first, given, name, own=value == first.own(cipher, noun, name))
    if LIMITS not in kept:
        found |= _limits(noun, members, given)
    if list(given) != first.given:
        found[GIVEN] = list(given) or None
    return found


def _given(first: Member, given: dict[str, None], name: str, *, own: bool) -> dict[str, Any]:
    """What is to be written beside a field whose value is its own, or is not; notes it in `given`."""
    if own == (name not in given):
        return {}
    if own:
        del given[name]
    else:
        given[name] = None
    return _beside(first, _forms(name), keep=not own)


def _teams(members: Sequence[Member]) -> list[str] | None:
    """The teams that the first is for alone, so that nobody sees more than all of the records they saw before; None:
    all are for everybody, and nothing is to be said. An absorbed record is for whom it was for when it went. What is
    for the same teams by what it hangs on would be for others when it hangs on more: so it is said."""
    first, absorbed = members[0], members[1:]
    alone = first.raw.get(f"{OWN}{AUDIENCE}" if LIMITS in first.given else AUDIENCE)
    limited = [set(one) for one in (alone, *(one.raw.get(AUDIENCE) for one in absorbed)) if one is not None]
    return sorted(set.intersection(*limited)) if limited and absorbed else None


def _limits(noun: Noun, members: Sequence[Member], given: dict[str, None]) -> dict[str, Any]:
    """What is to be said of whom the first is for. No team is left where nobody saw all of them."""
    first, teams = members[0], _teams(members)
    if teams is None and LIMITS not in first.given:
        return {}
    beside = _given(first, given, LIMITS, own=teams is None)
    if teams is None:
        return {**{name: first.raw.get(f"{OWN}{name}") for name in (SAID, SUBSIDIARIES)}, **beside}
    said = {SAID: teams, **({SUBSIDIARIES: True} if noun.name == "Organization" else {})}
    return {**{name: value for name, value in said.items() if first.raw.get(name) != value}, **beside}


def _forms(name: str) -> list[str]:
    """The names under which a field is stored."""
    if name == LIMITS:
        return [SAID, SUBSIDIARIES, AUDIENCE]
    return [f"{prefix}{name}{part}" for part in _COMPANIONS for prefix in ("", PREFIX)]


def _beside(first: Member, forms: Sequence[str], *, keep: bool) -> dict[str, Any]:
    """What stands beside a field: its own value as it is stored, or nothing any more."""
    if keep:
        return {f"{OWN}{form}": first.raw[form] for form in forms if form in first.raw}
    return {f"{OWN}{form}": None for form in forms if f"{OWN}{form}" in first.raw}


def _parts(noun: Noun, name: str) -> tuple[str, ...]:
    prop = _declared(noun, name)
    if prop is None:
        return _COMPANIONS
    return tuple(stored_name.removeprefix(name) for stored_name in stored.of(prop, None))


def _declared(noun: Noun, name: str) -> Property | None:
    return next((p for p in noun.properties if p.name == name), None)


def _kind(noun: Noun, name: str) -> str:
    prop = _declared(noun, name)
    return prop.kind.name if prop is not None else ""


def _by_id(member: Member) -> str:
    return member.id


_Values = Sequence[tuple[Value, str]]


def _any(noun: Noun, name: str, values: _Values) -> tuple[Value, str]:
    """A wish of one of them is a wish of all."""
    first = next(((value, identifier) for value, identifier in values if value.get("") is True), None)
    return first or next(((value, identifier) for value, identifier in values if value), ({}, values[0][1]))


def _together(noun: Noun, name: str, values: _Values) -> tuple[Value, str]:
    """All words, those of the survivor first, each once."""
    words = list(dict.fromkeys(word for value, _ in values for word in value.get("", ())))
    prop = _declared(noun, name)
    assert prop is not None, "kinds are those of declared properties"
    if not words:
        return {}, values[0][1]
    return _stored(prop, words), values[0][1]


def _stored(prop: Property, value: Any) -> Value:
    return {key.removeprefix(prop.name): one for key, one in stored.of(prop, value).items()} if value else {}


_RULES: Mapping[str, Callable[[Noun, str, _Values], tuple[Value, str]]] = {"Boolean": _any, "Texts": _together}
