"""The jars of the managed Neo4j: named by a lock file, fetched once, and never used unless they are the ones named.

Each line of a lock file is `sha256 size group:artifact:version:classifier`. A jar is looked for in the cache, then in
the local Maven repository, then fetched; it is checked before it gets its place and again at every start.
"""

from __future__ import annotations

import errno
import hashlib
import re
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from graphcrm.errors import BadUserInput, Unavailable
from graphcrm.graph import disk
from graphcrm.graph.file_locks import Lock
from graphcrm.settings import Settings

if TYPE_CHECKING:
    from jgo.maven import MavenContext

_LOCKS = Path(__file__).with_name("locks")
_LINES = {"5.26": "5.26.31", "2026": "2026.09.0"}
_THREADS = 8
_MEGABYTE = 1_000_000
_PAUSES = (0.0, 1.0, 3.0)
_BROKEN = 2
_ANSWER_SECONDS = 30
_OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS)
_FETCH_SECONDS = 3600.0  # what another command may need on a slow line


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
        """Where a Maven repository keeps it."""
        return Path(*self.group.split("."), self.artifact, self.version, self.name)

    def is_at(self, path: Path) -> bool:
        """Whether the file is this jar, by size and SHA-256."""
        if not path.is_file() or path.stat().st_size != self.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == self.digest


def version(settings: Settings) -> str:
    """The full version of the Neo4j that is to run: the one of GRAPHCRM_NEO4J_HOME, else that of the line that is set.
    BadUserInput for a line we do not know and for a home without Neo4j."""
    if settings.neo4j_home is not None:
        for jar in sorted((settings.neo4j_home / "lib").glob("neo4j-[0-9]*.jar")):
            found = re.fullmatch(r"neo4j-(\d+(?:\.\d+)+).*\.jar", jar.name)
            if found:
                return found[1]
        raise BadUserInput(f"GRAPHCRM_NEO4J_HOME={settings.neo4j_home} holds no Neo4j: its lib has no jars of it.")
    try:
        return _LINES[settings.neo4j_version]
    except KeyError as error:
        known = " or ".join(_LINES)
        raise BadUserInput(f"GRAPHCRM_NEO4J_VERSION={settings.neo4j_version} is not known; set {known}.") from error


def numbers(version_: str) -> tuple[int, ...]:
    """A version as numbers that can be compared."""
    return tuple(int(part) for part in version_.split("."))


def locked(version_: str) -> list[Jar]:
    """The jars of a version."""
    lines = (_LOCKS / f"neo4j-{version_}.lock").read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        digest, size, coordinate = line.split()
        found.append(Jar(digest, int(size), *coordinate.split(":")))
    return found


def install(settings: Settings, progress: Progress = silent) -> Path:
    """The folder of checked jars, fetched where they are missing or damaged. Unavailable: no network; BadUserInput: a
    jar that is not the one named, a full disk. The jars of GRAPHCRM_NEO4J_HOME are taken as they are."""
    wanted = version(settings)
    if settings.neo4j_home is not None:
        return settings.neo4j_home / "lib"
    folder = settings.cache_dir.absolute() / "neo4j" / wanted
    jars = locked(wanted)
    if _missing(folder, jars):
        with disk.errors_named(folder, "GRAPHCRM_CACHE_DIR"):
            folder.mkdir(parents=True, exist_ok=True)
            lock = Lock(
                folder / ".fetching.lock",
                exclusive=True,
                seconds=_FETCH_SECONDS,
                waiting=lambda: progress("Another graphcrm command is fetching Neo4j; waiting for it"),
            )
            with lock:
                _fill(settings, folder, jars, progress)
    return folder


def _missing(folder: Path, jars: list[Jar]) -> list[Jar]:
    """The jars that are not in their place, or not the ones named any more."""
    with ThreadPoolExecutor(_THREADS) as pool:
        there = pool.map(lambda jar: jar.is_at(folder / jar.name), jars)
        return [jar for jar, is_there in zip(jars, there, strict=True) if not is_there]


