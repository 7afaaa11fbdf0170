"""`graphcrm duplicates`: records that may be one: found, listed, judged, merged and taken apart again."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import click

from graphcrm.cli import ask, doing, output
from graphcrm.cli.acting import act, with_graph
from graphcrm.compile.declarations import camel
from graphcrm.graph.questions import library
from graphcrm.measures.matching.judging import Verdict
from graphcrm.records import identity
from graphcrm.vocabulary.words import VOCABULARY

_QUEUE = "duplicates/queue"
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object.")
_VIEWER = click.option("--viewer", "email", help="As this user; without it as the local operator, who sees all rows.")
_NOUNS = click.Choice(["person", "organization"])


@click.group()
def duplicates() -> None:
    """Records that may be one. Nothing is merged unless you say so.

    Example: graphcrm duplicates find
    """


@duplicates.command()
@_JSON
def find(as_json: bool) -> None:
    """Compare all people, and all organizations, and put the pairs that are rather one than two into the queue.

    Example: graphcrm duplicates find
    """
    found = asyncio.run(doing.done("duplicates", {}, "Comparing records"))
    if as_json:
        output.print_json({noun: {camel(name): value for name, value in of.items()} for noun, of in found.items()})
        return
    for noun, of in found.items():
        fitted = "parameters learnt from these" if of["learnt"] else "the parameters shipped"
        crowded = f" {of['crowded']} keys were passed over, since too many have them." if of["crowded"] else ""
        click.echo(f"{noun}: {of['pairs']} pairs among {of['records']} records, by {fitted}.{crowded}")


@duplicates.command("list")
@click.option("--noun", type=_NOUNS, help="Only of these.")
@click.option("--first", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many.")
@_VIEWER
@_JSON
def list_(noun: str | None, first: int, email: str | None, as_json: bool) -> None:
    """The pairs that wait for somebody to judge them, the weightiest first.

    Example: graphcrm duplicates list --noun person
    """
    given = {"first": str(first), **({"noun": noun.upper()} if noun else {})}
    answer = asyncio.run(ask.answer_of(library()[_QUEUE], given, email))
    if as_json:
        output.print_json({"duplicates": answer["rows"], "truncated": answer["truncated"]})
        return
    rows = [[f"{one['score']:.3f}", _named(one["first"]), _named(one["second"]), _why(one)] for one in answer["rows"]]
    if not rows:
        output.say("Nothing waits.")
        return
    output.print_table(("score", "first", "second", "why"), rows)
    if answer["truncated"]:
        output.say(f"The first {len(rows)}; ask for more with --first {len(rows) * 10}.")


@duplicates.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.argument("verdict", type=click.Choice([one.value.lower() for one in Verdict]))
@click.option("--reason", help="Why.")
@click.option("--noun", type=_NOUNS, help="What they are, where A is an external id; default person.")
@_VIEWER
@_JSON
def judge(
    first: str, second: str, verdict: str, reason: str | None, noun: str | None, email: str | None, as_json: bool
) -> None:
    """Say whether two records are one. A record is named by its id or external id. What contradicts the judgements that
    stand is refused.

    Example: graphcrm duplicates judge p-berg p-berg-2 same --reason "She told me so."
    """
    kind = noun or _kind(first)
    given: dict[str, Any] = {
        "first": {kind: _by(kind, first)},
        "second": {kind: _by(kind, second)},
        "verdict": verdict.upper(),
        "reason": reason,
    }
    told = with_graph(lambda graph: act(graph, "duplicateJudge", given, email))
    if as_json:
        output.print_json(dict(told))
    else:
        click.echo(f"Noted: {first} and {second}, {verdict} ({told['judgementId']}).")


@duplicates.command()
@click.argument("records", nargs=-1, required=True, metavar="A B...")
@click.option("--survivor", metavar="A", help="Which stays; else the oldest that is in use.")
@click.option("--take", multiple=True, metavar="FIELD=A", help="Whose value a field has. May be repeated.")
@click.option("--preview", is_flag=True, help="Tell what it would do, and write nothing.")
@click.option("--reason", help="Why.")
@click.option("--noun", type=_NOUNS, help="What they are, where A is an external id; default person.")
@_VIEWER
@_JSON
def merge(
    records: tuple[str, ...],
    survivor: str | None,
    take: tuple[str, ...],
    preview: bool,
    reason: str | None,
    noun: str | None,
    email: str | None,
    as_json: bool,
) -> None:
    """Make 2 to 50 records one, which loses nothing: their ids lead to the one that stays, and `unmerge` takes it back.

    Example: graphcrm duplicates merge p-berg p-berg-2 --take city=p-berg-2 --preview
    """
    kind = noun or _kind(records[0])
    given: dict[str, Any] = {
        {"person": "people", "organization": "organizations"}[kind]: [_by(kind, one) for one in records],
        "survivor": _by(kind, survivor) if survivor else None,
        "values": [{"field": field, "from": _by(kind, one)} for field, one in map(_taken, take)],
        "preview": preview,
        "reason": reason,
    }
    told = with_graph(lambda graph: act(graph, f"{kind}Merge", given, email))
    if as_json:
        output.print_json(dict(told))
    else:
        click.echo("\n".join(_merged(told["report"], told["mergeId"])))


@duplicates.command()
@click.option("--preview", is_flag=True, help="Tell how many there are, and merge nobody.")
@_JSON
def certain(preview: bool, as_json: bool) -> None:
    """Merge the people who are one beyond doubt, as found last: as likely as 0.99, for the same teams, and with an
    e-mail address that was seen to work for both and is nobody else's. `unmerge` with the id of the job takes all of it
    back.

    Example: graphcrm duplicates certain --preview
    """
    told = asyncio.run(doing.done("merging", {"preview": preview}, "Merging"))
    if as_json:
        output.print_json(told)
    elif preview:
        click.echo(f"{told['pairs']} pairs are one beyond doubt.")
    else:
        left = f", {told['refused']} could not be and wait in the queue" if told["refused"] else ""
        click.echo(f"{told['merged']} merged{left}.")
        if told["merged"]:
            click.echo(f"Take all of it back by: graphcrm duplicates unmerge {told['job']}")


@duplicates.command()
@click.argument("merges", nargs=-1, required=True, metavar="MERGE...")
@click.option("--reason", help="Why.")
@_VIEWER
@_JSON
def unmerge(merges: tuple[str, ...], reason: str | None, email: str | None, as_json: bool) -> None:
    """Take merges back, whenever they were: the records come back with what was their own. The id of a job stands for
    all that it merged.

    Example: graphcrm duplicates unmerge mrg_01j9z3f8k2m4n6p8q0r2s4t6v8
    """
    told = with_graph(lambda graph: act(graph, "mergeUndo", {"merges": list(merges), "reason": reason}, email))
    if as_json:
        output.print_json(dict(told))
        return
    click.echo(f"Back again: {', '.join(told['restored'])}.")
    if told["kept"]:
        click.echo(f"Stays as it was written since: {', '.join(told['kept'])}.")


def _taken(text: str) -> tuple[str, str]:
    field, given, record = text.partition("=")
    if not (field and given and record):
        raise click.BadParameter(f"{text} says not whose value. Write FIELD=RECORD, such as city=p-berg-2.")
    return field, record


def _merged(report: Mapping[str, Any], merge_id: str | None) -> list[str]:
    """What a merge does, or did, in lines."""
    did = merge_id is not None
    lines = [f"{report['survivor']} {'stays' if did else 'would stay'}, one with {', '.join(report['absorbed'])}."]
    lines += [f"{one['field']}: from {one['from']}" for one in report["values"]]
    lines += [
        f"{one['field']}: that of {one['keeps']}, others differ: {', '.join(one['differs'])}"
        for one in report["conflicts"]
    ]
    for word, counts in (("passes over", report["moved"]), ("told once", report["folded"])):
        lines += [f"{word}: {', '.join(f'{count} {kind}' for kind, count in counts.items())}"] if counts else []
    return [*lines, f"Take it back by: graphcrm duplicates unmerge {merge_id}"] if did else lines


def _kind(key: str) -> str:
    """What a record is by its id; a person where that is an external id."""
    return "organization" if identity.is_own(VOCABULARY.nouns["Organization"], key) else "person"


def _by(kind: str, key: str) -> dict[str, str]:
    own = identity.is_own(VOCABULARY.nouns[kind.title()], key)
    return {"id" if own else "externalId": key}


def _named(record: dict[str, Any]) -> str:
    return f"{record['title']} ({record['externalId'] or record['id']})"


def _why(pair: dict[str, Any]) -> str:
    said = [one for one in pair["fields"] if one["weight"] > 0][:3]
    return ", ".join(f"{one['field'].replace('_', ' ')} {one['agreement'].lower().replace('_', ' ')}" for one in said)
