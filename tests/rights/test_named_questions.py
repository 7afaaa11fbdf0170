"""`graphcrm ask --viewer`: a named question tells a user no more than the API does."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import Server
from tests.exchange.test_command import surroundings
from tests.rights import secrets
from tests.rights.conftest import NORTH, SOUTH, Rights


@pytest.fixture
async def told(rights: Rights) -> AsyncIterator[Rights]:
    """The world in which o-gemini, which all see, belongs to o-dorado of the south."""
    await secrets.tell(rights.graph, 1)
    yield rights
    await secrets.tell(rights.graph, 0)


def ask(server: Server, folder: Path, who: str, *words: str) -> subprocess.CompletedProcess[str]:
    code = "from graphcrm.cli.main import main; main()"
    command = [sys.executable, "-c", code, "ask", *words, "--viewer", who, "--json"]
    environment = surroundings(server, folder)
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_what_stands_above_a_record_is_named_to_those_alone_who_see_it(
    told: Rights, server: Server, tmp_path: Path
) -> None:
    above = {}
    for who in (NORTH, SOUTH):
        done = ask(server, tmp_path, who, "hierarchies/path_to_root", "organization=o-gemini")
        assert done.returncode == 0, done.stderr
        above[who] = json.loads(done.stdout)["rows"][0]["node"]["above"]
    [owner] = [one.id for one in told.hidden("Organization") if one.external_id == "o-dorado"]
    assert above == {NORTH: [], SOUTH: [owner]}


def test_the_history_of_a_field_is_told_to_those_alone_who_see_its_class(
    told: Rights, server: Server, tmp_path: Path
) -> None:
    """The diet is sensitive, the segment is not."""
    hidden, absent = (
        ask(server, tmp_path, NORTH, "histories/of_record", f"record={name}") for name in ("f-diet", "f-dirt")
    )
    assert (hidden.returncode, hidden.stderr.replace("f-diet", "KEY")) == (1, absent.stderr.replace("f-dirt", "KEY"))
    seen = ask(server, tmp_path, NORTH, "histories/of_record", "record=f-segment")
    assert json.loads(seen.stdout)["question"] == "histories/of_record"
