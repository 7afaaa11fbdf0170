"""`graphcrm audit`: verifies the trail, seals it, exports it."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

import click

from graphcrm.cli import output
from graphcrm.cli.database import open_graph, sealer
from graphcrm.errors import Unavailable
from graphcrm.records.audit import exporting, verifying
from graphcrm.settings import load

_SEAL_SECONDS = 30.0


@click.group()
def audit() -> None:
    """The audit trail: who changed, read and tried what, in a chain of hashes.

    Example: graphcrm audit verify
    """


@audit.command()
@click.option("--anchor", type=click.Path(path_type=Path), help="The checkpoints; else GRAPHCRM_AUDIT_ANCHOR_DIR.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def verify(anchor: Path | None, as_json: bool) -> None:
    """Tell whether the trail is whole, and name the first entry that is not. Needs no database.

    Exit codes: 0 intact · 10 altered · 11 missing · 12 inserted or reordered · 13 shorter than the anchor says ·
    14 a checkpoint without a good signature.

    Example: graphcrm audit verify --anchor /mnt/anchor
    """
    settings = load()
    anchor = anchor or settings.audit_anchor_dir
    if anchor is not None and not anchor.is_dir():
        raise click.BadParameter(f"{anchor} is no folder.", param_hint="--anchor")
    found = verifying.verify(settings.data_dir / "audit", anchor)
    if as_json:
        output.print_json(
            {
                "verdict": found.verdict.name.lower(),
                "message": found.sentence,
                "entries": found.entries,
                "number": found.number,
                "id": found.id,
                "file": found.file,
                "line": found.line,
            }
        )
    else:
        click.echo(found.sentence)
    sys.exit(found.verdict)


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def seal(as_json: bool) -> None:
    """Seal what is not sealed yet, with a checkpoint. A running server does so by itself.

    Example: graphcrm audit seal
    """
    found = asyncio.run(_seal())
    if as_json:
        output.print_json(found)
    elif found["sealed"] is None:
        click.echo("The running server has sealed all there is.")
    else:
        click.echo(f"{found['sealed']} entries were sealed.")


async def _seal() -> dict[str, Any]:
    async with open_graph(load()) as graph:
        own = sealer(graph)
        done = await own.seal()
        ends = time.monotonic() + _SEAL_SECONDS
        while done is None and await own.left():  # ends: the other one is done, or the time is over
            if time.monotonic() > ends:
                raise Unavailable("Another process is the sealer and does not seal. Look into its log.")
            await asyncio.sleep(0.5)
        return {"sealed": done}


@audit.command()
@click.option("--output", "file", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def export(file: Path, as_json: bool) -> None:
    """Write the sealed trail into one file, a JSON object a line, as it stands in the chain. Needs no database.

    Example: graphcrm audit export --output trail.jsonl
    """
    count = exporting.export(load().data_dir / "audit", file)
    if as_json:
        output.print_json({"entries": count, "file": str(file)})
    else:
        click.echo(f"{count} entries are in {file}.")
