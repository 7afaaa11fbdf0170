"""`graphcrm policy`: the table that says who may see what."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import click

from graphcrm.access.policy import Policy, built_in, read, unknown_facts
from graphcrm.cli import output
from graphcrm.cli.database import open_graph
from graphcrm.compile import policy_table
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import NotFound
from graphcrm.records import seeing, users
from graphcrm.settings import load
from graphcrm.vocabulary.words import VOCABULARY


@click.group()
def policy() -> None:
    """Who may see what.

    Example: graphcrm policy dump
    """


def chosen() -> Policy:
    """The policy of this installation."""
    file = load().policy_file
    return read(file) if file else built_in()


@policy.command()
@click.option("--json", "as_json", is_flag=True, help="JSON that GRAPHCRM_POLICY_FILE takes, instead of a table.")
def dump(as_json: bool) -> None:
    """Print what each role sees of each fact: show, mask or hide; and what else it may do, where the policy says so.

    Example: graphcrm policy dump --json > policy.json
    """
    table = effective(chosen())
    if as_json:
        click.echo(json.dumps(table, indent=2))
        return
    roles = list(table["roles"])
    width = max(len(fact) for fact in table["facts"])
    click.echo(f"{'fact':{width}}  {'class':12}  " + "  ".join(f"{role:15}" for role in roles))
    click.echo(f"{'rows':{width}}  {'':12}  " + "  ".join(f"{table['roles'][role]['rows']:15}" for role in roles))
    for fact, entry in table["facts"].items():
        sights = "  ".join(f"{_short(entry['sight'].get(role, '')):15}" for role in roles)
        click.echo(f"{fact:{width}}  {entry['sensitivity'] or '':12}  {sights}".rstrip())
    for name, duty in table["duties"].items():
        under = ", under a request number" if duty["under_request"] else ""
        click.echo(f"duty {name}: rows {duty['rows']}, sensitive {duty['sensitive']}, {duty['minutes']} minutes{under}")
    click.echo(f"version {table['version']}")


@policy.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def check(file: Path, as_json: bool) -> None:
    """Look whether a policy can be used, and what it changes. Exit code 3 where it speaks of facts that are not there.

    Example: graphcrm policy check policy.toml
    """
    found = read(file)
    unknown = unknown_facts(found, policy_table.facts_of(VOCABULARY))
    changes = _changes(effective(chosen()), effective(found))
    if as_json:
        output.print_json({"version": found.version, "unknownFacts": unknown, "changes": changes})
    else:
        for fact in unknown:
            click.echo(f"{fact} is no fact. `graphcrm policy dump` names them all.")
        for change in changes:
            click.echo(f"{change['role']}: {change['of']} {change['before']} → {change['after']}")
        click.echo(f"version {found.version}, {len(changes)} changes against the policy in use")
    if unknown:
        sys.exit(3)


@policy.command()
@click.argument("record", metavar="ID")
@click.option("--viewer", "email", required=True, help="Whose view is explained.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def explain(record: str, email: str, as_json: bool) -> None:
    """Say whether a user sees a record, by which rule, and what of it.

    Example: graphcrm policy explain per_01jd4 --viewer ana@example.org
    """

    async def look() -> dict[str, Any]:
        async with open_graph(load()) as graph:
            viewer = await users.viewer_of(graph, chosen(), email)
            found = await seeing.explained(graph, VOCABULARY, viewer, record)
            if found is None:
                raise NotFound(
                    f"There is no record {record}. An external id is not enough: it may be of several nouns."
                )
            return {"policy": chosen().version, "viewer": viewer.email, "roles": list(viewer.roles), **found}

    told = asyncio.run(look())
    if as_json:
        output.print_json(told)
        return
    click.echo(f"{told['viewer']} ({', '.join(told['roles'])}), policy {told['policy']}")
    click.echo(f"{told['noun']} {told['id']}: {'seen' if told['seen'] else 'not seen'}: {told['why']}")
    if told["seen"]:
        rows = [[name, entry["sensitivity"], _short(entry["sight"])] for name, entry in told["facts"].items()]
        output.print_table(("fact", "class", "sight"), rows)


def _short(said: Any) -> str:
    return said if isinstance(said, str) else f"{said['read']}+{len(said['may'])}"


def effective(policy_: Policy, vocabulary: Vocabulary = VOCABULARY) -> dict[str, Any]:
    """The effective table of a policy."""
    return policy_table.effective(policy_, vocabulary)


def _changes(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """What differs between two tables, by role."""
    found = []
    for duty in sorted({*before["duties"], *after["duties"]}):
        old, new = before["duties"].get(duty, {}), after["duties"].get(duty, {})
        for of in sorted({*old, *new}):
            if old.get(of) != new.get(of):
                found.append({"role": duty, "of": of, "before": old.get(of), "after": new.get(of)})
    for role in sorted({*before["roles"], *after["roles"]}):
        old, new = before["roles"].get(role, {}), after["roles"].get(role, {})
        for of in ("rows", "may"):
            if old.get(of) != new.get(of):
                found.append({"role": role, "of": of, "before": old.get(of), "after": new.get(of)})
        for fact in sorted({*before["facts"], *after["facts"]}):
            was = before["facts"].get(fact, {}).get("sight", {}).get(role)
            is_ = after["facts"].get(fact, {}).get("sight", {}).get(role)
            if was != is_:
                found.append({"role": role, "of": fact, "before": was, "after": is_})
    return found
