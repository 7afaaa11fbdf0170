"""`graphcrm policy`: the table that says who may see what."""

from __future__ import annotations

import json
from typing import Any

import click

from graphcrm.access.policy import Policy, built_in, read
from graphcrm.access.sensitivity import Sensitivity
from graphcrm.compile.vocabulary import Vocabulary
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
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
def dump(as_json: bool) -> None:
    """Print what each role sees of each fact: show, mask or hide.

    Example: graphcrm policy dump --json
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
        sights = "  ".join(f"{entry['sight'][role]:15}" for role in roles)
        click.echo(f"{fact:{width}}  {entry['sensitivity']:12}  {sights}".rstrip())


def effective(policy_: Policy, vocabulary: Vocabulary = VOCABULARY) -> dict[str, dict[str, dict[str, Any]]]:
    """The effective table: roles with their rows and permissions; facts with their class and each role's sight."""
    lenses = {name: policy_.lens([name]) for name in policy_.roles}
    facts: dict[str, Sensitivity] = {}
    for noun in vocabulary.nouns.values():
        facts.update({f"{noun.name}.{prop.name}": prop.sensitivity for prop in noun.properties})
    for edge in vocabulary.edges.values():
        facts[edge.type] = edge.sensitivity
        facts.update({f"{edge.type}.{prop.name}": prop.sensitivity for prop in edge.properties})
    return {
        "roles": {name: {"rows": role.rows, "may": sorted(role.may)} for name, role in policy_.roles.items()},
        "facts": {
            fact: {
                "sensitivity": level.value,
                "sight": {name: lens.sight(fact, level).value for name, lens in lenses.items()},
            }
            for fact, level in sorted(facts.items())
        },
    }
