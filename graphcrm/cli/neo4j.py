"""`graphcrm neo4j`: the Neo4j that graphcrm runs itself."""

from __future__ import annotations

import click

from graphcrm.cli import output
from graphcrm.graph import managed
from graphcrm.settings import load


@click.group()
def neo4j() -> None:
    """The Neo4j that graphcrm runs itself.

    Example: graphcrm neo4j start
    """


@neo4j.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def install(as_json: bool) -> None:
    """Fetch its jars, checked against the lock file. Later starts need no network.

    Example: graphcrm neo4j install
    """
    steps = output.Steps()
    folder = managed.install(load(), steps)
    steps.close()
    if as_json:
        output.print_json({"folder": str(folder)})
    else:
        click.echo(f"Neo4j's jars are in {folder}.")


@neo4j.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def start(as_json: bool) -> None:
    """Start it and leave it running for other commands.

    Example: graphcrm neo4j start
    """
    steps = output.Steps()
    address = managed.start(load(), steps)
    steps.close()
    _show(address, as_json)


@neo4j.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def stop(as_json: bool) -> None:
    """Stop it, whoever uses it. A service that uses it brings it back, so end that first.

    Example: graphcrm neo4j stop
    """
    stopped = managed.stop(load())
    if as_json:
        output.print_json({"stopped": stopped})
    else:
        click.echo("Neo4j is stopped." if stopped else "Neo4j does not run.")


@neo4j.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def status(as_json: bool) -> None:
    """Tell whether it runs, and where.

    Example: graphcrm neo4j status --json
    """
    _show(managed.status(load()), as_json)


def _show(address: managed.ServerAddress | None, as_json: bool) -> None:
    if as_json:
        output.print_json(
            {
                "running": address is not None,
                "uri": address and address.uri,
                "version": address and address.version,
                "home": address and str(address.home),
                "pid": address and address.pid,
            }
        )
    elif address is None:
        click.echo("Neo4j does not run.")
    else:
        click.echo(f"Neo4j {address.version} runs at {address.uri} (process {address.pid}, home {address.home}).")
        click.echo(f"User {address.user}; the password is in {address.home / 'password'}.")
