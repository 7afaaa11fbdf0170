"""Invented names in nine scripts: how given and family names are drawn and put together.

A word may carry its Latin form (`Иван=Ivan`), the form of a family name for men and women (`Иванов/Иванова`), and `_`
for a blank. The order of the parts is the culture's own; a name is stored as people write it.
"""

from __future__ import annotations

import csv
import random
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

_ASCII = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae", "ł": "l", "đ": "d", "ı": "i",
        "ð": "d", "þ": "th",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Name:
    """A name as written, its parts, and the same parts in Latin letters. `given` or `family` may be empty."""

    text: str
    given: str
    family: str
    latin_given: str
    latin_family: str
    woman: bool

    @property
    def latin(self) -> str:
        """Given and family name in Latin letters, in that order."""
        return f"{self.latin_given} {self.latin_family}".strip()


@dataclass(frozen=True)
class Culture:
    """Where names come from: `pattern` of {g}iven, {p}atronymic and {f}amily; lists parted by blanks."""

    pattern: str
    women: str
    men: str
    families: str
    patronymics: str


def cultures() -> dict[str, Culture]:
    """The cultures of `wide/names.csv` by their key (a language, `us` apart)."""
    with (Path(__file__).parent / "wide" / "names.csv").open(encoding="utf-8", newline="") as file:
        return {row.pop("culture"): Culture(**row) for row in csv.DictReader(file)}


def slug(text: str) -> str:
    """Letters and digits for addresses: `Jörg Weiß` → `joergweiss`. Empty if nothing is Latin."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_ASCII))
    return re.sub(r"[^a-z0-9]", "", plain.encode("ascii", "ignore").decode())


def _word(words: str, dice: random.Random, woman: bool) -> tuple[str, str]:
    """One word of a list as written and in Latin letters."""
    if not words:
        return "", ""
    written, _, latin = dice.choice(words.split()).replace("_", " ").partition("=")
    forms = [form.split("/")[-1 if woman else 0] for form in (written, latin or written)]
    return forms[0], forms[1]


def draw(source: Culture, dice: random.Random) -> Name:
    """A name of the culture."""
    woman = dice.random() < 0.45
    given, latin_given = _word(source.women if woman else source.men, dice, woman)
    middle, _ = _word(source.patronymics, dice, woman)
    family, latin_family = _word(source.families, dice, woman)
    text = source.pattern.format(g=given, p=middle, f=family)
    return Name(text, given, family, latin_given, latin_family, woman)
