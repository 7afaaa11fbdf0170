"""Custom fields in native files: a column x_<key> is typed and judged like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcrm.compile.custom_fields import CustomFields
from graphcrm.errors import Conflict
from graphcrm.exchange import importing
from graphcrm.exchange.canonical import graph_hash
from graphcrm.exchange.importing import Options
from graphcrm.records import custom_fields
from graphcrm.records.desired import Reader
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import Api
from tests.custom_fields.defining import ALL, define, entry, write
from tests.exchange import files
from tests.exchange.files import imported, outcomes, rejections

HEAD = "external_id,name,x_note,x_score,x_worth,x_since,x_tier,x_topics,x_vip,x_page\n"
ROWS = (
    'p-a,Ana," Hello, Åsa ",-2.5,480000.00 EUR,2026-02-03,very high,low;very high,true,https://a.example/ä\n'
    "p-b,Bo,,,,,,,,\n"
)


async def every_type(api: Api) -> None:
    words = {"choices": ["low", "very high"]}
    await define(api, "Person", "note", "TEXT")
    await define(api, "Person", "score", "NUMBER", minimum=-10, maximum=10)
    await define(api, "Person", "worth", "MONEY", minimum=1)
    await define(api, "Person", "since", "DATE")
    await define(api, "Person", "tier", "CHOICE", **words)
    await define(api, "Person", "topics", "MULTI_CHOICE", **words)
    await define(api, "Person", "vip", "BOOLEAN")
    await define(api, "Person", "page", "URL")


async def test_columns_of_every_type_are_read_and_twice_is_once(api: Api, tmp_path: Path) -> None:
    await every_type(api)
    ledger = await imported(api.graph, tmp_path, people=HEAD + ROWS)
    assert outcomes(ledger) == {"created": 2} and ledger.findings == []
    found = await api.ask(f"{{ people {{ nodes {{ name customFields {{ {ALL} }} }} }} }}")
    assert found["people"]["nodes"] == [
        {
            "name": "Ana",
            "customFields": [
                entry("note", "Note", "TEXT", text="Hello, Åsa"),
                entry("page", "Page", "URL", url="https://a.example/ä"),
                entry("score", "Score", "NUMBER", number=-2.5),
                entry("since", "Since", "DATE", date="2026-02-03"),
                entry("tier", "Tier", "CHOICE", choice="very high"),
                entry("topics", "Topics", "MULTI_CHOICE", choices=["low", "very high"]),
                entry("vip", "Vip", "BOOLEAN", boolean=True),
                entry("worth", "Worth", "MONEY", money={"amount": "480000", "currency": "EUR"}),
            ],
        },
        {"name": "Bo", "customFields": []},
    ]
    before = await graph_hash(api.graph)
    assert outcomes(await imported(api.graph, tmp_path, people=HEAD + ROWS)) == {"unchanged": 2}
    assert await graph_hash(api.graph) == before
    changed = "external_id,name,x_score\np-a,Ana,\n"
    assert outcomes(await imported(api.graph, tmp_path, people=changed)) == {"updated": 1}
    assert await graph_hash(api.graph) != before, "a value of a custom field is part of the graph"


async def test_a_bad_cell_is_told_by_row_and_column_and_nothing_of_its_row_is_written(api: Api, tmp_path: Path) -> None:
    await every_type(api)
    cells = {
        "x_score": ["x", "11", "1e400"],
        "x_worth": ["5", "5 eur", "0 EUR", "x EUR"],
        "x_since": ["3.2.2026"],
        "x_tier": ["Low"],
        "x_topics": ["low;none"],
        "x_vip": ["yes"],
        "x_page": ["a.example", "javascript:alert(1)"],
    }
    codes = ["FORMAT", "RANGE", "FORMAT", "FORMAT", "FORMAT", "RANGE", "FORMAT", "FORMAT", "CHOICE", "CHOICE", "FORMAT"]
    codes += ["FORMAT", "FORMAT"]
    columns, rows, wanted = list(cells), "", []
    for column, words in cells.items():
        for word in words:
            line = len(wanted) + 2
            rows += f"p-{line},X," + ",".join(word if c == column else "" for c in columns) + "\n"
            wanted.append(("people.csv", line, column, codes[len(wanted)]))
    ledger = await imported(api.graph, tmp_path, people=f"external_id,name,{','.join(columns)}\n{rows}")
    assert rejections(ledger) == wanted
    assert (await api.ask("{ people { totalCount } }"))["people"]["totalCount"] == 0


async def test_a_column_that_nobody_defined_is_reported_as_unknown(api: Api, tmp_path: Path) -> None:
    made = await define(api, "Person", "note", "TEXT")
    await define(api, "Organization", "tier", "TEXT")
    await write(api, "fieldDefinitionArchive", {"fieldDefinition": {"id": made["id"]}})
    ledger = await imported(api.graph, tmp_path, people="external_id,name,x_note,x_tier\np-a,Ana,x,y\n")
    assert [(f["column"], f["code"]) for f in ledger.findings] == [
        ("x_note", "UNKNOWN_COLUMN"),
        ("x_tier", "UNKNOWN_COLUMN"),
    ]
    assert await api.graph.rows("MATCH (p:Person) RETURN p.x_note, p.x_tier", {}) == [[None, None]]


async def test_a_required_field_is_asked_of_new_records_and_facts(api: Api, tmp_path: Path) -> None:
    people = "external_id,name\np-a,Ana\n"
    base = {"organizations": files.ORGANIZATIONS, "roles": files.ROLES}
    await imported(api.graph, tmp_path, people=people, **base)
    await define(api, "Person", "tier", "TEXT", required=True)
    await define(api, "HOLDS", "desk", "NUMBER", required=True)
    ledger = await imported(
        api.graph,
        tmp_path,
        people=people + "p-b,Bo\n",
        holdings="role,person,started_on\nr-a,p-a,2026-01-01\n",
    )
    assert rejections(ledger) == [("people.csv", 3, "x_tier", "REQUIRED"), ("holdings.csv", 2, "x_desk", "REQUIRED")]
    ledger = await imported(
        api.graph,
        tmp_path,
        people="external_id,name,x_tier\np-a,Ana,gold\np-b,Bo,\n",
        holdings="role,person,started_on,x_desk\nr-a,p-a,2026-01-01,12\n",
    )
    assert rejections(ledger) == [("people.csv", 3, "x_tier", "REQUIRED")]
    assert outcomes(ledger) == {"updated": 1, "created": 1, "rejected": 1}
    found = await api.graph.rows("MATCH (p:Person)-[h:HOLDS]->() RETURN p.x_tier, p.x_tier_key, h.x_desk", {})
    assert found == [["gold", "gold\x01GOLD", 12.0]]


async def test_a_definition_that_changes_during_an_import_stops_it_before_anything_is_written_by_the_old_one(
    api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the header and the first batch somebody lowers the maximum."""
    made = await define(api, "Person", "score", "NUMBER", maximum=10)
    given = {"fieldDefinition": {"id": made["id"]}, "maximum": 5}
    plain = custom_fields.read
    reads: list[CustomFields] = []

    async def read(reader: Reader) -> CustomFields:
        found = await plain(reader)
        reads.append(found)
        if len(reads) == 1:
            assert (await write(api, "fieldDefinitionUpdate", given))["userErrors"] == []
        return found

    monkeypatch.setattr(custom_fields, "read", read)
    paths = files.write(tmp_path, {"people": "external_id,name,x_score\np-a,Ana,7\n"})
    with pytest.raises(Conflict):
        await importing.run(api.graph, VOCABULARY, paths, Options())
    assert await api.graph.rows("MATCH (p:Person) RETURN p.id", {}) == []
    ledger = await importing.run(api.graph, VOCABULARY, paths, Options())
    assert rejections(ledger) == [("people.csv", 2, "x_score", "RANGE")]
