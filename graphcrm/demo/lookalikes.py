"""Planted duplicates: second records of the same people, and people who only look the same, with the answer key."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graphcrm.demo import names
from graphcrm.demo.interactions import LAST, Tie, Timeline
from graphcrm.demo.people import Census
from graphcrm.demo.tables import Row, Tables

PLANTED = {"NICKNAME": 14, "TRANSLITERATION": 12, "MARRIED_NAME": 10, "MOVED_DOMAIN": 12, "TYPING": 12}
"""How many second records of each sort: 60 in all."""

_NICKNAMES = {
    "Alexander": "Alex", "Andreas": "Andi", "Barbara": "Babsi", "Benjamin": "Ben", "Christian": "Chris",
    "Claudia": "Claudi", "Daniel": "Dani", "Elisabeth": "Lisa", "Franziska": "Franzi", "Friedrich": "Fritz",
    "Gabriele": "Gabi", "Joachim": "Achim", "Johannes": "Hannes", "Katharina": "Kathi", "Margarete": "Grete",
    "Matthias": "Matze", "Maximilian": "Max", "Michael": "Micha", "Sebastian": "Basti", "Stefanie": "Steffi",
    "Susanne": "Susi", "Theresa": "Resi", "Thomas": "Tom", "Ulrike": "Uli", "Wilhelm": "Willi",
}  # fmt: skip
_MAILBOX = "postfach.example"
_NEAR = ("DE", "DK", "AT", "CH")
_INSIDE_SALES = "p-schuster"
_SEEN_TOGETHER = date(2026, 9, 22)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records (external ids of people): the `same` person or not, and the sort of likeness."""

    first: str
    second: str
    same: bool
    sort: str


