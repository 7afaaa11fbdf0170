"""What is sent to the database arrives."""

from __future__ import annotations

import pytest

from graphcrm.graph.connection import Graph


@pytest.mark.parametrize("many", [0, 1, 99, 100, 5_000])
async def test_lists_of_parameters_arrive_whole_however_long(open_graph: Graph, many: int) -> None:
    rows = [[number, "x" * (number % 7), None, [number / 3]] for number in range(many)]
    got = await open_graph.write(lambda t: t.run("RETURN $rows, $other", {"rows": rows, "other": many}), name="test")
    assert got == [[rows, many]]
