"""vCards (3.0, 4.0, and 2.1 as phones write it) as records of fixed columns; what they mean needs no mapping."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from graphcrm.exchange.csv_rows import Bad
from graphcrm.exchange.forms import lists
from graphcrm.exchange.sheets import vcard_lines
from graphcrm.exchange.sheets.sheet import Progress, Record, Remark, Sheet
from graphcrm.exchange.sheets.vcard_lines import Card, Said, parts, plain

# Each column with what it is of a person; the key is the UID, else the first address, else the first number.
COLUMNS = {
    "UID": "external_id",
    "FN": "name",
    "N given": "first_name",
    "N family": "last_name",
    "EMAIL": "emails",
    "TEL": "phones",
    "ORG": "organization.name",
    "TITLE": "seat.title",
    "BDAY": "birthday",
    "ADR": "address",
    "ADR city": "city",
    "ADR country": "country",
    "LANG": "language",
    "URL": "website",
    "URL linkedin": "linkedin",
    "CATEGORIES": "tags",
}
KEY = ("external_id", "emails", "phones")
_NOT_TAKEN = ("NOTE", "ROLE", "NICKNAME", "IMPP", "RELATED", "ANNIVERSARY", "GENDER")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?")
_NO_YEAR = re.compile(r"--\d{2}-?\d{2}")


class Cards(Sheet):
    """The people of a file of vCards; cards of groups and companies are told and left out."""

    columns: list[str]

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        self._path, self._encoding = path, encoding or "utf-8"
        self.columns = list(COLUMNS)
        self._left: Counter[str] = Counter()

    def records(self, progress: Progress) -> Iterator[Record | Bad]:
        self._left = Counter()
        with self._path.open("rb") as file:
            for number, card in enumerate(vcard_lines.cards(file, self._encoding), start=1):
                yield card if isinstance(card, Bad) else self._record(card)
                if number % 500 == 0:
                    progress(file.tell())

    def remarks(self) -> list[Remark]:
        return [
            Remark("NOT_TAKEN", f"{name} stands in {number} cards; it was left out.", column=name)
            for name, number in sorted(self._left.items())
        ]

    def _record(self, card: Card) -> Record | Bad:
        kind = _first(card, "KIND").lower() or "individual"
        if kind != "individual" or _first(card, "X-ABShowAs".upper()).upper() == "COMPANY":
            return Bad(card.line, "KIND", "This is the card of a group or company. Only those of people are taken.")
        for name in _NOT_TAKEN:
            self._left[name] += any(one.value.strip() for one in card.all(name))
        self._left = +self._left
        names = _parts(card, "N", 5)
        address = _parts(card, "ADR", 7)
        links = [plain(one.value) for one in card.all("URL")]
        profile = next((one for one in links if "linkedin.com/" in one.lower()), "")
        birthday, fault = _birthday(card)
        found = {
            "UID": _first(card, "UID"),
            "FN": _first(card, "FN") or " ".join(part for part in (names[3], names[1], names[2], names[0]) if part),
            "N given": " ".join(part for part in (names[1], names[2]) if part),
            "N family": names[0],
            "EMAIL": lists.join(_each(card, "EMAIL", "mailto:")),
            "TEL": lists.join(_each(card, "TEL", "tel:")),
            "ORG": _parts(card, "ORG", 1)[0],
            "TITLE": _first(card, "TITLE"),
            "BDAY": birthday,
            "ADR": _written(address),
            "ADR city": address[3],
            "ADR country": address[6],
            "LANG": _first(card, "LANG") or _first(card, "LANGUAGE"),
            "URL": next((one for one in links if one != profile), ""),
            "URL linkedin": profile,
            "CATEGORIES": lists.join([p for one in card.all("CATEGORIES") for p in parts(one.value, ",") if p]),
        }
        faults = {self.columns.index("BDAY"): ("FORMAT", fault)} if fault else {}
        return Record(card.line, list(found.values()), faults)


def _first(card: Card, name: str) -> str:
    return next((text for one in card.all(name) if (text := plain(one.value))), "")


def _parts(card: Card, name: str, number: int) -> list[str]:
    """The parts of the first property of a name, as many as asked for."""
    said = next(iter(card.all(name)), None)
    found = parts(said.value) if said is not None else []
    return (found + [""] * number)[:number]


def _each(card: Card, name: str, scheme: str) -> list[str]:
    """All addresses of a kind; a fax number reaches nobody."""
    told = [plain(one.value) for one in card.all(name) if not _fax(one)]
    bare = [text[len(scheme) :] if text.lower().startswith(scheme) else text for text in told]
    return [text for one in bare if (text := one.partition(";")[0].strip())]


def _fax(one: Said) -> bool:
    return "FAX" in one.types


def _written(address: list[str]) -> str:
    """An address as it stands on an envelope."""
    box, extended, street, city, region, code, country = address
    place = " ".join(part for part in (code, city) if part)
    told = (street, extended, box, place, region, country)
    return ", ".join(" ".join(part.split()) for part in told if part) if street or box else ""


def _birthday(card: Card) -> tuple[str, str]:
    """The day, or why it is none."""
    text = _first(card, "BDAY")
    if not text or _NO_YEAR.match(text):
        return "", ""
    found = _DAY.fullmatch(text)
    return ("-".join(found.groups()), "") if found else ("", f"{text[:20]!r} is no day. Write it as YYYY-MM-DD.")
