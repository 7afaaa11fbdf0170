"""Role × fact × act: what the compiler allows is what a table says that was written by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graphcrm.access.policy import Policy, built_in, read
from graphcrm.access.rights import Lens
from graphcrm.access.sensitivity import Act
from graphcrm.compile import change_feed
from graphcrm.compile.declarations import Noun, Property, camel, screaming
from graphcrm.compile.exports import Exports
from graphcrm.errors import GraphcrmError, NotUsable
from graphcrm.vocabulary.words import VOCABULARY
from tests.access.test_policy import SIGHTS, written
from tests.compile.documents import Asked
from tests.compile.running import PLANNER, variables_of

# Every fact that is not public, by hand. What is new and stands not here is public, or this fails.
CONFIDENTIAL = """
Category.note Deal.value Interaction.subject Note.text Person.expected_value Person.target_close_on Task.description
INFLUENCES INFLUENCES.confidence INFLUENCES.source INFLUENCES.topic INFLUENCES.weight INFLUENTIAL_IN.drawn
MAY_APPROVE MAY_APPROVE.subject MAY_APPROVE.up_to Role.wanted_grade
STAKEHOLDER_IN STAKEHOLDER_IN.buying_role STAKEHOLDER_IN.power STAKEHOLDER_IN.stance
"""
PERSONAL = """
ContactPoint.address ContactPoint.domain ContactPoint.medium HOLDS INFLUENTIAL_IN INFLUENTIAL_IN.betweenness
INFLUENTIAL_IN.computed_at INFLUENTIAL_IN.constraint INFLUENTIAL_IN.counterparts INFLUENTIAL_IN.formal
INFLUENTIAL_IN.group INFLUENTIAL_IN.network INFLUENTIAL_IN.organizations_reached INFLUENTIAL_IN.percentile
INFLUENTIAL_IN.population INFLUENTIAL_IN.value KNOWS KNOWS.contact_days KNOWS.events KNOWS.first_contact_at
KNOWS.last_contact_at KNOWS.rank KNOWS.received KNOWS.sent KNOWS.strength KNOWS.strength_at LOCATED_AT LOCATED_AT.kind
MAY_BE MAY_BE.computed_at MAY_BE.priority MAY_BE.score MAY_BE.version
MAY_CONNECT MAY_CONNECT.computed_at MAY_CONNECT.score MAY_CONNECT.version PREFERS Person.city Person.contact_type
Person.country Person.do_not_contact Person.facebook Person.first_name Person.language Person.last_contact_at
Person.last_name Person.lead_source Person.lead_status Person.linkedin Person.name Person.objects_to_profiling
Person.tags Person.time_zone Person.website Person.x Preference.channel Preference.kind Preference.scope
Preference.source Preference.stated_on Preference.topic Preference.wish REACHED_AT REACHED_AT.kind
REACHED_AT.verified_at RELATED_TO RELATED_TO.kind Role.vacant TOOK_PART_IN TOOK_PART_IN.part User.email User.name
"""
SENSITIVE = "Person.birthday"
CLASSES = dict.fromkeys(PERSONAL.split(), 1) | dict.fromkeys(CONFIDENTIAL.split(), 2) | {SENSITIVE: 3}
ACTS = ("read", "filter", "sort", "search", "write", "subscribe", "export")


def expected(role: str, fact: str) -> set[str]:
    """What a role may do with a fact, by the table: all where it is shown, else nothing."""
    return set(ACTS) if SIGHTS[role].split()[CLASSES.get(fact, 0)] == "show" else set()


def allowed(lens: Lens, text: str) -> bool:
    try:
        operation, variables = variables_of(Asked(text, {}))
        PLANNER.make(operation, variables, lens)
    except NotUsable:
        return False
    return True


def filtered(noun: Noun, prop: Property) -> str:
    condition = "true" if prop.kind.name == "Boolean" else "{isNull: false}"
    return f"{{ {noun.plural}(filter: {{or: [{{not: {{{camel(prop.name)}: {condition}}}}}]}}) {{ totalCount }} }}"


def sorted_by(noun: Noun, prop: Property) -> str:
    by = f"{{field: {screaming(prop.name)}, direction: DESC}}"
    return f"{{ {noun.plural}(first: 1, orderBy: [{by}]) {{ nodes {{ id }} }} }}"


def orderable(noun: Noun) -> set[str]:
    found = PLANNER.schema.type_map.get(f"{noun.name}OrderField")
    return set(found.values) if found is not None else set()  # type: ignore[attr-defined]


def acts(lens: Lens, noun: Noun, prop: Property) -> dict[str, bool]:
    """What the code that serves each act says of a property."""
    rules, fact = PLANNER.rules(lens), f"{noun.name}.{prop.name}"
    plain = rules.stored(prop) if prop.kind.name == "Money" else prop.kind.shown.replace("{x}", rules.stored(prop))
    if prop.enciphered:
        plain = rules.cell(noun.name, prop)
    found: dict[str, Callable[[], bool]] = {
        "read": lambda: rules.field(noun.name, prop) == plain,
        "search": lambda: fact in rules.usable(Act.SEARCH),
        "write": lambda: camel(prop.name) not in rules.hidden(noun),
        "subscribe": lambda: fact in change_feed.facts(rules),
        "export": lambda: Exports(rules).sees(noun, prop),
    }
    if prop.filterable and noun.plural:
        found["filter"] = lambda: allowed(lens, filtered(noun, prop))
    if noun.plural and screaming(prop.name) in orderable(noun):
        found["sort"] = lambda: allowed(lens, sorted_by(noun, prop))
    return {act: ask() for act, ask in found.items()}


@pytest.mark.parametrize("role", SIGHTS)
def test_each_role_may_do_with_each_property_what_the_table_says(role: str) -> None:
    lens, seen = built_in().lens([role]), 0
    for noun in VOCABULARY.nouns.values():
        for prop in noun.properties:
            fact = f"{noun.name}.{prop.name}"
            for act, may in acts(lens, noun, prop).items():
                assert may is (act in expected(role, fact)), (role, fact, act)
                seen += 1
    assert seen > 700


@pytest.mark.parametrize("role", SIGHTS)
def test_each_role_sees_of_each_fact_what_the_table_says(role: str) -> None:
    shown = PLANNER.rules(built_in().lens([role])).shown
    for edge in VOCABULARY.edges.values():
        for fact in (edge.type, *(f"{edge.type}.{p.name}" for p in edge.properties)):
            whole = expected(role, edge.type) & expected(role, fact)
            assert (fact in shown) is ("read" in whole), (role, fact)
    known = {f"{n.name}.{p.name}" for n in VOCABULARY.nouns.values() for p in n.properties}
    known |= {e.type for e in VOCABULARY.edges.values()}
    known |= {f"{e.type}.{p.name}" for e in VOCABULARY.edges.values() for p in e.properties}
    assert set(CLASSES) <= known


@pytest.mark.parametrize("duty", built_in().duties)
def test_a_duty_shows_everything_to_whoever_holds_it(duty: str) -> None:
    lens = built_in().lens([], [duty])
    assert lens.sees_all
    for noun in VOCABULARY.nouns.values():
        for prop in noun.properties:
            assert all(acts(lens, noun, prop).values()), (noun.name, prop.name)


NARROWED = """
[roles.clerk]
rows = "all"
public = "show"
personal = {read = "show", may = ["filter", "sort"]}
confidential = {read = "mask", may = ["filter"]}
sensitive = "hide"
may = ["read", "write"]
[facts."Person.city"]
clerk = {read = "show", may = ["write", "search"]}
"""


@pytest.mark.parametrize(
    ("noun", "name", "may"),
    [
        ("Person", "name", {"read", "filter", "sort"}),
        ("Person", "city", {"read", "write", "search"}),
        ("Person", "expected_value", {"filter"}),
        ("Person", "birthday", set()),
        ("Organization", "name", set(ACTS)),
        ("Deal", "value", {"filter"}),
    ],
)
def test_a_policy_that_names_acts_allows_these_alone(tmp_path: object, noun: str, name: str, may: set[str]) -> None:
    lens = _policy(tmp_path).lens(["clerk"])
    declared = VOCABULARY.nouns[noun]
    prop = next(p for p in declared.properties if p.name == name)
    assert {act for act, is_allowed in acts(lens, declared, prop).items() if is_allowed} == may


def _policy(folder: object) -> Policy:
    return read(written(folder, NARROWED))  # type: ignore[arg-type]


def test_what_may_be_done_over_a_line_follows_the_line(tmp_path: object) -> None:
    """Seats held are personal here: to be filtered by, and not to be told of or taken out."""
    lens = _policy(tmp_path).lens(["clerk"])
    text = '{ people(filter: {roles: {some: {title: {eq: "CEO"}}}}) { totalCount } }'
    assert allowed(lens, text)
    assert "HOLDS" not in change_feed.facts(PLANNER.rules(lens))
    assert not allowed(built_in().lens(["auditor"]), text)
    with pytest.raises(GraphcrmError):
        allowed(lens, "{ people(filter: {nothing: 1}) { totalCount } }")
