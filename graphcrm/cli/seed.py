"""`graphcrm seed`: an invented world in an empty database, for looking around or for trying what rights hold."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from graphcrm.access.viewers import owner
from graphcrm.cli import output
from graphcrm.cli.database import open_graph, sealed
from graphcrm.cli.policy import chosen
from graphcrm.demo import contract, world
from graphcrm.demo.contract import MEMBERS, Member
from graphcrm.errors import BadUserInput, Conflict, NotFound
from graphcrm.exchange import importing
from graphcrm.exchange.importing import Options
from graphcrm.exchange.ledger import Ledger
from graphcrm.graph.addresses import on_this_machine
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import duties, tokens
from graphcrm.records import users as records
from graphcrm.records.duties import Proposal
from graphcrm.records.journal import LOCAL, Author
from graphcrm.records.sign_in import accounts
from graphcrm.records.sign_in.passwords import Passwords
from graphcrm.settings import Settings, load
from graphcrm.vocabulary.words import VOCABULARY

USERS = "contract-users.json"
REQUEST = "CONTRACT-1"  # the number of the request under which duties are granted
_ANYTHING = "MATCH (n) WHERE NOT n:Lock AND NOT n:Migration RETURN 1 LIMIT 1"
_LASTS = timedelta(days=30)


@click.command()
@click.option("--profile", type=click.Choice(["demo", "contract"]), required=True, help="Which world.")
@click.option("--seed", "number", type=int, help="Another world of the same form; the same number gives the same one.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def seed(profile: str, number: int | None, as_json: bool) -> None:
    """Fill an empty database of this machine. `demo`: the group of companies of `graphcrm demo`. `contract`: accounts
    of two teams, limited and open, and a user for each role and team, whose passwords and tokens go to
    DATA_DIR/contract-users.json.

    Example: graphcrm seed --profile contract --seed 7
    """
    settings = load()
    _require_here(settings)
    found = asyncio.run(_seed(settings, profile, number))
    if as_json:
        output.print_json(found)
        return
    click.echo(f"{found['rows']} rows of the {profile} world are in the database.")
    if found["users"]:
        click.echo(f"Who may sign in, and with what: {found['users']}")


def _require_here(settings: Settings) -> None:
    """Its passwords and tokens lie in a file: nobody elsewhere may reach what they open."""
    host = urlsplit(settings.neo4j_uri).hostname if settings.neo4j_uri else "127.0.0.1"
    if not on_this_machine(host or "") or not on_this_machine(settings.host_and_port[0].strip("[]")):
        raise BadUserInput(
            "An invented world is for a database and an address of this machine alone. Set GRAPHCRM_NEO4J_URI and "
            "GRAPHCRM_BIND to 127.0.0.1, or unset them."
        )


async def _seed(settings: Settings, profile: str, number: int | None) -> dict[str, Any]:
    async with open_graph(settings) as graph:
        if await graph.rows(_ANYTHING, {}):
            raise Conflict(
                "This database is not empty. Name an empty one, or set GRAPHCRM_DATA_DIR to an empty folder."
            )
        with tempfile.TemporaryDirectory(prefix="graphcrm-seed-") as name:
            folder = Path(name)
            if profile == "contract":
                contract.write(folder, seed=contract.SEED if number is None else number)
            else:
                today = datetime.now(UTC).date()
                world.write(folder, size="full", today=today, seed=world.SEED if number is None else number)
            ledger = await imported(graph, folder, profile)
        users = None
        if profile == "contract":
            for member in MEMBERS:
                for duty in member.duties:
                    await _appoint(graph, member, duty)
            users = settings.data_dir / USERS
            _keep(users, [await _credentials(graph, member) for member in MEMBERS])
        await sealed(graph)
        return {"profile": profile, "rows": ledger.total()["read"], "users": None if users is None else str(users)}


async def imported(graph: Graph, folder: Path, source: str) -> Ledger:
    """Imports the files of an invented world, and says so on the way. Conflict where not every row is taken."""
    steps = output.Steps()
    try:
        ledger = await importing.run(graph, VOCABULARY, [folder], Options(source=source), steps)
    finally:
        steps.close()
    if ledger.rejected:
        raise Conflict(f"The {source} world does not fit this version: {ledger.rejected[0].sentence}")
    return ledger


async def _appoint(graph: Graph, member: Member, duty: str) -> None:
    """Gives a duty: the administrator of the world proposes it, whoever runs the command confirms."""
    policy = chosen()
    admin = await records.viewer_of(graph, policy, next(one.email for one in MEMBERS if one.role == "admin"))
    receives = await records.viewer_of(graph, policy, member.email)
    proposal = Proposal(receives.id, duty, "For trying what this duty shows", REQUEST)

    async def once(transaction: Transaction) -> None:
        identifier = await duties.propose(transaction, policy, admin, Author(admin.id), proposal)
        await duties.confirm(transaction, policy, owner(policy, id=LOCAL.user), LOCAL, identifier)

    await graph.write(once, name="duty")


async def _credentials(graph: Graph, member: Member) -> dict[str, Any]:
    """A new password and a new token of one of us, and all that is said of them."""
    circuit, passwords = Circuit(graph, load().pool), Passwords()
    account = await accounts.of_email(circuit, member.email)
    if account is None:
        raise NotFound(f"{member.email} was not imported.")
    password = secrets.token_urlsafe(18)
    await accounts.set_password(circuit, passwords, LOCAL, account, password)
    passwords.close()
    return {
        "email": member.email,
        "role": member.role,
        "teams": list(member.teams),
        "duties": list(member.duties),
        "password": password,
        "token": await tokens.create(graph, chosen(), member.email, None, _LASTS),
    }


def _keep(path: Path, users: list[dict[str, Any]]) -> None:
    """Writes the file for its owner's eyes alone, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.fchmod(handle, 0o600)
        json.dump(users, file, indent=2)
        file.flush()
        os.fsync(handle)
    temporary.replace(path)
