"""`graphcrm ask`: one named question, its answer as a tree or a table, or as JSON."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import click

from graphcrm.access.sensitivity import Act
from graphcrm.access.viewers import Viewer, viewer
from graphcrm.cli import output
from graphcrm.cli.database import noted, open_graph
from graphcrm.cli.policy import chosen
from graphcrm.compile import change_feed, decoding, implied
from graphcrm.compile.asking import Asking
from graphcrm.compile.asking import ask as asking
from graphcrm.compile.composites import element, is_list
from graphcrm.compile.rules import Rules
from graphcrm.errors import BadUserInput, NotFound
from graphcrm.exchange.look_up import Reads
from graphcrm.graph.questions import QuestionFile, library
from graphcrm.records import custom_fields, fitting, users
from graphcrm.records.audit.journals import Journal
from graphcrm.records.audit.notes import Note
from graphcrm.records.journal import LOCAL
from graphcrm.settings import load
from graphcrm.vocabulary.words import VOCABULARY

_NODE = ("type", "id", "externalId", "title", "above")


@click.command()
@click.argument("question", required=False)
@click.argument("words", nargs=-1, metavar="[KEY=VALUE]...")
@click.option("--viewer", "email", help="Ask as this user; without it as the local operator, who sees all rows.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a tree or table.")
def ask(question: str | None, words: tuple[str, ...], email: str | None, as_json: bool) -> None:
    """Run one file of cypher/ and print its answer. A record is named by its id or external id. Without a QUESTION:
    list them all.

    Example: graphcrm ask hierarchies/descendants organization=o-nordlicht
    """
    if question is None:
        output.print_table(("question", "answers"), [(path, file.sentence) for path, file in library().items()])
        return
    file = library().get(question)
    if file is None:
        raise BadUserInput(f"There is no question {question}. `graphcrm ask` lists them.")
    answer = asyncio.run(_answer(file, _given(words), email))
    if as_json:
        output.print_json(answer)
    else:
        _show(answer)


def _given(words: tuple[str, ...]) -> dict[str, str]:
    for word in words:
        if "=" not in word:
            raise click.UsageError(f"{word} is no key=value.")
    return dict(word.split("=", 1) for word in words)


async def _answer(file: QuestionFile, given: dict[str, str], email: str | None) -> dict[str, Any]:
    settings = load()
    async with open_graph(settings) as graph, noted(settings, graph) as journal:
        asker = await users.viewer_of(graph, chosen(), email) if email else _operator()
        _check(file, asker, journal)
        rules = Rules(VOCABULARY, asker.lens)
        fields = await custom_fields.read(Reads(graph))
        shown, searched = change_feed.facts(rules, fields), sorted(rules.usable(Act.SEARCH))
        scoring = (await fitting.scoring(graph, settings.half_life_days)).map
        told = implied.values(implied.IMPLIED, asker, shown, searched, datetime.now(UTC), scoring)
        asked = asking(VOCABULARY, rules, file, given, told)
        row = await graph.read(asked.text, asked.parameters, question=file.path, seconds=60)
        missing, rows = decoding.deciphered_within(graph.cipher, row or [None, []])
        if missing:
            raise NotFound(f"No record is known by {missing}={given[missing]}.")
        answer = _named(file, asked, rows)
        shown = [f"{file.path}.{column}" for column, _ in asked.columns]
        journal.note(Note(asker.id, "ask", list(_records(answer)), shown))
        return answer


def _check(file: QuestionFile, asker: Viewer, journal: Journal) -> None:
    """Forbidden where the question needs a permission that the asker has not; the trail is told."""
    for question in VOCABULARY.questions:
        if question.path == file.path and question.permission is not None:
            if question.permission not in asker.permissions:
                journal.note(Note(asker.id, "ask", (), [file.path], decision="denied"))
            asker.require(question.permission)


def _records(answer: dict[str, Any]) -> Iterator[str]:
    """The ids of all records in an answer."""
    for row in answer["rows"]:
        for cell in row.values():
            yield from _within(cell)


def _within(cell: Any) -> Iterator[str]:
    """The ids of the records in a cell: it is one, or holds some in a list or a map."""
    if _is_node(cell):
        yield cell["id"]
    elif isinstance(cell, dict | list):
        for inner in cell.values() if isinstance(cell, dict) else cell:
            yield from _within(inner)


def _operator() -> Viewer:
    """Whoever may run the command on this machine: sees every row, with the sight of an administrator, and the trail,
    whose files lie on this machine."""
    return viewer(chosen(), id=LOCAL.user, email="local operator", roles=("admin", "auditor"), teams=())


def _named(file: QuestionFile, asked: Asking, rows: list[list[Any]]) -> dict[str, Any]:
    named = [{name: _cell(type_, cell) for (name, type_), cell in zip(asked.columns, row, strict=True)} for row in rows]
    truncated = asked.first is not None and len(rows) >= asked.first
    return {"question": file.path, "rows": named, "truncated": truncated}


def _cell(type_name: str, cell: Any) -> Any:
    """A cell with its records as maps, those within lists and composites too."""
    inner = element(type_name)
    if cell is None or not (VOCABULARY.is_record(inner) or inner in VOCABULARY.composites):
        return cell
    if is_list(type_name):
        return [_cell(inner, one) for one in cell]
    if VOCABULARY.is_record(inner):
        return dict(zip(_NODE, cell, strict=True))
    types = VOCABULARY.composites[inner].fields
    return {name: _cell(types[name][0], one) if name in types else one for name, one in cell.items()}


def _show(answer: dict[str, Any]) -> None:
    rows = answer["rows"]
    if not rows:
        output.say("Nothing found.")
        return
    nodes = [name for name, cell in rows[0].items() if _is_node(cell)]
    if nodes and "depth" in rows[0]:
        _show_tree(rows, nodes[0])
    else:
        output.print_table(list(rows[0]), [[_text(cell) for cell in row.values()] for row in rows])
    if answer["truncated"]:
        output.say(f"The first {len(rows)}; ask for more with first={len(rows) * 10}.")


def _show_tree(rows: list[dict[str, Any]], node: str) -> None:
    """Each row under the first node above it that is listed; by depth, so that a parent comes before its children."""
    listed = {row[node]["id"] for row in rows}
    lines = []
    for row in sorted(rows, key=lambda one: one["depth"]):
        above = next((i for i in row[node]["above"] if i in listed and i != row[node]["id"]), None)
        others = [
            f"{name} {_text(cell)}"
            for name, cell in row.items()
            if name not in (node, "depth", "total") and cell is not None
        ]
        lines.append((row[node]["id"], above, " · ".join([_text(row[node]), *others])))
    output.print_tree(lines)


def _is_node(cell: Any) -> bool:
    return isinstance(cell, dict) and tuple(cell) == _NODE


def _text(cell: Any) -> Any:
    if isinstance(cell, float):
        return f"{cell:.4g}"
    if isinstance(cell, list):
        return "; ".join(str(_text(one)) for one in cell)
    if not isinstance(cell, dict):
        return cell
    if not _is_node(cell):
        return ", ".join(f"{name} {_text(one)}" for name, one in cell.items() if one is not None)
    title = cell["title"] or cell["type"]
    return f"{title} ({cell['externalId'] or cell['id']})"
