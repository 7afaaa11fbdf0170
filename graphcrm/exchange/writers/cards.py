"""vCard 4.0 (RFC 6350): a card for each person or organization. What a card has no property for is left out.

Every card tells in PRODID when it was written and up to which change; the first one tells the question too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphcrm.exchange.writers.stated import Stated

_LONGEST = 75  # bytes of a line
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_KINDS = {"people": "individual", "organizations": "org"}
NOUNS = tuple(_KINDS)


class Cards:
    """A file of cards on its way."""

    def __init__(self, path: Path, stated: Stated) -> None:
        self._file = path.open("wb")
        self._names = [heading.name for heading in stated.headings]
        place = "" if stated.position is None else f" {stated.position}"
        self._first = [f"X-GRAPHCRM-QUERY:{_text(stated.asked)}"]
        self._begin = [
            "BEGIN:VCARD",
            "VERSION:4.0",
            f"PRODID:{_text(f'-//graphcrm//export {stated.moment}{place}//EN')}",
            f"KIND:{_KINDS[stated.records]}",
        ]

    def row(self, values: Sequence[Any]) -> None:
        known = {name: value for name, value in zip(self._names, values, strict=True) if value not in (None, "", [])}
        lines = [*self._begin, *self._first, *_lines(known), "END:VCARD"]
        self._first = []
        self._file.write(b"".join(_folded(line) for line in lines))

    def close(self) -> None:
        self._file.close()

    def abandon(self) -> None:
        self._file.close()


def _lines(known: Mapping[str, Any]) -> Iterator[str]:
    yield f"FN:{_text(str(known.get('name') or known.get('id') or known.get('externalId') or ''))}"
    if "firstName" in known or "lastName" in known:
        yield f"N:{_text(known.get('lastName', ''))};{_text(known.get('firstName', ''))};;;"
    for name, write in _PROPERTIES.items():
        if name in known:
            value = known[name]
            for one in value if isinstance(value, list) and name != "tags" else [value]:
                yield write(one)
    if "city" in known or "country" in known:
        yield f"ADR:;;;{_text(known.get('city', ''))};;;{_text(known.get('country', ''))}"


def _text(value: str) -> str:
    """A text as a value: with line breaks, and what divides parts, written out."""
    text = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\n", "\\n")


def _parameter(value: str) -> str:
    """A text as the value of a parameter (RFC 6868), with its quotes."""
    text = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return '"' + text.replace("^", "^^").replace("\n", "^n").replace('"', "^'") + '"'


def _line(name: str) -> Callable[[Any], str]:
    return lambda value: f"{name}:{_text(str(value))}"


def _moment(value: str) -> str:
    """An instant in the basic form, to the second."""
    return f"REV:{value[:19].replace('-', '').replace(':', '')}Z"


_PROPERTIES: Mapping[str, Callable[[Any], str]] = {
    "emails": _line("EMAIL"),
    "phones": _line("TEL;VALUE=text"),
    "postalAddresses": lambda value: f"ADR;LABEL={_parameter(value)}:;;;;;;",
    "jobTitle": _line("TITLE"),
    "organization": _line("ORG"),
    "birthday": lambda value: f"BDAY:{value.replace('-', '')}",
    "language": lambda value: f"LANG:{value}" if re.fullmatch(r"[A-Za-z0-9-]+", value) else f"NOTE:{_text(value)}",
    "timeZone": _line("TZ"),
    "website": _line("URL"),
    "linkedin": _line("URL;TYPE=work"),
    "tags": lambda value: f"CATEGORIES:{','.join(_text(one) for one in value)}",
    "id": _line("UID;VALUE=text"),
    "updatedAt": _moment,
}

COLUMNS = ("name", "firstName", "lastName", "city", "country", *_PROPERTIES)


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 bytes, none of which cuts a character."""
    pieces, room = [b""], _LONGEST
    for character in line:
        one = character.encode()
        if len(pieces[-1]) + len(one) > room:
            pieces.append(b" ")
        pieces[-1] += one
    return b"\r\n".join(pieces) + b"\r\n"
