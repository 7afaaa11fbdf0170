"""Files of records: what stands in them for whom, which records a wish chooses, and what is left of one that fails."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import networkx
import pytest

from graphcrm.compile.listings import MOST_IDS
from graphcrm.errors import BadUserInput, Forbidden, NotUsable
from graphcrm.exchange.exports import selections
from graphcrm.exchange.writers.formats import FORMATS
from graphcrm.graph.connection import Graph
from graphcrm.records.audit import journal_files
from graphcrm.vocabulary import exporting
from tests.conftest import emptied, opened
from tests.exchange.files import imported
from tests.exports import worlds
from tests.exports.selecting import SMALL, exported, told
from tests.exports.test_rights import seen_by


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selections, "PAGE", SMALL)
    monkeypatch.setattr(selections, "_LINES", SMALL)


@pytest.fixture(scope="module")
async def company(open_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Graph]:
    """
    o-a ◀─ o-b (0.6)     Ana: Chief at o-a, Ben: Head at o-b until 2020, Cy: nowhere, Old: put away, Secret: for north
    Ana ──influences──▶ Ben, Ana mails Ben and Secret
    """
    api = await opened(await emptied(open_graph))
    people = "external_id,name,emails,phones,city,birthday,tags,audience,x_tier,x_hobbies,x_secret\n"
    people += "p-ana,Ana,a@a.example;ana@a.example,+49 40 5550100,Kiel,1980-05-05,x;y,,10 EUR,go;chess,hush\n"
    people += "p-ben,Ben,,,Oslo,,,,,,\np-cy,=Cy,,,Kiel,,,,,,\np-old,Old,,,Kiel,,,,,,\np-sec,Secret,,,Kiel,,,north,,,\n"
    await imported(
        open_graph,
        tmp_path_factory.mktemp("company"),
        field_definitions="on,key,label,type,sensitivity,choices\nPerson,tier,Tier,MONEY,PUBLIC,\n"
        "Person,hobbies,Hobbies,MULTI_CHOICE,PERSONAL,chess;go\nPerson,secret,Secret,TEXT,SENSITIVE,\n",
        teams="external_id,name\nnorth,North\n",
        organizations="external_id,name,kind\no-a,Alpha,\no-b,Beta,\n",
        ownership="child,parent,share\no-b,o-a,0.6\n",
        people=people,
        roles="external_id,organization,title\nr-a,o-a,Chief\nr-b,o-b,Head\n",
        holdings="person,role,started_on,ended_on\np-ana,r-a,2020-01-01,\np-ben,r-b,2019-01-01,2020-01-01\n",
        influences="from,to,weight\np-ana,p-ben,0.5\np-sec,p-ana,0.9\n",
        deals="external_id,name,organization,value,currency\nd-a,Deal,o-a,100.5,EUR\n",
        interactions="external_id,kind,occurred_at,participants\n"
        "i-a,EMAIL,2026-11-01T10:00:00Z,p-ana:FROM;p-ben:TO\ni-b,EMAIL,2026-11-01T10:00:00Z,p-ana:FROM;p-sec:TO\n",
    )
    archive = 'mutation { personArchive(input: {person: {externalId: "p-old"}}) { userErrors { message } } }'
    assert (await api.ask(archive))["personArchive"]["userErrors"] == []
    yield open_graph
    await api.client.aclose()


async def keys(graph: Graph) -> dict[str, str]:
    return dict(await graph.rows("MATCH (p:Person) RETURN p.external_id, p.id", {}))


async def test_the_usual_columns_tell_a_person_with_addresses_seat_and_fields(company: Graph, tmp_path: Path) -> None:
    found = await told(company, tmp_path, "people")
    assert sorted(found.of("externalId")) == ["p-ana", "p-ben", "p-cy", "p-sec"], "the archived one is not in use"
    ana = next(row for row in found.rows if row["externalId"] == "p-ana")
    assert ana["emails"] == ["a@a.example", "ana@a.example"] and ana["phones"] == ["+49 40 5550100"]
    assert (ana["jobTitle"], ana["organization"], ana["birthday"]) == ("Chief", "Alpha", "1980-05-05")
    assert (ana["x_tier"], ana["x_tier_currency"], ana["x_secret"]) == ("10", "EUR", "hush")
    assert sorted(ana["x_hobbies"]) == ["chess", "go"] and ana["tags"] == ["x", "y"]
    ben = next(row for row in found.rows if row["externalId"] == "p-ben")
    assert (ben["jobTitle"], ben["organization"], ben["x_tier"]) == (None, None, None)
    numbered = await company.rows("MATCH (c:Change) WHERE c.position IS NOT NULL RETURN c LIMIT 1", {})
    assert found.stated["of"] == "people" and found.stated["query"] == {}
    assert (found.stated["position"] is not None) == bool(numbered)
    deals = await told(company, tmp_path, "deals")
    assert [deals.of(name) for name in ("value", "valueCurrency", "organization")] == [["100.5"], ["EUR"], ["Alpha"]]


async def test_a_filter_is_that_of_the_list_and_stands_in_the_file(company: Graph, tmp_path: Path) -> None:
    kiel = {"city": {"eq": "Kiel"}}
    found = await told(company, tmp_path, "people", filter=kiel, columns=["name", "city"])
    assert sorted(found.of("name")) == ["=Cy", "Ana", "Secret"] and list(found.rows[0]) == ["name", "city"]
    assert found.stated["query"] == {"filter": kiel}
    here = {"worksFor": {"id": (await company.rows("MATCH (o {external_id: 'o-a'}) RETURN o.id", {}))[0][0]}}
    assert (await told(company, tmp_path, "people", filter=here, columns=["name"])).of("name") == ["Ana"]
    put_away = {"archivedAt": {"isNull": False}}
    assert (await told(company, tmp_path, "people", filter=put_away, columns=["name"])).of("name") == ["Old"]


async def test_a_selection_has_those_and_no_others_once_each_also_what_is_put_away(
    company: Graph, tmp_path: Path
) -> None:
    ids = await keys(company)
    wanted = [ids["p-old"], ids["p-ana"], ids["p-ana"], ids["p-cy"], "per_nobody"]
    found = await told(company, tmp_path, "people", ids=wanted, columns=["externalId"])
    assert sorted(found.of("externalId")) == ["p-ana", "p-cy", "p-old"]
    assert found.stated["query"] == {"ids": wanted}
    many = [*wanted, *(f"per_{n}" for n in range(200))]
    found = await told(company, tmp_path, "people", ids=many, columns=["externalId"])
    assert len(found.rows) == 3 and found.stated["query"] == {"selected": 205}


async def test_what_a_role_does_not_see_is_no_row_and_no_column(company: Graph, tmp_path: Path) -> None:
    who = seen_by("account_manager")
    found = await told(company, tmp_path, "people", who)
    assert sorted(found.of("externalId")) == ["p-ana", "p-ben", "p-cy"]
    assert not {"birthday", "x_secret"} & set(found.rows[0]) and "x_tier" in found.rows[0]
    secret = [(await keys(company))["p-sec"]]
    assert (await told(company, tmp_path, "people", who, ids=secret)).rows == []
    [[north]] = await company.rows("MATCH (t:Team) RETURN t.id", {})
    theirs = await told(company, tmp_path, "people", seen_by("account_manager", north), ids=secret)
    assert theirs.of("name") == ["Secret"]
    blind = await told(company, tmp_path, "deals", seen_by("analyst"))
    assert "value" not in blind.rows[0] and "valueCurrency" not in blind.rows[0]


@pytest.mark.parametrize(
    ("role", "wish", "what"),
    [
        ("account_manager", {"columns": ["name", "birthday"]}, "no column 'birthday'"),
        ("manager", {"columns": ["birthday"]}, "no column 'birthday'"),  # who sees a mask takes nothing out
        ("account_manager", {"columns": ["nothing"]}, "no column 'nothing'"),
        ("account_manager", {"columns": []}, "1 to 100 columns"),
        ("account_manager", {"filter": {"birthday": {"isNull": False}}}, "does not see it"),
        ("account_manager", {"filter": {"and": [{"not": {"birthday": {"isNull": False}}}]}}, "does not see it"),
        ("account_manager", {"filter": {"custom": [{"key": "secret", "text": {"eq": "hush"}}]}}, "no custom field"),
        ("account_manager", {"filter": {"nothing": {"eq": 1}}}, "does not fit people"),
        ("account_manager", {"filter": {"city": {"in": ["x"] * 101}}}, "at most 100"),
        ("account_manager", {"ids": []}, f"1 to {MOST_IDS}"),
        ("account_manager", {"ids": ["x"] * (MOST_IDS + 1)}, f"1 to {MOST_IDS}"),
        ("account_manager", {"format": "doc"}, "no format 'doc'"),
    ],
)
async def test_what_cannot_be_had_is_said_before_anything_is_written(
    company: Graph, tmp_path: Path, role: str, wish: dict[str, Any], what: str
) -> None:
    with pytest.raises(BadUserInput, match=what) as refused:
        await exported(company, tmp_path / "out", "people", seen_by(role), **wish)
    if "birthday" in str(wish) or "secret" in str(wish):
        assert isinstance(refused.value, NotUsable)
    assert not (tmp_path / "out").exists()


async def test_records_that_files_are_not_of_are_refused(company: Graph, tmp_path: Path) -> None:
    for records in ("jobs", "fieldDefinitions", "nothing"):
        with pytest.raises(BadUserInput, match="Choose one of people"):
            await exported(company, tmp_path / "out", records)
    with pytest.raises(BadUserInput, match="for people and organizations"):
        await exported(company, tmp_path / "out", "deals", format="vcf")


async def test_a_graph_has_the_edges_among_its_nodes_that_the_viewer_sees(company: Graph, tmp_path: Path) -> None:
    async def graph_of(name: str, records: str, *args: Any, **wish: Any) -> networkx.MultiDiGraph:
        await exported(company, tmp_path / name, records, *args, format="graphml", **wish)
        return networkx.read_graphml(tmp_path / name, force_multigraph=True)

    ids = await keys(company)
    names = {identifier: key for key, identifier in ids.items()}
    whole = await graph_of("all", "people", columns=["name"])
    edges = {(names[a], names[b], says["type"]) for a, b, says in whole.edges(data=True)}
    assert {("p-ana", "p-ben", "INFLUENCES"), ("p-sec", "p-ana", "INFLUENCES")} <= edges
    ties = {frozenset((a, b)) for a, b, type_ in edges if type_ == "KNOWS"}
    assert ties == {frozenset(("p-ana", "p-ben")), frozenset(("p-ana", "p-sec"))}
    assert all(0 < says["strength"] < 1 for *_, says in whole.edges(data=True) if says["type"] == "KNOWS")
    seen = await graph_of("seen", "people", seen_by("account_manager"))
    assert {ids["p-sec"]} & set(seen.nodes) == set() and seen.nodes[ids["p-ana"]]["name"] == "Ana"
    assert {(names[a], names[b]) for a, b, says in seen.edges(data=True) if says["type"] == "INFLUENCES"} == {
        ("p-ana", "p-ben")
    }
    assert {says["type"] for *_, says in (await graph_of("no", "people", seen_by("analyst"))).edges(data=True)} == {
        "KNOWS"
    }, "who does not see drawn influence"
    two = await graph_of("two", "people", ids=[ids["p-ben"], ids["p-sec"]])
    assert len(two.nodes) == 2 and not two.edges, "Ana is not chosen, so nothing leads to her"
    [(_, _, owned)] = (await graph_of("org", "organizations")).edges(data=True)
    assert (owned["type"], owned["share"]) == ("SUBSIDIARY_OF", 0.6)


async def test_each_page_is_noted_before_the_file_is_there(company: Graph, tmp_path: Path) -> None:
    await exported(
        company, tmp_path / "out.csv", "people", seen_by("manager"), format="csv", columns=["name", "emails"]
    )
    notes = journal_files.waiting(tmp_path / "out.csv-journal", {}, 100)
    assert [len(note["ids"]) for note in notes] == [2, 1] and {note["request"] for note in notes} == {"exp_1"}
    assert {(note["actor"], note["act"]) for note in notes} == {("usr_0", "export")}
    assert notes[0]["fields"] == ["Person.name", "REACHED_AT", "ContactPoint.address"]


async def test_one_that_is_stopped_leaves_nothing_and_nothing_is_overwritten(company: Graph, tmp_path: Path) -> None:
    left = 1

    async def few(number: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Forbidden("The rights were changed.", reason="ROLE")

    for name in FORMATS:
        left = 1
        with pytest.raises(Forbidden):
            await exported(company, tmp_path / f"out.{name}", "people", format=name, allow=few)
    assert {path.name.rsplit("-", 1)[1] for path in tmp_path.iterdir()} == {"journal"}
    (tmp_path / "mine.csv").write_text("mine")
    (tmp_path / "other.xsd").write_text("mine")
    for name, format_ in (("mine.csv", "csv"), ("other.xml", "xml")):
        with pytest.raises(BadUserInput, match="nothing is overwritten"):
            await exported(company, tmp_path / name, "people", format=format_)
    assert (tmp_path / "mine.csv").read_text() == (tmp_path / "other.xsd").read_text() == "mine"
    assert not (tmp_path / "other.xml").exists()


async def test_every_format_takes_every_kind_of_record_it_says(company: Graph, tmp_path: Path) -> None:
    for name, form in FORMATS.items():
        for records in form.nouns or ("people", "organizations", "deals", "interactions", "tasks"):
            target = tmp_path / f"{records}.{name}"
            done = await exported(company, target, records, seen_by("manager"), format=name)
            assert target.stat().st_size > 0 and target.stat().st_mode & 0o777 == 0o600
            assert done.rows == {"people": 3, "organizations": 2, "deals": 1, "interactions": 2, "tasks": 0}[records]


def test_the_formats_of_the_api_are_those_there_are() -> None:
    assert [name.lower() for name in exporting.FORMAT.values] == list(FORMATS)


class _Then(datetime):
    """A clock that stands."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime(2026, 11, 27, tzinfo=tz)


