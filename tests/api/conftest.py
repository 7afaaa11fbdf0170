"""What the tests of `api` share: the schema of the product and viewers, and no database."""

from __future__ import annotations

import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import Viewer
from graphcrm.access.viewers import viewer as as_viewer
from graphcrm.compile.planner import Planner
from graphcrm.graph.questions import library
from graphcrm.vocabulary.words import VOCABULARY


@pytest.fixture(scope="session")
def planner() -> Planner:
    return Planner(VOCABULARY, library())


@pytest.fixture(scope="session")
def manager() -> Viewer:
    return as_viewer(built_in(), id="usr_1", email="m@lumen.example", roles=("manager",), teams=())
