"""The law of levels over random graphs: a reply equals that over a graph in which what is not told of ties was never
said, and that of the reference, for a viewer of two teams, one of one, and one who sees every record."""

from __future__ import annotations

import copy

import orjson
import pytest

from graphcrm.access.viewers import Viewer
from graphcrm.graph.connection import Graph
from tests.compile import surfaces, worlds
from tests.compile.documents import Asked
from tests.compile.running import plans_dropped, replies
from tests.compile.test_deletion_equivalence import viewers, without_what_is_hidden
from tests.compile.test_reference import first_difference, resolved

_INFLUENCES = """{ people { nodes { id influences { totalCount edges { %s node { id } weight topic confidence source
  sharing sharedWith } } influencedBy(orderBy: [{field: WEIGHT}, {field: TOPIC, direction: DESC}]) { edges { %s weight
  node { id } } } } } }"""
_RELATIONS = """{ people { nodes { id relatedTo(current: true) { totalCount edges { %s node { id } kind startedOn
  endedOn sharing customFields { key text } } } relatedFrom(current: false, asOf: "2025-06-01",
  orderBy: [{custom: "tier"}, {field: STARTED_ON, direction: DESC}]) { edges { %s kind node { id } } } } } }"""
_FILTERS = """{ people(filter: {relatedTo: {some: {}, current: true, asOf: "2024-01-01"}}) { totalCount nodes { id } }
  others: people(filter: {relatedFrom: {none: {}, current: false}}) { totalCount nodes { id } } }"""
_HISTORIES = """{ people { nodes { id history(first: 50) { totalCount edges { %s node { id kind type recordIds fields
  by { id } reason importRun changes { field before after } says { field value } other { id } } } }
  some: history(first: 50, kinds: [ENDED, ADDED], fields: ["weight", "topic", "kind"]) { totalCount
  nodes { id } } } } }"""
DOCUMENTS = (_INFLUENCES, _RELATIONS, _FILTERS, _HISTORIES)
ROLES = ("account_manager", "manager", "admin")


def _asked(text: str, cursor: str) -> Asked:
    return Asked(text.replace("%s", cursor), {})


def viewer_of(role: str) -> Viewer:
    return next(one for one in viewers() if one.roles == (role,))


async def told(graph: Graph, role: str) -> dict[str, bytes]:
    """What the surfaces that show ties tell a viewer of a role."""
    who = viewer_of(role)
    asked = [_asked(text, "cursor") for text in DOCUMENTS]
    answers = await replies(graph, [(one, who) for one in asked])
    found = {one.text: answer for one, answer in zip(asked, answers, strict=True)}
    return {**found, "feed": await surfaces.feed(graph, who), **await surfaces.files(graph, who)}


@pytest.mark.parametrize("seed", range(2))
async def test_a_reply_is_that_of_a_graph_in_which_what_is_not_told_was_never_said(
    open_graph: Graph, seed: int
) -> None:
    world = worlds.make(seed, restricted=seed % 2 == 1)
    await plans_dropped(open_graph)
    await worlds.load(open_graph, world)
    full = {role: await told(open_graph, role) for role in ROLES}
    for role in ROLES:
        who = viewer_of(role)
        for text in DOCUMENTS:
            asked = _asked(text, "")
            (got,) = await replies(open_graph, [(asked, who)])
            expected = orjson.loads(resolved(copy.deepcopy(world), asked, who))
            assert first_difference(expected["data"], orjson.loads(got)["data"]) is None, (role, seed, text)
    for role in ROLES:
        await worlds.load(open_graph, without_what_is_hidden(world, viewer_of(role)))
        for name, after in (await told(open_graph, role)).items():
            assert full[role][name] == after, (role, seed, name)
    assert full["admin"][_asked(_INFLUENCES, "cursor").text] != full["manager"][_asked(_INFLUENCES, "cursor").text]