class Lookalikes:
    """Adds second records to the census and remembers the pairs."""

    def __init__(self, tables: Tables, census: Census, dice: random.Random) -> None:
        self._tables, self._census, self._dice = tables, census, dice
        self._current = {row["person"]: row for row in tables["holdings"] if not row["ended_on"]}
        self._at = {role["external_id"]: role["organization"] for role in tables["roles"]}
        self._domains = {row["external_id"]: row["domain"] for row in tables["organizations"]}
        busy = {row["person"] for row in tables["stakeholders"]}
        busy |= {row["person"] for row in tables["holdings"] if row["ended_on"]}
        self._free = [row for row in census.rows if row["external_id"] not in busy]
        dice.shuffle(self._free)
        self._earlier = self._left_seats({row["role"] for row in tables["holdings"] if row["ended_on"]})
        self.pairs: list[Pair] = []

    def _left_seats(self, used: set[str]) -> list[Row]:
        """Today's holdings of seats that people of the plant may have left, each seat once, in random order."""
        near = {
            row["external_id"] for row in self._tables["organizations"] if row["country"] in ("DE", "DK", "AT", "CH")
        }
        ends = ("-fin", "-ops", "-sales")
        found = [h for h in self._current.values() if self._at[h["role"]] in near and h["role"].endswith(ends)]
        found = [h for h in found if h["role"] not in used]
        self._dice.shuffle(found)
        return found

    def plant(self) -> None:
        """All pairs: first those who must stay apart, then the second records in random order."""
        self._apart()
        copies = [(original, sort, other) for sort in PLANTED for original, other in self._of(sort)]
        self._dice.shuffle(copies)
        for original, sort, other in copies:
            second = self._census.copy(original, **other)
            self.pairs.append(Pair(original["external_id"], second["external_id"], True, sort))
            if sort == "MOVED_DOMAIN":
                self._earlier_seat(original, second)

    def ties(self) -> list[Tie]:
        """Second records wrote to our inside sales now and then."""
        ties = []
        for pair in self.pairs:
            if pair.same:
                since = LAST - timedelta(days=self._dice.randrange(60, 600))
                ties.append(Tie(_INSIDE_SALES, pair.second, 150, since, LAST, ""))
        return ties

    def meet(self, timeline: Timeline) -> None:
        """People who must stay apart were seen together."""
        for pair in self.pairs:
            if not pair.same:
                people = [(_INSIDE_SALES, "ORGANIZER"), (pair.first, "ATTENDEE"), (pair.second, "ATTENDEE")]
                timeline.add("MEETING", _SEEN_TOGETHER, people, "")

    def _of(self, sort: str) -> Iterator[tuple[Row, Row]]:
        """Originals for one sort, each with what its second record says."""
        make = {
            "NICKNAME": self._nickname,
            "TRANSLITERATION": self._latin,
            "MARRIED_NAME": self._married,
            "MOVED_DOMAIN": self._moved,
            "TYPING": self._mistyped,
        }[sort]
        found = 0
        for original in list(self._free):
            if found == PLANTED[sort]:
                return
            other = make(original, self._census.names[original["external_id"]])
            if other:
                self._free.remove(original)
                found += 1
                yield original, other

    def _nickname(self, original: Row, name: names.Name) -> Row:
        """Katharina and Kathi: another mailbox, the same telephone."""
        nick = _NICKNAMES.get(name.given)
        if not nick:
            return {}
        address = self._census.address(nick, name.latin_family, _MAILBOX)
        return self._named(nick, name.family) | {"emails": address, "phones": self._shared(original, "phones")}

    def _latin(self, original: Row, name: names.Name) -> Row:
        """The name in Latin letters: another address of the same domain, the same birthday."""
        if name.latin == f"{name.given} {name.family}".strip() or not name.latin_family:
            return {}
        address = self._census.address(name.latin_given[:1], name.latin_family, self._domain(original))
        born = self._shared(original, "birthday")
        return self._named(name.latin_given, name.latin_family) | {"emails": address, "birthday": born}

    def _married(self, original: Row, name: names.Name) -> Row:
        """The name she had before: the address it made, the same birthday."""
        if not name.woman or original["country"] != "DE" or name.latin != name.text:
            return {}
        families = sorted({n.family for n in self._census.names.values() if n.family.isascii() and n.family.isalpha()})
        maiden = self._dice.choice([f for f in families if self._census.free(name.given, f)])
        address = self._census.address(name.latin_given, maiden, self._domain(original))
        return self._named(name.given, maiden) | {"emails": address, "birthday": self._shared(original, "birthday")}

    def _moved(self, original: Row, name: names.Name) -> Row:
        """The same name at the employer before: that address, the same birthday (the seat is added later)."""
        seat = self._current[original["external_id"]]["role"]
        if not self._at[seat].startswith("o-motoren"):
            return {}
        return {"emails": "", "birthday": self._shared(original, "birthday")}

    def _mistyped(self, original: Row, name: names.Name) -> Row:
        """Typed in from a card: an initial or two letters swapped; the same telephone or birthday."""
        if name.latin != name.text or len(name.family) < 5:
            return {}
        address = self._census.address(name.latin_given[:1], name.latin_family, self._domain(original))
        if self._dice.random() < 0.4:
            return self._named(f"{name.given[0]}.", name.family) | {
                "emails": address,
                "phones": self._shared(original, "phones"),
            }
        at = self._dice.choice([i for i in range(1, len(name.family) - 1) if name.family[i] != name.family[i + 1]])
        family = name.family[:at] + name.family[at + 1] + name.family[at] + name.family[at + 2 :]
        return self._named(name.given, family) | {"emails": address, "birthday": self._shared(original, "birthday")}

    def _earlier_seat(self, original: Row, second: Row) -> None:
        """A seat elsewhere that only the second record knows, held before the original's and before its holder's."""
        held = self._current[original["external_id"]]
        seat = self._earlier.pop()
        ended = date.fromisoformat(min(held["started_on"], seat["started_on"])) - timedelta(days=1)
        started = ended - timedelta(days=self._dice.randrange(700, 1500))
        self._tables["holdings"].append(
            {
                "role": seat["role"],
                "person": second["external_id"],
                "started_on": started.isoformat(),
                "ended_on": ended.isoformat(),
            }
        )
        name = self._census.names[original["external_id"]]
        domain = self._domains[self._at[seat["role"]]]
        second["emails"] = self._census.address(name.latin_given, name.latin_family, domain)

    def _apart(self) -> None:
        """Two colleagues truly of the same name, and father and son at one company: different people."""
        plant = [row for row in self._free if row["birthday"] and "@motoren." in row["emails"]]
        family = [row for row in self._census.rows if row["emails"].endswith("@kupferhain.example")]
        for sort, (first, second) in (("NAMESAKES", plant[:2]), ("FATHER_AND_SON", family[:2])):
            name = self._census.names[first["external_id"]]
            self._census.names[second["external_id"]] = name
            second |= {column: first[column] for column in ("name", "first_name", "last_name")}
            domain = self._domain(second)
            second["emails"] = self._census.address(name.latin_given, name.latin_family, domain)
            self._free = [row for row in self._free if row is not first and row is not second]
            self.pairs.append(Pair(first["external_id"], second["external_id"], False, sort))
            if sort == "FATHER_AND_SON":
                first["birthday"], second["birthday"] = "1961-02-17", "1990-08-05"

    def _named(self, given: str, family: str) -> Row:
        return {"name": f"{given} {family}", "first_name": given, "last_name": family}

    def _domain(self, original: Row) -> str:
        return original["emails"].split(";")[0].partition("@")[2]

    def _shared(self, original: Row, column: str) -> str:
        """What both records know; the original is given it if it has none."""
        if not original[column]:
            make = self._census.birthday if column == "birthday" else lambda: self._census.phone(original["country"])
            original[column] = make()
        return original[column]
