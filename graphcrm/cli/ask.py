"""`graphcrm ask`: one named question, its answer as a tree or a table, or as JSON."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import click

from graphcrm.access.viewers import Viewer, viewer
from graphcrm.api import asking
from graphcrm.cli import output
from graphcrm.cli.database import noted, open_graph
from graphcrm.cli.policy import chosen
from graphcrm.compile import decoding
from graphcrm.compile.rules import Rules
from graphcrm.errors import BadUserInput, NotFound
from graphcrm.exchange.look_up import Reads
from graphcrm.graph.questions import QuestionFile, library
from graphcrm.measures.quality import table
from graphcrm.records import custom_fields, fitting, users
from graphcrm.records.audit.journals import Journal
from graphcrm.records.audit.notes import Note
from graphcrm.records.journal import LOCAL
from graphcrm.settings import load
from graphcrm.vocabulary.words import VOCABULARY


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
    answer = asyncio.run(answer_of(file, _given(words), email))
    if as_json:
        output.print_json(answer)
    else:
        _show(answer)


def _given(words: tuple[str, ...]) -> dict[str, str]:
    for word in words:
        if "=" not in word:
            raise click.UsageError(f"{word} is no key=value.")
    return dict(word.split("=", 1) for word in words)


async def answer_of(file: QuestionFile, given: dict[str, str], email: str | None) -> dict[str, Any]:
    """The answer of a question, as JSON would have it: to the user of an address, or to the local operator."""
    settings = load()
    async with open_graph(settings) as graph, noted(settings, graph) as journal:
        asker = await users.viewer_of(graph, chosen(), email) if email else _operator()
        _check(file, asker, journal)
        rules = Rules(VOCABULARY, asker.lens)
        fields = await custom_fields.read(Reads(graph))
        scoring = (await fitting.scoring(graph, settings.half_life_days, table.chosen(settings.quality_file))).map
        asked = asking.asked(rules, fields, file, given, asker, datetime.now(UTC), scoring)
        row = await graph.read(asked.text, asked.parameters, question=file.path, seconds=60)
        missing, rows = decoding.deciphered_within(graph.cipher, row or [None, []])
        if missing:
            raise NotFound(f"No record is known by {missing}={given[missing]}.")
        answer = asking.answer(VOCABULARY, file, asked, rows)
        journal.note(Note(asker.id, "ask", list(asking.records(answer)), asking.noted(file, asked)))
        return answer


def _check(file: QuestionFile, asker: Viewer, journal: Journal) -> None:
    """Forbidden where the question needs a permission that the asker has not; the trail is told."""
    needed = asking.permission(VOCABULARY, file.path)
    if needed is None:
        return
    if needed not in asker.permissions:
        journal.note(Note(asker.id, "ask", (), [file.path], decision="denied"))
    asker.require(needed)


def _operator() -> Viewer:
    """Whoever may run the command on this machine: sees every row, with the sight of an administrator, and the trail,
    whose files lie on this machine."""
    return viewer(chosen(), id=LOCAL.user, email="local operator", roles=("admin", "auditor"), teams=())


def _show(answer: dict[str, Any]) -> None:
    rows = answer["rows"]
    if not rows:
        output.say("Nothing found.")
        return
    nodes = [name for name, cell in rows[0].items() if asking.is_record(cell)]
    if nodes and "depth" in rows[0]:
        _show_tree(rows, nodes[0])
    else:
        output.print_table(list(rows[0]), [[text(cell) for cell in row.values()] for row in rows])
    if answer["truncated"]:
        output.say(f"The first {len(rows)}; ask for more with first={len(rows) * 10}.")


def _show_tree(rows: list[dict[str, Any]], node: str) -> None:
    """Each row under the first node above it that is listed; by depth, so that a parent comes before its children."""
    listed = {row[node]["id"] for row in rows}
    lines = []
    for row in sorted(rows, key=lambda one: one["depth"]):
        above = next((i for i in row[node]["above"] if i in listed and i != row[node]["id"]), None)
        others = [
            f"{name} {text(cell)}"
            for name, cell in row.items()
            if name not in (node, "depth", "total") and cell is not None
        ]
        lines.append((row[node]["id"], above, " · ".join([text(row[node]), *others])))
    output.print_tree(lines)


def text(cell: Any) -> Any:
    if isinstance(cell, float):
        return f"{cell:.4g}"
    if isinstance(cell, list):
        return "; ".join(str(text(one)) for one in cell)
    if not isinstance(cell, dict):
        return cell
    if not asking.is_record(cell):
        return ", ".join(f"{name} {text(one)}" for name, one in cell.items() if one is not None)
    title = cell["title"] or cell["type"]
    return f"{title} ({cell['externalId'] or cell['id']})"
