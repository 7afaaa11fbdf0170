"""The feed of changes when records are limited: who saw them and does not any more is told that they are gone, by their
ids alone; nobody else is told anything.

o-a Alpha (unit o-b Beta), where Ana has a seat; the manager is in the team north, the account manager in south.
"""

from __future__ import annotations

from pathlib import Path

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import Viewer, viewer
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph
from graphcrm.records import audiences
from graphcrm.records.custom_fields import KnownFields
from graphcrm.records.feed import Feed, FeedReader
from graphcrm.vocabulary.words import VOCABULARY
from tests.audiences.test_limiting import account, limit
from tests.audiences.test_told import api
from tests.compile.running import PLANNER
from tests.exchange import files
from tests.records.mutations.conftest import world
from tests.records.mutations.writer import Writer, by

__all__ = ["account", "api", "world"]  # fixtures
_IDS = "MATCH (n) WHERE n.external_id IS NOT NULL AND NOT n:Internal RETURN n.id, n.external_id"


class Listener:
    """Reads on in the feed, as somebody in a role and some teams: what they are told is gone."""

    def __init__(self, graph: Graph, role: str, *teams: str) -> None:
        circuit = Circuit(graph, 10)
        self.graph = graph
        self.who: Viewer = viewer(built_in(), id="usr_x", email="x@lumen.example", roles=(role,), teams=teams)
        self.reader = FeedReader(circuit, lambda one: PLANNER.rules(one.lens), KnownFields(circuit))
        self.position = 0

    async def begin(self) -> Listener:
        self.position = await Feed(self.graph).present()
        return self

    async def gone(self) -> set[str]:
        """The external ids of what they are told is gone since they were asked last."""
        names = dict(await self.graph.rows(_IDS, {}))
        end, found = await Feed(self.graph).present(), set()
        while self.position < end:  # ends: each page moves on
            page = await self.reader.page(self.who, self.position, end, 60.0)
            self.position = page.reached
            for change in page.changes:
                if change.kind == "REMOVED":
                    assert change.fields == [] and change.type in VOCABULARY.nouns
                    found |= {names[identifier] for identifier in change.ids}
        return found


async def listeners(writer: Writer) -> dict[str, Listener]:
    """Two who are in a team each, one who is in none, one who sees all."""
    graph = writer.api.graph
    teams = {name: identifier for identifier, name in await graph.rows(_IDS, {})}
    found = {
        "north": Listener(graph, "account_manager", teams["north"]),
        "south": Listener(graph, "account_manager", teams["south"]),
        "nobody": Listener(graph, "account_manager"),
        "admin": Listener(graph, "admin"),
    }
    return {name: await one.begin() for name, one in found.items()}


async def told(those: dict[str, Listener]) -> dict[str, set[str]]:
    return {name: gone for name, one in those.items() if (gone := await one.gone())}


async def test_who_loses_sight_of_an_account_is_told_that_it_is_gone_with_all_that_hangs_on_it(account: Writer) -> None:
    those = await listeners(account)
    await limit(account, "o-a", "north")
    below = {"o-a", "o-b", "r-a", "r-b", "r-c", "p-a"}
    assert await told(those) == {"south": below, "nobody": below}
    await limit(account, "o-a", "north", "south")
    assert await told(those) == {}, "who comes to see it is told nothing here, who never saw it neither"
    await limit(account, "o-a", "south")
    assert await told(those) == {"north": below}
    await limit(account)
    assert await told(those) == {}


async def test_what_is_seen_again_when_the_feed_is_read_is_not_gone(account: Writer) -> None:
    those = await listeners(account)
    await limit(account, "o-a", "north")
    await limit(account, "o-a", "south")
    await account.do("roleAssign", {"role": by("r-d"), "person": by("p-a")}, role="admin")  # an open account
    below = {"o-a", "o-b", "r-a", "r-b", "r-c"}
    assert await told(those) == {"north": below, "nobody": below}, "the south sees it again, all see Ana"


async def test_of_what_was_never_seen_nobody_is_told(account: Writer, tmp_path: Path) -> None:
    await limit(account, "o-a", "north")
    those = await listeners(account)
    await account.do("roleCreate", {"externalId": "r-n", "title": "New", "organization": by("o-b")})
    talk = {
        "kind": "CALL",
        "occurredAt": "2026-05-05T10:00:00Z",
        "participants": [{"person": by("p-a"), "part": "FROM"}],
    }
    await account.do("interactionRecord", {**talk, "externalId": "i-n", "concerns": [{"organization": by("o-a")}]})
    await account.do("noteCreate", {"externalId": "n-n", "text": "N", "about": [{"person": by("p-a")}]})
    people = "external_id,name,audience\np-n,Nina,north\n"
    roles = "external_id,organization,title\nr-m,o-a,More\n"
    await files.imported(account.api.graph, tmp_path / "more", people=people, roles=roles)
    assert await told(those) == {}
    await account.do("roleAssign", {"role": by("r-n"), "person": by("p-b")})
    assert await told(those) == {"south": {"p-b"}, "nobody": {"p-b"}}, "Ben was open, and is known through Beta now"
    assert await audiences.check(account.api.graph, VOCABULARY) == []
