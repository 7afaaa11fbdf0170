"""Named questions asked by themselves: what `graphcrm ask` prints and the analyst console shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from graphcrm.access.sensitivity import Act
from graphcrm.access.viewers import Viewer
from graphcrm.compile import change_feed, implied
from graphcrm.compile.asking import Asking
from graphcrm.compile.asking import ask as asking
from graphcrm.compile.composites import element, is_list
from graphcrm.compile.custom_fields import CustomFields
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.questions import QuestionFile

NODE = ("type", "id", "externalId", "title", "above")


def asked(
    rules: Rules,
    fields: CustomFields,
    file: QuestionFile,
    given: Mapping[str, str],
    asker: Viewer,
    moment: datetime,
    scoring: Mapping[str, Any],
) -> Asking:
    """The statement of a question with words for values. BadUserInput says which cannot be used."""
    shown, searched = change_feed.facts(rules, fields), sorted(rules.usable(Act.SEARCH))
    told = implied.values(implied.IMPLIED, asker, shown, searched, moment, scoring)
    return asking(rules.vocabulary, rules, file, given, told)


def described(vocabulary: Vocabulary, file: QuestionFile) -> dict[str, Any]:
    """A question with what it takes and gives: of an input its type, the words it may be, the nouns it may name."""
    words = {one.name: list(one.values) for one in vocabulary.all_enumerations}
    inputs = []
    for one in file.inputs:
        if one.name.startswith("wants_") or one.name == "after":
            continue
        inner = element(one.type) if is_list(one.type) else one.type
        named = vocabulary.is_record(inner) or inner in vocabulary.targets
        said = {"name": one.name, "type": inner, "many": is_list(one.type), "default": one.default, "size": one.size}
        nouns = list(vocabulary.concrete(inner)) if named else []
        inputs.append({**said, "bounds": one.bounds, "words": words.get(inner, []), "nouns": nouns})
    columns = [{"name": column.name, "type": column.type} for column in file.columns]
    return {
        "path": file.path,
        "sentence": file.sentence,
        "inputs": inputs,
        "columns": columns,
        "examples": file.examples,
    }


def permission(vocabulary: Vocabulary, path: str) -> str | None:
    """The permission that a question needs, None for none."""
    return next((one.permission for one in vocabulary.questions if one.path == path and one.permission), None)


def answer(vocabulary: Vocabulary, file: QuestionFile, asking: Asking, rows: list[list[Any]]) -> dict[str, Any]:
    """The rows of a question as maps of its columns, its records as maps of `NODE`."""
    named = [
        {name: _cell(vocabulary, type_, cell) for (name, type_), cell in zip(asking.columns, row, strict=True)}
        for row in rows
    ]
    truncated = asking.first is not None and len(rows) >= asking.first
    return {"question": file.path, "rows": named, "truncated": truncated}


def noted(file: QuestionFile, asking: Asking) -> list[str]:
    """What the trail is told of a question that was answered."""
    return [f"{file.path}.{column}" for column, _ in asking.columns]


def records(answer: dict[str, Any]) -> Iterator[str]:
    """The ids of all records in an answer."""
    for row in answer["rows"]:
        for cell in row.values():
            yield from _within(cell)


def is_record(cell: Any) -> bool:
    return isinstance(cell, dict) and tuple(cell) == NODE


def _within(cell: Any) -> Iterator[str]:
    """The ids of the records in a cell: it is one, or holds some in a list or a map."""
    if is_record(cell):
        yield cell["id"]
    elif isinstance(cell, dict | list):
        for inner in cell.values() if isinstance(cell, dict) else cell:
            yield from _within(inner)


def _cell(vocabulary: Vocabulary, type_name: str, cell: Any) -> Any:
    """A cell with its records as maps, those within lists and composites too."""
    inner = element(type_name)
    if cell is None or not (vocabulary.is_record(inner) or inner in vocabulary.composites):
        return cell
    if is_list(type_name):
        return [_cell(vocabulary, inner, one) for one in cell]
    if vocabulary.is_record(inner):
        return dict(zip(NODE, cell, strict=True))
    types = vocabulary.composites[inner].fields
    return {name: _cell(vocabulary, types[name][0], one) if name in types else one for name, one in cell.items()}
