"""`graphcrm session`: who is signed in with a browser."""

from __future__ import annotations

import click

from graphcrm.cli import output
from graphcrm.cli.acting import act, with_graph
from graphcrm.records.sign_in import sessions


@click.group()
def session() -> None:
    """Who is signed in with a browser.

    Example: graphcrm session list
    """


@session.command(name="list")
@click.option("--user", "email", help="Only those of this user.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def list_(email: str | None, as_json: bool) -> None:
    """Sessions that last, by their ids.

    Example: graphcrm session list --user ana@example.org
    """
    found = with_graph(lambda graph: sessions.all_good(graph, email))
    if as_json:
        output.print_json({"sessions": found})
        return
    rows = [[s["id"], s["email"], s["agent"][:40], output.minute(s["seen_at"])] for s in found]
    output.print_table(("session", "user", "browser", "last used"), rows)


@session.command()
@click.argument("identifier", metavar="SESSION")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def revoke(identifier: str, as_json: bool) -> None:
    """End a session, named by its id.

    Example: graphcrm session revoke ses_01k9x3v0ab
    """
    with_graph(lambda graph: act(graph, "sessionRevoke", {"session": identifier}))
    if as_json:
        output.print_json({"session": identifier, "revoked": True})
    else:
        click.echo("The session is ended.")