async def test_a_file_is_what_it_would_be_without_what_the_viewer_may_not_see(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deletion equivalence, on a random world: the same rows and the same graph."""
    world = worlds.make(5)
    await worlds.load(graph, world)
    who = seen_by("account_manager", world.of("Team")[0].id)
    monkeypatch.setattr(selections, "datetime", _Then)  # ties age

    async def all_told(folder: Path) -> list[Any]:
        rows = [(await told(graph, folder, kind, who)).rows for kind in ("people", "organizations", "deals", "tasks")]
        graphs = []
        for kind in ("people", "organizations"):
            await exported(graph, folder / f"{kind}.graphml", kind, who, format="graphml")
            text = (folder / f"{kind}.graphml").read_text(encoding="utf-8")
            graphs.append([line for line in text.splitlines() if "<node" in line or "<edge" in line])
        return [rows, graphs]

    first = await all_told(tmp_path / "one")
    hidden = [n.id for n in world.nodes.values() if n.audience and not set(n.audience) & set(who.teams)]
    assert hidden and all(first[0][:2])
    await graph.write(lambda t: t.run(_DELETE, {"ids": hidden}), name="delete")
    assert await all_told(tmp_path / "two") == first


_DELETE = """
MATCH (n) WHERE n.id IN $ids
OPTIONAL MATCH (n)-[:CLASSIFIED_AS]->(c:Category)
DETACH DELETE n, c
"""


async def test_an_empty_graph_gives_files_without_rows_that_say_what_they_are_of(graph: Graph, tmp_path: Path) -> None:
    found = await told(graph, tmp_path, "people")
    assert found.rows == [] and found.stated["position"] is None
    await exported(graph, tmp_path / "none.csv", "people", format="csv", columns=["name"])
    assert (tmp_path / "none.csv").read_text(encoding="utf-8").splitlines()[0].startswith("name,")
