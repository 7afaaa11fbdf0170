"""Cells: from text to values, by the kind of the property; what cannot be read is a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from email_validator import EmailNotValidError, validate_email

from graphcrm.compile.declarations import Property
from graphcrm.measures import normal_forms
from graphcrm.records import stored

_LARGEST = 2**31 - 1  # what GraphQL's Int can hold
_LONGEST = 100_000  # characters of a text
# A range index takes keys up to 8,167 bytes in all; the id stands beside the key in most of ours.
_INDEXED = 8_000
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)


class CellError(ValueError):
    """A cell that cannot be used: a code, a sentence, and its column where that is another than the one being read."""

    def __init__(self, code: str, sentence: str, column: str | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.column = column


def parts(cell: str) -> list[str]:
    """A list inside a cell: separated by `;`, empty parts left out, each once."""
    found = (stored.text(part) for part in cell.split(";"))
    return list(dict.fromkeys(part for part in found if part))


def value(prop: Property, cell: str) -> Any:
    """The value of a cell for a property, None where it is empty. CellError says what is wrong."""
    text = stored.text(cell)
    if text is None:
        if prop.default is not None or prop.made_of:
            return None
        if prop.required:
            raise CellError("REQUIRED", "This is required and empty. Fill it in.")
        return False if prop.kind.name == "Boolean" else None
    if prop.kind.name == "Texts":
        return parts(cell) or None
    read = _READ.get(prop.kind.name)
    found = read(text) if read else text
    _check(prop, found)
    return found


def check_size(prop: Property, forms: dict[str, Any]) -> None:
    """Refuses what an index cannot hold: a batch must not fail for one long name."""
    key = forms.get(prop.order_key)
    if (prop.indexed or prop.unique) and isinstance(key, str) and len(key) * 4 > _INDEXED:
        size = len(key.encode())
        if size > _INDEXED:
            raise CellError("TOO_LONG", f"This is {size} bytes long as it is compared, and {_INDEXED} are the most.")


def _check(prop: Property, found: Any) -> None:
    if prop.choices is not None and found not in prop.choices.values:
        raise CellError("CHOICE", f"{found!r} is none of {', '.join(prop.choices.values)}.")
    if prop.pattern is not None and not re.fullmatch(prop.pattern, found):
        raise CellError("FORMAT", f"{found!r} does not look like {prop.description.rstrip('.')} ({prop.pattern}).")
    if isinstance(found, str) and len(found) > _LONGEST:
        raise CellError("TOO_LONG", f"This is {len(found)} characters long, and {_LONGEST} are the most.")
    low, high = prop.minimum, prop.maximum
    if (low is not None and found < low) or (high is not None and found > high):
        bounds = f"{low:g} to {high:g}" if high is not None else f"{low:g} or more"
        raise CellError("RANGE", f"{found} is out of range: {bounds}.")


def _truth(text: str) -> bool:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    raise CellError("FORMAT", f"{text!r} is no truth value. Write true or false.")


def _integer(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,15}", text):
        raise CellError("FORMAT", f"{text!r} is no whole number.")
    if abs(int(text)) > _LARGEST:
        raise CellError("RANGE", f"{text} is out of range: at most {_LARGEST}.")
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", text):
        raise CellError("FORMAT", f"{text!r} is no number. Write it with a decimal point.")
    return float(text)


def _date(text: str) -> date:
    try:
        if not _DATE.fullmatch(text):  # Python also reads weeks: 2026-W01-1
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise CellError("FORMAT", f"{text!r} is no date. Write it as YYYY-MM-DD.") from error


def _instant(text: str) -> datetime:
    try:
        if not _INSTANT.fullmatch(text):
            raise ValueError(text)
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise CellError("FORMAT", f"{text!r} is no instant. Write it as 2026-11-20T10:00:00Z (RFC 3339).") from error


def _money(text: str) -> str:
    try:
        return normal_forms.money(text)
    except ValueError as error:
        raise CellError("FORMAT", f"{text!r} is no amount. Write it with a decimal point.") from error


def _word(text: str) -> str:
    return text.upper()


def email(text: str) -> str:
    """An e-mail address as written, if it can be one."""
    try:
        # Only the form is judged: whether a domain takes mail is not known here, and reserved ones serve in examples.
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise CellError("FORMAT", f"{text!r} is no e-mail address: {error}") from error
    return text


def phone(text: str) -> str:
    """A telephone number as written, if it holds three to forty digits; what is no number of any country is kept."""
    if not 3 <= len(re.sub(r"\D", "", text)) <= 40 or len(text) > 100:
        raise CellError("FORMAT", f"{text!r} is no telephone number. Write it like +49 40 5550100.")
    return text


def currency(cell: str) -> str | None:
    """A currency, ISO 4217, or None."""
    text = stored.text(cell)
    if text is not None and not re.fullmatch(r"[A-Z]{3}", text):
        raise CellError("FORMAT", f"{text!r} is no currency. Write three capital letters, such as EUR.")
    return text


_READ: dict[str, Callable[[str], Any]] = {
    "Boolean": _truth,
    "Integer": _integer,
    "Number": _number,
    "Date": _date,
    "Instant": _instant,
    "Money": _money,
    "Choice": _word,
    "Email": email,
}
