"""What a definition of a custom field must be before it is kept, whoever states it, and which ones there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphcrm.access.sensitivity import Sensitivity
from graphcrm.compile import custom_fields
from graphcrm.compile.custom_fields import CustomField
from graphcrm.compile.rules import Rules
from graphcrm.measures import patterns
from graphcrm.records.desired import Reader
from graphcrm.records.faults import Fault

LOCK = "fields"
MOST = 200
FULL = f"There can be {MOST} custom fields. Use one that is there."
# What a definition says once and for all.
FIXED = ("on", "key", "type")
MOVES = (
    "A field never becomes SENSITIVE, or ceases to be it, since its values are kept enciphered then. Define another."
)
SAYS = (*FIXED, "minimum", "maximum", "pattern", "choices", "sensitivity")
_CHOICES = 200
_LONGEST_CHOICE = 100
_ALL = """
MATCH (d:FieldDefinition) RETURN collect([d.on, d.key, properties(d)])
"""
_TAKES = {
    "minimum": ("NUMBER", "MONEY"),
    "maximum": ("NUMBER", "MONEY"),
    "pattern": ("TEXT", "URL"),
    "choices": ("CHOICE", "MULTI_CHOICE"),
}


async def there(reader: Reader) -> dict[tuple[str, str], dict[str, Any]]:
    """The stored values of every definition, archived ones too, by what it stands on and its key in small letters. A
    key is taken for ever, in any spelling of its letters: values may still be stored under it."""
    rows = await reader.run(_ALL, {})
    return {name(on, key): dict(stored) for on, key, stored in rows[0][0]}


async def archived(reader: Reader) -> list[CustomField]:
    """The fields that are put away."""
    put_away = [one for one in (await there(reader)).values() if one.get("archived_at") is not None]
    fields = [custom_fields.field([one.get(name) for name in custom_fields.SAID]) for one in put_away]
    return list(custom_fields.CustomFields(fields).all)


def name(on: str, key: str) -> tuple[str, str]:
    """What tells two definitions apart."""
    return on, key.lower()


def seen(rules: Rules, stored: Mapping[str, Any]) -> bool:
    """Whether a role sees a definition: if it sees what has its class."""
    level = Sensitivity.__members__.get(stored["sensitivity"], Sensitivity.SENSITIVE)
    return custom_fields.sees(rules, stored["on"], f"{custom_fields.STORED}{stored['key']}", level)


def faults(rules: Rules | None, said: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a definition that says all this: a key that is none, what does not go together, and, with the
    `rules` of the writer, a class that they do not see."""
    if not custom_fields.is_key(said["key"]):
        yield _fault(_key_sentence(), "key")
    for part, types in _TAKES.items():
        if said.get(part) is not None and said["type"] not in types:
            yield _fault(f"This is for {' and '.join(types)} fields. Leave it out.", part)
    low, high = said.get("minimum"), said.get("maximum")
    if low is not None and high is not None and high < low:
        yield _fault(f"{high:g} lies below {low:g}, the minimum. Mend one of them.", "maximum")
    if said.get("pattern") is not None:
        wrong = patterns.problem(said["pattern"])
        if wrong is not None:
            yield _fault(f"This is no pattern that RE2 can read: {wrong}.", "pattern")
    if said["type"] in _TAKES["choices"]:
        yield from _choices(said.get("choices"))
    if rules is not None:
        yield from _rights(rules, said)


def moves(before: str | None, after: str | None) -> bool:
    """Whether the values of a field would have to be enciphered or deciphered: its class becomes or ceases to be
    SENSITIVE."""
    return (before == Sensitivity.SENSITIVE.name) is not (after == Sensitivity.SENSITIVE.name)


def _choices(words: Sequence[str] | None) -> Iterator[Fault]:
    if not words:
        yield _fault("Say what there is to choose from.", "choices")
    elif len(words) > _CHOICES:
        yield _fault(f"There can be {_CHOICES} words to choose from, not {len(words)}.", "choices")
    for index, word in enumerate(words or ()):
        if ";" in word or len(word) > _LONGEST_CHOICE or word != word.strip():
            sentence = f"A word has 1 to {_LONGEST_CHOICE} characters, no semicolon, and no space around it."
            yield _fault(sentence, "choices", str(index))


def _rights(rules: Rules, said: Mapping[str, Any]) -> Iterator[Fault]:
    """Whoever may not read a thing may not write it: to a role, a field of a class it does not see is not there."""
    on, level = said["on"], said["sensitivity"]
    if on in rules.vocabulary.edges and not rules.sees_edge(rules.vocabulary.edges[on]):
        yield Fault("FORBIDDEN", ["on"], f"Your role does not see {on} and may not define it.", "ROLE")
    stored = f"{custom_fields.STORED}{said['key']}"
    if level is not None and not custom_fields.sees(rules, on, stored, Sensitivity[level]):
        message = f"Your role does not see {level} fields here and may not define one."
        yield Fault("FORBIDDEN", ["sensitivity"], message, "ROLE")


def _fault(sentence: str, *path: str) -> Fault:
    return Fault("BAD_USER_INPUT", list(path), sentence)


def _key_sentence() -> str:
    return (
        f"A key is a word of at most {custom_fields.LONGEST_KEY} letters and digits, beginning with a small one, like "
        "renewalMonth or renewal_month; it does not end in _key or _currency."
    )
