"""Undo of an import: the graph is as before; what somebody did since stays where it is and is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcrm.errors import BadUserInput, NotFound
from graphcrm.exchange import undoing
from graphcrm.exchange.canonical import graph_hash, lines
from graphcrm.exchange.importing import Options, silent
from graphcrm.exchange.ledger import Ledger
from graphcrm.graph.connection import Graph
from graphcrm.records import audiences, import_runs
from graphcrm.records.import_runs import Asked
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import Api
from tests.exchange.files import imported, outcomes
from tests.histories.stories import write

_TIES = """
MATCH (a:Person)-[k:KNOWS]->(b:Person)
RETURN a.external_id, b.external_id, k.events, k.strength ORDER BY a.id, b.id
"""

_BEFORE = {
    "organizations": (
        "external_id,name,kind,categories,part_of,domain,employees,city,country\n"
        "o-a,Alpha,,CUSTOMER_ENTERPRISE,,alpha.example,5,Kiel,DE\no-b,Beta,,,,,,Kiel,DE\no-u,Unit,TEAM,,o-a,,,,\n"
    ),
    "people": (
        "external_id,name,emails,phones,city,country,birthday,categories,tags\n"
        "p-a,Ana,ANA@a.example;old@a.example,+49 40 5550100,Kiel,DE,1980-01-02,CHAMPION,gold\n"
        "p-b,Ben,shared@a.example,,kiel,DE,,,\np-c,Cy,shared@a.example,,,,,,\n"
    ),
    "roles": (
        "external_id,organization,title,reports_to,dotted_to\n"
        "r-a,o-a,Head,,\nr-b,o-a,Deputy,r-a,\nr-c,o-a,Clerk,r-b,r-a\n"
    ),
    "holdings": "role,person,started_on,ended_on\nr-a,p-a,2020-01-01,\nr-b,p-b,,\n",
    "ownership": "child,parent,share,control\no-b,o-a,0.6,\n",
    "interactions": (
        "external_id,kind,occurred_at,participants,concerns\n"
        "i-a,MEETING,2026-01-01T10:00:00Z,p-a:ORGANIZER;p-b:ATTENDEE;p-c:ATTENDEE,o-a\n"
    ),
    "addresses": "medium,address,kind,started_on,person\nPOST,Quay 1 Kiel,WORK,2019-01-01,p-a\n",
    "relations": "from,to,kind\np-a,p-b,MENTOR\n",
}
_AFTER = {
    "organizations": (
        "external_id,name,kind,categories,part_of,domain,employees,city,country\n"
        "o-a,Alpha AG,,PROSPECT_TARGET,,,6,Malmö,SE\no-b,Beta,,,,,,KIEL,DE\n"
        "o-u,Unit,TEAM,,o-b,,,,\no-n,New,,,,,,kiel,DE\n"
    ),
    "people": (
        "external_id,name,emails,phones,city,country,birthday,categories,tags\n"
        "p-a,Anna,ana@a.example;new@a.example,,Malmö,SE,1981-01-02,DECISION_MAKER,tin;gold\n"
        "p-b,Ben,Shared@a.example,,Kiel,DE,1970-01-01,,\np-n,Nia,nia@a.example;shared@a.example,,Bonn,DE,1990-01-01,CHAMPION,\n"
    ),
    "roles": (
        "external_id,organization,title,reports_to,dotted_to\n"
        "r-a,o-a,Chief,r-n,\nr-b,o-a,Deputy,r-n,r-a\nr-c,o-b,Clerk,,\nr-n,o-n,President,,r-c\n"
    ),
    "holdings": (
        "role,person,started_on,ended_on\nr-a,p-a,2020-01-01,2025-12-31\nr-b,p-b,,\nr-n,p-n,,\nr-c,p-c,2024-01-01,\n"
    ),
    "ownership": "child,parent,share,control\no-b,o-a,0.4,false\no-b,o-n,0.6,\no-n,o-u,,\n",
    "interactions": (
        "external_id,kind,occurred_at,participants,concerns\n"
        "i-a,CALL,2026-01-02T10:00:00Z,p-a:ORGANIZER;p-n:ATTENDEE,o-n\n"
        "i-n,MEETING,2026-02-01T10:00:00Z,p-a:ORGANIZER;p-b:ATTENDEE;p-n:ATTENDEE,o-a;o-n\n"
    ),
    "addresses": (
        "medium,address,kind,started_on,person\nPOST,Quay 1 Kiel,HOME,2019-01-01,p-a\nPOST,New Street 2,,,p-b\n"
    ),
    "relations": "from,to,kind,ended_on\np-a,p-b,MENTOR,2025-01-01\np-b,p-n,FRIEND,\n",
    "categories": "kind,note,person\nCHAMPION,very,p-b\n",
}


async def undo(graph: Graph, run: str) -> Ledger:
    return await undoing.undo(graph, VOCABULARY, run, "local", silent)


def kept(ledger: Ledger) -> list[tuple[str | None, str]]:
    """What was kept: the noun, and the sentence after the id."""
    return sorted((one.column, one.sentence.split(": ", 2)[2]) for one in ledger.rejected)


async def test_what_an_import_made_and_changed_is_taken_back_to_the_same_hash(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, **_BEFORE)
    before, ties = await lines(graph), await graph.rows(_TIES, {})
    run = await imported(graph, tmp_path, **_AFTER)
    assert run.rejected == []
    assert await lines(graph) != before
    ledger = await undo(graph, run.run)
    assert kept(ledger) == []
    assert await lines(graph) == before
    assert await graph.rows(_TIES, {}) == ties
    assert await audiences_hold(graph)
    again = await undo(graph, run.run)
    assert (outcomes(again).keys() <= {"unchanged"}, again.rejected) == (True, [])
    assert await lines(graph) == before
    runs = await import_runs.runs(graph)
    assert [(one["run"], one["undoes"]) for one in runs[:2]] == [(again.run, run.run), (ledger.run, run.run)]
    assert (runs[2]["run"], runs[2]["undone"]) == (run.run, True)


async def audiences_hold(graph: Graph) -> bool:
    return await audiences.check(graph, VOCABULARY) == []


async def test_a_run_into_an_empty_graph_leaves_nothing_and_may_be_repeated(graph: Graph, tmp_path: Path) -> None:
    empty = await graph_hash(graph)
    run = await imported(graph, tmp_path, **_BEFORE)
    full = await graph_hash(graph)
    assert (await undo(graph, run.run)).rejected == []
    assert await graph_hash(graph) == empty
    await imported(graph, tmp_path, **_BEFORE)
    assert await graph_hash(graph) == full


async def test_whoever_was_edited_or_is_referred_to_since_stays_and_is_named(api: Api, tmp_path: Path) -> None:
    head = "external_id,name,city\n"
    await imported(api.graph, tmp_path, people=head + "p-o,Old,Kiel\np-v,Vera,Kiel\n")
    run = await imported(
        api.graph,
        tmp_path,
        organizations="external_id,name\no-a,Alpha\no-b,Beta\n",
        people=head + "p-o,Older,Bonn\np-v,Veronika,Kiel\np-n,Nia,\np-m,Mia,\n",
    )
    people = dict(await api.graph.rows("MATCH (p:Person) RETURN p.external_id, p.id", {}))
    await write(api, "personUpdate", person={"id": people["p-n"]}, city="Ulm")
    await write(api, "personUpdate", person={"id": people["p-o"]}, city="Köln")
    later = await imported(api.graph, tmp_path, roles="external_id,organization,title\nr-l,o-a,Later\n")
    ledger = await undo(api.graph, run.run)
    assert kept(ledger) == [
        ("Organization", "Others refer to it by now, so that it stays."),
        ("Person", "It was changed since, and stays."),
        ("Person", "city changed since and stays as it is."),
    ]
    rows = await api.graph.rows("MATCH (p:Person) RETURN p.external_id, p.name, p.city ORDER BY p.external_id", {})
    assert rows == [["p-n", "Nia", "Ulm"], ["p-o", "Old", "Köln"], ["p-v", "Vera", "Kiel"]]
    assert await api.graph.rows("MATCH (o:Organization) RETURN o.external_id", {}) == [["o-a"]]
    # The one that referred to it is taken back as well: then it can go.
    assert (await undo(api.graph, later.run)).rejected == []
    assert [one for one, _ in kept(await undo(api.graph, run.run))] == ["Person", "Person"]
    assert await api.graph.rows("MATCH (o:Organization) RETURN o.external_id", {}) == []


async def test_a_fact_that_somebody_ended_since_stays_ended(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, **_BEFORE)
    run = await imported(graph, tmp_path, holdings="role,person,started_on\nr-c,p-c,2024-01-01\n")
    await imported(graph, tmp_path, holdings="role,person,started_on,ended_on\nr-c,p-c,2024-01-01,2025-01-01\n")
    ledger = await undo(graph, run.run)
    assert kept(ledger) == [("Person", "HOLDS: what the import said was changed since and stays as it is.")]
    text = "MATCH (:Person {external_id: 'p-c'})-[h:HOLDS]->() RETURN toString(h.ended_on)"
    assert await graph.rows(text, {}) == [["2025-01-01"]]


async def test_an_undo_that_is_stopped_goes_on(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, **_BEFORE)
    before = await lines(graph)
    run = await imported(graph, tmp_path, **_AFTER)

    def stop(_sentence: str, done: int, _total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await undoing.undo(graph, VOCABULARY, run.run, "local", stop)
    (unfinished, *_) = await import_runs.runs(graph)
    assert (unfinished["undoes"], unfinished["finishedAt"]) == (run.run, None)
    ledger = await undo(graph, run.run)
    assert (ledger.run, ledger.rejected) == (unfinished["run"], [])
    assert await lines(graph) == before


async def test_history_tells_that_values_came_back(api: Api, tmp_path: Path) -> None:
    await imported(api.graph, tmp_path, people="external_id,name\np-a,Ana\n")
    run = await imported(
        api.graph,
        tmp_path,
        people="external_id,name\np-a,Anna\n",
    )
    ledger = await undo(api.graph, run.run)
    text = """{ person(by: {externalId: "p-a"}) { name history { nodes { kind importRun reason fields } } } }"""
    person = (await api.ask(text))["person"]
    assert person["name"] == "Ana"
    assert person["history"]["nodes"][0] == {
        "kind": "UPDATED",
        "importRun": ledger.run,
        "reason": f"Took back {run.run}.",
        "fields": ["name"],
    }


async def test_what_cannot_be_taken_back_is_a_sentence(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no import run_none"):
        await undo(graph, "run_none")
    run = await imported(graph, tmp_path, Options(source="x"), people="external_id,name\np-a,Ana\n")
    own = await undo(graph, run.run)
    with pytest.raises(BadUserInput, match="Import those files again"):
        await undo(graph, own.run)
    await import_runs.begin(graph, {"a.csv": "x"}, "utf-8", Asked("files", "local", None, await now(graph)), None)
    (unfinished, *_) = await import_runs.runs(graph)
    with pytest.raises(BadUserInput, match="not finished"):
        await undo(graph, unfinished["run"])


async def now(graph: Graph) -> object:
    ((found,),) = await graph.rows("RETURN datetime()", {})
    return found.to_native()
