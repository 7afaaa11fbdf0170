"""Keeps what was judged of two records: that they are one, that they are two, or that nobody can tell.

A `(:Judgement)-[:JUDGES]->` both. Those that stand say so themselves (`standing`); what was replaced, and what a person
overruled of a machine, is kept beside them. All that hangs together is read and folded anew under one lock, so that
what stands never contradicts itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ulid import ULID

from graphcrm.compile import writing
from graphcrm.compile.mutations import Mutation
from graphcrm.measures.matching import judging
from graphcrm.measures.matching.judging import Chain, Judgement, Verdict
from graphcrm.records import journal
from graphcrm.records.appointing import reading
from graphcrm.records.faults import Fault
from graphcrm.records.mutations import values
from graphcrm.records.mutations.named import Found
from graphcrm.records.mutations.work import Effect, Item, Work
from graphcrm.records.stored import native

_LOCK = "judgements"
_NEAR = """
UNWIND $ids AS id
MATCH (:Party {id: id})<-[:JUDGES]-(j:Judgement {standing: true})
WITH DISTINCT j, COLLECT { MATCH (j)-[:JUDGES]->(r) WHERE r:Person OR r:Organization RETURN r.id ORDER BY r.id } AS ends
WHERE size(ends) = 2
RETURN collect([j.id, ends[0], ends[1], j.verdict, j.by, j.at, j.machine])
"""
_WRITE = """
MATCH (a:Party {id: $one}) MATCH (b:Party {id: $other})
CREATE (j:Internal:Judgement) SET j = $kept
CREATE (j)-[:JUDGES]->(a) CREATE (j)-[:JUDGES]->(b)
WITH j UNWIND [j.id] + $gone AS id
MATCH (k:Judgement {id: id}) SET k.standing = id = j.id AND $stands
RETURN collect(k.id)
"""
_SEEN = "UNWIND $ids AS id MATCH (r:Party {id: id}){where} RETURN collect(r.id)"


async def judge(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Judges two records. Refused for one with itself, for a person and an organization, and for what contradicts the
    judgements that stand; these are named where the writer sees all they are about."""
    (item,) = items
    found = await reading.named(work, item, first="Party", second="Party")
    work.check()
    one, other = found["first"], found["second"]
    assert one is not None and other is not None, "both are there"
    _check(work, item, one, other)
    await work.transaction.run(writing.LOCK, {"name": _LOCK})
    near = await _near(work, [one.id, other.id])
    made = Judgement(
        f"jdg_{str(ULID()).lower()}", one.id, other.id, Verdict(item.given["verdict"]), work.author.user, work.now
    )
    standing = judging.fold([*near, made])
    if made.id in standing.refused:
        await _refuse(work, item, standing.refused[made.id])
    stands = {judgement.id for judgement in standing.judgements.values()}
    kept = {
        "id": made.id,
        "verdict": made.verdict.value,
        "by": made.by,
        "at": made.at,
        "machine": made.machine,
        "reason": item.reason,
    }
    gone = [judgement.id for judgement in near if judgement.id not in stands]
    await work.run(_WRITE, one=one.id, other=other.id, kept=kept, gone=gone, stands=made.id in stands)
    await journal.audited(
        work.transaction, work.author, mutation.name, "Judgement", made.id, [f"verdict.{made.verdict.value}"]
    )
    return Effect([], [], {"judgementId": made.id})


async def different(work: Work, ids: Sequence[str]) -> bool:
    """Whether it follows from what was judged that two of these records are different."""
    await work.transaction.run(writing.LOCK, {"name": _LOCK})
    standing = judging.fold(await _near(work, ids))
    return any(standing.verdict(a, b) is Verdict.DIFFERENT for a, b in combinations(ids, 2))


def _check(work: Work, item: Item, one: Found, other: Found) -> None:
    if one.id == other.id:
        work.fault(item, values.fault("second", "This is the same record as the first. Name another."))
    elif one.noun != other.noun:
        message = f"A {one.noun} and a {other.noun} are never one. Name two people, or two organizations."
        work.fault(item, values.fault("second", message))
    work.check()


async def _near(work: Work, ids: Sequence[str]) -> list[Judgement]:
    """What stands of these records and of all that hangs together with them."""
    found: dict[str, Judgement] = {}
    seen, waiting = set(ids), list(ids)
    while waiting:  # ends: each record is asked for once
        rows = await work.run(_NEAR, ids=waiting)
        for id_, a, b, verdict, by, at, machine in rows:
            found[id_] = Judgement(id_, a, b, Verdict(verdict), by, native(at), machine)
        waiting = sorted({end for one in found.values() for end in one.pair} - seen)
        seen.update(waiting)
    return list(found.values())


async def _refuse(work: Work, item: Item, chain: Chain) -> None:
    """Refused by a chain of judgements, named where the writer sees all they are about."""
    ends = sorted({end for one in chain for end in one.pair})
    rule = work.rules.row("r", "Person")
    text = _SEEN.replace("{where}", f" WHERE {rule}" if rule else "")
    seen = await work.run(text, ids=ends, teams=list(work.author.teams))
    message = "What stands already contradicts this. Judge that otherwise first, or have who judged it do so."
    if len(seen) == len(ends):
        told = "; ".join(f"{one.one} and {one.other} {_SAID[one.verdict]} ({one.at:%Y-%m-%d})" for one in chain)
        message = f"This contradicts what was judged: {told}. Judge that otherwise first, or have who judged it do so."
    work.fault(item, Fault("CONFLICT", ["verdict"], message, "CONTRADICTS"))
    work.check()


_SAID = {Verdict.SAME: "are the same", Verdict.DIFFERENT: "are different", Verdict.UNSURE: "are unsure"}

STEPS = {"duplicateJudge": judge}
