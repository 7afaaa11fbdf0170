"""The lines of vCards: unfolded, with their parameters, decoded; cut into cards, each judged by itself.

A card is at most 1 MiB beside its pictures, which are passed over and never fetched.
"""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from graphcrm.exchange.csv_rows import Bad

CARD_BYTES = 1 << 20
_LINE = 1 << 16
_PASSED_OVER = (b"PHOTO", b"LOGO", b"SOUND", b"KEY", b"X-ABADR", b"X-SOCIALPROFILE-PHOTO")
_HEAD = re.compile(rb"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;(?:[^\":;]|\"[^\"]*\")*)*):", re.DOTALL)
_PARAMETER = re.compile(r';([^=;":]+)(?:=((?:"[^"]*"|[^";])*))?')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """One property of a card: its name in capitals, its parameters by name in capitals, its value as it stands there,
    still escaped."""

    name: str
    parameters: dict[str, list[str]]
    value: str

    @property
    def types(self) -> set[str]:
        return {word.upper() for word in self.parameters.get("TYPE", ())}

    @property
    def preference(self) -> int:
        """1 for the most preferred, 100 for the least (RFC 6350, 5.3)."""
        stated = (self.parameters.get("PREF") or [""])[0]
        return int(stated) if stated.isdigit() else 1 if "PREF" in self.types else 100


@dataclass(slots=True)
class Card:
    """A card: the line it begins on and what it says."""

    line: int
    said: list[Said] = field(default_factory=list)

    def all(self, name: str) -> list[Said]:
        """What it says under a name, the preferred first, else in its order."""
        return sorted((one for one in self.said if one.name == name), key=lambda one: one.preference)


def cards(file: BinaryIO, encoding: str) -> Iterator[Card | Bad]:
    """The cards of a file, one after the other. What stands between them is told as a bad one."""
    card: Card | None = None
    fault: Bad | None = None
    size = 0
    for number, line in _unfolded(file):
        word = line[:20].strip().upper()
        if word == b"BEGIN:VCARD":
            if card is not None:
                yield fault or Bad(card.line, "FORMAT", "The card is not closed by END:VCARD.")
            card, fault, size = Card(number), None, 0
        elif word == b"END:VCARD":
            if card is not None:
                yield fault or card
            card = None
        elif card is None:
            if line.strip():
                yield Bad(number, "FORMAT", "This line belongs to no card. A card begins with BEGIN:VCARD.")
        elif fault is None:
            size += len(line)
            found = _said(number, card.line, line, encoding)
            if isinstance(found, Bad):
                fault = found
            elif size > CARD_BYTES:
                fault = Bad(card.line, "TOO_LONG", "The card is longer than 1 MiB beside its pictures.")
            elif found is not None:
                card.said.append(found)
    if card is not None:
        yield fault or Bad(card.line, "FORMAT", "The card is not closed by END:VCARD. Is the file whole?")


def _unfolded(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Logical lines with the number of the first physical one. One that is continued begins the next with a blank; in
    quoted-printable (vCard 2.1) it ends with `=`."""
    start, held, soft, over = 0, b"", False, False
    for number, line in _physical(file):
        if held and (soft or line[:1] in (b" ", b"\t")):
            over = over or _is_picture(held)
            if not over and len(held) <= CARD_BYTES:
                held = held[:-1] + line if soft else held + line[1:]
        else:
            if held:
                yield start, held
            start, held, over = number, line, False
        soft = not over and held.endswith(b"=") and b"QUOTED-PRINTABLE" in held[:200].upper()
    if held:
        yield start, held


def _physical(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines without their ends; of one without end only the beginning is kept."""
    number, whole = 0, True
    while piece := file.readline(_LINE):
        if whole:
            number += 1
            if number == 1:
                piece = piece.removeprefix(codecs.BOM_UTF8)
            yield number, piece.rstrip(b"\r\n")
        whole = piece.endswith(b"\n")


def _is_picture(line: bytes) -> bool:
    found = _HEAD.match(line)
    return found is not None and found[1].upper() in _PASSED_OVER


def _said(number: int, card: int, line: bytes, encoding: str) -> Said | Bad | None:
    """What a line says; None for nothing, or a picture."""
    if not line.strip():
        return None
    found = _HEAD.match(line)
    if found is None:
        return Bad(card, "FORMAT", f"Line {number} is no property of a card (NAME:value).")
    name = found[1].upper()
    if name in _PASSED_OVER:
        return None
    parameters: dict[str, list[str]] = {}
    for one in _PARAMETER.finditer(found[2].decode("ascii", "replace")):
        key, value = one[1].strip().upper(), one[2]
        if value is None:  # vCard 2.1 writes TEL;HOME
            word = key
            key = "ENCODING" if word in ("QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT") else "TYPE"
            value = word
        parameters.setdefault(key, []).extend(part.strip().strip('"') for part in value.split(","))
    value = line[found.end() :]
    if (parameters.get("ENCODING") or [""])[0].upper() == "QUOTED-PRINTABLE":
        value = quopri.decodestring(value)
    charset = (parameters.get("CHARSET") or [encoding])[0]
    try:
        text = value.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return Bad(card, "ENCODING", f"Line {number} is not {charset.upper()}. Save it as UTF-8, or name --encoding.")
    if "\0" in text:
        return Bad(card, "FORMAT", f"Line {number} holds a NUL byte, so that the file is damaged here.")
    return Said(name.decode("ascii"), parameters, text)


def plain(value: str) -> str:
    """A text without its escapes."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def parts(value: str, separator: str = ";") -> list[str]:
    """The parts of a structured value, without escapes."""
    found, start, at = [], 0, 0
    while at < len(value):
        if value[at] == "\\":
            at += 2
            continue
        if value[at] == separator:
            found.append(value[start:at])
            start = at + 1
        at += 1
    return [plain(one) for one in [*found, value[start:]]]
