"""JSON Lines: an object a line. The first says what the file is of, under `export`; each other is a record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from graphcrm.exchange.writers.stated import Stated


class JsonLines:
    """A file of JSON Lines on its way."""

    def __init__(self, path: Path, stated: Stated) -> None:
        self._file = path.open("wb")
        self._names = [heading.name for heading in stated.headings]
        told = {"of": stated.records, "query": dict(stated.query), "at": stated.moment, "position": stated.position}
        self._file.write(orjson.dumps({"export": told}) + b"\n")

    def row(self, values: Sequence[Any]) -> None:
        self._file.write(orjson.dumps(dict(zip(self._names, values, strict=True))) + b"\n")

    def close(self) -> None:
        self._file.close()

    def abandon(self) -> None:
        self._file.close()
