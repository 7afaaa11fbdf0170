"""The jars of the managed Neo4j: named by a lock file, fetched once, and never used unless they are the ones named.

Each line of a lock file is `sha256 size group:artifact:version:classifier`. A jar is looked for in the cache, then in
the local Maven repository, then fetched; it is checked before it gets its place, so nothing half-fetched is started.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from jgo.maven import MavenContext

from graphcrm.errors import BadUserInput, GraphcrmError, Unavailable
from graphcrm.settings import Settings

_LOCKS = Path(__file__).with_name("locks")
_LINES = {"5.26": "5.26.31", "2026": "2026.09.0"}
_THREADS = 8
_MEGABYTE = 1_000_000


class Progress(Protocol):
    """Shows what happens: a sentence, and how much of how much is done where that is known."""

    def __call__(self, sentence: str, done: int = 0, total: int = 0) -> None: ...


def silent(sentence: str, done: int = 0, total: int = 0) -> None:
    """Shows nothing."""


@dataclass(frozen=True, slots=True)
class Jar:
    """One jar of a lock file."""

    digest: str
    size: int
    group: str
    artifact: str
    version: str
    classifier: str

    @property
    def name(self) -> str:
        suffix = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{suffix}.jar"

    @property
    def path(self) -> Path:
        return Path(*self.group.split("."), self.artifact, self.version, self.name)


def version(settings: Settings) -> str:
    """The full version of the line that is set. BadUserInput for a line we do not know."""
    try:
        return _LINES[settings.neo4j_version]
    except KeyError as error:
        known = " or ".join(_LINES)
        raise BadUserInput(f"GRAPHCRM_NEO4J_VERSION={settings.neo4j_version} is not known; set {known}.") from error


def locked(version_: str) -> list[Jar]:
    """The jars of a version."""
    lines = (_LOCKS / f"neo4j-{version_}.lock").read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        digest, size, coordinate = line.split()
        found.append(Jar(digest, int(size), *coordinate.split(":")))
    return found


def install(settings: Settings, progress: Progress = silent) -> Path:
    """The folder of checked jars, fetched where they are missing. Unavailable: no network; BadUserInput: a jar that is
    not the one named, a full disk."""
    if settings.neo4j_home is not None:
        folder = settings.neo4j_home / "lib"
        if not any(folder.glob("neo4j-*.jar")):
            raise BadUserInput(f"GRAPHCRM_NEO4J_HOME={settings.neo4j_home} holds no Neo4j: its lib has no jars of it.")
        return folder
    wanted = version(settings)
    folder = settings.cache_dir / "neo4j" / wanted
    jars = locked(wanted)
    missing = [jar for jar in jars if not _is_there(folder, jar)]
    if missing:
        with _disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            _fetch_all(settings, folder, missing, jars, progress)
    return folder


def _is_there(folder: Path, jar: Jar) -> bool:
    """Whether the jar has its place. It got it checked; a size that differs says that it was damaged since."""
    path = folder / jar.name
    return path.is_file() and path.stat().st_size == jar.size


def _fetch_all(settings: Settings, folder: Path, missing: list[Jar], jars: list[Jar], progress: Progress) -> None:
    local = Path.home() / ".m2" / "repository"
    wanted = [jar for jar in missing if not _adopt(local / jar.path, jar, folder)]
    if not wanted:
        return
    total = sum(jar.size for jar in wanted)
    progress(f"Fetching Neo4j: {len(wanted)} of {len(jars)} jars, {total / _MEGABYTE:.0f} MB, into {folder}")
    done = 0
    with tempfile.TemporaryDirectory(dir=folder, prefix=".fetching-") as staging:
        context = _context(settings, Path(staging))
        with ThreadPoolExecutor(_THREADS) as pool:
            futures = {pool.submit(_fetch, context, jar, folder): jar for jar in wanted}
            try:
                for future in as_completed(futures):
                    future.result()
                    done += futures[future].size
                    progress("Fetching Neo4j", done, total)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


def _context(settings: Settings, staging: Path) -> MavenContext:
    if settings.maven_repository is None:
        return MavenContext(repo_cache=staging, timeout=60)
    return MavenContext(repo_cache=staging, timeout=60, remote_repos={"mirror": settings.maven_repository.rstrip("/")})


def _fetch(context: MavenContext, jar: Jar, folder: Path) -> None:
    """Fetches one jar; a broken one is fetched again once."""
    for attempt in (1, 2):
        try:
            component = context.project(jar.group, jar.artifact).at_version(jar.version)
            path = Path(component.artifact(jar.classifier, packaging="jar").resolve())
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise
            raise _no_network(error) from error
        except RuntimeError as error:
            raise _no_network(error) from error
        if _adopt(path, jar, folder):
            return
        path.unlink(missing_ok=True)
        if attempt == 2:
            raise BadUserInput(
                f"{jar.name} arrives with another content than its lock names, so it is refused. Ask who runs the "
                "Maven repository you use (GRAPHCRM_MAVEN_REPOSITORY), or use an unpacked Neo4j (GRAPHCRM_NEO4J_HOME)."
            )


def _no_network(error: Exception) -> GraphcrmError:
    return Unavailable(
        f"Neo4j's jars cannot be fetched ({type(error).__name__}). Look after the network, or name a mirror "
        "(GRAPHCRM_MAVEN_REPOSITORY) or an unpacked Neo4j (GRAPHCRM_NEO4J_HOME). What was fetched is kept.",
        reason="DATABASE",
    )


def _adopt(path: Path, jar: Jar, folder: Path) -> bool:
    """Gives a jar its place if it is the one named."""
    if not path.is_file() or path.stat().st_size != jar.size:
        return False
    if hashlib.sha256(path.read_bytes()).hexdigest() != jar.digest:
        return False
    handle, name = tempfile.mkstemp(dir=folder, prefix=".placing-")
    os.close(handle)
    try:
        shutil.copyfile(path, name)
        Path(name).chmod(0o644)
        Path(name).replace(folder / jar.name)
    finally:
        Path(name).unlink(missing_ok=True)
    return True


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    """A full or closed disk as a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise BadUserInput(f"The disk of {folder} is full. Free 300 MB or set GRAPHCRM_CACHE_DIR.") from error
        raise BadUserInput(f"{folder} cannot be written ({error.strerror}). Set GRAPHCRM_CACHE_DIR.") from error
