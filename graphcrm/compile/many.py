"""A question asked of many records at once, or of all, as everybody may see the graph: for what is computed at night.

The text is that of the file, so that what is kept is what anybody would be told; the rule of rows is that of somebody
who is in no team. Parameters: those implied that the file reads, of `parameters`, and $ids where many are asked of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from graphcrm.access.rights import EVERYTHING
from graphcrm.compile.question_rows import filled
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.questions import QuestionFile

_NAMES = ("teams", "shown", "today", "now", "quality")


def each(file: QuestionFile, name: str) -> str:
    """$ids: a row for each record of which there is one, its id, then the columns. `name` is the input that is the
    record."""
    columns = ", ".join(column.name for column in file.columns)
    return f"UNWIND $ids AS id\nCALL (id) {{\n{filled(file.body, _bound(file, {name: 'id'}))}\n}}\nRETURN id, {columns}"


def counted(file: QuestionFile, column: str, given: Mapping[str, str]) -> str:
    """How many rows there are by the values of a column. `given` are Cypher for other inputs of the file."""
    body = filled(file.body, _bound(file, given))
    return f"CALL () {{\n{body}\n}}\nRETURN {column}, count(*) AS number"


def parameters(vocabulary: Vocabulary, quality: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What such a statement is given: every fact is shown, of what is nobody's alone."""
    shown = sorted(Rules(vocabulary, EVERYTHING).shown)
    return {"teams": [], "shown": shown, "today": now.date(), "now": now, "quality": dict(quality)}


def _bound(file: QuestionFile, given: Mapping[str, str]) -> dict[str, str]:
    known: Iterable[str] = (one.name for one in file.inputs)
    return {**{name: f"${name}" for name in _NAMES}, **dict.fromkeys(known, "null"), "sees_all": "false", **given}
