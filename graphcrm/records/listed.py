"""Values that other records list: the stage of a deal is one of its pipeline's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphcrm.compile import finding
from graphcrm.compile.declarations import Listed, Noun
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.measures import normal_forms
from graphcrm.records.desired import Breach, DesiredRecord, Reader


@dataclass(frozen=True, slots=True)
class Seen:
    """Under whose rights the listing records are looked up: what the writer does not see is not there."""

    rules: Rules
    teams: tuple[str, ...]


async def breaches(
    reader: Reader, vocabulary: Vocabulary, noun: Noun, records: Sequence[DesiredRecord], seen: Seen | None
) -> dict[str, Breach]:
    """By id, the records that would have a value which none of the listing records of that title names. Without `seen`
    all listing records count."""
    found: dict[str, Breach] = {}
    for rule in noun.listed:
        told = {record.id: pair for record in records if (pair := _pair(rule, record)) is not None}
        if not told:
            continue
        titles = [[title, normal_forms.sort_key(title)] for title in sorted({by for _, by in told.values()})]
        text = finding.listed(vocabulary, rule, seen.rules if seen else None)
        rows = await reader.run(text, {"titles": titles, "teams": list(seen.teams) if seen else []})
        items: dict[str, set[str]] = {}
        for title, named in rows[0][0]:
            items.setdefault(title, set()).update(named or ())
        for identifier, (value, title) in told.items():
            if title in items and value not in items[title]:
                found[identifier] = Breach(rule.property, rule.sentence, "CHOICE")
    return found


def _pair(rule: Listed, record: DesiredRecord) -> tuple[str, str] | None:
    """The value and the title it goes by, where this write gives one of them and both are there."""
    before = record.known or {}
    said = {**record.defaults, **record.properties}
    names = (rule.property, rule.by)
    if all(said.get(name, before.get(name)) == before.get(name) for name in names):
        return None
    value, by = (said.get(name, before.get(name)) for name in names)
    return (value, by) if value is not None and by is not None else None
