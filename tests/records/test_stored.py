"""Stored forms: the companions that order, comparison and search read."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from graphcrm.measures.normal_forms import sort_key
from graphcrm.records import stored
from graphcrm.vocabulary.words import VOCABULARY

PERSON, DEAL = VOCABULARY.nouns["Person"], VOCABULARY.nouns["Deal"]


def test_texts_have_sort_keys_and_lists_their_folds() -> None:
    found = stored.properties(PERSON.properties, {"name": "Åsa Weiß", "tags": ["Øl", "VIP"], "country": "DE"})
    assert found == {
        "name": "Åsa Weiß",
        "name_key": sort_key("Åsa Weiß"),
        "tags": ["Øl", "VIP"],
        "tags_key": ["ol", "vip"],
        "country": "DE",
    }


def test_nothing_removes_a_value_with_its_companions() -> None:
    found = stored.properties(DEAL.properties, {"name": None, "value": None})
    assert found == {"name": None, "name_key": None, "value": None, "value_key": None, "value_currency": None}


def test_money_is_a_string_a_number_and_a_currency() -> None:
    found = stored.properties(DEAL.properties, {"value": ("480000.1", "EUR")})
    assert found == {"value": "480000.1", "value_key": 480000.1, "value_currency": "EUR"}


def test_an_address_has_its_key_and_its_domain() -> None:
    assert stored.contact_point("EMAIL", "Ana@A.Example") == {
        "medium": "EMAIL",
        "address": "Ana@A.Example",
        "address_key": "ana@a.example",
        "domain": "a.example",
    }
    assert stored.contact_point("PHONE", "+49 (40) 555-0100")["address_key"] == "+49405550100"
    assert stored.contact_point("PHONE", "ext. 0123")["address_key"] == "123"


def test_search_reads_names_before_the_rest() -> None:
    found = stored.search_text(PERSON, {"name": "Åsa Lind", "city": "Malmö", "tags": ["VIP"]})
    assert found == "asa lind | malmo vip"


@given(st.text(max_size=30))
def test_a_text_is_kept_in_one_form(value: str) -> None:
    kept = stored.text(value)
    if kept is None:
        return
    assert kept == kept.strip() != ""
    assert unicodedata.is_normalized("NFC", kept)
    assert not any(unicodedata.category(c) == "Cc" for c in kept)
    assert stored.text(kept) == kept
