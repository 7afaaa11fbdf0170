"""The law of `access.audiences` in Cypher: what writes, imports and the check derive audiences with.

One statement for each kind of record. A record that is derived anew is locked before what it hangs on is read, so that
of two writers the later one sees what the earlier did. Nodes beyond an edge have no label and those that ids lead to
name their index: a plan that was made when there were few would begin at all of them, for each row.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphcrm.compile import restricting
from graphcrm.compile.declarations import Noun
from graphcrm.compile.hanging import AUDIENCE, SAID, SUBSIDIARIES, Hanging, Tier, limited
from graphcrm.compile.marks import take
from graphcrm.compile.vocabulary import Vocabulary

# Where a unit or a subsidiary hung last. A unit goes with what it is a unit of; else it has who controls it above.
# The nearest on the way up of which something is said, or the end of the way.
_UP = (
    "(a)-[r:PART_OF|SUBSIDIARY_OF]->(b) "
    f"WHERE a.{SAID} IS NULL AND (type(r) = 'PART_OF' AND (r.ended_on IS NULL OR NOT EXISTS {{ "
    "(a)-[u:PART_OF]->() WHERE u.ended_on IS NULL OR u.ended_on > r.ended_on }) "
    "OR type(r) = 'SUBSIDIARY_OF' AND r.control AND NOT EXISTS { (a)-[:PART_OF]->() } AND (r.ended_on IS NULL OR "
    "NOT EXISTS { (a)-[v:SUBSIDIARY_OF]->() WHERE v.control AND (v.ended_on IS NULL OR v.ended_on > r.ended_on) }))"
)
_TOP = "NOT EXISTS { (top)-[:PART_OF]->() } AND NOT EXISTS { (top)-[w:SUBSIDIARY_OF]->() WHERE w.control }"
# Of each way up what is said at its end: nothing where nobody says anything, or not of subsidiaries.
_LIMITS = (
    f"COLLECT {{ MATCH (n) ({_UP}){{0,50}} (top) WHERE top.{SAID} IS NOT NULL OR {_TOP}\n"
    f"  RETURN CASE WHEN top.{SUBSIDIARIES} OR none(one IN r WHERE type(one) = 'SUBSIDIARY_OF') THEN top.{SAID} END }}"
)
_TEAMS = "COLLECT { UNWIND %s AS some UNWIND some AS team WITH DISTINCT team RETURN team ORDER BY team }"
_BELOW = "MATCH (n) ((low)-[r:PART_OF|SUBSIDIARY_OF]->(high) WHERE type(r) = 'PART_OF' OR r.control){0,50} (s) RETURN n"


def any_limit(vocabulary: Vocabulary) -> str:
    """→ whether any record at all is limited, by indexes alone: where none is, nothing follows from any write."""
    kept = [(noun, name) for noun in hung(vocabulary) for name in (AUDIENCE, SAID)]
    looks = [f"EXISTS {{ MATCH (x:{noun}) WHERE x.{name} IS NOT NULL }}" for noun, name in kept]
    return f"RETURN {' OR '.join(looks)}"


def hung(vocabulary: Vocabulary) -> list[str]:
    """The nouns whose records can be limited by what they hang on, or by whoever may limit them."""
    return list(dict.fromkeys(one.noun for one in vocabulary.hanging if not one.shared))


def settle(hanging: Hanging) -> str:
    """$ids of records to look at, and by noun ($Organization …) ids of records whose audience changed, on which others
    hang → [id, audience before, audience now] of those whose audience is another now."""
    noun = hanging.noun
    parts = [f"UNWIND $ids AS id {_by_id('n', noun)} RETURN n"]
    if hanging.climbs:
        parts = [f"UNWIND $ids AS id {_by_id('s', noun)} WITH DISTINCT s {_BELOW}"]
    for tier in hanging.tiers:
        parts += [
            f"UNWIND ${one} AS id {_by_id('s', one)} WITH DISTINCT s MATCH {_edge(tier)} WITH n WHERE n:{noun} RETURN n"
            for one in tier.nouns
        ]
    found = "\nUNION\n".join(parts)
    where = f"WHERE {hanging.where}\n" if hanging.where else ""
    return (
        f"CALL () {{\n{found}\n}}\nWITH n ORDER BY n.id\n{take('n')}\nWITH n {where}{_compared(hanging)}"
        f"WITH n, n.{AUDIENCE} AS before, audience SET n.{AUDIENCE} = audience\n{labelled(noun)}\n"
        "RETURN collect([n.id, before, audience])"
    )


# $changes: what tells those who saw records, and see them no more, that they are gone; see `changes/after`.
NOTE_GONE = """
UNWIND $changes AS change CREATE (c:Internal:Change:Unsequenced)
SET c = change, c.fields = [], c.at = datetime.truncate('microsecond', datetime.realtime())
"""


def look(hanging: Hanging) -> str:
    """$after, $size → [the last id looked at, how many, rows [id, audience as it is, as it should be, whether the label
    says what it is]]."""
    where = f"WHERE {hanging.where}\n" if hanging.where else ""
    return (
        f"MATCH (n:{hanging.noun}) WHERE n.id > $after WITH n ORDER BY n.id LIMIT $size\n"
        "WITH collect(n) AS page\n"
        f"RETURN page[-1].id, size(page), COLLECT {{ UNWIND page AS n WITH n {where}{_compared(hanging)}"
        f"RETURN [n.id, n.{AUDIENCE}, audience, {_says(hanging.noun)}] }}"
    )


def labelled(noun: str) -> str:
    """Gives each n the label of a limited record, or takes it, by the audience it has."""
    return (
        f"FOREACH (_ IN CASE WHEN n.{AUDIENCE} IS NULL THEN [] ELSE [1] END | SET n:{limited(noun)})\n"
        f"FOREACH (_ IN CASE WHEN n.{AUDIENCE} IS NULL THEN [1] ELSE [] END | REMOVE n:{limited(noun)})"
    )


def say_of_open(noun: Noun) -> str:
    """$ids of new records, $teams → the ids of those that hang on nothing limited: from now on for the teams."""
    return (
        f"UNWIND $ids AS id MATCH (n:{noun.name} {{id: id}}) WHERE n.{AUDIENCE} IS NULL "
        f"SET n.{SAID} = $teams RETURN collect(n.id)"
    )


def through(hanging: Hanging) -> str:
    """$id → the ids of what a record hangs on, with their audiences: the first tier that holds any."""
    if hanging.climbs:
        ways = f"MATCH (n) ({_UP}){{1,50}} (s) WHERE s.{SAID} IS NOT NULL"
        return f"MATCH (n:{hanging.noun} {{id: $id}}) {ways} RETURN collect(DISTINCT [s.id, s.{AUDIENCE}])"
    tiers = [
        f"COLLECT {{ MATCH {_pattern(tier)} RETURN [s.id, s.{AUDIENCE}] ORDER BY s.id LIMIT 100 }}"
        for tier in hanging.tiers
    ]
    listed = f"[tier IN [{', '.join(tiers)}] WHERE size(tier) > 0][0]" if tiers else "null"
    where = f"WHERE {hanging.where} " if hanging.where else ""
    return f"MATCH (n:{hanging.noun} {{id: $id}}) {where}RETURN {listed}"


def indexes(vocabulary: Vocabulary) -> Iterable[str]:
    """What `any_limit` looks at."""
    for noun in hung(vocabulary):
        for name, word in ((AUDIENCE, "audience"), (SAID, "limited")):
            yield f"CREATE INDEX {noun.lower()}_{word} IF NOT EXISTS FOR (n:{noun}) ON (n.{name})"


def _compared(hanging: Hanging) -> str:
    """The derived audience of n, where it is another than the one it has or the label says something else."""
    if hanging.climbs:
        limits = f"n, {_LIMITS} AS limits\n"
        open_ = "size(limits) = 0 OR any(one IN limits WHERE one IS NULL)"
        audience = f"CASE WHEN {open_} THEN null ELSE {_TEAMS % 'limits'} END"
        head = f"WITH {limits}WITH n, {audience} AS audience\n"
    else:
        head = f"WITH n, {_audience(hanging.tiers)} AS audience\n"
    same = f"coalesce(n.{AUDIENCE} = audience, n.{AUDIENCE} IS NULL AND audience IS NULL)"
    return f"{head}WHERE NOT ({same} AND {_says(hanging.noun)})\n"


def _says(noun: str) -> str:
    """That the label of n says whether it is limited."""
    return f"n:{limited(noun)} = (n.{AUDIENCE} IS NOT NULL)"


def _audience(tiers: Iterable[Tier]) -> str:
    cases = [f"WHEN n.{SAID} IS NOT NULL THEN n.{SAID}"]
    for tier in tiers:
        pattern = _pattern(tier)
        open_ = f"EXISTS {{ MATCH {_pattern(tier, f's.{AUDIENCE} IS NULL')} }}"
        teams = (
            f"COLLECT {{ MATCH {pattern} UNWIND s.{AUDIENCE} AS team WITH DISTINCT team RETURN team ORDER BY team }}"
        )
        cases += [f"WHEN {open_} THEN null", f"WHEN EXISTS {{ MATCH {pattern} }} THEN {teams}"]
    return f"CASE {' '.join(cases)} END"


def _pattern(tier: Tier, *more: str) -> str:
    """The pattern of a tier from n, which is bound. Who is restricted is as if they were not there."""
    restricted = [restricting.excluded("s")] if {"Person", "Interaction"} & set(tier.nouns) else []
    conditions = [condition for condition in (*restricted, tier.where, *more) if condition]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"{_edge(tier)}{where}"


def _edge(tier: Tier) -> str:
    types = "|".join(tier.edges)
    return f"(n)-[:{types}]->(s)" if tier.outgoing else f"(n)<-[:{types}]-(s)"


def _by_id(variable: str, noun: str) -> str:
    return f"MATCH ({variable}:{noun} {{id: id}}) USING INDEX {variable}:{noun}(id)"
