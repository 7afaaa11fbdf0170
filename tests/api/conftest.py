"""What the tests of `api` share: the schema of the product and viewers; and, for those of the trail, a small world that
is served with a journal."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import Viewer
from graphcrm.access.viewers import viewer as as_viewer
from graphcrm.compile.planner import Planner
from graphcrm.graph.connection import Graph
from graphcrm.graph.questions import library
from graphcrm.vocabulary.words import VOCABULARY
from tests.api.journaled import Audited, journaled


@pytest.fixture(scope="session")
def planner() -> Planner:
    return Planner(VOCABULARY, library())


@pytest.fixture(scope="session")
def manager() -> Viewer:
    return as_viewer(built_in(), id="usr_1", email="m@lumen.example", roles=("manager",), teams=())


@pytest.fixture(scope="module")
async def audited(open_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Audited]:
    async with journaled(open_graph, tmp_path_factory.mktemp("audited")) as found:
        yield found
