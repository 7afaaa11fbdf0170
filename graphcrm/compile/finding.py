"""Statements that find the records a write names, under the rights of the one who writes."""

from __future__ import annotations

from collections.abc import Sequence

from graphcrm.compile import enciphered, merging, restricting
from graphcrm.compile.declarations import Finder, Listed, Noun
from graphcrm.compile.marks import take
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary


def find(rules: Rules, noun: Noun, finder: Finder, *, lock: bool, names: Sequence[str] = ()) -> str:
    """$values, $today → [value, id, version, whether archived, salt, value of each property named] of the record each
    value names, as far as the viewer sees it. `lock`: in the order of their ids, so that two writers wait for each
    other and do not deadlock; what is told is read under the lock."""
    rule = rules.row("n", noun.name)
    where = f" WHERE {rule}" if rule else ""
    if finder.property is not None:
        match = merging.by_key(noun.name, "n", finder.property, "value", rule)
    else:
        pattern = rules.expand(finder.pattern or "", "$today").replace("{n}", "n").replace("$value", "value")
        match = f"CALL (value) {{ MATCH {pattern}{where} RETURN n ORDER BY n.id LIMIT 1 }}"
    locked = _LOCKED if lock else ""
    shown = f"{_SHOWN}{enciphered.values(noun, 'n', names)}"
    return f"UNWIND $values AS value {match} {locked}RETURN collect([value, {shown}])"


def taken(noun: Noun) -> str:
    """$keys → those external ids that a record has, whoever may see it, be it restricted or absorbed."""
    match = f"MATCH (n:{noun.name} {{external_id: key}}) RETURN n.id AS id"
    if noun.name in restricting.NOUNS:
        match += f" UNION MATCH (n:{restricting.label(noun.name)} {{external_id: key}}) RETURN n.id AS id"
    if noun.name in merging.NOUNS:
        match += f" UNION {merging.taken(noun.name)}"
    return f"UNWIND $keys AS key CALL (key) {{ {match} }} RETURN collect([key, id])"


def lock(noun: Noun, names: Sequence[str] = ()) -> str:
    """$values (ids) → as `find`, of records that were found before: locked in the order of their ids."""
    return (
        f"UNWIND $values AS value MATCH (n:{noun.name} {{id: value}}) "
        f"{_LOCKED}RETURN collect([value, {_SHOWN}{enciphered.values(noun, 'n', names)}])"
    )


def listed(vocabulary: Vocabulary, rule: Listed, rows: Rules | None) -> str:
    """$titles [title, its order key], $teams → [title, items] of the records in use of these titles; `rows`: as far as
    one sees them."""
    title = vocabulary.nouns[rule.noun].title
    seen = rows.row("n", rule.noun) if rows is not None else ""
    where = f" AND {seen}" if seen else ""
    return (
        f"UNWIND $titles AS wanted MATCH (n:{rule.noun} {{{title}_key: wanted[1]}}) "
        f"WHERE n.{title} = wanted[0] AND n.archived_at IS NULL{where} RETURN collect([n.{title}, n.{rule.items}])"
    )


_SHOWN = "n.id, n.version, n.archived_at IS NOT NULL, n._audit_salt"
_LOCKED = f"WITH value, n ORDER BY n.id {take('n')} "
