"""Asking about ties as a viewer at the moment of the small worlds."""

from __future__ import annotations

from typing import Any

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import Viewer, viewer
from graphcrm.graph.connection import Graph
from tests.compile.documents import Asked
from tests.compile.running import PLANNER, variables_of
from tests.introductions.acquaintances import NOW

IN_TEAM = viewer(built_in(), id="usr_1", email="x", roles=("account_manager",), teams=("tea_1",))
SEES_ALL = viewer(built_in(), id="usr_2", email="y", roles=("admin",), teams=())
AUDITOR = viewer(built_in(), id="usr_3", email="z", roles=("auditor",), teams=())


def teams(who: Viewer) -> tuple[str, ...] | None:
    return None if who.lens.sees_all else who.teams


async def ask(graph: Graph, text: str, who: Viewer = SEES_ALL, **given: Any) -> Any:
    """The data of a reply without errors."""
    operation, variables = variables_of(Asked(text, given))
    plan = PLANNER.plan(operation, variables, who.lens)
    if plan.text is None:
        return plan.decode([])[0]
    row = await graph.read(plan.text, plan.parameters(variables, who, NOW), question="test", seconds=60)
    assert row is not None
    data, errors = plan.decode(row[0])
    assert not errors, errors
    return data
