"""The gate by itself: what an analyst may write, and what reaches the database of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphcrm.access.policy import Policy, Role, built_in
from graphcrm.access.rights import Right
from graphcrm.access.sensitivity import Act, Sensitivity, Sight
from graphcrm.compile.custom_fields import CustomField, CustomFields
from graphcrm.compile.gate import clauses, plans
from graphcrm.compile.gate.clauses import Statement
from graphcrm.compile.gate.reach import Reach, reach
from graphcrm.compile.rules import Rules
from graphcrm.errors import BadUserInput, Forbidden, Gated, ParseFailed
from graphcrm.vocabulary.words import VOCABULARY
from tests.analysis.attacks import BOUNDED, REFUSED
from tests.analysis.ordinary import ASKED

ANALYST = built_in().roles["analyst"]
FIELDS = CustomFields(
    [
        CustomField("Person", "tier", "Tier", "TEXT", Sensitivity.PERSONAL),
        CustomField("Organization", "tier", "Tier", "TEXT", Sensitivity.PUBLIC),
        CustomField("Person", "diet", "Diet", "TEXT", Sensitivity.SENSITIVE),
        CustomField("Organization", "diet", "Diet", "TEXT", Sensitivity.PUBLIC),
    ]
)


def reached(role: Role = ANALYST, *, export: bool = False) -> Reach:
    rules = Rules(VOCABULARY, Policy({"one": role}).lens(["one"]))
    return reach(rules, FIELDS.seen(rules), export=export)


def read(text: str, role: Role = ANALYST, *, export: bool = False) -> Statement:
    return clauses.read(text, reached(role, export=export))


def test_there_are_enough_attacks_and_questions_and_none_twice() -> None:
    assert len(set(REFUSED)) == len(REFUSED) >= 60
    assert len(set(ASKED)) == len(ASKED) >= 40


@pytest.mark.parametrize("text", REFUSED)
def test_an_attack_is_refused_before_anything_is_asked_of_the_database(text: str) -> None:
    with pytest.raises((Gated, ParseFailed)) as refused:
        read(text)
    assert len(refused.value.message) < 300
    if isinstance(refused.value, Forbidden):
        assert (refused.value.code, refused.value.reason) == ("FORBIDDEN", "GATE")


@pytest.mark.parametrize("text", [*ASKED, *BOUNDED])
def test_what_is_harmless_is_written_anew_and_read_again_as_the_same(text: str) -> None:
    once = read(text)
    again = read(once.text)
    assert (again.text, again.facts, again.parameters) == (once.text, once.facts, once.parameters)


def test_what_is_sent_has_no_comment_and_a_label_at_every_node() -> None:
    found = read("MATCH (p:Person) /* :x */ WITH p // y\nMATCH (p)-[:HOLDS]->(r:Role) RETURN p.name, r.title")
    assert found.text == "MATCH (p:Person) WITH p MATCH (p:Person) - [:HOLDS] - > (r:Role) RETURN p.name, r.title"
    assert found.facts == ("HOLDS", "Person.name", "Role.title")


def test_a_text_is_written_so_that_it_cannot_end_early() -> None:
    found = read("""RETURN "it's \\"so\\" \\\\ " AS said""")
    assert found.text == """RETURN 'it\\'s "so" \\\\ ' AS said"""


def test_the_trail_is_told_of_a_text_without_the_values_in_it() -> None:
    found = read("MATCH (p:Person {name: 'Ana'}) WHERE p.version > 42 RETURN p.name")
    assert "Ana" not in found.blanked and "42" not in found.blanked
    assert found.blanked.count("?") == 2


def test_a_name_is_judged_by_all_that_it_stands_for() -> None:
    assert read("MATCH (x:Organization) RETURN x.name UNION MATCH (x:Person) RETURN x.name")
    with pytest.raises(Gated, match="Person has no property birthday"):
        read("UNWIND $rows AS x RETURN x.birthday AS b UNION MATCH (x:Person) RETURN x.birthday AS b")
    with pytest.raises(Gated, match="birthday"):
        read("MATCH (p:Person) WITH p AS q WITH q AS r WITH [r] AS l UNWIND l AS z RETURN z.birthday")
    assert read("UNWIND $rows AS x RETURN x.birthday, x['any']").parameters == {"rows"}


