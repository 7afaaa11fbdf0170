"""`graphcrm`: the verbs, each loaded when it is used, and what becomes of an error."""

from __future__ import annotations

import importlib
import sys
from importlib.metadata import version

import click

from graphcrm.errors import GraphcrmError, Unavailable

_VERBS = {
    "ask": ("ask:ask", "Run one named question of cypher/ and print its answer."),
    "audience": ("audience:audience", "Whom records are for."),
    "audit": ("audit:audit", "The audit trail: verify it, seal it, export it."),
    "check": ("check:check", "Tell what is wrong with this installation and how to mend it."),
    "demo": ("demo:demo", "Open graphcrm on the invented demo world."),
    "duplicates": ("duplicates:duplicates", "Records that may be one: find, list and judge them."),
    "evaluate": ("evaluate:evaluate", "Run the scores on plain tables, to be judged."),
    "export": ("exports:exports", "Write what is in the graph into files."),
    "import": ("imports:imports", "Import files, look at earlier imports, take one back."),
    "jobs": ("jobs:jobs", "Work that takes longer: ask for it, look at it, do it."),
    "keys": ("keys:keys", "The keys of sensitive values: rotate, back up, restore."),
    "migrate": ("migrate:migrate", "Bring the schema of the database up to date."),
    "neo4j": ("neo4j:neo4j", "The Neo4j that graphcrm runs itself."),
    "person": ("person:person", "Restrict persons, and take that back."),
    "policy": ("policy:policy", "Who may see what."),
    "quality": ("quality:quality", "How good what is known is, and what breaks a rule."),
    "schema": ("schema:schema", "The GraphQL schema and the model of the graph."),
    "score": ("score:score", "Recompute derived scores."),
    "seed": ("seed:seed", "Fill an empty database with an invented world."),
    "serve": ("serve:serve", "Serve the API."),
    "session": ("sessions:session", "Who is signed in with a browser."),
    "shots": ("shots:shots", "Take pictures of the pages of the demo."),
    "token": ("users:token", "Tokens for the API."),
    "user": ("users:user", "Who may sign in."),
}


class _Verbs(click.Group):
    """Loads the module of a verb only when it runs, so that `--help` and short verbs start at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        module, _, attribute = _VERBS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(f"graphcrm.cli.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl([(name, sentence) for name, (_, sentence) in sorted(_VERBS.items())])


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("graphcrm"), prog_name="graphcrm")
def graphcrm() -> None:
    """graphcrm: people, organizations, subsidiaries and roles as a graph, and the questions one asks of it.

    Example: graphcrm demo

    Exit codes: 0 done · 1 failed · 2 wrong usage · 3 done with rejected rows or findings · 4 database unreachable.
    """


def main() -> None:
    """The command. An error of ours is a sentence on stderr and an exit code; a bug keeps its traceback."""
    try:
        graphcrm.main(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(1)
    except GraphcrmError as error:
        click.echo(f"graphcrm: {error.message}", err=True)
        sys.exit(4 if isinstance(error, Unavailable) and error.reason != "KEYS" else 1)
