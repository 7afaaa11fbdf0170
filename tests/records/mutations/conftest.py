"""A small world to write to.

o-a Alpha                o-b Beta   o-c Gamma   o-d Delta
  r-a Head                                                   people: p-a Ana, p-b Ben, p-c Cy
    r-b Deputy
      r-c Clerk
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Api
from tests.exchange import files
from tests.records.mutations.writer import Writer


@pytest.fixture
async def world(api: Api, tmp_path: Path) -> Writer:
    """Somebody who writes to the small world."""
    await files.imported(
        api.graph,
        tmp_path / "files",
        organizations=files.ORGANIZATIONS,
        people=files.PEOPLE,
        roles=files.ROLES,
    )
    return Writer(api)


@pytest.fixture
def empty(api: Api) -> Writer:
    """Somebody who writes to an empty graph."""
    return Writer(api)
