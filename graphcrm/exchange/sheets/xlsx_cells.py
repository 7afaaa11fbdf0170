"""Cells of a workbook as text: days by the calendar of the file, numbers with all the digits it keeps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

# The formats that every spreadsheet has, of which these show a day (ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are
# those of East Asia).
_DAYS = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
_TIMES = {18, 19, 20, 21, 45, 46, 47}
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAY = re.compile(r"[ymdhs]", re.IGNORECASE)
_LEAP = 60  # 29 February 1900, which Excel believes in
_EXACT = 15  # digits of a number that a spreadsheet keeps


@dataclass(frozen=True, slots=True)
class Value:
    """A cell: its text, whether the file keeps a number, what is wrong with it."""

    text: str
    number: bool = False
    fault: tuple[str, str] | None = None


def column(reference: str) -> int:
    """The place of a cell in its row, from 1: `C7` is 3."""
    place = 0
    for letter in reference.rstrip("0123456789").upper():
        place = place * 26 + ord(letter) - ord("A") + 1
        if place > 1 << 20:
            break
    return place


def shows_day(number: str, code: str | None) -> bool:
    """Whether a format shows a day or a time."""
    if code is not None:
        return code.lower() != "general" and bool(_DAY.search(_LITERAL.sub("", code)))
    return number.isdigit() and int(number) in _DAYS | _TIMES


def value(kind: str, text: str, day: bool, strings: Sequence[str], since_1904: bool) -> Value:
    """A cell of a kind (`t`): s a shared text, inlineStr and str a text, b a truth value, e an error, d a day, n a
    number."""
    if kind == "s":
        place = int(text)
        return Value(strings[place]) if 0 <= place < len(strings) else Value("", fault=_fault("It names no text."))
    if kind in ("inlineStr", "str"):
        return Value(text)
    if kind == "b":
        return Value("true" if text.strip() == "1" else "false")
    if kind == "e":
        return Value("", fault=_fault(f"The sheet shows the error {text} here. Mend the formula."))
    if kind == "d":
        return Value(text.removesuffix("T00:00:00"))
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return Value("", fault=_fault(f"{text[:20]!r} is no number."))
    if not number.is_finite() or abs(number.adjusted()) > 300:
        return Value("", fault=_fault(f"{text[:20]!r} is no number."))
    return _day(number, since_1904) if day else _number(number)


def _number(number: Decimal) -> Value:
    if number == number.to_integral_value():
        digits = format(number, "f").split(".")[0]
        if len(digits.lstrip("-").rstrip("0")) > _EXACT:
            sentence = f"A number of more than {_EXACT} digits has lost its last ones. Keep such cells as text."
            return Value(digits, True, ("PRECISION", sentence))
        return Value("0" if number == 0 else digits, True)
    # A binary fraction stands there with up to 17 digits; the shortest text of the same number is what people typed.
    return Value(repr(float(number)), True)


def _day(number: Decimal, since_1904: bool) -> Value:
    serial = float(number)
    if not 0 <= serial < 2_958_466:
        return Value("", fault=_fault(f"{number} is no day."))
    if not since_1904 and int(serial) == _LEAP:
        return Value("", fault=_fault("29 February 1900 was no day. Mend the date."))
    since_1900 = datetime(1899, 12, 31) if serial < _LEAP else datetime(1899, 12, 30)
    start = datetime(1904, 1, 1) if since_1904 else since_1900
    try:
        at = start + timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return Value("", fault=_fault(f"{number} is no day."))
    if serial < 1:
        return Value(at.strftime("%H:%M:%S"))
    return Value(at.date().isoformat() if at.hour == at.minute == at.second == 0 else at.isoformat())


def _fault(sentence: str) -> tuple[str, str]:
    return "FORMAT", sentence
