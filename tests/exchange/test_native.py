"""The native files follow from the vocabulary, and are those of the contract."""

from __future__ import annotations

import csv

import pytest

from graphcrm.exchange.native import native_files
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import CONTRACT

FILES = native_files(VOCABULARY)
# The table of the contract: required columns, then the others.
COLUMNS = {
    "organizations": (
        "external_id name",
        "kind categories part_of domain industry employees city country latitude longitude tags ours",
    ),
    "ownership": ("child parent", "share control started_on ended_on source"),
    "people": (
        "external_id name",
        "first_name last_name emails phones city country language birthday linkedin categories lead_source "
        "lead_status tags",
    ),
    "roles": ("external_id organization title", "function level reports_to dotted_to"),
    "holdings": ("role person", "started_on ended_on acting"),
    "interactions": ("external_id kind occurred_at participants", "subject duration_minutes concerns"),
    "influences": ("from to", "weight topic confidence source"),
    "relations": ("from to kind", "started_on ended_on"),
    "deals": ("external_id name organization", "pipeline stage value currency expected_close_on closed_on outcome"),
    "stakeholders": ("deal person", "buying_role stance power since"),
    # What the contract's files cannot say has files of its own, in the same form.
    "pipelines": ("external_id name stages", ""),
    "field_definitions": (
        "on key label type",
        "external_id description required minimum maximum pattern choices sensitivity archived_at",
    ),
    "users": ("external_id email name", "access_roles disabled"),
    "teams": ("external_id name", "parent"),
    "user_people": ("user person", ""),
    "team_members": ("user team", "started_on ended_on"),
    "coverages": ("user organization", "as with_subsidiaries started_on ended_on"),
    "units": ("unit part_of", "started_on ended_on"),
    "reporting_lines": ("role reports_to", "kind started_on ended_on"),
    "approvals": ("role organization", "subject up_to up_to_currency started_on ended_on"),
    "addresses": ("person medium address", "organization kind verified_at started_on ended_on"),
    "categories": ("person kind", "organization note source towards started_on ended_on"),
    "locations": ("external_id name", "kind country latitude longitude within"),
    "preferences": ("external_id person", "kind wish channel topic scope source stated_on"),
    "tasks": (
        "external_id title",
        "description status priority due_on done_on introduction_outcome assignee requester go_between about",
    ),
    "notes": ("external_id text about", ""),
}


def test_there_are_all_files_each_after_those_it_names() -> None:
    assert set(FILES) == set(COLUMNS)
    order = list(FILES)
    for earlier, later in [("organizations", "roles"), ("organizations", "deals"), ("deals", "interactions")]:
        assert order.index(earlier) < order.index(later)
    assert all(order.index("people") < order.index(name) for name in ("interactions", "holdings", "stakeholders"))


@pytest.mark.parametrize("name", COLUMNS)
def test_a_file_has_the_columns_of_the_contract(name: str) -> None:
    required, others = (words.split() for words in COLUMNS[name])
    assert set(required + others) <= set(FILES[name].columns)
    assert FILES[name].missing(required) is None
    for column in required:
        assert FILES[name].missing([*others, *(c for c in required if c != column)]) in (column, None)


def test_a_person_has_a_name_or_both_its_parts() -> None:
    people = FILES["people"]
    assert people.missing(["external_id", "first_name", "last_name"]) is None
    assert people.missing(["external_id", "first_name"]) == "name"
    assert people.missing(["external_id"]) == "name"


@pytest.mark.parametrize("name", sorted(path.stem for path in (CONTRACT / "world").glob("*.csv")))
def test_the_files_of_the_contract_fit(name: str) -> None:
    with (CONTRACT / "world" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert FILES[name].missing(header) is None
    assert set(header) <= set(FILES[name].columns)


def test_lines_that_rules_bind_are_written_with_their_record() -> None:
    roles = FILES["roles"]
    assert [r.column for r in roles.self_references] == ["reports_to", "dotted_to"]
    assert [r.column for r in roles.lines] == ["dotted_to"]
    assert FILES["organizations"].lines == ()
