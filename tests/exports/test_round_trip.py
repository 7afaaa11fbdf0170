"""What is exported and imported into an empty graph is the same graph, and its export the same files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphcrm.exchange import canonical
from graphcrm.graph.connection import Graph
from tests.conftest import CONTRACT, Api, emptied
from tests.custom_fields.defining import define, write
from tests.exchange import files
from tests.exports import worlds
from tests.exports.exporting import exported, imported, read

SEEDS = range(4)


async def round_trip(graph: Graph, folder: Path) -> None:
    """Exports, imports into the same graph, empties it, imports again, exports again."""
    before = await canonical.lines(graph)
    ledger = await exported(graph, folder / "one")
    assert ledger.findings == [] and ledger.left_out == []
    again = await imported(graph, folder / "one")
    assert [r.sentence for r in again.rejected] == [] and again.findings == []
    assert again.total()["unchanged"] == again.total()["read"] == ledger.total
    assert await canonical.lines(graph) == before
    await emptied(graph)
    anew = await imported(graph, folder / "one")
    assert [r.sentence for r in anew.rejected] == [] and anew.findings == []
    assert anew.total()["read"] == ledger.total
    after = await canonical.lines(graph)
    assert sorted(set(before) - set(after))[:5] == sorted(set(after) - set(before))[:5] == []
    assert before == after
    await exported(graph, folder / "two")
    assert read(folder / "two") == read(folder / "one")


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_random_world_comes_back_as_it_was(graph: Graph, tmp_path: Path, seed: int) -> None:
    await worlds.load(graph, worlds.make(seed))
    await round_trip(graph, tmp_path)


TOWARDS = {"note": "Said so.", "towards": {"organization": {"externalId": "o-a"}}}
WRITES: list[tuple[str, dict[str, Any]]] = [
    ("organizationCreate", {"externalId": "o-a", "name": "Alpha", "emails": ["Info@A.example"]}),
    ("organizationCreate", {"externalId": "o-b", "name": "Beta", "partOf": {"externalId": "o-a"}}),
    ("organizationCreate", {"externalId": "o-c", "name": "Gamma"}),
    ("unitMove", {"unit": {"externalId": "o-c"}, "to": {"externalId": "o-a"}, "startedOn": "2020-01-01"}),
    ("unitMove", {"unit": {"externalId": "o-c"}, "to": {"externalId": "o-b"}, "startedOn": "2024-01-01"}),
    ("subsidiaryAdd", {"child": {"externalId": "o-c"}, "parent": {"externalId": "o-b"}, "share": 0.3}),
    ("roleCreate", {"externalId": "r-a", "title": "Head", "organization": {"externalId": "o-a"}}),
    ("roleCreate", {"externalId": "r-b", "title": "Deputy", "organization": {"externalId": "o-a"}}),
    (
        "roleReportsToSet",
        {"role": {"externalId": "r-b"}, "reportsTo": {"externalId": "r-a"}, "startedOn": "2021-05-01"},
    ),
    (
        "personCreate",
        {
            "externalId": "p-a",
            "name": "Ana",
            "tags": ["a;b", "=x"],
            "emails": ["ana@a.example"],
            "customFields": [{"key": "worth", "money": {"amount": "-480000.50", "currency": "EUR"}}],
        },
    ),
    ("personCreate", {"name": "Nobody's id", "phones": ["+49 40 5550100"]}),
    (
        "personAddressAdd",
        {"person": {"externalId": "p-a"}, "medium": "POST", "address": "Street 1; Kiel", "kind": "HOME"},
    ),
    (
        "personAddressAdd",
        {
            "person": {"externalId": "p-a"},
            "medium": "EMAIL",
            "address": "Ana@b.example",
            "startedOn": "2020-01-01",
            "verifiedAt": "2026-01-01T10:00:00Z",
            "customFields": [{"key": "tier", "choice": "gold"}],
        },
    ),
    (
        "personCategoryAdd",
        {"person": {"externalId": "p-a"}, "kind": "CHAMPION", **TOWARDS},
    ),
    ("roleAssign", {"person": {"externalId": "p-a"}, "role": {"externalId": "r-a"}, "startedOn": "2020-01-01"}),
    ("approvalAdd", {"role": {"externalId": "r-a"}, "organization": {"externalId": "o-a"}, "subject": "All"}),
    (
        "approvalAdd",
        {
            "role": {"externalId": "r-b"},
            "organization": {"externalId": "o-a"},
            "upTo": {"amount": "100", "currency": "SEK"},
        },
    ),
    ("teamCreate", {"name": "North"}),
    ("teamCreate", {"externalId": "t-a", "name": "South"}),
    ("teamMemberAdd", {"user": {"externalId": "u-a"}, "team": {"externalId": "t-a"}, "startedOn": "2026-01-01"}),
    ("userPersonAdd", {"user": {"externalId": "u-a"}, "person": {"externalId": "p-a"}}),
    ("coverageAdd", {"user": {"externalId": "u-a"}, "organization": {"externalId": "o-a"}, "as": "OWNER"}),
    (
        "taskCreate",
        {
            "title": "Ask for an introduction",
            "introductionOutcome": "NO_ANSWER",
            "requester": {"externalId": "u-a"},
            "goBetween": {"externalId": "p-a"},
            "about": [{"organization": {"externalId": "o-a"}}],
        },
    ),
    ("organizationArchive", {"organization": {"externalId": "o-b"}}),
    ("roleEnd", {"person": {"externalId": "p-a"}, "role": {"externalId": "r-a"}, "endedOn": "2025-12-31"}),
]


async def test_what_was_written_through_the_api_comes_back_as_it_was(api: Api, tmp_path: Path) -> None:
    """With days on lines and units, kinds of addresses, custom fields of facts, records without external ids."""
    await files.imported(api.graph, tmp_path / "in", users="external_id,email,name\nu-a,u@a.example,U\n")
    await define(api, "Person", "worth", "MONEY", sensitivity="CONFIDENTIAL")
    await define(api, "REACHED_AT", "tier", "CHOICE", choices=["gold", "tin"], description="Of what worth.")
    for mutation, given in WRITES:
        type_name = f"{mutation[0].upper()}{mutation[1:]}Input"
        text = f"mutation($input: {type_name}!) {{ {mutation}(input: $input) {{ userErrors {{ field message }} }} }}"
        found = await api.ask(text, {"input": given}, role="admin")
        assert found[mutation]["userErrors"] == [], mutation
    await round_trip(api.graph, tmp_path)
    written = read(tmp_path / "one")
    assert {"units.csv", "reporting_lines.csv", "addresses.csv", "categories.csv"} <= set(written)
    assert b"emails" not in written["people.csv"] and b"part_of" not in written["organizations.csv"]


async def test_the_graph_of_the_contract_comes_back_as_it_was(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, CONTRACT / "world")
    await round_trip(graph, tmp_path)
    written = read(tmp_path / "one")
    assert "units.csv" not in written and "addresses.csv" not in written, "their columns say all there is"


async def test_what_the_files_cannot_say_is_found(api: Api, tmp_path: Path) -> None:
    """
    d-same, a deal, and d-same, an organization: a note about the deal     x_old, a field that is put away
    """
    await define(api, "Person", "old", "TEXT")
    await files.imported(
        api.graph,
        tmp_path / "in",
        organizations="external_id,name\no-a,Alpha\n",
        people="external_id,name,x_old\np-a,Ana,value\n",
        deals="external_id,name,organization\nd-same,Deal,o-a\n",
        notes="external_id,text,about\nn-a,Text,d-same\n",
    )
    await files.imported(api.graph, tmp_path / "in", organizations="external_id,name\nd-same,Delta\n")
    [[definition]] = await api.graph.rows("MATCH (d:FieldDefinition) RETURN d.id", {})
    assert (await write(api, "fieldDefinitionArchive", {"fieldDefinition": {"id": definition}}))["userErrors"] == []
    ledger = await exported(api.graph, tmp_path / "out")
    assert [(f["file"], f["code"]) for f in ledger.findings] == [
        ("field_definitions.csv", "ARCHIVED"),
        ("notes.csv", "AMBIGUOUS"),
    ]
    assert "The field 'old' of Person is archived" in ledger.findings[0]["message"]
