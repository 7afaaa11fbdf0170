"""What a plan must tell the trail follows from the declarations, for every property and every role."""

from __future__ import annotations

import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.sensitivity import Sensitivity
from graphcrm.compile.declarations import Property, camel
from graphcrm.compile.planner import Plan
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile.documents import Asked
from tests.compile.running import PLANNER, variables_of

_SECRET = (Sensitivity.CONFIDENTIAL, Sensitivity.SENSITIVE)


def plan(role: str, text: str) -> Plan:
    operation, variables = variables_of(Asked(text, {}))
    return PLANNER.make(operation, variables, built_in().lens([role]))


def selected(prop: Property) -> str:
    return camel(prop.name) + (" { amount }" if prop.kind.name == "Money" else "")


@pytest.mark.parametrize("role", sorted(built_in().roles))
def test_each_property_is_noted_where_it_is_secret_and_shown(role: str) -> None:
    shown = PLANNER.rules(built_in().lens([role])).shown
    noted = set()
    for noun in VOCABULARY.nouns.values():
        for prop in noun.properties if noun.plural else ():
            fact = f"{noun.name}.{prop.name}"
            found = plan(role, f"{{ {noun.plural}(first: 1) {{ nodes {{ {selected(prop)} }} }} }}")
            expected = (fact,) if prop.sensitivity in _SECRET and fact in shown else ()
            assert found.noted == expected, (role, fact)
            noted |= set(found.noted)
    assert bool(noted) is (role not in ("analyst", "auditor"))


def test_contact_is_noted_though_it_is_only_personal() -> None:
    text = "{ people(first: 1) { nodes { emails { kind address } phones { domain } } } }"
    assert plan("analyst", text).noted == ("ContactPoint.address", "ContactPoint.domain")
    assert plan("auditor", text).noted == ()
    assert plan("analyst", "{ people(first: 1) { nodes { emails { kind medium } } } }").noted == ()


def test_a_plan_that_shows_nothing_secret_asks_for_nothing_more() -> None:
    """The selection of a manager who sees the value of a deal, and of one who asks for its name: one id is the
    difference, once for each record, however many secrets of it are shown."""
    name = plan("manager", "{ deals(first: 1) { nodes { name } } }").text or ""
    value = plan("manager", "{ deals(first: 1) { nodes { name value { amount } } } }").text or ""
    assert "collect([n1.name])" in name
    assert value.count("[n1.id]") == 1
    several = "{ people(first: 1) { nodes { expectedValue { amount currency } targetCloseOn } } }"
    assert (plan("manager", several).text or "").count("[n1.id]") == 1
