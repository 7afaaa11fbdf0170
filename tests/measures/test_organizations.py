"""Organizations: their names without legal forms, compared word by word, and a set of invented ones with its truth."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from graphcrm.measures.matching import comparing
from graphcrm.measures.matching.comparing import Records
from graphcrm.measures.matching.levelling import CLOSE, DIFFERS, EQUAL, MISSING, VERY_CLOSE
from graphcrm.measures.matching.matching import Matching
from graphcrm.measures.matching.organizations import ORGANIZATION, parted
from tests.measures import firms


@pytest.mark.parametrize(
    ("name", "bare", "form"),
    [
        ("Nordlicht Wind GmbH & Co. KG", "nordlicht wind", "gmbh & co kg"),
        ("NORDLICHT WIND GmbH und Co. KG", "nordlicht wind", "gmbh & co kg"),
        ("Halden Group plc", "halden group", "plc"),
        ("Fondation Lagune S.A.S.", "fondation lagune", "sas"),
        ("The Pontis Company Limited", "pontis co", "ltd"),
        ("Almog Water Ltd.", "almog water", "ltd"),
        ("SE", "se", ""),
        ("Kommune Bredal", "kommune bredal", ""),
        ("小林 株式会社", "小林 株式会社", ""),
    ],
)
def test_a_name_is_parted_from_its_legal_form(name: str, bare: str, form: str) -> None:
    assert parted(name) == (bare, form)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Nordlicht Wind GmbH", "Nordlicht Wind AG", EQUAL),
        ("Wind Nordlicht", "Nordlicht Wind", EQUAL),
        ("Nordlicht International", "Nordlicht Intl.", EQUAL),
        ("Nord Licht Wind", "Nordlicht Wind", VERY_CLOSE),
        ("Nordlihct Wind", "Nordlicht Wind", VERY_CLOSE),
        ("Nordlicht Wind Group", "Nordlicht Wind", VERY_CLOSE),
        ("BHB", "Bergmann Hafen Bau", CLOSE),
        ("Nordlicht Wind", "Nordlicht Solar", DIFFERS),
        ("Lumen Fund II", "Lumen Fund III", DIFFERS),
        ("Lumen Werk 2", "Lumen Werk 3", DIFFERS),
        ("Global Services Group", "Global Solutions Group", DIFFERS),
        ("Halden Propulsion", "Halden Motoren", DIFFERS),
    ],
)
def test_names_agree_word_by_word_and_one_rare_word_or_number_tells_them_apart(
    one: str, other: str, level: int
) -> None:
    found = comparing.levels(Records(ORGANIZATION, [{"name": one}, {"name": other}]), np.array([[0, 1]]))[0]
    assert found[0] == level


def test_a_landlord_in_common_is_no_company_in_common() -> None:
    shared = {"phone": "+49 40 555010", "street": "Hafen Street", "street_number": "3", "postcode": "20457"}
    told = [
        {"name": "Almog Water", **shared},
        {"name": "Pontis Glass", **shared},
        {"name": "Almog Water Ltd", **shared},
        {"name": "Pontis", "domain": "pontis.example"},
        {"name": "Lagune Verre", "domain": "pontis.example", **shared},
    ]
    matching = Matching(ORGANIZATION, told)
    assert {frozenset((one.one, one.other)) for one in matching.likenesses()} == {frozenset((0, 2)), frozenset((3, 4))}
    assert matching.probabilities([(0, 1)]) == pytest.approx([0.0], abs=1e-9)


def test_sites_tell_a_city_once() -> None:
    one = {"name": "Almog", "postcode": "20457", "city": "Hamburg", "country": "DE"}
    levels = comparing.levels(Records(ORGANIZATION, [one, one]), np.array([[0, 1]]))[0]
    told = {f.name: int(level) for f, level in zip(ORGANIZATION.fields, levels, strict=True) if level != MISSING}
    assert told == {"name": EQUAL, "postcode": EQUAL}, "the city follows from the postcode, the country from the city"


def test_of_the_invented_companies_nearly_all_second_records_are_found_and_no_sister() -> None:
    """2,600 records: at ½, of what is found at least 97 % is right, and 95 % of what is right is found."""
    set_ = firms.generated()
    assert len(set_.records) >= 2_000
    of: dict[int, list[int]] = {}
    for number, company in enumerate(set_.truth):
        of.setdefault(company, []).append(number)
    true = {pair for several in of.values() for pair in combinations(several, 2)}
    found = {(min(o.one, o.other), max(o.one, o.other)) for o in Matching(ORGANIZATION, set_.records).likenesses()}
    right = len(found & true)
    assert right / len(found) >= 0.97 and right / len(true) >= 0.95, (right, len(found), len(true))
