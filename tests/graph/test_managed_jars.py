"""The jars of the managed server: named by the lock, fetched, checked, refused."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graphcrm.errors import BadUserInput, Unavailable
from graphcrm.graph import jars
from graphcrm.graph.jars import Jar
from graphcrm.settings import Settings, load

VERSION = "5.26.31"
SMALL = "neo4j-util-5.26.31.jar"


@dataclasses.dataclass
class Mirror:
    """A Maven repository of jars that are there already. `answers` is asked for each jar: the bytes to send."""

    address: str
    asked: list[str]
    answers: Callable[[str, int], bytes]


@pytest.fixture
def mirror(installed: Path) -> Iterator[Mirror]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.rpartition("/")[2]
            if not name.endswith(".jar"):
                self.send_error(404)
                return
            asked.append(name)
            whole = (installed / name).read_bytes()
            body = found.answers(name, asked.count(name))
            self.send_response(200)
            self.send_header("Content-Length", str(len(whole)))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Mirror(f"http://127.0.0.1:{server.server_port}", asked, lambda name, _: (installed / name).read_bytes())
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def cache(tmp_path: Path, installed: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A cache with all jars but one, on a machine without a local Maven repository."""
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "cache" / "neo4j" / VERSION
    folder.mkdir(parents=True)
    for jar in installed.glob("*.jar"):
        if jar.name != SMALL:
            (folder / jar.name).symlink_to(jar)
    return Settings(cache_dir=tmp_path / "cache", data_dir=tmp_path / "data")


def placed(settings: Settings) -> Path:
    return settings.cache_dir / "neo4j" / VERSION / SMALL


def small() -> Jar:
    return next(jar for jar in jars.locked(VERSION) if jar.name == SMALL)


@pytest.mark.parametrize(("version", "count", "least"), [("5.26.31", 213, 120e6), ("2026.09.0", 238, 120e6)])
def test_a_lock_names_each_jar_once_with_its_size_and_sha_256(version: str, count: int, least: float) -> None:
    found = jars.locked(version)
    assert len(found) == len({jar.name for jar in found}) == count
    assert all(len(jar.digest) == 64 and jar.size > 0 and jar.group and jar.artifact for jar in found)
    assert sum(jar.size for jar in found) > least
    assert any(jar.artifact == "neo4j" and jar.version == version for jar in found)


def test_what_the_cache_has_is_not_fetched(installed: Path) -> None:
    said: list[str] = []
    closed = dataclasses.replace(load(), maven_repository="http://127.0.0.1:9")
    assert jars.install(closed, lambda sentence, done=0, total=0: said.append(sentence)) == installed
    assert said == []


def test_a_missing_jar_is_fetched_from_the_mirror_and_told_of(cache: Settings, mirror: Mirror) -> None:
    said: list[str] = []
    settings = dataclasses.replace(cache, maven_repository=mirror.address + "/")
    folder = jars.install(settings, lambda sentence, done=0, total=0: said.append(f"{sentence} {done}/{total}"))
    assert mirror.asked == [SMALL]
    assert small().is_at(placed(cache))
    size = small().size
    assert said[0] == f"Fetching Neo4j: 1 of 213 jars, {size / 1e6:.1f} MB, into {folder} 0/0"
    assert said[-1] == f"Fetching Neo4j {size}/{size}"
    assert [path.name for path in folder.iterdir() if path.suffix != ".jar"] == [".fetching.lock"]


def test_a_missing_jar_is_taken_from_the_local_maven_repository(cache: Settings, installed: Path) -> None:
    local = Path.home() / ".m2" / "repository" / small().path
    local.parent.mkdir(parents=True)
    shutil.copyfile(installed / SMALL, local)
    jars.install(dataclasses.replace(cache, maven_repository="http://127.0.0.1:9"))
    assert small().is_at(placed(cache))


