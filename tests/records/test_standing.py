"""Long work for a user ends when their rights are others than those it began with; half of it is never left behind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import Viewer
from graphcrm.errors import Forbidden
from graphcrm.exchange import batches
from graphcrm.exchange.exports import everything
from graphcrm.exchange.importing import Options
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from graphcrm.records.audit.journals import Journal
from graphcrm.records.journal import LOCAL
from graphcrm.records.standing import Standing
from graphcrm.vocabulary.words import VOCABULARY
from tests.exchange.files import PEOPLE, imported, outcomes

ANA, BEN = "ana@lumen.example", "ben@lumen.example"
Turn = Callable[[Graph], Awaitable[object]]
JOIN = "MATCH (u:User {email_key: $email}) CREATE (u)-[:MEMBER_OF]->(:Team {id: 'tea_1', name: 'North', version: 1})"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 10
        return self.now


@pytest.fixture
async def ana(graph: Graph) -> Viewer:
    await users.add(graph, built_in(), ANA, None, ["manager"])
    await users.add(graph, built_in(), BEN, None, ["manager"])
    return await users.viewer_of(graph, built_in(), ANA)


def role(email: str, *names: str) -> Turn:
    return lambda graph: users.set_roles(graph, built_in(), LOCAL, email, names)


def team(email: str) -> Turn:
    return lambda graph: graph.write(lambda t: t.run(JOIN, {"email": email}), name="join")


@pytest.mark.parametrize(
    "turn", [role(ANA, "auditor"), role(ANA, "manager", "admin"), team(ANA), lambda graph: users.disable(graph, ANA)]
)
async def test_a_role_a_team_or_the_way_in_that_is_lost_or_won_ends_it(graph: Graph, ana: Viewer, turn: Turn) -> None:
    standing = Standing(graph, built_in(), ana, Clock())
    await standing.check()
    await turn(graph)
    with pytest.raises(Forbidden, match="changed while this ran"):
        await standing.check()


async def test_what_happens_to_others_changes_nothing(graph: Graph, ana: Viewer) -> None:
    standing = Standing(graph, built_in(), ana, Clock())
    await role(BEN, "auditor")(graph)
    await team(BEN)(graph)
    await standing.check()


async def test_an_export_for_somebody_who_loses_the_right_meanwhile_leaves_no_folder(
    graph: Graph, ana: Viewer, tmp_path: Path
) -> None:
    await imported(graph, tmp_path / "in", people=PEOPLE)
    await imported(graph, tmp_path / "in", teams="external_id,name\nnorth,North\n")
    standing = Standing(graph, built_in(), ana, Clock())
    pages: list[int] = []

    async def allow(rows: int) -> None:
        pages.append(rows)
        await standing.check()
        if len(pages) == 1:
            await role(ANA, "auditor")(graph)

    async with Journal(tmp_path / "journal").open() as journal:
        with pytest.raises(Forbidden):
            await everything.export(graph, VOCABULARY, ana, tmp_path / "out", journal, lambda _: None, allow)
    assert len(pages) == 2 and [one.name for one in tmp_path.iterdir() if "out" in one.name] == []


async def test_an_import_for_somebody_who_loses_the_right_ends_with_its_batch_and_can_be_gone_on_with(
    graph: Graph, ana: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "SIZE", 1)
    standing = Standing(graph, built_in(), ana, Clock())
    asked: list[int] = []

    async def permit() -> None:
        await standing.check()
        asked.append(1)
        if len(asked) == 2:
            await role(ANA, "auditor")(graph)

    with pytest.raises(Forbidden):
        await imported(graph, tmp_path, Options(author=ana.id, importer=ana, permit=permit), people=PEOPLE)
    assert await graph.rows("MATCH (p:Person) RETURN count(p)", {}) == [[2]]
    ledger = await imported(graph, tmp_path, people=PEOPLE)
    assert outcomes(ledger) == {"created": 3}, "what was done is counted, and done once"
    assert await graph.rows("MATCH (p:Person) RETURN count(p)", {}) == [[3]]
