"""Both sizes of the demo world on 2026-11-20."""

from __future__ import annotations

import pytest

from graphcrm.demo import world
from tests.demo.reading import TODAY, World


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("small")
    world.write(folder, size="small", today=TODAY)
    return World.read(folder)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("full")
    world.write(folder, size="full", today=TODAY)
    return World.read(folder)


@pytest.fixture(params=["small", "full"])
def either(request: pytest.FixtureRequest) -> World:
    found: World = request.getfixturevalue(request.param)
    return found