def test_a_jar_that_was_damaged_in_the_cache_is_fetched_again(cache: Settings, mirror: Mirror) -> None:
    placed(cache).write_bytes(bytes(small().size))  # the right size, another content
    jars.install(dataclasses.replace(cache, maven_repository=mirror.address))
    assert mirror.asked == [SMALL]
    assert small().is_at(placed(cache))


def test_a_jar_that_arrives_broken_is_fetched_again_once(cache: Settings, mirror: Mirror, installed: Path) -> None:
    whole = (installed / SMALL).read_bytes()
    mirror.answers = lambda _, times: whole[:1000] if times == 1 else whole  # the connection breaks
    jars.install(dataclasses.replace(cache, maven_repository=mirror.address))
    assert mirror.asked == [SMALL, SMALL]
    assert small().is_at(placed(cache))


def test_a_line_that_stumbles_twice_is_tried_once_more(cache: Settings, mirror: Mirror, installed: Path) -> None:
    whole = (installed / SMALL).read_bytes()
    mirror.answers = lambda _, times: whole[:1000] if times < 3 else whole
    jars.install(dataclasses.replace(cache, maven_repository=mirror.address))
    assert mirror.asked == [SMALL] * 3
    assert small().is_at(placed(cache))


def test_a_jar_with_another_content_is_refused_and_nothing_of_it_stays(
    cache: Settings, mirror: Mirror, installed: Path
) -> None:
    mirror.answers = lambda _, times: bytes(small().size)
    with pytest.raises(BadUserInput, match=rf"{SMALL} arrives with another content than its lock names"):
        jars.install(dataclasses.replace(cache, maven_repository=mirror.address))
    assert mirror.asked == [SMALL, SMALL]
    assert not placed(cache).exists()
    assert not list(placed(cache).parent.glob(".staging-*"))


def test_without_a_network_a_sentence_says_what_to_do(cache: Settings) -> None:
    with pytest.raises(Unavailable, match=r"cannot be fetched.*GRAPHCRM_MAVEN_REPOSITORY.*GRAPHCRM_NEO4J_HOME"):
        jars.install(dataclasses.replace(cache, maven_repository="http://127.0.0.1:9"))
    assert not placed(cache).exists()


def test_what_a_killed_command_left_half_fetched_is_swept_away(cache: Settings, mirror: Mirror) -> None:
    half = placed(cache).parent / ".staging-killed"
    half.mkdir()
    (half / SMALL).write_bytes(b"half")
    jars.install(dataclasses.replace(cache, maven_repository=mirror.address))
    assert not half.exists()
    assert small().is_at(placed(cache))


def test_two_commands_fetch_a_jar_once(cache: Settings, mirror: Mirror) -> None:
    settings = dataclasses.replace(cache, maven_repository=mirror.address)
    threads = [threading.Thread(target=jars.install, args=(settings,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert mirror.asked == [SMALL]


def test_a_cache_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadUserInput, match=r"cannot be used \(Not a directory\).*GRAPHCRM_CACHE_DIR"):
        jars.install(Settings(cache_dir=tmp_path / "file"))


def test_an_unpacked_neo4j_is_taken_with_its_own_version(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "neo4j-2025.08.0.jar").touch()
    settings = Settings(neo4j_home=tmp_path)
    assert jars.install(settings) == tmp_path / "lib"
    assert jars.version(settings) == "2025.08.0"


def test_an_unpacked_neo4j_without_jars_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadUserInput, match=r"GRAPHCRM_NEO4J_HOME=.* holds no Neo4j"):
        jars.install(Settings(neo4j_home=tmp_path))


def test_an_unknown_line_of_versions_is_a_sentence() -> None:
    with pytest.raises(BadUserInput, match=r"GRAPHCRM_NEO4J_VERSION=4\.4 is not known; set 5\.26 or 2026"):
        jars.version(Settings(neo4j_version="4.4"))


def test_a_jar_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "one.jar"
    path.write_bytes(b"content")
    jar = Jar(hashlib.sha256(b"content").hexdigest(), 7, "org.example", "one", "1", "")
    assert jar.is_at(path)
    path.write_bytes(b"CONTENT")
    assert not jar.is_at(path)