def _fill(settings: Settings, folder: Path, jars: list[Jar], progress: Progress) -> None:
    """Puts every missing jar into its place: from the local Maven repository, else from the network."""
    for rest in folder.glob(".staging-*"):  # of a command that was killed
        shutil.rmtree(rest, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".staging-") as staging:
        wanted = [jar for jar in _missing(folder, jars) if not _found_locally(jar, folder, Path(staging))]
        if wanted:
            _fetch_all(settings, folder, wanted, jars, Path(staging), progress)


def _found_locally(jar: Jar, folder: Path, staging: Path) -> bool:
    """Takes a jar from the local Maven repository if it is there."""
    local = Path.home() / ".m2" / "repository" / jar.path
    if not local.is_file():
        return False
    return _adopt(Path(shutil.copyfile(local, staging / jar.name)), jar, folder)


def _fetch_all(
    settings: Settings, folder: Path, wanted: list[Jar], jars: list[Jar], staging: Path, progress: Progress
) -> None:
    total = sum(jar.size for jar in wanted)
    progress(f"Fetching Neo4j: {len(wanted)} of {len(jars)} jars, {total / _MEGABYTE:.1f} MB, into {folder}")
    repository = _repository(settings.maven_repository, staging)
    done = 0
    with ThreadPoolExecutor(_THREADS) as pool:
        futures = {pool.submit(_fetch, repository, jar, folder): jar for jar in wanted}
        try:
            for future in as_completed(futures):
                future.result()
                done += futures[future].size
                progress("Fetching Neo4j", done, total)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _repository(mirror: str | None, staging: Path) -> MavenContext:
    """The Maven repository that is set, or the default one; what it delivers is staged."""
    from jgo.maven import MavenContext  # takes a tenth of a second, and most starts fetch nothing

    remote = None if mirror is None else {"mirror": mirror.rstrip("/")}
    return MavenContext(repo_cache=staging, local_repos=[], remote_repos=remote, timeout=_ANSWER_SECONDS)


def _fetch(repository: MavenContext, jar: Jar, folder: Path) -> None:
    """Fetches one jar. One that arrives broken is fetched again once; where the connection fails, it is tried again a
    moment later, since a line that stumbles over one of two hundred is not down."""
    staged = repository.project(jar.group, jar.artifact).at_version(jar.version).artifact(jar.classifier, "jar")
    problem: Exception | None = None
    broken = 0
    for pause in _PAUSES:
        time.sleep(pause if problem is not None else 0)
        try:
            path = Path(staged.resolve())
        except (OSError, RuntimeError) as error:  # of the connection, or of the disk
            if isinstance(error, OSError) and error.errno in _OF_THE_DISK:
                raise
            if staged.cached_path is not None:  # what came of it
                staged.cached_path.unlink(missing_ok=True)
            problem = error
            continue
        if _adopt(path, jar, folder):
            return
        problem, broken = None, broken + 1
        if broken == _BROKEN:
            break
    raise _other_content(jar) if problem is None else _no_network(jar, problem) from problem


def _other_content(jar: Jar) -> BadUserInput:
    return BadUserInput(
        f"{jar.name} arrives with another content than its lock names, so it is refused. Ask who runs the Maven "
        "repository you use (GRAPHCRM_MAVEN_REPOSITORY), or use an unpacked Neo4j (GRAPHCRM_NEO4J_HOME)."
    )


def _no_network(jar: Jar, problem: Exception) -> Unavailable:
    return Unavailable(
        f"Neo4j's jars cannot be fetched: {jar.name} did not come ({type(problem).__name__}). Look after the network, "
        "or name a mirror (GRAPHCRM_MAVEN_REPOSITORY) or an unpacked Neo4j (GRAPHCRM_NEO4J_HOME). What was fetched is "
        "kept.",
        reason="DATABASE",
    )


def _adopt(path: Path, jar: Jar, folder: Path) -> bool:
    """Gives a staged file its place if it is the jar that is named; else it is deleted."""
    if not jar.is_at(path):
        path.unlink(missing_ok=True)
        return False
    path.chmod(0o644)
    path.replace(folder / jar.name)
    return True
