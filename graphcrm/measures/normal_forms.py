"""Normal forms: what two spellings of the same thing have in common.

`fold` is what search and text filters compare (case and accents gone, ß = ss); `sort_key` is what people sort by: it
orders by the folded form, and accents and case decide only between equals. A sort key begins with the fold and a
separator, so that one index serves order, equality and prefix.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

import phonenumbers

SEPARATOR = "\x01"
_DIGITS = 30  # an exponent such as 1e999999999 must not become a string of its length
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)


def fold(text: str) -> str:
    """Lower case without accents, ligatures or double spaces: `Åsa  WEIẞ` → `asa weiss`."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().translate(_LETTERS).split())


def sort_key(text: str) -> str:
    """The key people sort by: the fold, then accents and case to decide between equals."""
    return fold(text) + SEPARATOR + unicodedata.normalize("NFD", text).swapcase()


def search_words(text: str) -> list[str]:
    """The words of a text as search compares them: folded, letters and digits only, at most 12 of 40 characters."""
    return re.findall(r"[^\W_]{1,40}", fold(text))[:12]


def email(text: str) -> str:
    """An e-mail address as it is compared: case ignored, spaces around it gone."""
    return text.strip().casefold()


def domain(text: str) -> str:
    """A domain as it is compared: lower case, without a final dot."""
    return text.strip().rstrip(".").lower()


def domain_of(address: str) -> str:
    """The domain of an e-mail address as it is compared; "" where it has none."""
    return domain(address.rpartition("@")[2]) if "@" in address else ""


def phone(text: str, region: str | None = None) -> str:
    """A telephone number as E.164 where it is one (`+49 40 5550100` → `+49405550100`), else its digits."""
    try:
        return str(phonenumbers.format_number(phonenumbers.parse(text, region), phonenumbers.PhoneNumberFormat.E164))
    except phonenumbers.NumberParseException:
        return phone_part(text)


def phone_part(text: str) -> str:
    """The digits of a part of a telephone number, for comparing parts in any notation; a leading 0 falls away."""
    digits = re.sub(r"\D", "", text)
    return digits.lstrip("0") or digits


def money(text: str) -> str:
    """A decimal string without exponent or padding zeros: `480000.00` → `480000`. ValueError if it is no number, or one
    of more than 30 digits on either side of the point."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is no amount") from error
    if not number.is_finite() or number.adjusted() >= _DIGITS or int(number.as_tuple().exponent) < -_DIGITS:
        raise ValueError(f"{text!r} is no amount")
    plain = format(number, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if number == 0 else plain


NORMAL_FORMS: dict[str, Callable[[Any], Any]] = {
    "email": email,
    "email_part": email,
    "domain": domain,
    "phone": phone,
    "phone_part": phone_part,
    "fold": fold,
}
