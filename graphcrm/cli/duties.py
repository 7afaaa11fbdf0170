"""`graphcrm user duty` and `user duties`: rights for a time, given by two administrators."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import click

from graphcrm.cli import output
from graphcrm.cli.acting import act, with_graph
from graphcrm.errors import NotFound
from graphcrm.graph.connection import Graph
from graphcrm.records import duties as granted

_OF = {"dutyConfirm": ("PROPOSED",), "dutyEnd": ("HELD", "PROPOSED"), "dutyReview": ("ENDED",)}


@click.command()
@click.argument("email")
@click.argument("name", metavar="DUTY")
@click.option("--viewer", "by", required=True, help="The administrator who does it; two different ones give a duty.")
@click.option("--reason", help="Why; a proposal needs it.")
@click.option("--request", "number", help="The number of the request it is for.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="When it ends, in UTC.")
@click.option("--confirm", is_flag=True, help="Confirm what another administrator proposed.")
@click.option("--end", is_flag=True, help="End it before its time, or withdraw a proposal.")
@click.option("--review", "outcome", help="Say what came of looking at what was done.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def duty(
    email: str,
    name: str,
    by: str,
    reason: str | None,
    number: str | None,
    until: datetime | None,
    confirm: bool,
    end: bool,
    outcome: str | None,
    as_json: bool,
) -> None:
    """Propose a duty for a user; confirm, end or review one.

    Example: graphcrm user duty pia@example.org privacy_officer --viewer ana@example.org --reason "Request of
    Mr. Berg" --request DS-2041 --until 2026-12-31
    """
    acts = {"dutyConfirm": confirm, "dutyEnd": end, "dutyReview": outcome is not None}
    chosen = [act_name for act_name, wanted in acts.items() if wanted]
    if len(chosen) > 1:
        raise click.UsageError("One at a time: --confirm, --end or --review.")

    async def do(graph: Graph) -> Any:
        if not chosen:
            said = {"reason": reason, "requestNumber": number, "endsAt": _end_of(until)}
            return await act(graph, "dutyPropose", {"user": {"email": email}, "duty": name, **said}, by)
        given: dict[str, Any] = {"duty": await _id_of(graph, email, name, chosen[0])}
        if outcome is not None:
            given["outcome"] = outcome
        return await act(graph, chosen[0], {**given, "reason": reason} if end else given, by)

    told = with_graph(do)
    if as_json:
        output.print_json({"duty": told["dutyId"], "did": chosen[0] if chosen else "dutyPropose"})
    elif not chosen:
        click.echo(f"Proposed. Another administrator confirms within 24 hours: user duty {email} {name} --confirm")
    else:
        click.echo({"dutyConfirm": "It is held from now on.", "dutyEnd": "It is ended."}.get(chosen[0], "Reviewed."))


@click.command()
@click.option("--open-review", is_flag=True, help="Only those whose review is open.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def duties(open_review: bool, as_json: bool) -> None:
    """All duties that were proposed or held, the latest first.

    Example: graphcrm user duties --open-review
    """
    found = with_graph(lambda graph: granted.everybodys(graph, open_review=open_review))
    if as_json:
        output.print_json({"duties": found})
        return
    rows = [
        [d["id"], d["email"], d["duty"], d["state"].lower(), output.minute(d["ends_at"]), d["reason"]] for d in found
    ]
    output.print_table(("id", "user", "duty", "", "ends", "reason"), rows)


def _end_of(until: datetime | None) -> datetime | None:
    """The instant: a day alone counts to its end."""
    if until is None:
        return None
    return (datetime.combine(until, time.max) if until.time() == time.min else until).replace(tzinfo=UTC)


async def _id_of(graph: Graph, email: str, name: str, act_name: str) -> str:
    """The latest duty of a user that this can be done with."""
    for one in await granted.everybodys(graph, open_review=False):
        fits = one["email"].lower() == email.lower() and one["duty"] == name and one["state"] in _OF[act_name]
        if fits and not (act_name == "dutyReview" and one["outcome"] is not None):
            return str(one["id"])
    raise NotFound(f"{email} has no such {name}. `graphcrm user duties` shows all.")
