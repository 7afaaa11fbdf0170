"""Staffing the companies of the wide world: a handful of seats each, by what the company is to us."""

from __future__ import annotations

import random
from datetime import date, timedelta

from graphcrm.demo.people import Census
from graphcrm.demo.tables import Row, Tables

_TITLES = {
    "ceo": ("Chief Executive Officer", "EXECUTIVE"),
    "cfo": ("Chief Financial Officer", "FINANCE"),
    "md": ("Managing Director", "EXECUTIVE"),
    "fin": ("Head of Finance", "FINANCE"),
    "it": ("Head of IT", "TECHNOLOGY"),
    "buy": ("Head of Procurement", "PROCUREMENT"),
    "ops": ("Head of Operations", "OPERATIONS"),
    "sales": ("Head of Sales", "SALES"),
    "partners": ("Partner Manager", "MARKETING"),
    "consult": ("Senior Consultant", "SERVICE"),
    "hse": ("Head of Safety", "OTHER"),
}
_CATEGORIES = {
    "EXECUTIVE": "DECISION_MAKER",
    "FINANCE": "FINANCE",
    "TECHNOLOGY": "TECHNICAL_EVALUATOR",
    "PROCUREMENT": "PROCUREMENT",
    "OPERATIONS": "END_USER",
}
_PARTNERS = {"CHANNEL": "CHANNEL_PARTNER", "TECHNOLOGY": "TECHNOLOGY_PARTNER"}
_SOURCES = {"INBOUND": "WEBSITE", "REFERRAL": "REFERRAL", "TARGET": "OUTBOUND", "COMPETITIVE": "EVENT"}
_STATES = ("NEW", "WORKING", "WORKING", "QUALIFIED", "DISQUALIFIED")

VACANT = {"r-gear-ops", "r-winch-ops", "r-china-fin", "r-serwis-ops", "r-tisza-buy", "r-lakeside-it"}
"""Seats of the wide world outside the plant that nobody holds."""

DOTTED = {
    "r-inverter-fin": "r-fin-control",
    "r-gear-it": "r-cdo",
    "r-china-fin": "r-fin-control",
    "r-propulsion-it": "r-cdo",
    "r-field-it": "r-cdo",
}
"""Dotted lines of the wide world."""

_EXTRA_SEATS = (
    ("o-pumps", "fin"),
    ("o-valves", "ops"),
    ("o-hydraulik", "fin"),
    ("o-nippon", "ops"),
    ("o-norrvik", "it"),
)
_FILLING = ("o-drives", "o-process", "o-marine", "o-services")
_BIG_SUBSIDIARY = 200


def _plan(organization: Row, owned: bool) -> tuple[str, ...]:
    """The seats of a company, the top first."""
    category = organization["categories"]
    if owned:
        return ("md", "fin", "ops", "it") if int(organization["employees"]) >= _BIG_SUBSIDIARY else ("md", "fin", "ops")
    if category.startswith("CUSTOMER"):
        return ("ceo", "cfo", "it", "buy", "ops")
    if category.startswith("PROSPECT"):
        return ("md", "it", "buy")
    return ("md", "consult", "partners") if category.startswith("PARTNER") else ("md", "sales")


def _categories(organization: Row, function: str) -> str:
    kind, _, detail = organization["categories"].partition("_")
    if kind == "PARTNER":
        return _PARTNERS.get(detail, "SERVICE_PARTNER")
    if kind == "PROSPECT":
        return "INITIAL_CONTACT" if function == "TECHNOLOGY" else "STAKEHOLDER"
    return "SUPPLIER" if organization["tags"] == "supplier" else _CATEGORIES.get(function, "")


class Staffing:
    """Adds seats and the people in them to the tables."""

    def __init__(self, tables: Tables, census: Census, dice: random.Random) -> None:
        self._tables, self._census, self._dice = tables, census, dice
        self._levels = {role["external_id"]: int(role["level"]) for role in tables["roles"]}
        self._organizations = {row["external_id"]: row for row in tables["organizations"]}

    def companies(self) -> None:
        """A handful of seats at every company that has none yet, owners first so that the lines lead up to them."""
        staffed = {role["organization"] for role in self._tables["roles"]}
        owner = {row["child"]: row["parent"] for row in self._tables["ownership"] if row["control"] == "true"}
        for organization in self._organizations.values():
            if organization["external_id"] in staffed or organization["part_of"]:
                continue
            above = self._top(owner.get(organization["external_id"], ""))
            keys = _plan(organization, bool(above))
            top = self.company_seat(organization, keys[0], above)
            for key in keys[1:]:
                self.company_seat(organization, key, top)
        for company, key in _EXTRA_SEATS:
            self.company_seat(self._organizations[company], key, self._top(company))

    def fill(self, people: int) -> None:
        """So many more people at the divisions, so that the world has the size it promises."""
        for number in range(people):
            organization = self._organizations[_FILLING[number % len(_FILLING)]]
            title = ("Programme Manager", "Controller", "Category Manager", "Data Analyst", "Legal Counsel")[
                number // 4 % 5
            ]
            role = f"r-{organization['external_id'][2:]}-staff-{number // 4 + 1}"
            self.seat(role, organization, title, "OTHER", self._top(organization["external_id"]))
            self.hold(role, self._census.add(organization))

    def company_seat(self, organization: Row, key: str, above: str) -> str:
        """A seat of the plan at the organization, with somebody in it unless it is one of VACANT; its id."""
        role = f"r-{organization['external_id'][2:]}-{key}"
        title, function = _TITLES[key]
        self.seat(role, organization, title, function, above, DOTTED.get(role, ""))
        if role not in VACANT:
            person = self._census.add(organization, _categories(organization, function))
            if organization["categories"].startswith("PROSPECT"):
                person["lead_source"] = _SOURCES[organization["categories"].removeprefix("PROSPECT_")]
                person["lead_status"] = self._dice.choice(_STATES)
            self.hold(role, person)
        return role

    def seat(self, role: str, organization: Row, title: str, function: str, above: str, dotted: str = "") -> None:
        """A seat; `above` is the seat it reports to, or empty."""
        self._levels[role] = self._levels[above] + 1 if above else 0
        self._tables["roles"].append(
            {
                "external_id": role,
                "organization": organization["external_id"],
                "title": title,
                "function": function,
                "level": str(self._levels[role]),
                "reports_to": above,
                "dotted_to": dotted,
            }
        )

    def hold(self, role: str, person: Row, started_on: str = "", ended_on: str = "") -> Row:
        """Somebody in a seat, from a day between 2008 and 2024 unless it is given; the row."""
        start = started_on or (date(2008, 1, 1) + timedelta(days=self._dice.randrange(6100))).isoformat()
        holding = {
            "role": role,
            "person": person["external_id"],
            "started_on": start,
            "ended_on": ended_on,
            "acting": "",
        }
        self._tables["holdings"].append(holding)
        return holding

    def _top(self, organization: str) -> str:
        """The top seat of an organization; empty where there is none."""
        seats = [r["external_id"] for r in self._tables["roles"] if r["organization"] == organization]
        return min(seats, key=lambda role: self._levels[role], default="")
