"""Whoever may not do a thing does nothing by trying: for every mutation of the schema and every role that lacks it the
graph stays as it is, and the trail tells. A new mutation is among them without anybody writing a test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records.audit import journal_files
from tests.api.journaled import Audited, journaled
from tests.records.mutations import inputs
from tests.records.mutations.writer import MUTATIONS, document, left_behind

ROLES = built_in().roles
# What needs no more than to be signed in is about oneself: its own tests say what of others is refused.
OWN = {"tokenCreate", "tokenRevoke", "sessionRevoke", "dutyEnd", "jobStart", "jobCancel"}
OWN |= {"savedFilterSave", "savedFilterRemove"}


@pytest.fixture(scope="module")
async def audited(open_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Audited]:
    async with journaled(open_graph, tmp_path_factory.mktemp("journal")) as found:
        yield found


def lacked(role: str) -> list[str]:
    return [name for name, one in MUTATIONS.items() if one.permission not in ROLES[role].may]


def test_every_mutation_is_lacked_by_some_role_or_is_about_oneself() -> None:
    every = set(SCHEMA_FIELDS)
    assert every == set(MUTATIONS)
    assert every - {name for role in ROLES for name in lacked(role)} == OWN


SCHEMA_FIELDS = list(inputs.SCHEMA.mutation_type.fields) if inputs.SCHEMA.mutation_type else []


@pytest.mark.parametrize("role", ROLES)
async def test_what_a_role_lacks_it_does_not_do(audited: Audited, role: str) -> None:
    api, folder = audited.api, audited.folder
    await api.token(role)
    before = await left_behind(api.graph)
    seen = len(journal_files.waiting(folder, {}, 100_000))
    for name in lacked(role):
        error = await api.refusal(document(name), {"input": inputs.fitting(name)}, role)
        assert (error["extensions"]["code"], error["extensions"]["reason"]) == ("FORBIDDEN", "ROLE"), name
    assert await left_behind(api.graph) == before
    notes = journal_files.waiting(folder, {}, 100_000)[seen:]
    assert [note["act"] for note in notes] == lacked(role)
    assert {note["decision"] for note in notes} <= {"denied"}
