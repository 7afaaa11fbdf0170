"""An export is under the rights of who asked: what they do not see is in no file."""

from __future__ import annotations

from pathlib import Path

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import Viewer, viewer
from graphcrm.graph.connection import Graph
from tests.conftest import Api
from tests.custom_fields.defining import define
from tests.exchange.files import imported
from tests.exports import worlds
from tests.exports.exporting import exported, read


def seen_by(role: str, *teams: str) -> Viewer:
    return viewer(built_in(), id="usr_0", email="x", roles=(role,), teams=teams)


async def told(graph: Graph, folder: Path, who: Viewer) -> dict[str, str]:
    """The texts of the files a viewer gets."""
    await exported(graph, folder, who)
    return {name: text.decode() for name, text in read(folder).items()}


async def test_a_record_for_other_teams_and_all_that_names_it_are_in_no_file(graph: Graph, tmp_path: Path) -> None:
    """
    p-open ── r-a ── o-a       p-north (team north) ── r-a, mails with p-open, d-a's champion
    """
    await imported(
        graph,
        tmp_path,
        teams="external_id,name\nnorth,North\n",
        organizations="external_id,name\no-a,Alpha\n",
        people="external_id,name,emails,audience\np-open,Open,o@a.example,\np-secret,Secret,s@a.example,north\n",
        roles="external_id,organization,title\nr-a,o-a,Head\n",
        deals="external_id,name,organization\nd-a,Deal,o-a\n",
        holdings="person,role\np-open,r-a\np-secret,r-a\n",
        interactions="external_id,kind,occurred_at,participants\n"
        "i-a,EMAIL,2026-01-01T10:00:00Z,p-open:FROM;p-secret:TO\n",
        stakeholders="person,deal\np-secret,d-a\n",
        notes="external_id,text,about\nn-a,Text,p-secret;o-a\n",
        influences="from,to\np-open,p-secret\np-secret,p-open\n",
    )
    [[north]] = await graph.rows("MATCH (t:Team) RETURN t.id", {})
    files = await told(graph, tmp_path / "out", seen_by("manager"))
    assert "ecret" not in "".join(files.values()) and "s@a.example" not in "".join(files.values())
    assert files["people.csv"].count("\n") == files["holdings.csv"].count("\n") == 2
    assert "p-open:FROM," in files["interactions.csv"]
    assert "audience" not in files["people.csv"].splitlines()[0]
    theirs = await told(graph, tmp_path / "theirs", seen_by("manager", north))
    assert theirs["people.csv"].count("\n") == theirs["holdings.csv"].count("\n") == 3
    assert theirs["influences.csv"].count("\n") == 3


async def test_who_may_not_see_a_record_gets_what_there_would_be_without_it(graph: Graph, tmp_path: Path) -> None:
    """Deletion equivalence, on a random world: the same files, byte by byte."""
    world = worlds.make(3)
    await worlds.load(graph, world)
    who = seen_by("account_manager", world.of("Team")[0].id)
    first = await told(graph, tmp_path / "one", who)
    hidden = [n.id for n in world.nodes.values() if n.audience and not set(n.audience) & set(who.teams)]
    assert hidden
    await graph.write(lambda t: t.run(_DELETE, {"ids": hidden}), name="delete")
    assert await told(graph, tmp_path / "two", who) == first


_DELETE = """
MATCH (n) WHERE n.id IN $ids
OPTIONAL MATCH (n)-[:CLASSIFIED_AS]->(c:Category)
DETACH DELETE n, c
"""


async def test_a_field_that_is_hidden_or_masked_is_no_column(api: Api, tmp_path: Path) -> None:
    await define(api, "Person", "open", "TEXT", sensitivity="PUBLIC")
    await define(api, "Person", "secret", "TEXT", sensitivity="CONFIDENTIAL")
    await imported(
        api.graph,
        tmp_path,
        organizations="external_id,name\no-a,Alpha\n",
        people="external_id,name,birthday,x_open,x_secret\np-a,Ana,1980-05-05,seen,unseen\n",
        deals="external_id,name,organization,value,currency\nd-a,Deal,o-a,100,EUR\n",
        stakeholders="person,deal,power\np-a,d-a,0.5\n",
    )
    who = seen_by("analyst")
    ledger = await exported(api.graph, tmp_path / "out", who)
    files = {name: text.decode() for name, text in read(tmp_path / "out").items()}
    header = files["people.csv"].splitlines()[0].split(",")
    assert "x_open" in header and not {"x_secret", "birthday", "expected_value"} & set(header)
    assert "secret" not in "".join(files.values()), "nor is there a definition of what they do not see"
    assert "stakeholders.csv" not in files and "influences.csv" not in files
    assert "value" not in files["deals.csv"].splitlines()[0].split(",")
    left_out = [(one["file"], one["column"]) for one in ledger.left_out]
    assert ("people.csv", "birthday") in left_out and ("stakeholders.csv", None) in left_out
    assert ("deals.csv", "value") in left_out and ("deals.csv", "currency") in left_out
    assert not any("secret" in str(one) for one in left_out)
    masked = await exported(api.graph, tmp_path / "masked", seen_by("auditor"))
    assert {"file": "people.csv", "column": None} in masked.left_out, "people without names are no file of people"


async def test_what_is_limited_is_told_to_who_cannot_take_that_along(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, teams="external_id,name\nt,T\n", people="external_id,name,audience\np-a,Ana,t\n")
    ledger = await exported(graph, tmp_path / "out", seen_by("admin"))
    assert [(f["file"], f["code"]) for f in ledger.findings] == [("people.csv", "LIMITED")]
    assert "are for some teams alone" in ledger.findings[0]["message"]
