"""Plans and custom fields: a shape keeps one plan, made anew where the definitions are others."""

from __future__ import annotations

from typing import Any

import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.sensitivity import Sensitivity
from graphcrm.compile.custom_fields import (
    CustomField,
    CustomFields,
    FieldsWanted,
    UnknownField,
    is_key,
    stored_name,
    told,
)
from graphcrm.compile.planner import Planner
from graphcrm.graph.questions import library
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile.documents import Asked
from tests.compile.running import variables_of

MANAGER = built_in().lens(["manager"])
TIER = CustomField("Person", "tier", "Tier", "TEXT", Sensitivity.PUBLIC)
SIZE = CustomField("Person", "size", "Size", "NUMBER", Sensitivity.PUBLIC)
BY_VARIABLE = "query($f: PersonFilter) { people(filter: $f) { nodes { id } } }"


def planned(planner: Planner, text: str, fields: CustomFields | None, **variables: Any) -> Any:
    operation, coerced = variables_of(Asked(text, variables))
    return planner.plan(operation, coerced, MANAGER, fields)


def test_a_plan_that_speaks_of_no_custom_field_needs_no_definitions_and_outlives_them() -> None:
    planner = Planner(VOCABULARY, library())
    plan = planned(planner, "{ people { nodes { name } } }", None)
    assert planned(planner, "{ people { nodes { name } } }", CustomFields([TIER])) is plan
    assert plan.fields_version is None


def test_a_plan_is_made_anew_for_other_definitions_and_takes_the_place_of_the_old_one() -> None:
    planner = Planner(VOCABULARY, library())
    text = "{ people { nodes { customFields { key } } } }"
    with pytest.raises(FieldsWanted):
        planned(planner, text, None)
    first = planned(planner, text, CustomFields([TIER]))
    assert planned(planner, text, CustomFields([TIER])) is first
    second = planned(planner, text, CustomFields([TIER, SIZE]))
    assert "x_size" not in first.text and "x_size" in second.text
    assert len(planner._plans) == 1
    with pytest.raises(FieldsWanted):  # what was made with definitions is not used without knowing those of now
        planned(planner, text, None)


def test_a_key_is_part_of_the_shape_and_a_value_is_not() -> None:
    planner, fields = Planner(VOCABULARY, library()), CustomFields([TIER, SIZE])
    plans = [
        planned(planner, BY_VARIABLE, fields, f={"custom": [{"key": "tier", "text": {"eq": word}}]}) for word in "ab"
    ]
    assert plans[0] is plans[1]
    other = planned(planner, BY_VARIABLE, fields, f={"custom": [{"key": "size", "number": {"eq": 1}}]})
    assert other is not plans[0]
    for key in ("nothing", "x_tier", "tier`", "n.tier"):
        with pytest.raises(UnknownField):
            planned(planner, BY_VARIABLE, fields, f={"custom": [{"key": key, "text": {"eq": "a"}}]})
    assert len(planner._plans) == 2, "what is refused is not kept"


def test_what_stands_in_the_graph_and_could_not_have_been_defined_is_no_field() -> None:
    odd = [CustomField("Person", key, "X", "TEXT", Sensitivity.PUBLIC) for key in ("a b", "a`", "A", "a_key", "", "a)")]
    assert CustomFields([*odd, TIER]).all == (TIER,)
    assert [word for word in ("tier", "renewalMonth", "a_1", "tier_keys", "é", "a_", "_a") if is_key(word)] == [
        "tier",
        "renewalMonth",
        "a_1",
        "tier_keys",
    ]


def test_names_of_fields_lead_there_and_back() -> None:
    names = {"external_id": "externalId", "x_tier": "customFields.tier", "x_renewalMonth": "customFields.renewalMonth"}
    assert {stored: told(stored) for stored in names} == names
    assert {stored_name(shown): shown for shown in names.values()} == names
