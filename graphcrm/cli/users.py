"""`graphcrm user` and `graphcrm token`: who may sign in, and with what."""

from __future__ import annotations

import re
import sys
from datetime import datetime, timedelta
from typing import Any

import click

from graphcrm.cli import output
from graphcrm.cli.acting import act, with_graph
from graphcrm.cli.duties import duties, duty
from graphcrm.cli.policy import chosen
from graphcrm.errors import NotFound
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens, users
from graphcrm.records.journal import LOCAL
from graphcrm.records.sign_in import accounts, identities, links
from graphcrm.records.sign_in.passwords import Passwords
from graphcrm.settings import load

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def user() -> None:
    """Who may sign in.

    Example: graphcrm user add ana@example.org --role manager
    """


@user.command()
@click.argument("email")
@click.option("--name", help="Their name.")
@click.option("--role", "roles", multiple=True, help="A role they may act in; more than one is possible.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def add(email: str, name: str | None, roles: tuple[str, ...], as_json: bool) -> None:
    """Add a user.

    Example: graphcrm user add ana@example.org --name "Ana Lima" --role manager
    """
    identifier = with_graph(lambda graph: users.add(graph, chosen(), email, name, roles or ("account_manager",)))
    if as_json:
        output.print_json({"id": identifier, "email": email, "roles": list(roles or ("account_manager",))})
    else:
        click.echo(f"{email} may sign in now. Give them a token: graphcrm token create --user {email}")


@user.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def list_(as_json: bool) -> None:
    """All users.

    Example: graphcrm user list
    """
    found: list[dict[str, Any]] = with_graph(users.everyone)
    if as_json:
        output.print_json({"users": found})
        return
    rows = [[u["email"], u["name"], ", ".join(u["roles"] or ()), "disabled" if u["disabled"] else ""] for u in found]
    output.print_table(("email", "name", "roles", ""), rows)


@user.command()
@click.argument("email")
def disable(email: str) -> None:
    """Let a user sign in no more.

    Example: graphcrm user disable ana@example.org
    """
    with_graph(lambda graph: users.disable(graph, email, chosen()))
    click.echo(f"{email} may not sign in any more.")


@user.command()
@click.argument("email")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def enable(email: str, as_json: bool) -> None:
    """Let a user sign in again. Tokens, sessions and duties that ended do not come back.

    Example: graphcrm user enable ana@example.org
    """
    with_graph(lambda graph: act(graph, "userEnable", {"user": {"email": email}}))
    if as_json:
        output.print_json({"email": email, "disabled": False})
    else:
        click.echo(f"{email} may sign in again. Give them a token: graphcrm token create --user {email}")


@user.command()
@click.argument("email")
@click.argument("name", metavar="TEAM")
@click.option("--from", "first", type=_DAY, help="From this day on; default today.")
@click.option("--until", "last", type=_DAY, help="Their last day in it; without it, it goes on.")
@click.option("--leave", is_flag=True, help="They are in it no more, from --from on.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def team(email: str, name: str, first: datetime | None, last: datetime | None, leave: bool, as_json: bool) -> None:
    """Say that a user is in a team, named by its id, external id or name.

    Example: graphcrm user team ana@example.org north --from 2026-12-01
    """
    days = {"startedOn": first and first.date(), "endedOn": last and last.date()}

    async def put(graph: Graph) -> str:
        identifier = await users.team_of(graph, name)
        given = {"user": {"email": email}, "team": {"id": identifier}, "member": not leave}
        await act(graph, "teamMemberSet", {**given, **{day: said for day, said in days.items() if said is not None}})
        return identifier

    identifier = with_graph(put)
    if as_json:
        output.print_json({"email": email, "team": identifier, "member": not leave})
    else:
        click.echo(f"{email} is in {name} no more." if leave else f"{email} is in {name}.")


@user.command()
@click.argument("email")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def link(email: str, as_json: bool) -> None:
    """Make a link that signs a user in at the pages, once, within a quarter of an hour.

    Example: graphcrm user link ana@example.org
    """
    secret = with_graph(lambda graph: links.make(graph, email))
    settings = load()
    address = f"{(settings.public_url or f'http://{settings.bind}').rstrip('/')}/sign-in#link={secret}"
    if as_json:
        output.print_json({"email": email, "link": address})
    else:
        click.echo(address)


user.add_command(duty)
user.add_command(duties)


@user.command()
@click.argument("email")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read it from standard input instead of asking.")
def password(email: str, from_stdin: bool) -> None:
    """Set a user's password; whoever is signed in as them is so no more.

    Example: graphcrm user password ana@example.org
    """
    chosen_one = sys.stdin.readline().rstrip("\r\n") if from_stdin else click.prompt("New password", hide_input=True)

    async def put(graph: Graph) -> None:
        circuit, passwords = Circuit(graph, load().pool), Passwords()
        account = await accounts.of_email(circuit, email)
        if account is None:
            raise NotFound(f"{email} is no user who may sign in. `graphcrm user list` shows all.")
        await accounts.set_password(circuit, passwords, LOCAL, account, chosen_one)
        passwords.close()

    with_graph(put)
    click.echo(f"{email} signs in with this password from now on.")


@user.command()
@click.argument("email")
@click.argument("roles", nargs=-1, required=True, metavar="ROLE…")
def role(email: str, roles: tuple[str, ...]) -> None:
    """Set the roles a user may act in, in place of those they had.

    Example: graphcrm user role ana@example.org manager analyst
    """
    with_graph(lambda graph: users.set_roles(graph, chosen(), LOCAL, email, roles))
    click.echo(f"{email} acts as {', '.join(roles)} from now on.")


@user.command()
@click.argument("email")
@click.option("--subject", required=True, help="The claim `sub` by which the issuer knows them.")
@click.option("--issuer", help="The issuer, in place of GRAPHCRM_OIDC_ISSUER.")
def identity(email: str, subject: str, issuer: str | None) -> None:
    """Say who a user is to the sign-in of their company.

    Example: graphcrm user identity ana@example.org --subject 00u1a2b3
    """
    named = issuer or load().oidc_issuer
    if named is None:
        raise click.BadParameter("Name the issuer, or set GRAPHCRM_OIDC_ISSUER.", param_hint="--issuer")
    with_graph(lambda graph: identities.link(graph, email, named, subject))
    click.echo(f"{email} may sign in by {named} from now on.")


@click.group()
def token() -> None:
    """Tokens for the API.

    Example: graphcrm token create --user ana@example.org --ttl 30d
    """


@token.command()
@click.option("--user", "email", required=True, help="Whose token.")
@click.option("--role", help="The one role the token acts in; without it all roles of the user.")
@click.option("--scope", "scopes", multiple=True, help="A permission it is cut down to, such as read; several may be.")
@click.option("--ttl", default="30d", show_default=True, help="How long it holds: 45m, 12h, 30d.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def create(email: str, role: str | None, scopes: tuple[str, ...], ttl: str, as_json: bool) -> None:
    """Make a token and print it once.

    Example: graphcrm token create --user ana@example.org --role manager --scope read --ttl 12h
    """
    found = re.fullmatch(r"(\d{1,5})([mhd])", ttl)
    if not found or int(found[1]) == 0:
        raise click.BadParameter(f"{ttl} is no time. Write 45m, 12h or 30d.", param_hint="--ttl")
    lasts = timedelta(**{_UNITS[found[2]]: int(found[1])})
    made = with_graph(lambda graph: tokens.create(graph, chosen(), email, role, lasts, list(scopes) or None))
    if as_json:
        output.print_json({"token": made})
    else:
        click.echo(made)


@token.command(name="list")
@click.option("--user", "email", help="Only those of this user.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def list_tokens(email: str | None, as_json: bool) -> None:
    """Tokens that are good, by their prefixes.

    Example: graphcrm token list --user ana@example.org
    """
    found = with_graph(lambda graph: tokens.all_good(graph, email))
    if as_json:
        output.print_json({"tokens": found})
        return
    rows = [
        [t["prefix"], t["email"], t["role"] or "all", ", ".join(t["scopes"] or ("all",)), *map(output.minute, days)]
        for t in found
        for days in ((t["expires_at"], t["used_at"]),)
    ]
    output.print_table(("prefix", "user", "role", "scopes", "good until", "last used"), rows)


@token.command()
@click.argument("prefix")
def revoke(prefix: str) -> None:
    """End a token, named by its prefix (the eight letters after gcrm_).

    Example: graphcrm token revoke k3v9x0ab
    """
    with_graph(lambda graph: tokens.revoke(graph, prefix))
    click.echo("The token is revoked.")
