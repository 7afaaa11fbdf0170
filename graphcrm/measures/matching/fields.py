"""The form of a kind of record: its fields, how each is compared, and the parts that keys are made of.

A field with several values (`many`) holds them in one text, a line for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import product

from graphcrm.measures import normal_forms
from graphcrm.measures.matching import scripts

Values = Mapping[str, str]  # the normalised fields of one record; what is missing is ""
LINE = "\n"
_BETWEEN = "\x1f"  # the parts of a key


class Comparison(Enum):
    """How two values are compared."""

    NAME = auto()  # Jaro–Winkler; an initial is close, a pet name or another script very close
    TITLE = auto()  # word by word, in any order: names of organizations
    CODE = auto()  # Damerau–Levenshtein: numbers, dates, codes
    EMAIL = auto()  # as a code; an equal part before the @ is very close
    MAILBOX = (
        auto()
    )  # company addresses: equal, short for each other at one domain, moved; else two people at one domain
    COMMON = auto()  # sets: equal where they have one in common
    OVERLAP = auto()  # sets: close from a tenth in common on (Jaccard), very close from three tenths
    MET = auto()  # whom one was in touch with, oneself in the first line: equal where the two were


Shares = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, how its values are brought into a normal form and compared; the shares of its levels
    (differs, close, very close, equal) among matches and among pairs at random, for where there are too few records to
    learn them from; whether a rare value that agrees says more than a common one; whether it has several values, in
    lines; whether its shares are learnt from records at all; and the field that tells it already: where the two have
    that in common (a company), this one (its city) says nothing of its own."""

    name: str
    normal: Callable[[str], str]
    comparison: Comparison
    match: Shares
    chance: Shares
    rare_says_more: bool = True
    many: bool = False
    learnt: bool = True
    told_by: str | None = None

    def normalised(self, text: str) -> str:
        """A value in normal form; of several each, in order and once."""
        if not text:
            return ""
        if not self.many:
            return self.normal(text)
        return LINE.join(sorted({found for one in text.split(LINE) if (found := self.normal(one))}))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record. `read` tells values that stand in another column than their own. `swapped` are two fields whose
    values people confuse. Each key makes a text of a record's values, a line for each key, "" for none; records with an
    equal one are candidates. Two records of which none of the fields `known_by` agrees (names closely, others wholly)
    are never one, whatever else they share. `wide_keys` are those that find few more for many more candidates: they
    count where all records are compared, and not for records that arrive. `version` counts what of this was changed."""

    fields: tuple[Field, ...]
    read: Callable[[Values], Values]
    swapped: tuple[str, str] | None
    keys: tuple[Callable[[Values], str], ...]
    known_by: tuple[str, ...] = ()
    wide_keys: tuple[Callable[[Values], str], ...] = ()
    version: int = 1


def evidence(name: str, comparison: Comparison, match: Shares, chance: Shares, *, learnt: bool = True) -> Field:
    """A field of the network: ids, in lines."""
    return Field(name, str.strip, comparison, match, chance, rare_says_more=False, learnt=learnt)


def words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", normal_forms.fold(text)))


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


_STREETS = {
    "st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "pl": "place", "cres": "crescent",
    "cct": "circuit", "dr": "drive", "ct": "court", "cl": "close", "tce": "terrace", "ln": "lane",
}  # fmt: skip


def street(text: str) -> str:
    return " ".join(_STREETS.get(word, word) for word in words(text).split())


_CODES = {
    letter: code for code, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for letter in letters
}


@lru_cache(100_000)
def phonetic(name: str) -> str:
    """Soundex (Russell 1918) of the letters a–z of a name: its first letter and three digits; "" for none."""
    letters = re.sub(r"[^a-z]", "", name)
    if not letters:
        return ""
    code, last = letters[0], _CODES.get(letters[0])
    for letter in letters[1:]:
        found = _CODES.get(letter)
        if found is not None and found != last:
            code += str(found)
        if letter not in "hw":  # two of a sound with one of these between count once
            last = found
    return f"{code}000"[:4]


Key = Callable[[Values], str]


def key(*parts: Key) -> Key:
    """A key of several parts; none where one of them is missing. Of a part with several lines each makes one."""
    if len(parts) == 1:
        return parts[0]

    def made(values: Values) -> str:
        found = [part(values) for part in parts]
        if not all(found):
            return ""
        if not any(LINE in one for one in found):
            return _BETWEEN.join(found)
        return LINE.join(map(_BETWEEN.join, product(*(filter(None, one.split(LINE)) for one in found))))

    return made


def of(name: str, length: int | None = None) -> Key:
    return lambda values: _each(values[name], lambda one: one[:length])


def sound(name: str) -> Key:
    """The sound of a name, in Latin letters whatever its script."""
    return lambda values: phonetic(scripts.latin(values[name]))


def local(values: Values, name: str = "email") -> str:
    """The part before the @."""
    return _each(values[name], lambda one: one.partition("@")[0])


def _each(text: str, change: Callable[[str], str]) -> str:
    if LINE not in text:
        return change(text)
    return LINE.join(_once(change(one) for one in text.split(LINE)))


def _once(found: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(found)
