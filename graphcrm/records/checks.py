"""What a value must be before it is written, whoever writes it: choices, patterns, bounds, sizes, addresses."""

from __future__ import annotations

import re
from typing import Any

from email_validator import EmailNotValidError, validate_email

from graphcrm.compile.declarations import Property

LARGEST = 2**31 - 1  # what GraphQL's Int can hold
_LONGEST = 100_000  # characters of a text
# A range index takes keys up to 8,167 bytes in all; the id stands beside the key in most of ours.
_INDEXED = 8_000


class ValueFault(ValueError):
    """A value that cannot be used: a code (FORMAT, CHOICE, RANGE, RULE, TOO_LONG, TOO_MANY, REQUIRED), a sentence, and
    the column or property it concerns where that is another than the one at hand."""

    def __init__(self, code: str, sentence: str, column: str | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.column = column


def check(prop: Property, value: Any) -> None:
    """ValueFault where a value breaks what its property declares."""
    if prop.choices is not None and value not in prop.choices.values:
        raise ValueFault("CHOICE", f"{_short(value)} is none of {', '.join(prop.choices.values)}.")
    if prop.pattern is not None and not re.fullmatch(prop.pattern, value):
        raise ValueFault(
            "FORMAT", f"{_short(value)} does not look like {prop.description.rstrip('.')} ({prop.pattern})."
        )
    longest = prop.longest or _LONGEST
    if isinstance(value, str) and len(value) > longest:
        raise ValueFault("TOO_LONG", f"This is {len(value)} characters long, and {longest} are the most.")
    low, high = prop.minimum, prop.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = f"{low:g} to {high:g}" if high is not None else f"{low:g} or more"
        raise ValueFault("RANGE", f"{value} is out of range: {bounds}.")


def _short(value: Any) -> str:
    """A value as a sentence quotes it."""
    text = str(value)
    return repr(text if len(text) <= 40 else text[:40] + "…")


def check_size(prop: Property, forms: dict[str, Any]) -> None:
    """Refuses what an index cannot hold: a batch must not fail for one long name."""
    key = forms.get(prop.order_key)
    if (prop.indexed or prop.unique) and isinstance(key, str) and len(key) * 4 > _INDEXED:
        size = len(key.encode())
        if size > _INDEXED:
            raise ValueFault("TOO_LONG", f"This is {size} bytes long as it is compared, and {_INDEXED} are the most.")


def email(text: str) -> str:
    """An e-mail address as written, if it can be one."""
    try:
        # Only the form is judged: whether a domain takes mail is not known here, and reserved ones serve in examples.
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        why = str(error) if len(text) <= 100 else "it is too long"
        raise ValueFault("FORMAT", f"{_short(text)} is no e-mail address: {why}") from error
    return text


def phone(text: str) -> str:
    """A telephone number as written, if it holds three to forty digits; what is no number of any country is kept."""
    if not 3 <= len(re.sub(r"\D", "", text)) <= 40 or len(text) > 100:
        raise ValueFault("FORMAT", f"{_short(text)} is no telephone number. Write it like +49 40 5550100.")
    return text


def post(text: str) -> str:
    """A postal address as written."""
    if len(text) > 500:
        raise ValueFault("TOO_LONG", f"This is {len(text)} characters long, and 500 are the most.")
    return text


def currency(text: str) -> str:
    """A currency, ISO 4217."""
    if not re.fullmatch(r"[A-Z]{3}", text):
        raise ValueFault("FORMAT", f"{_short(text)} is no currency. Write three capital letters, such as EUR.")
    return text
