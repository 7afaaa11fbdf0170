"""What the tests of the managed server share: the jars in the user's cache, fetched once."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcrm.graph import jars
from graphcrm.settings import load


@pytest.fixture(scope="session")
def installed() -> Path:
    """The folder of the jars."""
    return jars.install(load())
