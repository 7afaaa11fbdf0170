"""Users in files: who is let in no more by a file loses what they came in with."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from graphcrm.access.policy import built_in
from graphcrm.errors import Unauthenticated
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens
from tests.exchange.files import imported

_HEAD = "external_id,email,name,access_roles,disabled\n"
_LEFT = "RETURN COUNT { (:Token) }, COUNT { (:Session) }, COUNT { MATCH (d:Duty) WHERE d.ended_at IS NULL }"
_LET_IN = """
MATCH (u:User {external_id: 'u-a'})
CREATE (:Internal:Session {id: 'ses_1', hash: 'h'})-[:OF]->(u)
CREATE (:Internal:Duty {id: 'dty_1', name: 'break_glass'})-[:HELD_BY]->(u)
"""


async def test_a_user_disabled_by_a_file_has_no_token_session_or_duty_left(graph: Graph, tmp_path: Path) -> None:
    both = "u-a,ana@x.example,Ana,manager,{}\nu-b,ben@x.example,Ben,manager,\n"
    await imported(graph, tmp_path / "one", users=_HEAD + both.format(""))
    made = [
        await tokens.create(graph, built_in(), email, None, timedelta(hours=1))
        for email in ("ana@x.example", "ben@x.example")
    ]
    await graph.change_schema([_LET_IN])
    assert await graph.rows(_LEFT, {}) == [[2, 1, 1]]
    await imported(graph, tmp_path / "two", users=_HEAD + both.format("true"))
    assert await graph.rows(_LEFT, {}) == [[1, 0, 0]]
    await imported(graph, tmp_path / "three", users=_HEAD + both.format("false"))
    with pytest.raises(Unauthenticated):  # let in again, she needs another token
        await tokens.sign_in(graph, built_in(), made[0])
    assert (await tokens.sign_in(graph, built_in(), made[1])).email == "ben@x.example"
