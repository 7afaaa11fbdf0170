"""What a page asks first has been planned before anybody opens it: the first visitor waits no longer than others."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Request as PageRequest

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import Viewer, viewer
from graphcrm.api.operations import Operations, Request
from graphcrm.compile.custom_fields import CustomFields
from graphcrm.errors import Unavailable
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from graphcrm.settings import Settings
from graphcrm.web import first_questions
from graphcrm.web.first_questions import FirstQuestions
from graphcrm.web.health import Health
from tests.compile.documents import Asked
from tests.compile.running import PLANNER, variables_of
from tests.pages import browsing
from tests.pages.conftest import MANAGER, Site

WHO = viewer(built_in(), id="usr_1", email=MANAGER, roles=("manager",), teams=())
FIND = """query { person(by: {externalId: "p-berg"}) { id } organization(by: {externalId: "o-nordlicht"}) { id }
  deal(by: {externalId: "d-rotor"}) { id } }"""


def statement(query: str, variables: dict[str, Any], who: Viewer = WHO) -> str | None:
    """What the database is asked."""
    operation, coerced = variables_of(Asked(query, variables))
    return PLANNER.plan(operation, coerced, who.lens, CustomFields([])).text


async def test_each_page_asks_first_what_was_planned_at_the_start(site: Site) -> None:
    planned = {statement(one.query, dict(one.variables)) for one in first_questions.questions()}
    seen = await site.viewer()
    ids = await browsing.asked(seen, FIND)
    person, organization, deal = (ids[noun]["id"] for noun in ("person", "organization", "deal"))
    sent: list[dict[str, Any]] = []

    def heard(request: PageRequest) -> None:
        if request.url.endswith("/graphql"):
            sent.append(request.post_data_json or {})

    seen.page.on("request", heard)
    missing: dict[str, list[str]] = {}
    for path in (
        "/",
        "/people",
        "/organizations",
        "/tasks",
        "/quality",
        "/duplicates",
        f"/organizations/{organization}",
        f"/deals/{deal}",
        f"/people/{person}",
        f"/organizations/{organization}/map",
        f"/deals/{deal}/map",
        f"/people/{person}/map",
        f"/organizations/{organization}/chart",
        f"/paths?to={person}",
    ):
        sent.clear()
        await seen.open(path)
        questions = [one for one in sent if one["query"].startswith("query")]
        assert questions, path
        for one in questions:
            if statement(one["query"], one["variables"]) not in planned:
                missing.setdefault(path, []).append(f"{one['query'].split('(')[0]} {one['variables']}")
    assert missing == {}, "\n".join(f"{path}: {one}" for path, all_ in missing.items() for one in all_)


async def begun(graph: Graph, folder: Path, **more: Any) -> tuple[FirstQuestions, Operations, Health]:
    settings = Settings(data_dir=folder)
    operations = Operations(PLANNER, Circuit(graph, 5), settings)
    health = Health(graph, folder, no_migrations)
    first = FirstQuestions(graph, built_in(), folder, **more)
    first.by(operations, health)
    return first, operations, health


async def no_migrations() -> bool:
    return False


async def test_they_are_asked_once_for_each_kind_of_user(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = [Request("{ viewer { id } }", {}, None), Request("{ auditTrail(first: 1) { nodes { id } } }", {}, None)]
    monkeypatch.setattr(first_questions, "questions", lambda: some)
    first, _, _ = await begun(graph, tmp_path)
    assert await first.ask() == 0  # there is nobody
    for number, roles in enumerate((["manager"], ["manager"], ["auditor"], [])):
        await users.add(graph, built_in(), f"u{number}@lumen.example", None, roles)
    await users.disable(graph, "u1@lumen.example")
    assert await users.roles_held(graph, 3) == [("auditor",), ("manager",)]
    assert await first.ask() == 3  # a manager may not read the trail, which is no fault


async def test_who_asks_comes_first(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_questions, "questions", lambda: [Request("{ viewer { id } }", {}, None)])
    await users.add(graph, built_in(), MANAGER, None, ["manager"])
    first, _, health = await begun(graph, tmp_path)
    health.running = 1
    asking = asyncio.create_task(first.ask())
    await asyncio.sleep(0.3)
    assert not asking.done()
    health.running = 0
    assert await asking == 1


async def test_a_database_that_is_away_is_noted_and_holds_nothing_up(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def away(*_: Any) -> None:
        raise Unavailable("The database does not answer.", reason="DATABASE")

    after: list[bool] = []

    async def asked() -> None:
        after.append(True)

    monkeypatch.setattr(first_questions, "questions", lambda: [Request("{ viewer { id } }", {}, None)])
    await users.add(graph, built_in(), MANAGER, None, ["manager"])
    first, operations, _ = await begun(graph, tmp_path, asked=asked)
    monkeypatch.setattr(operations, "prepare", away)
    with caplog.at_level(logging.WARNING, "graphcrm.web"):
        async with first.running():
            async with asyncio.timeout(10):
                while not after:  # ends: the timeout
                    await asyncio.sleep(0.01)
    assert [record.code for record in caplog.records] == ["UNAVAILABLE"]  # type: ignore[attr-defined]
    assert after == [True]


def test_without_pages_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_questions, "FILE", tmp_path / "first.json")
    assert first_questions.questions() == []
