"""The question library: the files of `cypher/`, read once, each with its header.

A header is the contract of a file: the sentence, its inputs with types and defaults, its columns, their order.
`graphcrm ask`, the compiler and `tests/test_cypher.py` read it from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ROOT_IN_PACKAGE = Path(__file__).resolve().parents[1] / "cypher"
_ROOT_BESIDE_PACKAGE = Path(__file__).resolve().parents[2] / "cypher"
_SECTIONS = ("in", "out", "order", "try")
_INPUT = re.compile(r"\$(\w+)\s+(\[?\w+\]?)(?:\s+of\s+(\d+))?(?:\s+(\d+)\.\.(\d+))?(?:\s*=\s*([^\s,]+))?")
_COLUMN = re.compile(r"(\w+)\s+(\[?\w+\]?)")


@dataclass(frozen=True, slots=True)
class Input:
    """One input: its type (a noun, a scalar, an enum, or [T]), its default as written (None: required), of a list how
    many it must have (`[Person] of 2`; None: any number), of a number its least and greatest (`Int 1..50`)."""

    name: str
    type: str
    default: str | None
    size: int | None = None
    bounds: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a noun (a node) or a scalar."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Order:
    """One key of the order: a column, or a property of a node column."""

    column: str
    property: str | None
    descending: bool


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """One file: `path` "subject/name", its header, and the body without comments."""

    path: str
    sentence: str
    inputs: tuple[Input, ...]
    columns: tuple[Column, ...]
    order: tuple[Order, ...]
    examples: tuple[str, ...]
    body: str

    def input(self, name: str) -> Input | None:
        return next((i for i in self.inputs if i.name == name), None)


def folder() -> Path:
    """Where the files lie: beside the package in a checkout, inside it when installed."""
    return _ROOT_BESIDE_PACKAGE if (_ROOT_BESIDE_PACKAGE / "migrations").is_dir() else _ROOT_IN_PACKAGE


@cache
def library() -> dict[str, QuestionFile]:
    """All questions by path. ValueError names the file whose header cannot be read."""
    root = folder()
    found = {}
    for file in sorted(root.rglob("*.cypher")):
        path = file.relative_to(root).with_suffix("").as_posix()
        if not path.startswith("migrations/"):
            found[path] = parse(path, file.read_text(encoding="utf-8"))
    return found


@cache
def sources() -> dict[str, str]:
    """The files of all questions as they stand, by path."""
    return {path: (folder() / f"{path}.cypher").read_text(encoding="utf-8") for path in library()}


def parse(path: str, text: str) -> QuestionFile:
    """A file from its text."""
    lines = text.splitlines()
    end = next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
    sections: dict[str, list[str]] = {"": []}
    current = ""
    for line in lines[:end]:
        content = line[2:]
        found = re.match(r"\s*(\w+):\s*(.*)", content)
        if found and found[1] in _SECTIONS:
            current = found[1]
            sections.setdefault(current, []).append(found[2].strip())
        else:
            sections[current].append(content.strip())
    try:
        inputs = tuple(_input(m) for m in _INPUT.finditer(" ".join(sections.get("in", []))))
        columns = tuple(Column(*m.groups()) for m in _COLUMN.finditer(" ".join(sections["out"])))
        order = tuple(_order(key) for key in " ".join(sections.get("order", [])).split(",") if key.strip())
    except KeyError as error:
        raise ValueError(f"{path}.cypher: the header has no line `// out:`") from error
    body = "\n".join(stripped for line in lines[end:] if (stripped := _without_comment(line)))
    return QuestionFile(
        path, " ".join(sections[""]).strip(), inputs, columns, order, tuple(sections.get("try", ())), body
    )


def _input(found: re.Match[str]) -> Input:
    name, type_, size, least, most, default = found.groups()
    bounds = (int(least), int(most)) if least else None
    return Input(name, type_, default, int(size) if size else None, bounds)


def _order(key: str) -> Order:
    words = key.split()
    column, _, prop = words[0].partition(".")
    return Order(column, prop or None, len(words) > 1 and words[1].upper() == "DESC")


def _without_comment(line: str) -> str:
    """The line without a `//` comment; our files hold no string with two slashes."""
    return line.split("//", 1)[0].rstrip()
