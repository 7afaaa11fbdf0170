"""Policies: what a file says is what a viewer may, and a slip of the pen is told where it stands."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphcrm.access import policy as policy_module
from graphcrm.access.policy import PERMISSIONS, built_in, read
from graphcrm.access.sensitivity import Act, Sensitivity, Sight
from graphcrm.access.viewers import ByToken, HeldDuty, on_duty, viewer
from graphcrm.cli.policy import effective
from graphcrm.errors import BadUserInput
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from graphcrm.records.seeing import explained
from graphcrm.vocabulary.words import VOCABULARY
from tests.noted import people

# The built-in policy, once more by hand: role × class, in the order public, personal, confidential, sensitive.
SIGHTS = {
    "account_manager": "show show show hide",
    "manager": "show show show mask",
    "analyst": "show show hide hide",
    "auditor": "show mask hide hide",
    "admin": "show show show hide",
    "service": "show show show hide",
}
TEXT = """
[roles.clerk]
rows = "teams"
public = "show"
personal = {read = "mask", may = ["filter"]}
confidential = {read = "show", may = []}
may = ["read"]
[roles.chief]
rows = "all"
public = "show"
personal = "show"
[facts."Person.birthday"]
clerk = "show"
[facts."Person.x_shoe"]
chief = "mask"
"""


def written(folder: Path, text: str, name: str = "policy.toml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


@pytest.mark.parametrize("role", SIGHTS)
def test_the_built_in_policy_is_the_table_and_acts_follow_from_sights(role: str) -> None:
    lens = built_in().lens([role])
    for level, sight in zip(Sensitivity, SIGHTS[role].split(), strict=True):
        assert lens.sight("Any.fact", level).value == sight
        for act in Act:
            assert lens.may(act, "Any.fact", level) is (sight == "show")
    assert set(built_in().roles) == set(SIGHTS)


def test_nothing_is_said_of_what_no_entry_names(tmp_path: Path) -> None:
    policy = read(written(tmp_path, TEXT))
    assert policy.lens(["clerk"]).sight("Person.diagnosis", Sensitivity.SENSITIVE) is Sight.HIDE
    assert policy.lens(["nobody"]).sight("Person.name", Sensitivity.PUBLIC) is Sight.HIDE
    assert not policy.may(["nobody"], "read")


def test_acts_are_those_that_are_named(tmp_path: Path) -> None:
    lens = read(written(tmp_path, TEXT)).lens(["clerk"])
    assert lens.sight("Person.name", Sensitivity.PERSONAL) is Sight.MASK
    assert [act for act in Act if lens.may(act, "Person.name", Sensitivity.PERSONAL)] == [Act.FILTER]
    assert not any(lens.may(act, "Deal.value", Sensitivity.CONFIDENTIAL) for act in Act)
    assert lens.shows("Person.birthday", Sensitivity.SENSITIVE)


def test_of_several_roles_the_clearest_sight_and_every_act_count(tmp_path: Path) -> None:
    policy = read(written(tmp_path, TEXT))
    both = policy.lens(["clerk", "chief"])
    assert both == policy.lens(["chief", "clerk"])
    assert both.sees_all
    for fact, level in product(("Person.name", "Person.birthday", "Person.x_shoe"), Sensitivity):
        one, other = policy.lens(["clerk"]).right(fact, level), policy.lens(["chief"]).right(fact, level)
        assert both.right(fact, level).acts == one.acts | other.acts
        order = [Sight.SHOW, Sight.MASK, Sight.HIDE]
        assert both.sight(fact, level) is min(one.sight, other.sight, key=order.index)


def test_what_is_dumped_is_read_back_as_the_same_policy(tmp_path: Path) -> None:
    for policy in (built_in(), read(written(tmp_path, TEXT))):
        table = effective(policy)
        again = read(written(tmp_path, json.dumps(table), "policy.json"))
        assert effective(again) == table
        assert again.version == policy.version
    assert read(written(tmp_path, TEXT)).version != built_in().version


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ('rows = "some"', "rows is 'some'"),
        ('rows = "all"\npublic = "shown"', "public is 'shown'; it is one of show, mask, hide"),
        ('rows = "all"\npublic = {read = "show", may = ["look"]}', "may is 'look'; it is one of write"),
        ('rows = "all"\npublic = {sees = "show"}', "has sees, which is not known"),
        ('rows = "all"\nprivate = "show"', "has private, which is not known"),
        ('rows = "all"\nmay = ["read", "wrote"]', "names wrote, which is no permission"),
        ('public = "show"', "rows is missing"),
        ("rows = ", "cannot be read"),
        ('rows = "all"\n[facts."Person.name"]\nboss = "show"', "speaks of boss, which is no role here"),
        ('rows = "all"\n[rules]\nx = 1', "has rules, which is not known"),
        ('rows = "all"\n[duties.d]\nrows = "all"', "minutes is missing"),
        ('rows = "all"\n[duties.d]\nrows = "all"\nminutes = 0', "minutes is 0; it is a whole number above zero"),
        ('rows = "all"\n[duties.d]\nrows = "all"\nminutes = 1\nreviewed = "no"', "reviewed is 'no'; it is true or"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path: Path, wrong: str, says: str) -> None:
    with pytest.raises(BadUserInput) as told:
        read(written(tmp_path, f"[roles.clerk]\n{wrong}\n"))
    assert says in told.value.message


def test_a_duty_adds_to_the_roles_for_as_long_as_it_counts() -> None:
    policy = built_in()
    held = (HeldDuty("privacy_officer", "dty_1"),)
    pia = viewer(policy, id="u", email="e", roles=("analyst",), teams=(), duties=held)
    assert on_duty(policy, pia, None) is pia
    acting = on_duty(policy, pia, "DS-1")
    assert acting.lens.sees_restricted and acting.lens.shows("Person.birthday", Sensitivity.SENSITIVE)
    assert (acting.purpose, acting.permissions - pia.permissions) == ("DS-1", {"persons.restrict"})
    assert not pia.lens.sees_restricted and not any(policy.lens([role]).sees_restricted for role in policy.roles)
    glass = viewer(policy, id="u", email="e", roles=(), teams=(), duties=(HeldDuty("break_glass", "dty_2"),))
    assert on_duty(policy, glass, None).lens == policy.lens([], ["break_glass"])
    assert on_duty(policy, glass, None).purpose == "dty_2"
    # A token of fewer rights, and one that somebody else made, has no part in it.
    ends_at = datetime(2027, 1, 1, tzinfo=UTC)
    for token in (ByToken(ends_at, frozenset({"read"})), ByToken(ends_at, one_role=True), ByToken(ends_at, own=False)):
        by = viewer(policy, id="u", email="e", roles=("analyst",), teams=(), duties=held, token=token)
        assert on_duty(policy, by, "DS-1").lens == policy.lens(["analyst"])


@given(st.sets(st.sampled_from(sorted(PERMISSIONS))), st.sets(st.sampled_from(sorted(SIGHTS))))
def test_no_token_does_more_than_its_roles_and_its_scopes(scopes: set[str], roles: set[str]) -> None:
    token = ByToken(datetime(2027, 1, 1, tzinfo=UTC), frozenset(scopes))
    found = viewer(built_in(), id="u", email="e", roles=tuple(roles), teams=(), token=token)
    assert found.permissions == built_in().permissions(roles) & scopes


def test_a_check_names_facts_that_are_not_there_and_what_would_change(tmp_path: Path) -> None:
    text = Path(policy_module.__file__).with_name("policy.toml").read_text()
    text += '[facts."Person.birthdate"]\nmanager = "show"\n[facts."Person.birthday"]\nmanager = "hide"\n'
    file = written(tmp_path, text.replace("\n[facts]\n", "\n"))
    code, told = asked("check", str(file), "--json")
    assert code == 3
    assert told["unknownFacts"] == ["Person.birthdate"]
    assert {"role": "manager", "of": "Person.birthday", "before": "mask", "after": "hide"} in told["changes"]
    assert asked("check", str(written(tmp_path, "[roles.x]\nrows = 'all'\n")), "--json")[0] == 0
    assert asked("check", str(tmp_path / "none"), "--json")[0] == 1


def asked(*words: str) -> tuple[int, dict[str, Any]]:
    """The exit code of `graphcrm policy …` and the JSON it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "graphcrm.cli", "policy", *words], capture_output=True, text=True, check=False
    )
    return done.returncode, json.loads(done.stdout or "{}")


async def test_an_explanation_says_whether_why_and_what(graph: Graph) -> None:
    await people(graph, ana=None, bo=["tea_north"])
    policy = built_in()
    await users.add(graph, policy, "mo@lumen.example", None, ["manager"])
    known = await users.viewer_of(graph, policy, "mo@lumen.example")
    found = await explained(graph, VOCABULARY, known, "per_ana")
    assert found is not None
    assert (found["noun"], found["seen"]) == ("Person", True)
    assert found["facts"]["birthday"] == {"sensitivity": "sensitive", "sight": "mask"}
    hidden = await explained(graph, VOCABULARY, known, "per_bo")
    assert hidden is not None
    assert (hidden["seen"], hidden["why"]) == (False, "it is for no team that is there, and they are in none of them.")
    in_it = viewer(policy, id="u", email="e", roles=("manager",), teams=("tea_north",))
    assert (await explained(graph, VOCABULARY, in_it, "per_bo"))["seen"]  # type: ignore[index]
    assert await explained(graph, VOCABULARY, known, "per_nobody") is None
