"""`graphcrm shots`: pictures of the demo's pages. The whole way is taken once; what cannot be done is told."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphcrm.cli import shots
from graphcrm.cli.main import graphcrm
from graphcrm.errors import BadUserInput
from tests.pages import browsing


def test_a_page_is_taken_at_both_widths(tmp_path: Path) -> None:
    reason = browsing.missing()
    if reason is not None:
        pytest.skip(reason)
    words = ["shots", str(tmp_path), "--page", "home", "--theme", "dark", "--size", "small", "--json"]
    done = CliRunner().invoke(graphcrm, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    expected = {"home-wide-dark.png": 1600, "home-narrow-dark.png": 390}
    assert {Path(path).name for path in json.loads(done.stdout)["pictures"]} == expected.keys()
    for name, width in expected.items():
        head = (tmp_path / name).read_bytes()[:24]
        assert head[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">I", head[16:20])[0] == width


def test_without_a_browser_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shots.shutil, "which", lambda _name: None)
    with pytest.raises(BadUserInput, match="no Chromium on the PATH"):
        CliRunner().invoke(graphcrm, ["shots", str(tmp_path / "none")], catch_exceptions=False)
    assert not (tmp_path / "none").exists()
