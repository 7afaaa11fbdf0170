"""What a value of a custom field must be before it is written, whoever writes it: its definition says."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from graphcrm.compile.custom_fields import CustomField
from graphcrm.measures import patterns
from graphcrm.records import stored
from graphcrm.records.checks import ValueFault

_LONGEST_TEXT = 10_000
_LONGEST_URL = 2_000


def stored_forms(field: CustomField, value: Any) -> dict[str, Any]:
    """The stored properties of a value (None clears them): text, number, (amount, currency), day, word, list of words,
    truth. ValueFault where it breaks what the definition says."""
    if value is None:
        if field.required:
            raise ValueFault("REQUIRED", f"{field.label} is required. Give it a value.")
    else:
        _check(field, value)
    return stored.of(field.property, value)


def _check(field: CustomField, value: Any) -> None:
    if field.type in ("TEXT", "URL"):
        _text(field, value)
    elif field.type in ("NUMBER", "MONEY"):
        _bounds(field, value, float(value[0]) if field.type == "MONEY" else value)
    elif field.type in ("CHOICE", "MULTI_CHOICE"):
        for word in value if isinstance(value, list) else [value]:
            if word not in field.choices:
                raise ValueFault("CHOICE", f"{word[:100]!r} is none of {', '.join(field.choices)}.")


def _text(field: CustomField, value: str) -> None:
    most = _LONGEST_TEXT if field.type == "TEXT" else _LONGEST_URL
    if len(value) > most:
        raise ValueFault("TOO_LONG", f"This is {len(value)} characters long, and {most} are the most.")
    if field.type == "URL" and not _is_address(value):
        raise ValueFault("FORMAT", "This is no address of a page. Write it like https://example.com/page.")
    if field.pattern is not None and not patterns.fits(field.pattern, value):
        raise ValueFault("FORMAT", f"This does not look like {field.label} ({field.pattern}).")


def _is_address(value: str) -> bool:
    if re.search(r"[\s<>\"\\^`{|}]", value):
        return False
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _bounds(field: CustomField, value: Any, number: float) -> None:
    low, high = field.minimum, field.maximum
    if (low is None or number >= low) and (high is None or number <= high):
        return
    told = f"at most {high:g}" if low is None else f"{low:g} or more" if high is None else f"{low:g} to {high:g}"
    shown = value[0] if field.type == "MONEY" else f"{value:g}"
    raise ValueFault("RANGE", f"{shown} is out of range: {told}.")
