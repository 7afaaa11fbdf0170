"""The people who are one beyond doubt, merged as a job. It runs where somebody asks for it, or every night where
GRAPHCRM_MERGE_CERTAIN says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from graphcrm.compile.mutations import mutations
from graphcrm.compile.rules import Rules
from graphcrm.graph.connection import Transaction
from graphcrm.jobs.running import Outcome, Running
from graphcrm.records import duplicates
from graphcrm.records.faults import Refused
from graphcrm.records.mutations import running
from graphcrm.records.mutations.running import Asked
from graphcrm.vocabulary.words import VOCABULARY

_MERGE = "personMerge"
_REASON = "One beyond doubt: {score:.3f}, and an address that works for both and is nobody else's."


async def run(job: Running) -> Outcome:
    """{job, pairs, merged, refused}: the id by which all is taken back, how many pairs that whoever asked sees are
    certain, how many of them were merged, and how many could not be and wait in the queue as before."""
    job.viewer.require(mutations(VOCABULARY)[_MERGE].permission, act=_MERGE)
    pairs = await duplicates.certain(job.graph, job.viewer)
    merged = job.checkpoint or 0
    refused = 0
    for number, (one, other, score) in enumerate([] if job.parameters.get("preview") else pairs):
        job.progress(number, len(pairs))
        try:
            await job.write(partial(_merge, job, (one, other), score), merged + 1)
        except Refused:
            refused += 1
        else:
            merged += 1
    return Outcome({"job": job.claim.id, "pairs": len(pairs), "merged": merged, "refused": refused})


async def _merge(job: Running, pair: tuple[str, str], score: float, transaction: Transaction) -> None:
    """Merges two, once in the life of the job. Refused where they cannot be."""
    mutation = mutations(VOCABULARY)[_MERGE]
    given: Mapping[str, Any] = {"people": [{"id": one} for one in pair], "reason": _REASON.format(score=score)}
    rules = Rules(VOCABULARY, job.viewer.lens)
    key = f"{job.claim.id} {' '.join(pair)}"
    await running.run(
        transaction, VOCABULARY, Asked(mutation, given, job.author, rules, job.viewer, job.policy, key), _nothing
    )


async def _nothing(_transaction: Transaction, _ids: list[str], _told: Mapping[str, Any]) -> None:
    return None
