"""What a plan must tell the trail follows from the declarations, for every property and every role."""

from __future__ import annotations

import dataclasses

import pytest

from graphcrm.access.policy import Policy, built_in
from graphcrm.access.rights import Right
from graphcrm.access.sensitivity import Sensitivity, Sight
from graphcrm.compile.declarations import Property, camel
from graphcrm.compile.planner import Plan
from graphcrm.errors import NotUsable
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


@pytest.mark.parametrize("role", sorted(built_in().roles))
def test_each_property_that_decides_is_noted_where_it_is_secret_and_refused_where_it_is_not_shown(role: str) -> None:
    lens = built_in().lens([role])
    shown = PLANNER.rules(lens).shown
    for noun in VOCABULARY.nouns.values():
        for prop in noun.properties if noun.plural else ():
            if not prop.filterable:
                continue
            fact, at = f"{noun.name}.{prop.name}", camel(prop.name)
            condition = "true" if prop.kind.name == "Boolean" else "{isNull: false}"
            text = f"{{ {noun.plural}(filter: {{not: {{{at}: {condition}}}}}) {{ totalCount }} }}"
            if fact in shown:
                assert plan(role, text).noted == ((fact,) if prop.sensitivity in _SECRET else ()), (role, fact)
            else:
                with pytest.raises(NotUsable) as refused:
                    plan(role, text)
                assert refused.value.facts == (fact,)


def test_a_key_of_a_condition_is_refused_and_noted_by_what_it_reads_itself() -> None:
    """A policy that masks addresses and shows their domains."""
    manager = built_in().roles["manager"]
    masking = dataclasses.replace(manager, facts={"ContactPoint.address": Right.of(Sight.MASK)})
    lens = Policy({"manager": masking}).lens(["manager"])

    def of(text: str) -> Plan:
        operation, variables = variables_of(Asked(text, {}))
        return PLANNER.make(operation, variables, lens)

    assert of('{ people(filter: {email: {domain: "a.example"}}) { totalCount } }').noted == ("ContactPoint.domain",)
    assert of('{ search(text: "ana") { nodes { id } } }').noted == ()
    for text in (
        '{ people(filter: {email: {eq: "a@a.example"}}) { totalCount } }',
        '{ people(filter: {phone: {contains: "1"}}) { totalCount } }',
        '{ person(by: {email: "a@a.example"}) { id } }',
    ):
        with pytest.raises(NotUsable):
            of(text)


def test_a_plan_in_which_nothing_secret_decides_asks_for_nothing_more() -> None:
    text = "{ deals(filter: {%s: {isNull: false}}, first: 1) { nodes { name } } }"
    name, value = (plan("manager", text % key).text or "" for key in ("stage", "value"))
    assert (name.count("collect("), value.count("collect(")) == (1, 2)
