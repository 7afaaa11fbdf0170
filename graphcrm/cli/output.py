"""How the command shows things: JSON for machines, tables and trees for people, progress on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.tree import Tree


def say(sentence: str) -> None:
    """A line for the person who waits: on stderr, so that stdout holds the answer alone."""
    click.echo(sentence, err=True)


def minute(instant: Any) -> str:
    """An instant in RFC 3339 (None: none) to the minute, in UTC."""
    return str(instant or "")[:16].replace("T", " ")


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A plain table; cells are shown as they are, never read as markup."""
    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*("" if cell is None else _cell(cell) for cell in row))
    _console().print(table)


def print_tree(rows: Sequence[tuple[str, str | None, str]]) -> None:
    """A tree from (id, id of the node above or None, label), parents before children."""
    branches: dict[str, Tree] = {}
    roots = []
    for identifier, above, label in rows:
        if above in branches:
            branches[identifier] = branches[above].add(label)
        else:
            branches[identifier] = Tree(label, guide_style="dim")
            roots.append(branches[identifier])
    for root in roots:
        _console().print(root)


def _console() -> Console:
    terminal = sys.stdout.isatty()
    return Console(markup=False, highlight=False, soft_wrap=not terminal, width=None if terminal else 200)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


class Steps:
    """Progress of long work: a bar on a terminal, else a line when the sentence changes and at each tenth."""

    def __init__(self) -> None:
        self._bar: Progress | None = None
        self._task: Any = None
        self._sentence = ""
        self._tenth = -1

    def __call__(self, sentence: str, done: int = 0, total: int = 0) -> None:
        if sys.stderr.isatty() and total:
            self._on_bar(sentence, done, total)
            return
        self.close()
        tenth = done * 10 // total if total else -1
        if sentence != self._sentence or tenth != self._tenth:
            say(f"{sentence} {done * 100 // total} %" if total else sentence)
        self._sentence, self._tenth = sentence, tenth

    def _on_bar(self, sentence: str, done: int, total: int) -> None:
        if self._bar is None:
            columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
            self._bar = Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(sentence, total=total)
        self._bar.update(self._task, description=sentence, completed=done, total=total)
        if done >= total:
            self.close()

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
