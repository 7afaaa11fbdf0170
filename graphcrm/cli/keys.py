"""`graphcrm keys`: a new master key, a backup of the keys, and its restoring."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import click

from graphcrm.cli import output
from graphcrm.cli.database import open_graph, sealed
from graphcrm.errors import BadUserInput
from graphcrm.records import journal
from graphcrm.records.keys import backups, opening
from graphcrm.records.keys.master import check_private
from graphcrm.settings import load

_PASSPHRASE = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    help="The file with the passphrase, for its owner alone; without it you are asked.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object.")


@click.group()
def keys() -> None:
    """The keys of sensitive values: one a person, all under the master key.

    Example: graphcrm keys backup --output keys.json
    """


@keys.command()
@_JSON
def rotate(as_json: bool) -> None:
    """Make a new master key and put all keys under it, while graphcrm serves. The old one opens nothing afterwards.

    Example: graphcrm keys rotate
    """
    store, steps = opening.key_store(load()), output.Steps()
    count = store.rotate(lambda done: steps(f"{done} keys are under the new master key"))
    steps.close()
    asyncio.run(_noted("keys.rotate"))
    _tell(as_json, {"keys": count}, f"{count} keys are under a new master key, {store.master.path}.")


@keys.command()
@click.option("--output", "file", required=True, type=click.Path(path_type=Path), help="The file to write.")
@_PASSPHRASE
@_JSON
def backup(file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Write all keys into one file under a passphrase. Keep it apart from the backups of the database.

    Example: graphcrm keys backup --output keys.json
    """
    passphrase = _passphrase(passphrase_file, confirm=True)
    count = backups.backup(opening.key_store(load()), file, passphrase)
    asyncio.run(_noted("keys.backup"))
    _tell(as_json, {"keys": count, "file": str(file)}, f"{count} keys are in {file}.")


@keys.command()
@click.argument("file", type=click.Path(path_type=Path))
@_PASSPHRASE
@_JSON
def restore(file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Take the keys of a backup back; a master key is made where there is none. Stop graphcrm before. Exit code 3 where
    keys that are younger than the backup are lost.

    Example: graphcrm keys restore keys.json
    """
    count, lost = backups.restore(opening.key_store(load()), file, _passphrase(passphrase_file, confirm=False))
    asyncio.run(_noted("keys.restore"))
    _tell(as_json, {"keys": count, "lost": lost}, f"{count} keys are back.")
    if lost:
        output.say(f"{lost} keys are younger than the backup and cannot be read: what is under them is lost.")
        sys.exit(3)


def _passphrase(file: Path | None, *, confirm: bool) -> str:
    if file is None:
        found: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm)
        return found
    check_private(file)
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadUserInput(f"{file} cannot be read ({error.strerror}).") from error


async def _noted(act: str) -> None:
    """The trail is told."""
    async with open_graph(load(), settle=False) as graph:
        author = journal.LOCAL
        await graph.write(lambda t: journal.audited(t, author, act, "KeyStore", "keys", []), name=act)
        await sealed(graph)


def _tell(as_json: bool, found: dict[str, Any], sentence: str) -> None:
    if as_json:
        output.print_json(found)
    else:
        click.echo(sentence)
