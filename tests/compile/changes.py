"""Random changes of a world, as its writes would have noted them: for histories, courses and what was on a day."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from graphcrm.access.sensitivity import Sensitivity, Sight
from graphcrm.compile.rules import Rules
from graphcrm.graph.connection import Transaction
from graphcrm.vocabulary.words import VOCABULARY

if TYPE_CHECKING:
    from tests.compile.worlds import World

_NOTE = """
UNWIND $changes AS change
CREATE (c:Internal:Change) SET c = change
WITH c MATCH (n) WHERE n.id IN c.ids AND NOT n:Internal
CREATE (c)-[:OF {record: n.id, at: c.at, change: c.id}]->(n)
"""
_CLEARED = 0.25


@dataclass
class Changed:
    """One change: values before and after by declared name, as in `Node.values`; an absent one is none."""

    id: str
    at: datetime
    act: str
    type: str
    ids: list[str]
    fields: list[str]
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    actor: str = "usr_00"
    reason: str | None = None
    run: str | None = None
    limits: list[str] = field(default_factory=list)


def remember(world: World, chance: random.Random, number: int = 60) -> list[Changed]:
    """Changes of random records and facts, about the day of the tests; some at one instant."""
    found = []
    for i in range(number):
        at = datetime(2026, 11, 18, tzinfo=UTC) + timedelta(hours=12 * chance.randrange(10))
        actor = chance.choice(["usr_00", "usr_01", "usr_gone"])
        reason = chance.choice([None, "because"])
        make = _of_record if chance.random() < 0.6 else _of_fact
        act, type_, ids, fields, before, after, *limits = make(world, chance)
        run = "run_1" if act in ("UPDATED", "ADDED", "ENDED") and chance.random() < 0.2 else None
        found.append(Changed(f"chg_{i:02d}", at, act, type_, ids, fields, before, after, actor, reason, run, *limits))
    return found


def _of_record(world: World, chance: random.Random) -> tuple[Any, ...]:
    node = chance.choice([n for n in world.nodes.values() if VOCABULARY.nouns[n.noun].governed])
    declared = VOCABULARY.nouns[node.noun]
    names = [p.name for p in declared.properties if p.expression is None and p.name not in _KEPT]
    fields = sorted(chance.sample(names, min(len(names), chance.randrange(1, 4))))
    known = [n.values for n in world.of(node.noun)]

    def some() -> dict[str, Any]:
        values = {name: [v[name] for v in known if name in v] for name in fields}
        return {name: chance.choice(v) for name, v in values.items() if v and chance.random() > _CLEARED}

    act = chance.choice(["UPDATED", "UPDATED", "UPDATED", "CREATED", "ARCHIVED"])
    before = {} if act == "CREATED" else some()
    lists = [r.column for r in declared.references if chance.random() < 0.2]
    return act, node.noun, [node.id], [*fields, *lists], before, some()


def _of_fact(world: World, chance: random.Random) -> tuple[Any, ...]:
    link = chance.choice([x for x in world.links if VOCABULARY.edges[x.type].writing is not None])
    ids = [link.source, link.target]
    if chance.random() < 0.3:  # a fact that is there no more
        noun = world.nodes[link.target].noun
        ids[1] = chance.choice(world.of(noun)).id
    names = [p.name for p in VOCABULARY.edges[link.type].properties if p.expression is None]
    fields = sorted(chance.sample(names, min(len(names), chance.randrange(1, len(names) + 2))))
    act = chance.choice(["ADDED", "ENDED", "UPDATED", "RETRACTED"])
    before = {} if act == "ADDED" else {k: v for k, v in link.values.items() if chance.random() > _CLEARED}
    after = {} if act == "RETRACTED" else {k: v for k, v in link.values.items() if k in fields}
    limits = [link.values["sharing"], *link.values["shared_with"]] if "sharing" in link.values else []
    return act, link.type, list(dict.fromkeys(ids)), fields, before, after, limits


_KEPT = ("id", "version", "created_at", "updated_at")


def visible(world: World, rules: Rules) -> list[Changed]:
    """The changes of a world without what a viewer may not see: `world` has lost its hidden records already."""
    found = []
    for change in world.changes:
        if any(identifier not in world.nodes for identifier in change.ids):
            continue
        edge = VOCABULARY.edges.get(change.type)
        if edge is not None and not rules.sees_edge(edge):
            continue
        hidden = _hidden(rules, change.type)
        fields = [name for name in change.fields if name not in hidden]
        if change.act == "UPDATED" and not fields:
            continue
        before = {k: v for k, v in change.before.items() if k not in hidden}
        after = {k: v for k, v in change.after.items() if k not in hidden}
        reason = change.reason if rules.lens.shows("HistoryEntry.reason", Sensitivity.CONFIDENTIAL) else None
        found.append(replace(change, fields=fields, before=before, after=after, reason=reason))
    return found


def _hidden(rules: Rules, type_: str) -> set[str]:
    owner = VOCABULARY.nouns.get(type_) or VOCABULARY.edges[type_]
    found = {p.name for p in owner.properties if rules.sight(type_, p) is Sight.HIDE}
    if type_ in VOCABULARY.nouns:
        references = VOCABULARY.nouns[type_].references
        found |= {r.column for r in references if not rules.sees_edge(VOCABULARY.edges[r.edge])}
    return found


async def note(transaction: Transaction, changes: list[Changed]) -> None:
    """Writes the changes as the journal does."""
    await transaction.run(_NOTE, {"changes": [_stored(change) for change in changes]})


def _stored(change: Changed) -> dict[str, Any]:
    row = {
        "id": change.id,
        "position": int(change.id.removeprefix("chg_")) + 1,
        "at": change.at,
        "act": change.act,
        "type": change.type,
        "ids": change.ids,
        "fields": change.fields,
        "actor": change.actor,
        "reason": change.reason,
        "run": change.run,
        "limits": change.limits or None,
    }
    for prefix, values in (("before", change.before), ("after", change.after)):
        for name, value in values.items():
            amount, currency = value if isinstance(value, tuple) else (value, None)
            row |= {f"{prefix}_{name}": amount, f"{prefix}_{name}_currency": currency}
    return row
