"""Mails, calls and meetings of two years out of ties: each has its own rhythm, its gaps and its silence.

A tie says who is in touch with whom, how often (`every` so many days on average), from when until when and about what.
Days off (weekends, the turn of the year, high summer) thin the traffic, long gaps occur, and answers follow mails.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from graphcrm.demo.tables import BASE, Row

LAST = BASE - timedelta(days=1)
"""The day of the newest interaction."""

_SUBJECTS = {
    "EMAIL": "Follow-up to our call|Open questions|Offer, second version|Security questionnaire|Reference visit|"
    "Price list|Contract draft|Test environment|Interfaces to the old system|Data model|Agenda|Thank you for the visit|"
    "Road map|Licence count|Next steps|Pilot results|Support ticket|Access for the new colleague|Slides|Time plan",
    "CALL": "Short call|Status|Open points|Prices|Scope|Escalation|Preparation of the meeting",
    "MEETING": "Workshop|Demonstration|Site visit|Review|Planning meeting|Lunch|Requirements|Negotiation",
    "MESSAGE": "Quick question|Running late|Link|Confirmed",
    "NOTE": "Minutes taken|Who decides what|Mood after the meeting|Competitor mentioned",
}
_KINDS = ("EMAIL",) * 13 + ("CALL",) * 4 + ("MEETING",) * 2 + ("MESSAGE",)
_ANSWERED = 0.5
_COPIED = 0.15
_LONG_GAP = 0.05


@dataclass(frozen=True, slots=True)
class Tie:
    """`left` and `right` are in touch every so many days from `since` to `until`, about an organization or deal."""

    left: str
    right: str
    every: float
    since: date
    until: date
    about: str

    def active(self, day: date) -> bool:
        """Whether the two are in touch at that time."""
        return self.since <= day <= self.until


def tie(row: Row) -> Tie:
    """A tie from a row of `ties.csv`; no end means that it goes on."""
    until = date.fromisoformat(row["until"]) if row["until"] else LAST
    return Tie(row["from"], row["to"], float(row["every"]), date.fromisoformat(row["since"]), until, row["about"])


def _working(day: date, dice: random.Random) -> bool:
    """Whether people work that day: seldom at weekends and at the turn of the year, less in high summer."""
    if day.weekday() > 4:
        return False
    if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 5):
        return dice.random() < 0.1
    return day.month not in (7, 8) or dice.random() < 0.6


def _days(every: float, since: date, until: date, dice: random.Random) -> Iterator[date]:
    """Days of contact. Ends: each step is at least one day long."""
    at = dice.random() * every
    while since + timedelta(days=int(at)) <= until:
        day = since + timedelta(days=int(at))
        if _working(day, dice):
            yield day
        at += max(1.0, dice.expovariate(1 / every))
        if dice.random() < _LONG_GAP:
            at += dice.uniform(1, 3) * every


class Timeline:
    """Interactions of a set of people, made from their ties."""

    def __init__(self, ties: Iterable[Tie], ours: set[str], opened: dict[str, Row], seed: str) -> None:
        """`ours`: our own people; `opened`: for each deal its organization and since when it is spoken of.
        Every tie has its own chance, so that a change of one leaves the others as they are."""
        self._opened = opened
        self._ties = sorted(ties, key=lambda t: (t.left, t.right, t.since))
        self._ours, self._seed = ours, seed
        self._dice = random.Random(seed)
        self._rows: list[Row] = []
        self._circles: dict[tuple[str, str], list[Tie]] = {}
        for one in self._ties:
            self._circles.setdefault((one.left, one.about), []).append(one)

    def add(self, kind: str, day: date, people: list[tuple[str, str]], about: str, subject: str = "") -> None:
        """One interaction of `(person, part)` at a time of that working day."""
        moment = datetime.combine(day, time(self._dice.randrange(7, 17), self._dice.randrange(0, 60, 5)))
        length = {"CALL": (10, 60, 5), "MEETING": (30, 150, 30)}.get(kind)
        self._rows.append(
            {
                "kind": kind,
                "occurred_at": f"{moment.isoformat()}Z",
                "participants": ";".join(f"{person}:{part}" for person, part in people),
                "subject": subject or self._dice.choice(_SUBJECTS[kind].split("|")),
                "duration_minutes": str(self._dice.randrange(*length)) if length else "",
                "concerns": self._matter(about, day),
            }
        )

    def _matter(self, about: str, day: date) -> str:
        """A deal is spoken of from its first day on, before that its organization."""
        deal = self._opened.get(about)
        return deal["organization"] if deal and day.isoformat() < deal["since"] else about

    def play(self) -> None:
        """All interactions of the ties."""
        for one in self._ties:
            self._dice = random.Random(f"{self._seed}:{one.left}:{one.right}:{one.since}")
            for day in _days(one.every, one.since, one.until, self._dice):
                self._contact(one, day)

    def meet(self, series: Row) -> None:
        """A series of meetings; now and then somebody is missing."""
        attendees = series["attendees"].split(";")
        self._dice = random.Random(f"{self._seed}:{series['organizer']}:{series['subject']}")
        until = date.fromisoformat(series["until"]) if series["until"] else LAST
        for day in _days(float(series["every"]), date.fromisoformat(series["since"]), until, self._dice):
            there = [(person, "ATTENDEE") for person in attendees if self._dice.random() < 0.85]
            self.add("MEETING", day, [(series["organizer"], "ORGANIZER"), *there], series["about"], series["subject"])

    def rows(self, prefix: str, more: Iterable[Row] = ()) -> list[Row]:
        """Everything in order of time, numbered `i-<prefix>0001` and so on."""
        columns = ("occurred_at", "participants", "kind", "subject")
        rows = sorted([*self._rows, *more], key=lambda row: [row[column] for column in columns])
        return [{"external_id": f"i-{prefix}{number:04d}", **row} for number, row in enumerate(rows, 1)]

    def _contact(self, one: Tie, day: date) -> None:
        kind = self._dice.choice(_KINDS)
        first, second = (one.left, one.right) if self._dice.random() < 0.55 else (one.right, one.left)
        if kind == "MEETING":
            self.add(
                kind, day, [(first, "ORGANIZER"), (second, "ATTENDEE"), *self._others(one, day, "ATTENDEE")], one.about
            )
            if one.left in self._ours and self._dice.random() < 0.3:
                self.add("NOTE", day, [(one.left, "FROM")], one.about)
            return
        copied = self._others(one, day, "CC") if kind == "EMAIL" and self._dice.random() < _COPIED else []
        self.add(kind, day, [(first, "FROM"), (second, "TO"), *copied], one.about)
        answer = day + timedelta(days=self._dice.choice((0, 1, 1, 2, 3, 6)))
        if kind == "EMAIL" and answer.weekday() < 5 and answer <= one.until and self._dice.random() < _ANSWERED:
            self.add(kind, answer, [(second, "FROM"), (first, "TO")], one.about)

    def _others(self, one: Tie, day: date, part: str) -> list[tuple[str, str]]:
        """Somebody else whom the left one is in touch with about the same matter at that time, now and then."""
        circle = [t.right for t in self._circles[one.left, one.about] if t.active(day) and t.right != one.right]
        if not circle or one.left not in self._ours or self._dice.random() < 0.3:
            return []
        return [(self._dice.choice(circle), part)]