def test_a_node_without_a_label_takes_that_of_its_name_wherever_that_stands() -> None:
    found = read("MATCH (a:Person) WITH a.id AS i MATCH (a)-[:HOLDS]->(r:Role) RETURN r.title")
    assert "(a:Person)-" in found.text.replace(" ", "")
    with pytest.raises(Gated, match="Say what the node"):
        read("MATCH (a:Person) WITH a.id AS i MATCH (b)-[:HOLDS]->(r:Role) RETURN r.title")
    with pytest.raises(Gated, match="Say what the node"):
        read("MATCH (a:Person) WITH collect(a) AS l UNWIND l AS b MATCH (b)-[:HOLDS]->(r:Role) RETURN r.title")


def test_custom_fields_are_met_by_who_sees_them_on_all_that_a_name_may_be() -> None:
    assert read("MATCH (x:Party) RETURN x.x_tier").facts == ("Organization.x_tier", "Person.x_tier")
    assert read("MATCH (o:Organization) RETURN o.x_diet").facts == ("Organization.x_diet",)
    for text in (
        "MATCH (p:Person) RETURN p.x_diet",
        "MATCH (x:Party) RETURN x.x_diet",
        "MATCH (p:Person) RETURN p.x_no",
    ):
        with pytest.raises(Gated, match="has no property x_"):
            read(text)
    with pytest.raises(Gated, match="not clear"):
        read("MATCH (p:Person) RETURN head(collect(p)).x_tier")


def test_what_the_policy_masks_hides_or_lets_nobody_filter_by_is_not_met() -> None:
    masked = replace(ANALYST, rights={**ANALYST.rights, Sensitivity.PERSONAL: Right.of(Sight.MASK)})
    for text in ("MATCH (p:Person) RETURN p.name", "MATCH (p:Person)-[:HOLDS]->(r:Role) RETURN r.title"):
        assert read(text)
        with pytest.raises(Gated):
            read(text, masked)
    shown_alone = replace(ANALYST, facts={"Person.city": Right(Sight.SHOW, frozenset({Act.FILTER}))})
    with pytest.raises(Gated, match="Person has no property city"):
        read("MATCH (p:Person) RETURN p.city", shown_alone)


def test_what_may_be_seen_and_not_taken_out_is_in_no_file() -> None:
    kept = replace(ANALYST, facts={"Person.city": Right(Sight.SHOW, frozenset(Act) - {Act.EXPORT})})
    assert read("MATCH (p:Person) RETURN p.city", kept)
    with pytest.raises(Gated, match="Person has no property city"):
        read("MATCH (p:Person) RETURN p.city", kept, export=True)


def test_even_who_sees_all_meets_no_ciphertext_and_nobody_restricted() -> None:
    everything = replace(ANALYST, rows="restricted", rights={one: Right.of(Sight.SHOW) for one in Sensitivity})
    assert read("MATCH (d:Deal) RETURN d.value, d.value_currency", everything)
    for text in (
        "MATCH (p:Person) RETURN p.birthday",
        "MATCH (p:Person) RETURN p.enc_birthday",
        "MATCH (p:RestrictedPerson) RETURN p.name",
        "MATCH (t:Token) RETURN t",
    ):
        with pytest.raises(Gated):
            read(text, everything)


def test_a_missing_parameter_is_named() -> None:
    with pytest.raises(BadUserInput, match=r"\$who"):
        clauses.given(read("RETURN $who AS x"), {"other": 1})
    assert clauses.given(read("RETURN $who AS x"), {"who": 1, "other": 2}) == {"who": 1}


def test_only_plans_of_known_steps_and_sensible_size_are_run() -> None:
    plan = {"operatorType": "ProduceResults@neo4j", "args": {"EstimatedRows": 1.0}, "children": []}
    plans.judge("r", plan)
    nested = {**plan, "args": {"Details": "CASE WHEN x THEN COLLECT { LOAD CSV } END"}}
    for kind, one in (
        ("rw", plan),
        ("s", plan),
        ("r", None),
        ("r", {**plan, "operatorType": "LoadCSV@neo4j"}),
        ("r", {**plan, "children": [{"operatorType": "AllNodesScan@neo4j"}]}),
        ("r", {**plan, "children": [{"operatorType": "Filter", "args": {"EstimatedRows": 1e12}}]}),
        ("r", nested),
    ):
        with pytest.raises(Gated):
            plans.judge(kind, one)
    plans.judge("r", nested, understood=True)
