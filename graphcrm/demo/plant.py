"""The subsidiary with 1,800 people: its departments, teams and seats, and the reorganization that moved some."""

from __future__ import annotations

import random
from datetime import date, timedelta

from graphcrm.demo.people import Census
from graphcrm.demo.seats import Staffing
from graphcrm.demo.tables import Row, Tables

PEOPLE = 1800
"""People with a seat at the subsidiary or one of its units, those written by hand included."""

VACANT = 21
"""Seats of the plant that nobody holds, beside those written by hand."""

MOVED = 12
"""People of the plant who changed their seat in the reorganization."""

LAST_DAY, FIRST_DAY = "2026-02-28", "2026-03-01"
"""The reorganization: the last day of the old seats, the first of the new ones."""

_TEAM = 12
_TEAMS_PER_MANAGER = 7

_HEADS = {
    "o-motoren-eng": ("r-eng-head", "r-motoren-md"),
    "o-motoren-casting": ("", "r-prod-head"),
    "o-motoren-machining": ("", "r-prod-head"),
    "o-motoren-assembly": ("", "r-prod-head"),
    "o-motoren-testbay": ("", "r-prod-head"),
}
_UNITS = (
    ("o-motoren-assembly", 0, "OPERATIONS", "Assembly Fitter,Winding Technician,Assembly Planner,Robot Operator"),
    ("o-motoren-machining", 384, "OPERATIONS", "Machinist,Tool Setter,Process Planner,Milling Operator"),
    ("o-motoren-casting", 262, "OPERATIONS", "Foundry Worker,Mould Maker,Furnace Operator,Core Maker"),
    ("o-motoren-testbay", 118, "OPERATIONS", "Test Engineer,Test Bay Technician"),
    ("o-motoren-eng", 214, "ENGINEERING", "Design Engineer,Simulation Engineer,Electronics Engineer,Draughtsperson"),
    ("o-motoren-quality", 104, "OPERATIONS", "Quality Engineer,Inspector,Metrologist"),
    ("o-motoren-logistics", 132, "OPERATIONS", "Warehouse Clerk,Dispatcher,Forklift Driver,Materials Planner"),
    ("o-motoren-maintenance", 88, "SERVICE", "Maintenance Electrician,Maintenance Mechanic,Building Engineer"),
    ("o-motoren-finance", 26, "FINANCE", "Accountant,Cost Controller,Payroll Clerk"),
    ("o-motoren-people", 17, "HUMAN_RESOURCES", "HR Adviser,Training Coordinator,Recruiter"),
    ("o-motoren-digital", 24, "TECHNOLOGY", "Data Engineer,Automation Engineer,Application Owner"),
)


class Plant:
    """Builds the plant's chart: head, managers, team leads, staff, six levels from the managing director down."""

    def __init__(self, tables: Tables, census: Census, staffing: Staffing, dice: random.Random) -> None:
        self._tables, self._census, self._staffing, self._dice = tables, census, staffing, dice
        self._organizations = {row["external_id"]: row for row in tables["organizations"]}
        self._seats = 0
        self._held: list[Row] = []
        self._leads: list[tuple[Row, str, str, list[str]]] = []

    def build(self) -> None:
        """Everything; afterwards exactly PEOPLE hold a seat and VACANT more seats are empty."""
        here = {name for name in self._organizations if name.startswith("o-motoren")}
        at = {role["external_id"]: role["organization"] for role in self._tables["roles"]}
        known = {h["person"] for h in self._tables["holdings"] if at[h["role"]] in here and not h["ended_on"]}
        rest = PEOPLE - len(known) - sum(count for _, count, _, _ in _UNITS)
        for unit, count, function, titles in _UNITS:
            self._unit(self._organizations[unit], count or rest, function, titles.split(","))
        self._reorganize()
        for number in range(VACANT):
            organization, lead, function, staff = self._leads[number * len(self._leads) // VACANT]
            self._seat(organization, self._dice.choice(staff), function, lead)

    def _unit(self, organization: Row, people: int, function: str, staff: list[str]) -> None:
        """Head (one may be there already), managers where there are many teams, leads, staff: so many new people."""
        head, above = _HEADS.get(organization["external_id"], ("", "r-motoren-md"))
        left = people
        if not head:
            head = self._seat(organization, f"Head of {organization['name']}", function, above)
            self._hold(head, organization)
            left -= 1
        teams = max(1, round(left / (_TEAM + 1)))
        managers = [
            self._held_seat(organization, f"{organization['name']} Manager", function, head)
            for _ in range(teams // _TEAMS_PER_MANAGER)
        ]
        left -= len(managers) + teams
        for team in range(teams):
            boss = managers[team % len(managers)] if managers else head
            lead = self._held_seat(organization, f"Team Lead {staff[team % len(staff)]}", function, boss)
            self._leads.append((organization, lead, function, staff))
            for _ in range(left // teams + (team < left % teams)):
                self._held_seat(organization, self._dice.choice(staff), function, lead)

    def _seat(self, organization: Row, title: str, function: str, above: str) -> str:
        self._seats += 1
        role = f"r-m-{self._seats:04d}"
        self._staffing.seat(role, organization, title, function, above)
        return role

    def _hold(self, role: str, organization: Row) -> None:
        new = organization["external_id"] == "o-motoren-digital"
        domain = organization | {"domain": self._organizations["o-motoren"]["domain"]}
        start = date(2004, 1, 5) + timedelta(days=int(7500 * self._dice.random() ** 0.7))
        holding = self._staffing.hold(role, self._census.add(domain), FIRST_DAY if new else start.isoformat())
        if new:
            self._held.append(holding)

    def _held_seat(self, organization: Row, title: str, function: str, above: str) -> str:
        role = self._seat(organization, title, function, above)
        self._hold(role, organization)
        return role

    def _reorganize(self) -> None:
        """MOVED seats of the new department go to people of the plant; those who were meant for them succeed them."""
        staff = [h for h in self._tables["holdings"] if h["role"].startswith("r-m-") and h["started_on"] < "2025-01-01"]
        for new, old in zip(self._held[:MOVED], self._dice.sample(staff, MOVED), strict=True):
            old["ended_on"] = LAST_DAY
            self._staffing.hold(old["role"], {"external_id": new["person"]}, FIRST_DAY)
            new["person"] = old["person"]
