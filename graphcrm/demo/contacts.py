"""Who of ours is in touch with whom in the wide world: two of the team per account, uneven and with silences."""

from __future__ import annotations

import random
from datetime import date, timedelta

from graphcrm.demo.interactions import LAST, Tie
from graphcrm.demo.tables import Row, Tables, read

_START = date(2024, 11, 20)
_RHYTHMS = (10, 15, 21, 30, 30, 45, 45, 60, 90)
_NORDIC = ("p-mensah", "p-ylonen")
_PAIRS = {
    **dict.fromkeys(("NO", "SE", "DK", "FI", "IS"), _NORDIC),
    **dict.fromkeys(("NL", "BE", "FR", "PT", "ES"), ("p-degroot", "p-obrien")),
    **dict.fromkeys(("GB", "IE", "US", "CL", "BR", "IN"), ("p-obrien", "p-schuster")),
    **dict.fromkeys(("BG", "GR", "HU", "TR", "KZ", "IT"), ("p-petrova", "p-nguyen")),
    **dict.fromkeys(("AE", "EG", "IL", "ID"), ("p-hassan", "p-petrova")),
}
_OTHERWISE = ("p-nguyen", "p-schuster")
_LAST_SEEN = date(2026, 4, 24)
_PLANT_CONTACTS = 60
_PLANT_TEAM = ("p-nguyen", "p-rahimi", "p-keller", "p-schuster")

SILENT = {"d-clinic": "FINANCE", "d-depot": "DECISION_MAKER"}
"""The coverage gaps of the wide deals: a buying role whose holder none of ours has met for half a year or ever."""


class Contacts:
    """Makes the ties of the wide world."""

    def __init__(self, tables: Tables, dice: random.Random) -> None:
        self._tables, self._dice = tables, dice
        self._organizations = {row["external_id"]: row for row in tables["organizations"]}
        self._at = {role["external_id"]: role["organization"] for role in tables["roles"]}
        self._levels = {role["external_id"]: int(role["level"]) for role in tables["roles"]}
        self._known = {h["person"] for h in read("core", "holdings")}
        self.ties: list[Tie] = []

    def all(self) -> list[Tie]:
        """The ties: those of deals and moves as their stories need them, the others by chance."""
        settled = self._deals() | self._moves()
        current: dict[str, list[Row]] = {}
        for holding in self._tables["holdings"]:
            if not holding["ended_on"] and holding["person"] not in self._known | settled:
                current.setdefault(self._at[holding["role"]], []).append(holding)
        for organization, holdings in current.items():
            if not organization.startswith(("o-tidewright", "o-motoren")):
                self._account(self._organizations[organization], holdings)
        self._plant([h for name, held in current.items() if name.startswith("o-motoren") for h in held])
        return self.ties

    def _tie(self, ours: str, person: str, every: float, since: date, until: date, about: str) -> None:
        self.ties.append(Tie(ours, person, every, since, until, about))

    def _account(self, organization: Row, holdings: list[Row]) -> None:
        """The pair of the country, both at least once; a quarter of the people nobody knows, some went silent."""
        pair = _PAIRS.get(organization["country"], _OTHERWISE)
        for number, holding in enumerate(holdings):
            if number > 1 and self._dice.random() < 0.25:
                continue
            ours = pair[number] if number < 2 else pair[self._dice.random() < 0.35]
            since = max(_START + timedelta(days=self._dice.randrange(420)), date.fromisoformat(holding["started_on"]))
            silent = number > 1 and self._dice.random() < 0.25
            until = LAST - timedelta(days=self._dice.randrange(90, 400)) if silent else LAST
            every = self._dice.choice(_RHYTHMS)
            self._tie(ours, holding["person"], every, since, until, organization["external_id"])
            if number and self._dice.random() < 0.5:
                self._tie(holdings[0]["person"], holding["person"], every + 20, since, LAST, "")

    def _plant(self, holdings: list[Row]) -> None:
        """Sixty people of the plant, those further up more likely."""
        upper = sorted(holdings, key=lambda h: (self._levels[h["role"]] + 2.5 * self._dice.random(), h["role"]))
        for holding in upper[:_PLANT_CONTACTS]:
            since = max(_START + timedelta(days=self._dice.randrange(500)), date.fromisoformat(holding["started_on"]))
            every = self._dice.choice(_RHYTHMS) + 10
            self._tie(self._dice.choice(_PLANT_TEAM), holding["person"], every, since, LAST, "o-motoren")

    def _deals(self) -> set[str]:
        """Committees of the wide deals: the silent one was last met in spring or never, the others regularly."""
        deals = {deal["external_id"]: deal for deal in read("wide", "deals")}
        settled = set()
        for row in self._tables["stakeholders"]:
            if row["deal"] not in deals:
                continue
            settled.add(row["person"])
            organization = self._organizations[deals[row["deal"]]["organization"]]
            pair = _PAIRS.get(organization["country"], _OTHERWISE)
            silent = SILENT.get(row["deal"]) == row["buying_role"]
            if silent and row["buying_role"] == "FINANCE":
                continue
            until = _LAST_SEEN if silent else LAST
            champion = row["buying_role"] == "CHAMPION"
            since = max(date(2025, 9, 1), self._since(row["person"]))
            self._tie(pair[not champion], row["person"], 10 if champion else 22, since, until, row["deal"])
        return settled

    def _since(self, person: str) -> date:
        """Since when a person sits where they sit."""
        starts = [h["started_on"] for h in self._tables["holdings"] if h["person"] == person and not h["ended_on"]]
        return date.fromisoformat(max(starts))

    def _moves(self) -> set[str]:
        """Whoever changed employer was in touch with one of ours before and still is."""
        current = {row["role"]: row for row in self._tables["holdings"] if not row["ended_on"]}
        settled = set()
        for move in read("wide", "moves"):
            person = current[move["to_role"]]["person"]
            settled.add(person)
            left, begun = date.fromisoformat(move["ended_on"]), date.fromisoformat(move["started_on"])
            before = max(_START, left - timedelta(days=300))
            self._tie(move["with"], person, 12, before, left, self._at[move["from_role"]])
            self._tie(move["with"], person, 16, begun, LAST, self._at[move["to_role"]])
        return settled
