"""The planted stories of the demo world: each is there, with the answer that DEMO.md gives."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.demo.reading import TODAY, World, neighbours, people_of

_DEMO = Path(__file__).parents[2] / "DEMO.md"


def _moved_in_the_reorganization(world: World) -> set[str]:
    left = {row["person"] for row in world["holdings"] if row["ended_on"] == "2026-02-28"}
    return left & {row["person"] for row in world["holdings"] if row["started_on"] == "2026-03-01"}


def test_a_holding_four_divisions_and_31_subsidiaries_in_14_countries_on_six_levels(full: World) -> None:
    lines = {row["external_id"]: full.line(row["external_id"]) for row in full["organizations"]}
    group = {name: line for name, line in lines.items() if line[-1] == "o-halden" and not full.by_id[name]["part_of"]}
    by_depth = Counter(len(line) for line in group.values())
    assert (by_depth[1], by_depth[2]) == (1, 4)
    assert sum(count for depth, count in by_depth.items() if depth > 2) == 31
    assert max(by_depth) == 6
    assert len({full.by_id[name]["country"] for name, line in group.items() if len(line) > 2}) == 14
    assert lines["o-coils"] == ["o-coils", "o-windings", "o-inverter", "o-motoren", "o-drives", "o-halden"]
    assert {name for name in group if "division" in full.by_id[name]["tags"]} == {
        "o-drives",
        "o-process",
        "o-marine",
        "o-services",
    }


def test_a_joint_venture_has_two_parents_and_nobody_controls_it(either: World) -> None:
    owners = {row["parent"]: row["share"] for row in either["ownership"] if row["child"] == "o-nordost"}
    assert owners == {"o-marine": "0.5", "o-norrvik": "0.5"}
    assert either.line("o-nordost") == ["o-nordost"]
    assert "rival-of-halden" in either.by_id["o-norrvik"]["tags"]


def test_a_minority_stake_a_merger_and_a_spin_off(either: World) -> None:
    share = [row["share"] for row in either["ownership"] if row["child"] == "o-kvarts"]
    assert (share, either.line("o-kvarts")) == (["0.24"], ["o-kvarts"])
    before, within, after = date(2024, 3, 31), date(2024, 4, 1), date(2025, 7, 1)
    assert [either.line("o-elbtal", day)[-1] for day in (before, within, after)] == ["o-elbtal", "o-halden", "o-elbtal"]
    assert either.line("o-lumvik", date(2026, 5, 31))[-1] == "o-halden"
    assert either.line("o-lumvik") == ["o-lumvik"]


def test_the_cross_holding_has_the_effective_shares_of_the_page(either: World) -> None:
    shares = {(row["child"], row["parent"]): float(row["share"]) for row in either["ownership"]}
    pumps = valves = 0.0
    for _ in range(100):  # the series converges: the product round the circle is 0.02
        pumps = shares["o-pumps", "o-process"] + shares["o-pumps", "o-valves"] * valves
        valves = shares["o-valves", "o-process"] + shares["o-valves", "o-pumps"] * pumps
    assert (round(pumps, 6), round(valves, 6)) == (0.887755, 0.877551)


def test_the_reorganization_of_march_2026_moves_people_seats_and_a_subsidiary(small: World, full: World) -> None:
    assert _moved_in_the_reorganization(small) == {
        "p-aydin",
        "p-haverkamp",
        "p-iyer",
        "p-lehmann",
        "p-okafor",
        "p-pohl",
        "p-sandvik",
    }
    assert len(_moved_in_the_reorganization(full)) == 19
    assert small.line("o-hydraulik", date(2026, 2, 28))[1] == "o-process"
    assert small.line("o-hydraulik", date(2026, 3, 1))[1] == "o-services"
    before = {row["role"] for row in small.holdings(date(2026, 2, 28))}
    digital = {row["external_id"] for row in small["roles"] if row["organization"] == "o-halden-digital"}
    assert not digital & before
    closed = {"r-cio", "r-it-apps", "r-it-arch", "r-plantit-head", "r-plantit-systems"}
    assert closed <= before
    assert closed <= small.vacant()


def test_the_map_has_42_people_three_champions_and_one_blocker_high_up(either: World) -> None:
    committee = {row["person"]: row for row in either["stakeholders"] if row["deal"] == "d-platform"}
    assert set(committee) == {r["external_id"] for r in either["people"] if r["tags"] == "platform-renewal"}
    assert len(committee) == 42
    champions = {person for person, row in committee.items() if row["buying_role"] == "CHAMPION"}
    blockers = {person for person, row in committee.items() if row["buying_role"] == "BLOCKER"}
    assert (champions, blockers) == ({"p-solberg", "p-aydin", "p-lehmann"}, {"p-falkenberg"})
    seat = next(row["role"] for row in either.holdings() if row["person"] == "p-falkenberg")
    assert either.by_id[seat]["level"] == "1"


def test_the_blocker_was_a_champions_report(either: World) -> None:
    earlier = [row for row in either["holdings"] if row["person"] == "p-falkenberg" and row["ended_on"]]
    above = either.by_id[earlier[0]["role"]]["reports_to"]
    bosses = {h["person"] for h in either.holdings(date.fromisoformat(earlier[0]["ended_on"])) if h["role"] == above}
    assert bosses == {"p-solberg"}


def test_none_of_ours_knows_the_blocker_and_two_paths_lead_to_her(either: World) -> None:
    ties = neighbours(either.strengths())
    ours = either.ours()
    assert not ours & set(ties["p-falkenberg"])
    mentor = {row["from"] for row in either["relations"] if (row["to"], row["kind"]) == ("p-falkenberg", "MENTOR")}
    best: dict[tuple[str, str], float] = {}
    for start in ours:
        for first, strength in ties[start].items():
            if first not in ours and "p-falkenberg" in ties[first]:
                best[start, first] = strength * max(ties[first]["p-falkenberg"], 0.4 * (first in mentor))
    ranked = sorted(best, key=lambda path: -best[path])
    disjoint = [path for n, path in enumerate(ranked) if path[1] not in {other[1] for other in ranked[:n]}]
    assert disjoint[:2] == [("p-keller", "p-solberg"), ("p-voss", "p-weber")]
    assert best[disjoint[1]] > 3 * best[disjoint[2]]


def test_nine_people_changed_between_customers_and_their_ties_came_along(small: World, full: World) -> None:
    assert _job_changes(small) == {"p-eide": ("o-vestfjord", "o-halden"), "p-moen": ("o-halden", "o-vestfjord")}
    changes = _job_changes(full)
    assert len(changes) == 9
    customers = {row["external_id"] for row in full["organizations"] if row["categories"].startswith("CUSTOMER")}
    for person, accounts in changes.items():
        assert set(accounts) <= customers
        moved = max(h["started_on"] for h in full["holdings"] if h["person"] == person)
        before = {a for a, b, at in full.contacts() if b == person and at < moved}
        after = {a for a, b, at in full.contacts() if b == person and at >= moved}
        assert before & after, person


def _job_changes(world: World) -> dict[str, tuple[str, str]]:
    """Person → account before and now, for people who left one group of companies for another."""
    now = {row["person"]: row for row in world.holdings()}
    found = {}
    for row in world["holdings"]:
        if row["ended_on"] and row["person"] in now:
            ended = date.fromisoformat(row["ended_on"])
            before, after = world.account(row["role"], ended), world.account(now[row["person"]]["role"])
            started = date.fromisoformat(now[row["person"]]["started_on"])
            if before != after and timedelta(0) < started - ended <= timedelta(days=31):
                found[row["person"]] = (before, after)
    return found


@pytest.mark.parametrize(("size", "dotted", "vacant"), [("small", 6, 11), ("full", 11, 38)])
def test_dotted_lines_and_vacant_seats_are_counted(
    request: pytest.FixtureRequest, size: str, dotted: int, vacant: int
) -> None:
    world: World = request.getfixturevalue(size)
    assert sum(len(row["dotted_to"].split(";")) for row in world["roles"] if row["dotted_to"]) == dotted
    assert len(world.vacant()) == vacant


def test_three_open_deals_have_a_coverage_gap(full: World) -> None:
    since = (TODAY - timedelta(days=180)).isoformat()
    met = {b for _, b, _ in full.contacts(since)}
    gaps: dict[str, set[str]] = {}
    for row in full["stakeholders"]:
        if not full.by_id[row["deal"]]["outcome"] and float(row["power"]) >= 0.5 and row["person"] not in met:
            gaps.setdefault(row["deal"], set()).add(row["person"])
    seats = {row["role"]: row["person"] for row in full.holdings()}
    assert gaps == {
        "d-platform": {"p-falkenberg", "p-rasmussen"},
        "d-clinic": {seats["r-bredal-cfo"]},
        "d-depot": {seats["r-ternavia-ceo"]},
    }
    assert sum(not row["outcome"] for row in full["deals"]) == 5
    ever = {b for _, b, _ in full.contacts()}
    assert seats["r-bredal-cfo"] not in ever
    assert {"p-rasmussen", seats["r-ternavia-ceo"]} <= ever


def test_one_account_hangs_on_a_single_one_of_ours(either: World) -> None:
    account = {row["person"]: either.account(row["role"]) for row in either.holdings()}
    colleagues: dict[str, set[str]] = {}
    for ours, other, _ in either.contacts((TODAY - timedelta(days=365)).isoformat()):
        if other in account:
            colleagues.setdefault(account[other], set()).add(ours)
    customers = {
        row["external_id"]
        for row in either["organizations"]
        if row["categories"].startswith("CUSTOMER") and either.line(row["external_id"])[-1] == row["external_id"]
    }
    assert customers <= set(colleagues)
    assert {name: colleagues[name] for name in customers if len(colleagues[name]) == 1} == {"o-skagen": {"p-costa"}}


def test_one_erasure_is_to_be_performed(either: World) -> None:
    assert [r["external_id"] for r in either["people"] if "erasure-requested" in r["tags"]] == ["p-thorsen"]
    asked = [row for row in either["interactions"] if row["subject"] == "Please erase everything you hold about me"]
    assert [(row["occurred_at"][:10], people_of(row)[0]) for row in asked] == [("2026-11-12", ("p-thorsen", "FROM"))]
    assert sum("p-thorsen" in dict(people_of(row)) for row in either["interactions"]) >= 5


def test_our_sales_team_has_14_people_in_two_teams(full: World) -> None:
    ours = full.ours()
    teams = Counter(full.by_id[row["role"]]["organization"] for row in full.holdings() if row["person"] in ours)
    assert teams == {"o-tidewright": 1, "o-tidewright-north": 7, "o-tidewright-south": 6}


def test_one_subsidiary_has_1800_people_on_six_levels_of_its_chart(full: World) -> None:
    plant = [row for row in full.holdings() if full.at(row["role"]) == "o-motoren"]
    assert len({row["person"] for row in plant}) == 1800
    assert full.by_id["o-motoren"]["employees"] == "1800"
    levels = {int(full.by_id[row["role"]]["level"]) for row in plant}
    assert levels == {2, 3, 4, 5, 6, 7}


def test_strengths_are_uneven_and_contact_has_gaps(either: World) -> None:
    ours = either.ours()
    strengths = sorted(s for pair, s in either.strengths().items() if len(pair & ours) == 1)
    assert strengths[0] < 0.02
    assert strengths[-1] > 0.4
    months = Counter(row["occurred_at"][5:7] for row in either["interactions"])
    assert months["07"] + months["08"] < 0.8 * (months["09"] + months["10"])


def test_demo_md_names_only_what_is_there(full: World) -> None:
    text = _DEMO.read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w-])([oprd]-[a-z][a-z0-9-]*)(?![\w-])", text))
    assert len(named) > 40
    assert named <= set(full.by_id)


def test_demo_md_counts_what_is_there(small: World, full: World) -> None:
    text = _DEMO.read_text(encoding="utf-8")
    for size, world in (("small", small), ("full", full)):
        line = next(line for line in text.splitlines() if line.startswith(f"| `{size}` |"))
        cells = [int(re.match(r"\d+", cell.strip().replace(",", ""))[0]) for cell in line.split("|")[2:-1]]  # type: ignore[index]
        assert cells == [len(world[name]) for name in ("people", "organizations", "roles", "interactions")]
