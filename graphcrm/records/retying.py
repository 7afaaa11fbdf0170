"""Makes all ties anew from all interactions: for graphs that were filled before ties were kept, and where the rules by
which they are computed become others.

Page by page, each in a transaction that locks the people of its ties: what others write meanwhile is neither lost nor
counted twice, and a run that ends half-way goes on after its last page.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from graphcrm.graph.connection import Graph, Transaction
from graphcrm.measures import ties
from graphcrm.measures.ties import Rules
from graphcrm.records import kept_ties
from graphcrm.records.kept_ties import Ends

_PAGE = 200
_PEOPLE = "MATCH (p:Person) WHERE p.id > $after RETURN p.id ORDER BY p.id LIMIT $size"
_THEIRS = """
UNWIND $ids AS id MATCH (p:Person {id: id})-[:TOOK_PART_IN]->(i:Interaction) WITH DISTINCT i RETURN collect(i.id)
"""
_TIED = "UNWIND $ids AS id MATCH (a:Person {id: id})-[:KNOWS]->(b:Person) RETURN DISTINCT a.id, b.id"
_KEEP = """
MERGE (s:Internal:Scoring {name: 'ties'}) SET s.half_life = $half_life, s.weights = $weights, s.large = $large
"""
_DONE = "MATCH (s:Internal:Scoring {name: 'ties'}) SET s.tied_at = $now"
_STANDS = "OPTIONAL MATCH (s:Internal:Scoring {name: 'ties'}) RETURN properties(s)"


@dataclass(frozen=True, slots=True)
class Page:
    """What became of one page: the id of the last person looked at, None behind the last; how many people and pairs."""

    last: str | None
    people: int
    pairs: int


async def stale(graph: Graph, rules: Rules) -> bool:
    """Whether the ties of a graph were never made from all its interactions, or by other rules."""
    kept = (await graph.rows(_STANDS, {}))[0][0]
    return kept is None or "tied_at" not in kept or ties.as_rules(kept) != rules


async def begin(graph: Graph, rules: Rules) -> None:
    """From here on ties are computed by these rules, also those that are written meanwhile."""
    await graph.write(lambda t: t.run(_KEEP, {**asdict(rules), "weights": list(rules.weights)}), name="tie rules")


async def done(graph: Graph, now: datetime) -> None:
    """All ties are made anew."""
    await graph.write(lambda t: t.run(_DONE, {"now": now}), name="tied")


async def page(graph: Graph, after: str = "", size: int = _PAGE) -> Page:
    """Makes the ties anew whose first end is one of the next people behind `after`, in the order of their ids."""
    return await graph.write(lambda transaction: _page(transaction, after, size), name="ties of a page")


async def _page(transaction: Transaction, after: str, size: int) -> Page:
    ids = [row[0] for row in await transaction.run(_PEOPLE, {"after": after, "size": size})]
    if not ids:
        return Page(None, 0, 0)
    rules = await kept_ties.rules_of(transaction)
    until = datetime.now(UTC).timestamp() + kept_ties.AHEAD
    interactions = (await transaction.run(_THEIRS, {"ids": ids}))[0][0]
    found = (await kept_ties.events(transaction, interactions, until)).values()
    own, pairs = set(ids), set()
    for event in found:
        pairs |= {contact.ends for contact in ties.contacts(event, rules) if contact.ends[0] in own}
    pairs |= {(a, b) for a, b in await transaction.run(_TIED, {"ids": ids})}
    if pairs:
        await _anew(transaction, sorted(pairs), ids, until, rules)
    return Page(ids[-1], len(ids), len(pairs))


async def _anew(transaction: Transaction, pairs: list[Ends], ids: list[str], until: float, rules: Rules) -> None:
    """Under the locks of their people the interactions are looked up again: who wrote one meanwhile is done by then."""
    await kept_ties.lock(transaction, pairs)
    interactions = (await transaction.run(_THEIRS, {"ids": ids}))[0][0]
    found = (await kept_ties.events(transaction, interactions, until)).values()
    states: dict[Ends, kept_ties.States] = {ends: {} for ends in pairs}
    for (a, b, audience), tie in ties.replayed(found, rules, set(pairs)).items():
        states[a, b][audience] = tie
    await kept_ties.write(transaction, states, pairs, rules)
