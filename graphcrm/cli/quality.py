"""`graphcrm quality`: how good what is known is, what breaks a rule, what is most worth confirming."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import asdict
from typing import Any

import click

from graphcrm.cli import ask, output
from graphcrm.compile import checked
from graphcrm.graph.questions import library
from graphcrm.measures.quality import table
from graphcrm.measures.quality.table import CODES, SEVERITIES
from graphcrm.settings import load
from graphcrm.vocabulary.words import VOCABULARY

_VIEWER = click.option("--viewer", "email", help="As this user; without it as the local operator, who sees all rows.")
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object.")
_FIRST = click.option(
    "--first", type=click.IntRange(1, 10_000), default=100, show_default=True, help="At most so many."
)
_NUMBERS = ("completeness", "accuracy", "freshness", "cross_reference")
_NEVER = "Nothing was computed yet: `graphcrm jobs start quality`, then `graphcrm jobs run`, or wait for the night."


def _word(words: tuple[str, ...]) -> click.Choice[str]:
    return click.Choice(words, case_sensitive=False)


@click.group()
def quality() -> None:
    """How good what is known is.

    Example: graphcrm quality findings
    """


@quality.command()
@_VIEWER
@_JSON
def summary(email: str | None, as_json: bool) -> None:
    """The numbers of the last night: of people and organizations, by account team, by source; and findings by rule.

    Example: graphcrm quality summary
    """
    found = _asked("quality/summary", {}, email)
    if as_json:
        output.print_json({"days": found})
    elif not found:
        output.say(_NEVER)
    else:
        rows = [[_of(one), *(one[name] for name in ("records", *_NUMBERS))] for one in found if one["rule"] is None]
        output.print_table((f"{found[0]['day']}", "records", *(name.replace("_", " ") for name in _NUMBERS)), rows)
        output.print_table(("rule", "findings"), [(o["rule"], o["findings"]) for o in found if o["rule"] is not None])


@quality.command()
@click.option(
    "--rule", "rules", multiple=True, type=_word(CODES), help="Only what breaks this rule; may be given several times."
)
@click.option(
    "--severity",
    "severities",
    multiple=True,
    type=_word(SEVERITIES),
    help="Only what is so bad; may be given several times.",
)
@_FIRST
@_VIEWER
@_JSON
def findings(rules: tuple[str, ...], severities: tuple[str, ...], first: int, email: str | None, as_json: bool) -> None:
    """What breaks a rule, the worst first. Exit code 3 where something does.

    Example: graphcrm quality findings --rule TWO_CHIEFS
    """
    given = {"rules": ",".join(rules), "severities": ",".join(severities)}
    said = {name: words for name, words in given.items() if words}
    found = _asked("quality/findings", {**said, "first": str(first)}, email)
    if as_json:
        output.print_json({"findings": found})
    elif not found:
        output.say("Nothing breaks a rule.")
    else:
        output.print_table(
            ("", "rule", "record", "beside", "field", ""),
            [
                [
                    one["severity"].lower(),
                    one["rule"],
                    ask.text(one["record"]),
                    ask.text(one["others"]),
                    one["field"],
                    one["sentence"],
                ]
                for one in found
            ],
        )
    if found:
        sys.exit(3)


@quality.command()
@_JSON
def rules(as_json: bool) -> None:
    """What is looked for: what no write and no import gets past, and what is reported, as this installation sets it.

    Example: graphcrm quality rules
    """
    refused = checked.refusing(VOCABULARY)
    on = table.chosen(load().quality_file).rules
    if as_json:
        reported = {code: asdict(on[code]) if code in on else None for code in table.CODES}
        output.print_json({"refused": [asdict(one) for one in refused], "reported": reported})
        return
    rows = [
        (code, on[code].severity.lower() if code in on else "off", on[code].sentence if code in on else "")
        for code in table.CODES
    ]
    output.print_table(("reported", "", ""), rows)
    output.print_table(("refused", "of", ""), [(one.code, one.of, one.sentence) for one in refused])


@quality.command()
@_FIRST
@_VIEWER
@_JSON
def worklist(first: int, email: str | None, as_json: bool) -> None:
    """Whose values are most worth confirming: influence times staleness, as the last night left it.

    Example: graphcrm quality worklist --first 20
    """
    found = _asked("quality/work_list", {"first": str(first)}, email)
    if as_json:
        output.print_json({"work": found})
    elif not found:
        output.say(f"Nobody is on the list. {_NEVER}")
    else:
        columns = ("person", "organization", "priority", "reason")
        output.print_table(columns, [[ask.text(one[name]) for name in columns] for one in found])


def _asked(path: str, given: dict[str, str], email: str | None) -> list[dict[str, Any]]:
    """The rows of a question, without the keys of their order."""
    rows = asyncio.run(ask.answer_of(library()[path], given, email))["rows"]
    return [{name: cell for name, cell in row.items() if not name.startswith("key_")} for row in rows]


def _of(day: dict[str, Any]) -> str:
    if day["team"] is not None:
        return f"{day['noun'].lower()} · {ask.text(day['team'])}"
    return f"{day['noun'].lower()} · from {day['source']}" if day["source"] else day["noun"].lower()
