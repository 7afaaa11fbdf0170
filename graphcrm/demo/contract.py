"""The contract world as native files: accounts of two teams, limited and open, for proving who sees what.

Everything in it is drawn from the seed and lies on fixed days, so that the same seed gives the same graph for ever.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from graphcrm.demo import tables
from graphcrm.demo.people import Census
from graphcrm.demo.tables import Row, Tables

SEED = 1
TEAMS = {"north": "Team North", "south": "Team South"}


@dataclass(frozen=True)
class Member:
    """One of us: who signs in, in which role (none: only what duties give), in which teams, with which duties."""

    email: str
    role: str | None
    teams: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()

    @property
    def external_id(self) -> str:
        return "u-" + self.email.partition("@")[0].replace(".", "-")


MEMBERS = (
    Member("am.north@example.test", "account_manager", ("north",)),
    Member("am.south@example.test", "account_manager", ("south",)),
    Member("manager.north@example.test", "manager", ("north",)),
    Member("analyst@example.test", "analyst"),
    Member("auditor@example.test", "auditor"),
    Member("privacy@example.test", None, duties=("privacy_officer",)),
    Member("admin@example.test", "admin"),
    Member("service@example.test", "service"),
)
"""One user for each role and team."""


@dataclass(frozen=True)
class _Account:
    key: str
    city: str
    country: str
    team: str = ""


ACCOUNTS = (
    _Account("borealis", "Kiel", "DE", "north"),
    _Account("cygnus", "Umeå", "SE", "north"),
    _Account("dorado", "Bergen", "NO", "south"),
    _Account("electra", "Oulu", "FI", "south"),
    _Account("fornax", "Leeds", "GB"),
    _Account("gemini", "Odense", "DK"),
    _Account("hydra", "Graz", "AT"),
    _Account("indus", "Lund", "SE"),
)
"""Half of them for one team alone, with all that hangs on them."""

_OURS = {
    "external_id": "o-lodestar", "name": "Lodestar", "kind": "COMPANY", "domain": "lodestar.example",
    "industry": "Software", "employees": "80", "city": "Berlin", "country": "DE", "tags": "", "ours": "true",
    "part_of": "", "categories": "", "audience": "",
}  # fmt: skip
_BODIES = (("", "Holding", "COMPANY"), ("works", "Works", "COMPANY"), ("trade", "Trade", "COMPANY"))
_UNIT = ("lab", "Laboratory", "DEPARTMENT")
_SEATS = (
    ("head", "Managing Director", "EXECUTIVE", "DECISION_MAKER"),
    ("finance", "Head of Finance", "FINANCE", "FINANCE"),
    ("it", "Head of IT", "TECHNOLOGY", "TECHNICAL_EVALUATOR"),
    ("buying", "Head of Procurement", "PROCUREMENT", "PROCUREMENT"),
    ("plant", "Head of Operations", "OPERATIONS", "END_USER"),
    ("sales", "Head of Sales", "SALES", ""),
    ("law", "General Counsel", "LEGAL", "STAKEHOLDER"),
)
_VACANT = "law"
_FIELDS = (
    ("segment", "Segment", "TEXT", "PUBLIC"),
    ("hobby", "Hobby", "TEXT", "PERSONAL"),
    ("margin", "Margin", "NUMBER", "CONFIDENTIAL"),
    ("diet", "Diet", "TEXT", "SENSITIVE"),
)
_FIRST, _LAST = date(2025, 1, 7), date(2026, 11, 19)


def write(folder: Path, *, seed: int = SEED) -> None:
    """Write the native files into `folder`. The same seed gives the same bytes. BadUserInput where it cannot be written
    to."""
    tables.write(folder, _Maker(seed).make(), columns=None)


class _Maker:
    """Makes the tables, an account after the other."""

    def __init__(self, seed: int) -> None:
        self._tables: Tables = {}
        self._census = Census((), random.Random(f"{seed}:people"))
        self._dice = random.Random(f"{seed}:contract")
        self._people: dict[str, list[str]] = {}

    def make(self) -> Tables:
        self._ourselves()
        for account in ACCOUNTS:
            self._account(account)
        for here, there in zip(ACCOUNTS, (*ACCOUNTS[3:], *ACCOUNTS[:3]), strict=True):
            self._between(here, there)
        return self._tables

    def _add(self, name: str, /, **row: str) -> Row:
        self._tables.setdefault(name, []).append(row)
        return row

    def _day(self) -> str:
        return (_FIRST + timedelta(days=self._dice.randrange((_LAST - _FIRST).days))).isoformat()

    # --- our side ------------------------------------------------------------------------------------------------

    def _ourselves(self) -> None:
        for key, label, type_, level in _FIELDS:
            self._add(
                "field_definitions",
                external_id=f"f-{key}",
                on="Person",
                key=key,
                label=label,
                type=type_,
                sensitivity=level,
            )
        for team, name in TEAMS.items():
            self._add("teams", external_id=team, name=name)
        self._tables["organizations"] = [dict(_OURS)]
        for number, member in enumerate(MEMBERS):
            person = self._census.add(_OURS)
            self._add(
                "users", external_id=member.external_id, email=member.email, name=person["name"],
                access_roles=member.role or "",
            )  # fmt: skip
            for team in member.teams:
                self._add("team_members", user=member.external_id, team=team, started_on="2024-01-01")
            self._person(person, "", f"r-lodestar-{number + 1}", "o-lodestar", "Account Executive", "SALES", "")
            self._add("user_people", user=member.external_id, person=person["external_id"])

    # --- an account ----------------------------------------------------------------------------------------------

    def _account(self, account: _Account) -> None:
        self._people[account.key] = []
        root = f"o-{account.key}"
        for suffix, name, kind in (*_BODIES, _UNIT):
            row = self._organization(account, suffix, name, kind)
            if kind == "COMPANY" and suffix:
                share, control = ("1.0", "true") if suffix == "works" else ("0.6", "true")
                self._add(
                    "ownership", child=row["external_id"], parent=root, share=share, control=control, source="register"
                )
            self._seats(account, row)
        self._covered(account, root)
        for number in range(1, 3):
            self._deal(account, root, number)
        for number in range(1, 13):
            self._interaction(account, root, number)
        self._words(account, root)

    def _organization(self, account: _Account, suffix: str, name: str, kind: str) -> Row:
        key = f"o-{account.key}" + (f"-{suffix}" if suffix else "")
        return self._add(
            "organizations",
            external_id=key,
            name=f"{account.key.capitalize()} {name}",
            kind=kind,
            domain=f"{suffix or 'www'}.{account.key}.example",
            industry="Machinery",
            employees=str(self._dice.randrange(50, 5000)),
            city=account.city,
            country=account.country,
            tags="strategic" if account.team else "",
            ours="",
            part_of=f"o-{account.key}" if kind == "DEPARTMENT" else "",
            categories="CUSTOMER_ENTERPRISE" if not suffix else "",
            audience=account.team,
        )

    def _seats(self, account: _Account, organization: Row) -> None:
        here = organization["external_id"].removeprefix("o-")
        top = f"r-{account.key}-head"
        for key, title, function, category in _SEATS:
            role, above = f"r-{here}-{key}", f"r-{here}-head" if key != "head" else top
            above = "" if role == above else above
            if key == _VACANT and here.endswith("trade"):
                self._role(role, organization["external_id"], title, function, above, account.team)
                continue
            person = self._census.add(organization, category)
            self._people[account.key].append(person["external_id"])
            self._person(person, account.team, role, organization["external_id"], title, function, above)

    def _role(self, role: str, organization: str, title: str, function: str, above: str, team: str) -> None:
        level = "0" if not above else "1" if role.endswith("-head") else "2"
        self._add(
            "roles", external_id=role, organization=organization, title=title, function=function, level=level,
            reports_to=above, audience=team,
        )  # fmt: skip

    def _person(
        self, person: Row, team: str, role: str, organization: str, title: str, function: str, above: str
    ) -> None:
        """A person with a value of every class, in a seat."""
        dice = self._dice
        person |= {
            "birthday": self._census.birthday(),
            "time_zone": "Europe/Berlin",
            "expected_value": str(dice.randrange(1, 90) * 1000),
            "expected_value_currency": "EUR",
            "x_segment": dice.choice(("A", "B", "C")),
            "x_hobby": dice.choice(("chess", "rowing", "baking")),
            "x_margin": str(dice.randrange(5, 40)),
            "x_diet": dice.choice(("vegan", "halal", "none")),
            "audience": team,
        }
        self._tables.setdefault("people", []).append(person)
        self._role(role, organization, title, function, above, team)
        self._add("holdings", person=person["external_id"], role=role, started_on=self._day(), acting="")

    def _covered(self, account: _Account, root: str) -> None:
        """Who of us looks after it; the account team of the open ones is mixed."""
        south = account.team == "south" or account.key in ("hydra", "indus")
        owner, other = ("u-am-south", "u-am-north") if south else ("u-am-north", "u-am-south")
        covers = {"organization": root, "with_subsidiaries": "true", "started_on": "2024-01-01"}
        self._add("coverages", user=owner, **covers, **{"as": "OWNER"})
        if not account.team:
            self._add("coverages", user=other, **covers, **{"as": "MEMBER"})
        if account.team == "north":
            self._add("coverages", user="u-manager-north", **covers, **{"as": "TEAM_LEAD"})
        self._add(
            "approvals", role=f"r-{account.key}-finance", organization=root, subject="Purchases",
            up_to=str(self._dice.randrange(1, 9) * 10_000), up_to_currency="EUR",
        )  # fmt: skip

    def _deal(self, account: _Account, root: str, number: int) -> None:
        dice, key = self._dice, f"d-{account.key}-{number}"
        self._add(
            "deals", external_id=key, name=f"{account.key.capitalize()} rollout {number}", organization=root,
            pipeline="Sales", stage=dice.choice(("QUALIFIED", "PROPOSAL")), value=str(dice.randrange(1, 400) * 1000),
            currency="EUR", expected_close_on="2027-03-31", audience=account.team,
        )  # fmt: skip
        for person, part in zip(
            dice.sample(self._people[account.key], 3), ("DECISION_MAKER", "CHAMPION", "FINANCE"), strict=True
        ):
            self._add(
                "stakeholders", deal=key, person=person, buying_role=part, power=str(dice.randrange(1, 10) / 10),
                stance=dice.choice(("SUPPORTER", "NEUTRAL", "OPPONENT")), since=self._day(),
            )  # fmt: skip

    def _interaction(self, account: _Account, root: str, number: int) -> None:
        dice = self._dice
        ours = f"p-{1001 + dice.randrange(3)}"
        first, second = dice.sample(self._people[account.key], 2)
        self._add(
            "interactions",
            external_id=f"i-{account.key}-{number}",
            kind=dice.choice(("EMAIL", "CALL", "MEETING")),
            occurred_at=f"{self._day()}T{dice.randrange(8, 18):02d}:{dice.randrange(60):02d}:00Z",
            participants=f"{ours}:FROM;{first}:TO;{second}:CC",
            subject=f"Talk {number} at {account.key.capitalize()}",
            duration_minutes=str(dice.randrange(5, 90)),
            concerns=dice.choice((root, f"d-{account.key}-1", f"d-{account.key}-2")),
            audience=account.team,
        )

    def _words(self, account: _Account, root: str) -> None:
        """What somebody wrote down about it: notes, tasks, wishes, influence."""
        dice, people = self._dice, self._people[account.key]
        for number in range(1, 4):
            end = {"audience": account.team, "external_id": f"-{account.key}-{number}"}
            self._add(
                "notes", **{**end, "external_id": f"n{end['external_id']}"}, text=f"Heard at {account.key}: {number}",
                about=f"{root};{dice.choice(people)}",
            )  # fmt: skip
            self._add(
                "tasks", **{**end, "external_id": f"t{end['external_id']}"}, title=f"Call {account.key.capitalize()}",
                status="OPEN", due_on="2026-12-31", assignee="u-am-north", about=root,
            )  # fmt: skip
            self._add(
                "preferences", **{**end, "external_id": f"w{end['external_id']}"}, kind="COMMUNICATION", wish="WANTED",
                channel="EMAIL", topic="News", stated_on=self._day(), person=dice.choice(people),
            )  # fmt: skip
            a, b = dice.sample(people, 2)
            topic, weight = f"topic {number}", str(dice.randrange(1, 10) / 10)
            self._tables.setdefault("influences", []).append(
                {"from": a, "to": b, "weight": weight, "topic": topic, "confidence": "0.5", "source": "am"}
            )

    def _between(self, here: _Account, there: _Account) -> None:
        """What leads over the border of an account: people who know each other, an open talk of both, a second seat."""
        a, b = self._dice.choice(self._people[here.key]), self._dice.choice(self._people[there.key])
        self._tables.setdefault("relations", []).append(
            {"from": a, "to": b, "kind": self._dice.choice(("ALUMNI", "BOARD", "FRIEND")), "started_on": self._day()}
        )
        self._tables["influences"].append(
            {"from": b, "to": a, "weight": "0.4", "topic": "between", "confidence": "0.3", "source": "am"}
        )
        self._add(
            "interactions", external_id=f"i-{here.key}-{there.key}", kind="MEETING",
            occurred_at=f"{self._day()}T10:00:00Z", participants=f"{a}:ORGANIZER;{b}:ATTENDEE;p-1001:ATTENDEE",
            subject="At the fair", duration_minutes="30", concerns="o-lodestar", audience="",
        )  # fmt: skip
        if here.team and not there.team:
            self._add("holdings", person=b, role=f"r-{here.key}-trade-{_VACANT}", started_on=self._day(), acting="true")
