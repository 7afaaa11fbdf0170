"""Cells: from text to values, by the kind of the property; what cannot be read is a sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from graphcrm.compile.custom_fields import CustomField
from graphcrm.compile.declarations import Property
from graphcrm.exchange.forms import lists
from graphcrm.measures import normal_forms
from graphcrm.records import checks, stored
from graphcrm.records.checks import ValueFault

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)


class _Unknown:
    """What a truth value is that nobody stated, where an empty cell would say false, or what is so by default."""

    def __bool__(self) -> bool:
        return False


UNKNOWN = _Unknown()
UNKNOWN_WORD = "unknown"


def parts(cell: str) -> list[str]:
    """A list inside a cell: separated by `;`, empty parts left out, each once."""
    found = (stored.text(part) for part in lists.split(cell))
    return list(dict.fromkeys(part for part in found if part))


def value(prop: Property, cell: str) -> Any:
    """The value of a cell for a property, None where it is empty, UNKNOWN where it says so. ValueFault says what is
    wrong."""
    text = stored.text(cell)
    if text is None:
        if prop.default is not None or prop.made_of:
            return None
        if prop.required:
            raise ValueFault("REQUIRED", "This is required and empty. Fill it in.")
        return False if prop.kind.name == "Boolean" else None
    if prop.kind.name == "Boolean" and text == UNKNOWN_WORD and not prop.required:
        return UNKNOWN
    if prop.kind.name == "Texts":
        return parts(cell) or None
    if prop.kind.name == "Teams":
        return sorted(parts(cell)) or None
    read = _READ.get(prop.kind.name)
    found = read(text) if read else text
    if prop.choices is not None:
        found = next((word for word in prop.choices.values if word.upper() == found), found)
    checks.check(prop, found)
    return found


def custom(field: CustomField, cell: str) -> Any:
    """The value of a cell for a custom field, None where it is empty: also for a truth value, which nobody stated. An
    amount stands with its currency: 480000 EUR."""
    text = stored.text(cell)
    if text is None:
        return None
    if field.type == "MULTI_CHOICE":
        return parts(cell) or None
    if field.type == "MONEY":
        amount, _, word = text.partition(" ")
        return _money(amount), checks.currency(word.strip())
    read = _READ.get(field.property.kind.name)
    return read(text) if read else text


def _truth(text: str) -> bool:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    raise ValueFault("FORMAT", f"{text!r} is no truth value. Write true or false.")


def _integer(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,15}", text):
        raise ValueFault("FORMAT", f"{text!r} is no whole number.")
    if abs(int(text)) > checks.LARGEST:
        raise ValueFault("RANGE", f"{text} is out of range: at most {checks.LARGEST}.")
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", text) or math.isinf(float(text)):
        raise ValueFault("FORMAT", f"{text!r} is no number. Write it with a decimal point.")
    return float(text)


def _date(text: str) -> date:
    try:
        if not _DATE.fullmatch(text):  # Python also reads weeks: 2026-W01-1
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueFault("FORMAT", f"{text!r} is no date. Write it as YYYY-MM-DD.") from error


def _instant(text: str) -> datetime:
    try:
        if not _INSTANT.fullmatch(text):
            raise ValueError(text)
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueFault("FORMAT", f"{text!r} is no instant. Write it as 2026-11-20T10:00:00Z (RFC 3339).") from error


def _money(text: str) -> str:
    try:
        return normal_forms.money(text)
    except ValueError as error:
        raise ValueFault("FORMAT", f"{text!r} is no amount. Write it with a decimal point.") from error


def _word(text: str) -> str:
    return text.upper()


def currency(cell: str) -> str | None:
    """A currency, ISO 4217, or None."""
    text = stored.text(cell)
    return None if text is None else checks.currency(text)


_READ: dict[str, Callable[[str], Any]] = {
    "Boolean": _truth,
    "Integer": _integer,
    "Number": _number,
    "Date": _date,
    "Instant": _instant,
    "Money": _money,
    "Choice": _word,
    "Email": checks.email,
}
