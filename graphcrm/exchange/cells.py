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


class CellError(ValueError):
    """A cell that cannot be used: a code and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def parts(cell: str) -> list[str]:
    """A list inside a cell: separated by `;`, empty parts left out, each once."""
    found = (stored.text(part) for part in cell.split(";"))
    return list(dict.fromkeys(part for part in found if part))


def value(prop: Property, cell: str) -> Any:
    """The value of a cell for a property, None where it is empty. CellError says what is wrong."""
    text = stored.text(cell)
    if prop.kind.name == "Texts":
        return parts(cell) or None
    if prop.kind.name == "Boolean":
        return _truth(text)
    if text is None:
        if prop.required:
            raise CellError("REQUIRED", "This is required and empty. Fill it in.")
        return None
    read = _READ.get(prop.kind.name)
    found = read(text) if read else text
    _check(prop, found)
    return found


def _check(prop: Property, found: Any) -> None:
    if prop.choices is not None and found not in prop.choices.values:
        raise CellError("CHOICE", f"{found!r} is none of {', '.join(prop.choices.values)}.")
    if prop.pattern is not None and not re.fullmatch(prop.pattern, found):
        raise CellError("FORMAT", f"{found!r} does not look like {prop.description.rstrip('.')} ({prop.pattern}).")
    low, high = prop.minimum, prop.maximum
    if (low is not None and found < low) or (high is not None and found > high):
        bounds = f"{low:g} to {high:g}" if high is not None else f"{low:g} or more"
        raise CellError("RANGE", f"{found} is out of range: {bounds}.")


def _truth(text: str | None) -> bool:
    if text is None:
        return False
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    raise CellError("FORMAT", f"{text!r} is no truth value. Write true or false.")


def _integer(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,15}", text):
        raise CellError("FORMAT", f"{text!r} is no whole number.")
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", text):
        raise CellError("FORMAT", f"{text!r} is no number. Write it with a decimal point.")
    return float(text)


def _date(text: str) -> date:
    try:
        if len(text) != 10:
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise CellError("FORMAT", f"{text!r} is no date. Write it as YYYY-MM-DD.") from error


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None or len(text) < 20:
            raise ValueError(text)
        return moment.astimezone(UTC)
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
    """A telephone number as written, if it holds at least three digits."""
    if len(re.sub(r"\D", "", text)) < 3:
        raise CellError("FORMAT", f"{text!r} is no telephone number.")
    return text


def currency(cell: str) -> str | None:
    """A currency, ISO 4217, or None."""
    text = stored.text(cell)
    if text is not None and not re.fullmatch(r"[A-Z]{3}", text):
        raise CellError("FORMAT", f"{text!r} is no currency. Write three capital letters, such as EUR.")
    return text


_READ: dict[str, Callable[[str], Any]] = {
    "Integer": _integer,
    "Number": _number,
    "Date": _date,
    "Instant": _instant,
    "Money": _money,
    "Choice": _word,
    "Email": email,
}
