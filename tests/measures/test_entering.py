"""At entry: one record against a few candidates, by parameters that were kept."""

from __future__ import annotations

from typing import Any

import numpy as np

from graphcrm.measures.matching import entering, pet_names, weighing
from graphcrm.measures.matching.persons import PERSON

ANA: dict[str, Any] = {
    "given_name": ["Ana"],
    "family_name": ["Lindqvist"],
    "email": ["ana@lumen.example"],
    "phone": None,
}


def told(*others: dict[str, Any], parameters: str | None = None) -> list[Any]:
    return [["person", parameters, ANA, other] for other in others]


def test_who_is_likely_comes_first_with_the_reasons_and_the_rest_is_left_out() -> None:
    again = {"given_name": ["Ana"], "family_name": ["Lindqvist"], "email": ["ana@lumen.example"]}
    alike = {"given_name": ["A."], "family_name": ["Lindquist"], "email": ["Ana@Lumen.example", "x@y.example"]}
    strange = {"given_name": ["Ben"], "family_name": ["Okafor"], "email": [None]}
    found = entering.judged(told(strange, alike, again))
    assert [number for number, _ in found] == [2, 1]
    first, second = (made for _, made in found)
    assert 0.5 < second["score"] <= first["score"] <= 1.0
    said = {one["field"]: one for one in second["fields"]}
    assert said["email"]["agreement"] == "EQUAL" and said["given_name"]["agreement"] == "CLOSE"
    assert said["family_name"] == {
        "field": "family_name", "agreement": "VERY_CLOSE", "weight": said["family_name"]["weight"],
        "first": ["Lindqvist"], "second": ["Lindquist"],
    }  # fmt: skip
    assert [abs(one["weight"]) for one in second["fields"]] == sorted(
        (abs(one["weight"]) for one in second["fields"]), reverse=True
    )
    assert entering.judged([]) == [] and entering.judged(told(strange)) == []


def test_parameters_come_back_as_they_were_kept() -> None:
    shipped = weighing.shipped(PERSON.fields, 1_000)
    found = entering.parameters(PERSON, entering.kept(PERSON, shipped))
    assert found.prior == shipped.prior
    assert np.array_equal(found.match, shipped.match) and np.array_equal(found.chance, shipped.chance)


def test_a_given_name_leads_to_what_its_bearer_may_be_called() -> None:
    assert pet_names.called("Johannes Karl")[:2] == ["johannes karl", "johannes"]
    assert {"hannes", "hans"} <= set(pet_names.called("Johannes"))
    assert pet_names.called("Szczepan") == ["szczepan", "szczepan"] and pet_names.called("!") == [""]
