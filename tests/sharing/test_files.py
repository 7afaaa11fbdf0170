"""Levels of ties in native files: what is exported of them, and what is imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import viewer
from graphcrm.exchange.importing import Options
from tests.exchange.files import imported, outcomes, rejections
from tests.exports.exporting import exported, read
from tests.exports.test_round_trip import round_trip
from tests.records.mutations.writer import Writer
from tests.sharing.conftest import NORTH, SOUTH, influence, relation, team, ties

HEAD = "from,to,topic,weight,sharing,shared_with\n"


async def by_hand(writer: Writer, role: str, key: str) -> Options:
    """As a user of a role who is in one team."""
    ((user,),) = await writer.api.graph.rows(
        "MATCH (u:User) WHERE u.access_roles = [$role] RETURN u.id", {"role": role}
    )
    teams = (await team(writer.api.graph, key),)
    return Options(author=user, importer=viewer(built_in(), id=user, email="x", roles=(role,), teams=teams))


async def test_files_name_level_and_teams_and_bring_them_back(teams: Writer, tmp_path: Path) -> None:
    await teams.do("influenceAdd", influence(topic="x", sharing="EXISTENCE"))
    await teams.do("influenceAdd", influence(topic="x", weight=0.5), role=SOUTH)
    await teams.do("relationAdd", relation(kind="MENTOR", sharing="STRENGTH"))
    await teams.do("relationAdd", relation(kind="FRIEND"))
    await exported(teams.api.graph, tmp_path / "out")
    told = read(tmp_path / "out")
    assert told["influences.csv"].decode().splitlines() == [
        "from,to,weight,topic,confidence,source,sharing,shared_with",
        "p-a,p-b,,x,,,EXISTENCE,north",
        "p-a,p-b,0.5,x,,,,",
    ]
    await round_trip(teams.api.graph, tmp_path)


async def test_a_file_holds_the_ties_that_are_whole_for_who_asks(teams: Writer, tmp_path: Path) -> None:
    await teams.do("influenceAdd", influence("p-b", topic="x", sharing="STRENGTH"))
    await teams.do("influenceAdd", influence("p-c", topic="y"))
    rows = {}
    for role, key in ((NORTH, "north"), (SOUTH, "south")):
        who = (await by_hand(teams, role, key)).importer
        assert who is not None
        await exported(teams.api.graph, tmp_path / key, who)
        rows[key] = [line.split(",")[3] for line in read(tmp_path / key)["influences.csv"].decode().splitlines()[1:]]
    assert rows == {"north": ["x", "y"], "south": ["y"]}


async def test_a_file_that_says_nothing_of_levels_leaves_them_alone(teams: Writer, tmp_path: Path) -> None:
    await teams.do("influenceAdd", influence(topic="x", sharing="EXISTENCE"))
    ledger = await imported(teams.api.graph, tmp_path, influences="from,to,topic,weight\np-a,p-b,x,0.5\n")
    assert outcomes(ledger) == {"updated": 1}
    assert await ties(teams, "influences", "topic weight", SOUTH) == [["Ben", None, None]]
    assert await ties(teams, "influences", "topic weight sharing", NORTH) == [["Ben", "x", 0.5, "EXISTENCE"]]


async def test_an_importer_who_is_told_less_says_a_fact_of_their_own(teams: Writer, tmp_path: Path) -> None:
    await teams.do("influenceAdd", influence(topic="x", sharing="EXISTENCE"))
    south = await by_hand(teams, SOUTH, "south")
    for text in ("x,0.5", "y,0.5"):
        files = {"influences": f"from,to,topic,weight\np-a,p-b,{text}\n"}
        assert outcomes(await imported(teams.api.graph, tmp_path, south, **files)) == {"created": 1}
        assert outcomes(await imported(teams.api.graph, tmp_path / "again", south, **files)) == {"unchanged": 1}
    assert len(await ties(teams, "influences", "", NORTH)) == 3


async def test_an_importer_limits_to_their_own_teams(teams: Writer, tmp_path: Path) -> None:
    south = await by_hand(teams, SOUTH, "south")
    files = {"influences": HEAD + "p-a,p-b,x,0.5,EXISTENCE,\np-a,p-c,x,0.5,existence,south\n"}
    assert outcomes(await imported(teams.api.graph, tmp_path, south, **files)) == {"created": 2}
    told = await ties(teams, "influences", "topic sharing", NORTH)
    assert told == [["Ben", None, "EXISTENCE"], ["Cy", None, "EXISTENCE"]]
    assert outcomes(await imported(teams.api.graph, tmp_path / "again", south, **files)) == {"unchanged": 2}
    files = {"influences": HEAD + "p-a,p-b,z,0.5,STRENGTH,north\n"}
    assert rejections(await imported(teams.api.graph, tmp_path / "north", south, **files)) == [
        ("influences.csv", 2, "shared_with", "RULE")
    ]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ("EXISTENCE,", "REQUIRED"),
        (",north", "RULE"),
        ("DETAILS,north", "RULE"),
        ("STRENGTH,east", "UNKNOWN_REFERENCE"),
    ],
)
async def test_what_a_row_cannot_mean_is_told_with_its_column(
    teams: Writer, tmp_path: Path, cells: str, code: str
) -> None:
    ledger = await imported(teams.api.graph, tmp_path, influences=f"{HEAD}p-a,p-b,x,0.5,{cells}\n")
    assert rejections(ledger) == [("influences.csv", 2, "shared_with", code)]


async def test_an_import_that_narrows_keeps_back_what_was_noted(teams: Writer, tmp_path: Path) -> None:
    """Another level for the same teams corrects a fact; other teams are another fact."""
    await teams.do("influenceAdd", influence(topic="x", weight=0.5, sharing="STRENGTH"))
    files = {"influences": HEAD + "p-a,p-b,x,0.5,EXISTENCE,north\n"}
    assert outcomes(await imported(teams.api.graph, tmp_path, **files)) == {"updated": 1}
    assert await ties(teams, "influences", "weight", SOUTH) == [["Ben", None]]
    kept = "MATCH (c:Change {type: 'INFLUENCES'}) RETURN DISTINCT c.limits[0]"
    assert await teams.api.graph.rows(kept, {}) == [["EXISTENCE"]]
    files = {"influences": HEAD + "p-a,p-b,x,0.5,EXISTENCE,south\n"}
    assert outcomes(await imported(teams.api.graph, tmp_path / "other", **files)) == {"created": 1}
