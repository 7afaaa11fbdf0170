"""The application with its journal over a small world, and what its requests leave there."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from graphcrm.access.policy import Policy, built_in
from graphcrm.access.rights import Right
from graphcrm.access.sensitivity import Sensitivity, Sight
from graphcrm.exchange import importing
from graphcrm.graph.connection import Graph
from graphcrm.records.audit import journal_files
from graphcrm.records.audit.journals import Journal
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from graphcrm.web import serving
from tests.conftest import Api, emptied
from tests.exchange.files import write

WORLD = {
    "organizations": "external_id,name\no-a,Alpha\no-b,Beta\n",
    "people": "external_id,name,emails,phones,birthday,target_close_on\n"
    "p-a,Ana,ana@a.example;a@a.example,+49 30 123456,1980-05-05,2027-05-05\np-b,Ben,ben@a.example,,,\np-c,Cy,,,,\n",
    "influences": "from,to,weight,topic\np-a,p-b,0.5,price\n",
    "deals": "external_id,name,organization,value,currency\nd-a,Rotor,o-a,5000,EUR\n",
    "stakeholders": "deal,person,buying_role,stance,power\n"
    "d-a,p-a,DECISION_MAKER,SUPPORTER,0.9\nd-a,p-b,USER,NEUTRAL,0.2\n",
}

_MANAGER = built_in().roles["manager"]
# A manager sees birthdays here, which no role does otherwise.
_SEES_ALL = dataclasses.replace(_MANAGER, rights={**_MANAGER.rights, Sensitivity.SENSITIVE: Right.of(Sight.SHOW)})
POLICY = Policy({**built_in().roles, "manager": _SEES_ALL}, built_in().duties)


@dataclass
class Audited:
    """The application with its journal, over the world above; ids by external id."""

    api: Api
    folder: Path
    ids: dict[str, str]
    seen: int = 0

    async def noted(self, query: str, variables: dict[str, Any] | None = None, role: str = "manager") -> list[Any]:
        """What a request leaves in the journal."""
        self.seen = len(journal_files.waiting(self.folder, {}, 1000))
        await self.api.post(query, variables, role)
        found = journal_files.waiting(self.folder, {}, 1000)
        new, self.seen = found[self.seen :], len(found)
        return new

    async def read(self, query: str, role: str = "manager") -> tuple[list[str], list[str]] | None:
        """The facts and the external ids of a read, None where nothing was noted."""
        found = await self.noted(query, role=role)
        if not found:
            return None
        (note,) = found
        assert (note["act"], note["decision"]) == ("read", "allowed")
        assert note["actor"].startswith("usr_") and note["request"]
        names = {identifier: name for name, identifier in self.ids.items()}
        return note["fields"], sorted(names[identifier] for identifier in note["ids"])


@asynccontextmanager
async def journaled(open_graph: Graph, folder: Path) -> AsyncIterator[Audited]:
    """The world above, served with a journal in `folder`."""
    graph = await emptied(open_graph)
    ledger = await importing.run(graph, VOCABULARY, write(folder / "world", WORLD))
    assert ledger.clean, ledger.as_dict()
    async with Journal(folder / "journal").open() as journal:
        app, _ = serving.application(graph, POLICY, Settings(data_dir=folder), journal=journal)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://graphcrm") as client:
            rows = await graph.rows("MATCH (n) WHERE n.external_id IS NOT NULL RETURN n.external_id, n.id", {})
            yield Audited(Api(client, graph), folder / "journal", dict(rows))
