"""The Neo4j that graphcrm runs itself: shared, stopped, brought back after a kill, and clear about what is wrong."""

from __future__ import annotations

import os
import signal
import stat
import time
from dataclasses import replace
from pathlib import Path

import pytest

from graphcrm.errors import BadUserInput, Unavailable
from graphcrm.graph import jars, java, managed, server_settings
from graphcrm.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", neo4j_heap="256m", neo4j_page_cache="64m")


def test_it_is_shared_survives_a_kill_and_stops(settings: Settings) -> None:
    with managed.running(settings) as first:
        home = first.home
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert stat.S_IMODE((home / "password").stat().st_mode) == 0o600
        with managed.running(settings) as second:
            assert second == first, "a second command takes the server that runs"
        assert managed.status(settings) == first, "and leaves it to the one who started it"
        os.kill(first.pid, signal.SIGKILL)
        ends = time.monotonic() + 30
        while managed.status(settings) is not None and time.monotonic() < ends:
            time.sleep(0.05)
        managed.revive(settings)
        revived = managed.status(settings)
        assert revived is not None and revived.pid != first.pid
        assert revived.uri == first.uri, "who was connected finds it again"
    assert managed.status(settings) is None
    assert managed.stop(settings) is False


def test_a_stale_state_of_another_process_counts_for_nothing(settings: Settings) -> None:
    home = settings.data_dir / "neo4j"
    home.mkdir(parents=True)
    (home / "state.json").write_text(f'{{"pid": {os.getpid()}, "port": 1, "version": "5.26.31"}}')
    assert managed.status(settings) is None


def test_a_store_of_a_newer_version_is_refused(settings: Settings) -> None:
    home = settings.data_dir / "neo4j"
    home.mkdir(parents=True)
    (home / "version").write_text("2026.09.0")
    with pytest.raises(BadUserInput, match=r"newer than 5\.26\.31"), managed.running(settings):
        pass


def test_a_setting_that_neo4j_does_not_take_is_told_with_its_reason(settings: Settings) -> None:
    with pytest.raises(BadUserInput, match="heap"), managed.running(replace(settings, neo4j_heap="lots")):
        pass


@pytest.mark.parametrize(("heap", "plans"), [("512m", 200), ("1536m", 384), ("4g", 1000)])
def test_plans_of_questions_have_a_quarter_of_the_heap(settings: Settings, heap: str, plans: int) -> None:
    """A thousand, as Neo4j keeps by itself, fill 512 MB: from then on it collects garbage all the time."""
    text = server_settings.configuration(replace(settings, neo4j_heap=heap), "5.26.31", 20000)
    assert f"server.memory.query_cache.per_db_cache_num_entries={plans}\n" in text


def fake_java(folder: Path, version: str) -> Path:
    program = folder / "java"
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    program.chmod(0o755)
    return program


def test_a_java_that_does_not_fit_is_named(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(BadUserInput, match=r"is Java 11; Neo4j 5\.26 runs on 17 or 21"):
        java.find(replace(settings, java=fake_java(tmp_path, "11.0.2")))
    with pytest.raises(BadUserInput, match="is no Java"):
        java.find(replace(settings, java=tmp_path / "nothing"))


def test_without_a_network_it_says_what_to_do(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    nowhere = replace(settings, cache_dir=tmp_path / "cache", maven_repository="http://127.0.0.1:9")
    with pytest.raises(Unavailable, match="GRAPHCRM_MAVEN_REPOSITORY"):
        managed.install(nowhere)
    assert list((tmp_path / "cache").rglob("*.jar")) == [], "nothing half-fetched stays"


def test_a_damaged_jar_is_fetched_again_and_a_wrong_one_never_taken(settings: Settings, tmp_path: Path) -> None:
    folder = managed.install(settings)
    jar = min(jars.locked("5.26.31"), key=lambda one: one.size)
    copy = tmp_path / "cache" / "neo4j" / "5.26.31"
    copy.mkdir(parents=True)
    for file in folder.glob("*.jar"):
        (copy / file.name).symlink_to(file)
    damaged = copy / jar.name
    damaged.unlink()
    damaged.write_bytes(b"broken")
    managed.install(replace(settings, cache_dir=tmp_path / "cache"))
    assert damaged.read_bytes() == (folder / jar.name).read_bytes()
    wrong = tmp_path / jar.name
    wrong.write_bytes(b"x" * jar.size)
    assert jars._adopt(wrong, jar, tmp_path) is False


def test_a_newer_line_runs_where_its_java_is(settings: Settings) -> None:
    newer = replace(settings, neo4j_version="2026")
    found = next((p for p in sorted(Path("/usr/lib/jvm").glob("*25*/bin/java")) if p.exists()), None)
    if found is None:
        pytest.skip("no Java 25 is here")
    with managed.running(replace(newer, java=found)) as address:
        assert address.version.startswith("2026.")
        began = time.monotonic()
    print(f"stopped in {time.monotonic() - began:.1f} s")
