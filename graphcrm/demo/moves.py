"""People who changed their employer and took their ties along: customers of ours before and after."""

from __future__ import annotations

from datetime import date, timedelta

from graphcrm.demo.tables import Row, Tables, read

_YEARS_BEFORE = 4 * 365


def apply(tables: Tables) -> None:
    """Give the holder of each move's new seat the old seat before; the old seat's holder succeeds them there."""
    current = {row["role"]: row for row in tables["holdings"] if not row["ended_on"]}
    domains = {row["external_id"]: row["domain"] for row in tables["organizations"]}
    at = {role["external_id"]: role["organization"] for role in tables["roles"]}
    people = {row["external_id"]: row for row in tables["people"]}
    for move in read("wide", "moves"):
        new, successor = current[move["to_role"]], current[move["from_role"]]
        new["started_on"] = move["started_on"]
        ended = date.fromisoformat(move["ended_on"])
        successor["started_on"] = (ended + timedelta(days=15)).isoformat()
        started = (ended - timedelta(days=_YEARS_BEFORE)).isoformat()
        tables["holdings"].append(
            {"role": move["from_role"], "person": new["person"], "started_on": started, "ended_on": move["ended_on"]}
        )
        person = people[new["person"]]
        local = person["emails"].partition("@")[0]
        person["emails"] += f";{local}@{domains[at[move['from_role']]]}"


def committees(tables: Tables) -> None:
    """The buying committees of the wide deals: who holds the named seats now."""
    current: dict[str, Row] = {row["role"]: row for row in tables["holdings"] if not row["ended_on"]}
    for row in read("wide", "committees"):
        role = row.pop("role")
        tables["stakeholders"].append(row | {"person": current[role]["person"]})
