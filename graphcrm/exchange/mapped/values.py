"""Cells of a file as cells of a native one: days, numbers, words and countries in the form that the mapping names. What
may mean two things is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from graphcrm.exchange.mapped import countries
from graphcrm.records.checks import ValueFault

DATE_FORMS = ("DD.MM.YYYY", "MM/DD/YYYY", "DD/MM/YYYY", "YYYY/MM/DD", "DD-MM-YYYY", "YYYYMMDD", "DD.MM.YY", "MM/DD/YY")
NUMBER_FORMS = ("1.234,56", "1,234.56", "1 234,56", "1'234.56", "1234,56", "1234.56")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?", re.ASCII)
_TOKENS = re.compile(r"YYYY|YY|MM|DD|[./\- ]")
_PIECES = {"YYYY": r"(?P<y>\d{4})", "YY": r"(?P<s>\d{2})", "MM": r"(?P<m>\d{1,2})", "DD": r"(?P<d>\d{1,2})"}
_AHEAD = 10  # years: 36 is 2036 until 2026 + 10, then 1937
_TWO_WAYS = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{3})+")
_SPREADSHEET = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+\d{1,3}")
_TRUE = {"true", "yes", "ja", "y", "j", "x", "1", "wahr", "t"}
_FALSE = {"false", "no", "nein", "n", "0", "falsch", "f"}


def is_date_format(form: object) -> bool:
    """Whether a text is a form of days: each of year, month and day once."""
    if not isinstance(form, str) or "".join(_TOKENS.findall(form)) != form:
        return False
    told = sorted(token for token in _TOKENS.findall(form) if token in _PIECES)
    return told in (["DD", "MM", "YYYY"], ["DD", "MM", "YY"])


def is_number_format(form: object) -> bool:
    return form in NUMBER_FORMS


def day(text: str, form: str | None) -> str:
    """A day as YYYY-MM-DD. One that stands there so is itself, whatever the form."""
    found = _ISO.fullmatch(text)
    if found is not None:
        return _valid(text, [int(part) for part in found[1].split("-")], "YYYY-MM-DD")
    if form is None:
        how = 'is no day as YYYY-MM-DD. Say how days are written: "date" in the mapping.'
        raise ValueFault("FORMAT", f"{text[:40]!r} {how}")
    pattern = "".join(_PIECES.get(token, re.escape(token)) for token in _TOKENS.findall(form))
    read = re.fullmatch(pattern, text.strip(), re.ASCII)
    if read is None:
        raise ValueFault("FORMAT", f"{text[:40]!r} is no day written as {form}.")
    told = read.groupdict()
    year = int(told["y"]) if "y" in told else _century(int(told["s"]))
    return _valid(text, [year, int(told["m"]), int(told["d"])], form)


def _valid(text: str, parts: Sequence[int], form: str) -> str:
    year, month, day_ = parts
    try:
        return date(year, month, day_).isoformat()
    except ValueError as error:
        raise ValueFault("FORMAT", f"{text[:40]!r} is no day written as {form}.") from error


def _century(year: int) -> int:
    newest = date.today().year + _AHEAD
    return next(century + year for century in (2000, 1900) if century + year <= newest)


def number(text: str, form: str | None) -> str:
    """A number with a decimal point and nothing else. Without a form `1.234` is refused: it may be a thousand."""
    bare = text.strip().replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")
    if form is None:
        if _TWO_WAYS.fullmatch(bare):
            told = 'It may be thousands or a fraction. Say how numbers are written: "number" in the mapping.'
            raise ValueFault("FORMAT", f"{text[:40]!r}: {told}")
        return bare
    point = "," if form.endswith(",56") else "."
    group = form[1] if not form[1].isdigit() else ""
    separated = rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+" if group else r"\d+"
    if not re.fullmatch(rf"[+-]?(?:{separated}|\d+)(?:{re.escape(point)}\d+)?", bare, re.ASCII):
        raise ValueFault("FORMAT", f"{text[:40]!r} is no number written as {form}.")
    return (bare.replace(group, "") if group else bare).replace(point, ".")


def amount(text: str, form: str | None) -> str:
    """An amount, with or without the sign of a currency, which stands in a column of its own."""
    return number(re.sub(r"^\s*[€$£]\s*|\s*(?:[€$£]|[A-Z]{3})\s*$", "", text), form)


def truth(text: str) -> str:
    word = text.strip().casefold()
    if word in _TRUE or word in _FALSE:
        return "true" if word in _TRUE else "false"
    raise ValueFault("FORMAT", f"{text[:40]!r} is no truth value. Say by choices which words mean true and false.")


def country(text: str) -> str:
    """A country as ISO 3166-1 alpha-2, from its code or its English or German name."""
    found = countries.code(text)
    if found is None:
        raise ValueFault("FORMAT", f"{text[:40]!r} is no country known here. Write its two letters, or say by choices.")
    return found


def word(text: str, choices: Mapping[str, str]) -> str:
    """A word as the mapping translates it; one it says nothing of is itself."""
    return choices.get(text.strip().casefold(), text)


def digits_kept(text: str) -> None:
    """ValueFault where a spreadsheet wrote a number in place of a text, so that its digits are lost."""
    if _SPREADSHEET.fullmatch(text.strip()):
        told = "A spreadsheet made a number of this, and its digits are lost. Export the column as text again."
        raise ValueFault("FORMAT", f"{text.strip()}: {told}")
