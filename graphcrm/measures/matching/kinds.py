"""The kinds of records that are compared: their fields, how each is compared, and the keys by which candidates meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from graphcrm.measures import normal_forms

Values = Mapping[str, str]  # the normalised fields of one record; what is missing is ""


class Comparison(Enum):
    """How two values are compared."""

    NAME = auto()  # Jaro–Winkler; an initial is close
    CODE = auto()  # Damerau–Levenshtein: numbers, dates, codes
    EMAIL = auto()  # as a code; an equal part before the @ is very close


Shares = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, how its values are brought into a normal form and compared; the shares of its levels
    (differs, close, very close, equal) among matches and among pairs at random, for where there are too few records to
    learn them from; and whether a rare value that agrees says more than a common one."""

    name: str
    normal: Callable[[str], str]
    comparison: Comparison
    match: Shares
    chance: Shares
    rare_says_more: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record. `read` tells values that stand in another column than their own. `swapped` are two fields whose
    values people confuse. Each key makes a text of a record's values, "" for none; records with an equal one are
    candidates."""

    fields: tuple[Field, ...]
    read: Callable[[Values], Values]
    swapped: tuple[str, str] | None
    keys: tuple[Callable[[Values], str], ...]


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", normal_forms.fold(text)))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


_STREETS = {
    "st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "pl": "place", "cres": "crescent",
    "cct": "circuit", "dr": "drive", "ct": "court", "cl": "close", "tce": "terrace", "ln": "lane",
}  # fmt: skip


def _street(text: str) -> str:
    return " ".join(_STREETS.get(word, word) for word in _words(text).split())


_CODES = {
    letter: code for code, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for letter in letters
}


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


def _key(*parts: Callable[[Values], str]) -> Callable[[Values], str]:
    """A key of several parts; none where one of them is missing."""

    def made(values: Values) -> str:
        found = [part(values) for part in parts]
        return "\x1f".join(found) if all(found) else ""

    return made


def _of(name: str, length: int | None = None) -> Callable[[Values], str]:
    return lambda values: values[name][:length]


def _sound(name: str) -> Callable[[Values], str]:
    return lambda values: phonetic(values[name])


def _local(values: Values) -> str:
    return values["email"].partition("@")[0]


_GIVEN, _FAMILY, _BORN = "given_name", "family_name", "date_of_birth"


def _named(told: Values) -> Values:
    """A name in one piece in its two parts, where these are not told: `Lind, Åsa` and `Åsa Lind` alike."""
    name = told.get("name", "")
    if not name or told.get(_GIVEN) or told.get(_FAMILY):
        return told
    family, comma, given = name.partition(",")
    if not comma:
        given, _, family = name.strip().rpartition(" ")
    return {**told, _GIVEN: given, _FAMILY: family}


# Learnt from FEBRL 3 and fake_1000 (e-mail), rounded; those of phone, country, organization and title are a convention.
PERSON = Kind(
    (
        Field(_GIVEN, _words, Comparison.NAME, (0.15, 0.1, 0.16, 0.59), (0.988, 0.007, 0.002, 0.003)),
        Field(_FAMILY, _words, Comparison.NAME, (0.13, 0.1, 0.21, 0.56), (0.992, 0.004, 0.001, 0.003)),
        Field(_BORN, _digits, Comparison.CODE, (0.08, 0.02, 0.04, 0.86), (0.984, 0.014, 0.0013, 0.0007)),
        Field("email", normal_forms.email, Comparison.EMAIL, (0.1, 0.09, 0.31, 0.5), (0.995, 0.0015, 0.0015, 0.002)),
        Field("phone", normal_forms.phone_part, Comparison.CODE, (0.1, 0.05, 0.1, 0.75), (0.97, 0.02, 0.009, 0.001)),
        Field("street_number", _words, Comparison.CODE, (0.19, 0.005, 0.005, 0.8), (0.984, 0.001, 0.001, 0.014)),
        Field("street", _street, Comparison.NAME, (0.1, 0.01, 0.38, 0.51), (0.987, 0.012, 0.0005, 0.0005)),
        Field("address_2", _street, Comparison.NAME, (0.1, 0.02, 0.41, 0.47), (0.9966, 0.002, 0.0007, 0.0007)),
        Field("city", _words, Comparison.NAME, (0.08, 0.02, 0.26, 0.64), (0.985, 0.004, 0.004, 0.007)),
        Field("postcode", _words, Comparison.CODE, (0.03, 0.2, 0.01, 0.76), (0.985, 0.013, 0.0006, 0.0014)),
        Field("region", _words, Comparison.CODE, (0.055, 0.005, 0.005, 0.935), (0.76, 0.01, 0.01, 0.22), False),
        Field("country", _words, Comparison.NAME, (0.02, 0.01, 0.02, 0.95), (0.6, 0.02, 0.01, 0.37), False),
        Field("national_id", _words, Comparison.CODE, (0.06, 0.07, 0.01, 0.86), (0.9992, 0.0002, 0.0001, 0.0005)),
        Field("organization", _words, Comparison.NAME, (0.15, 0.1, 0.15, 0.6), (0.95, 0.03, 0.01, 0.01)),
        Field("title", _words, Comparison.NAME, (0.3, 0.15, 0.15, 0.4), (0.93, 0.03, 0.01, 0.03)),
    ),
    _named,
    (_GIVEN, _FAMILY),
    (
        _key(_of("email")),
        _key(_local),
        _key(_of("phone")),
        _key(_of("national_id")),
        _key(_of(_BORN)),
        _key(_sound(_FAMILY), _sound(_GIVEN)),
        _key(_of(_FAMILY, 3), _of("postcode")),
        _key(_of(_GIVEN, 3), _of("postcode")),
        _key(_of("street"), _of("street_number")),
        _key(_of("street"), _of("city")),
        _key(_sound(_FAMILY), _of("city")),
        _key(_sound(_GIVEN), _of("city")),
        _key(_of(_GIVEN), _of(_BORN, 4)),
        _key(_of(_FAMILY)),
        _key(_of("email", 5)),
    ),
)
KINDS: Mapping[str, Kind] = {"person": PERSON}
