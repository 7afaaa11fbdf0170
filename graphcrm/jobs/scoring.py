"""The scores that no single write can keep true: influence, its reasons and groups, organization by organization; who
may get in touch next; and all ties where they were never made or the rules are others.

Everything is read anew each time, since figures age and change with what is limited or put away far from them; computed
and written is only what is made of something else than before, unless all is asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Graph
from graphcrm.intelligence import contacts, influence, likely, populations
from graphcrm.intelligence.circles import Circles
from graphcrm.intelligence.influence import Standing
from graphcrm.measures import health, links
from graphcrm.measures.influence import Weights
from graphcrm.measures.scoring import Fitted
from graphcrm.measures.ties import Rules
from graphcrm.records import fitting, retying, scores, ties
from graphcrm.records.feed import Feed
from graphcrm.records.journal import LOCAL, Author
from graphcrm.records.scores import Score, Stamp
from graphcrm.settings import Settings

Progress = Callable[[str, int, int], None]
Keep = Callable[[Any], Awaitable[None]]
_EDGES = 2_000  # written in one transaction, and more only where one organization has more
_SAID = [one.name for one in fields(Standing) if one.name != "person"]
_LIKELY = 10_000  # candidates written in one transaction, which are small


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: how many organizations it computed, left as they were, and dropped; how many people have figures,
    and how many have others they may get in touch with; how many pairs were tied anew; to how many ties health was
    fitted, 0 where the parameters shipped count; of which moment and place of the change feed they are, and what they
    were computed with."""

    computed: int
    unchanged: int
    dropped: int
    people: int
    likely: int
    tied: int
    fitted: int
    computed_at: datetime
    position: int
    version: str


async def recompute(
    graph: Graph,
    vocabulary: Vocabulary,
    settings: Settings,
    *,
    full: bool,
    progress: Progress,
    at: datetime | None = None,
    author: Author = LOCAL,
    resume: Mapping[str, Any] | None = None,
    keep: Keep | None = None,
) -> Summary:
    """Brings the influence of everybody up to date, as of now or of a moment that is past. `full`: also what is made of
    the same as before. Gives the same as a full run whatever was changed in between. `keep` is told where it came to;
    from there `resume` goes on."""
    weights = Weights(settings.influence_place, settings.influence_title)
    position = await Feed(graph).present()
    now = datetime.now(UTC)
    stamp = Stamp(now, position, influence.version(weights))
    rules = Rules(settings.half_life_days)
    tied = await _tie(graph, rules, full=full, progress=progress, resume=resume or {}, keep=keep or _kept_nowhere)
    progress("Reading contacts", 0, 0)
    found = await contacts.read(graph, at or now)
    progress("Reading organizations", 0, 0)
    structure = await populations.read(graph, found.number, (at or now).date())
    run = _Run(graph, stamp, {} if full else await scores.kept(graph))
    circles = Circles(found, structure)
    legal = sorted(structure.legal)
    for done, one in enumerate(legal, start=1):
        circle = circles.of(one)
        if run.is_kept(one, circle.digest):
            await run.leave(one, circle.size)
        else:
            standings = await asyncio.to_thread(influence.within, circle, weights)  # long, in a large organization
            figures = {standing.person: said(standing) for standing in standings}
            await run.write(Score(one, circle.digest, figures))
        progress("Computing influence", done, len(legal))
    await run.flush()
    progress("Computing who may get in touch", 0, 0)
    hopeful = await _candidates(graph, found, stamp)
    fitted = await _fit(graph, now) if at is None else 0
    dropped = await scores.finish(graph, legal, stamp, author)
    return Summary(
        run.computed, run.unchanged, dropped, run.people, hopeful, tied, fitted, now, position, stamp.version
    )


async def _kept_nowhere(_: Any) -> None:
    """Of a run that nobody takes up."""


async def _tie(
    graph: Graph, rules: Rules, *, full: bool, progress: Progress, resume: Mapping[str, Any], keep: Keep
) -> int:
    """Makes all ties anew where that is asked for, was never done, or the rules are others; lets planned interactions
    count whose time has come. The number of ties of people that were made anew."""
    while await graph.write(lambda t: ties.due(t, datetime.now(UTC)), name="planned interactions"):
        pass  # ends: each round takes some of those that are left
    people, pairs, after = resume.get("people", 0), resume.get("pairs", 0), resume.get("after", "")
    if resume.get("tied") or (not after and not full and not await retying.stale(graph, rules)):
        return int(pairs)
    if not after:
        await retying.begin(graph, rules)
    page = await retying.page(graph, after)
    while page.last is not None:  # ends: each page begins behind the one before
        people, pairs = people + page.people, pairs + page.pairs
        progress("Making ties", people, 0)
        await keep({"after": page.last, "people": people, "pairs": pairs})
        page = await retying.page(graph, page.last)
    await retying.done(graph, datetime.now(UTC))
    await keep({"tied": True, "pairs": pairs})
    return int(pairs)


async def _candidates(graph: Graph, found: contacts.Contacts, stamp: Stamp) -> int:
    """Keeps for everybody who they may get in touch with; of how many people."""
    people, candidates = 0, likely.candidates(found)
    while rows := await asyncio.to_thread(list, islice(candidates, _LIKELY // links.MOST)):
        people += len(rows)
        await scores.replace_candidates(graph, rows, stamp)
    await scores.drop_candidates(graph, stamp)
    return people


async def _fit(graph: Graph, now: datetime) -> int:
    """Fits health to the ties there are; to how many, 0 where they are too few."""
    pasts = health.pasts(await fitting.days(graph, now))
    repeats = health.repeats(pasts)
    parameters = await asyncio.to_thread(health.fitted, pasts)
    enough = repeats >= health.FEW
    await fitting.keep(graph, Fitted(parameters, repeats, now) if enough else None)
    return repeats if enough else 0


def said(standing: Standing) -> dict[str, Any]:
    """What the edge of somebody says."""
    found: dict[str, Any] = {name: getattr(standing, name) for name in _SAID}
    givers = found.pop("givers")
    found |= {
        "giver_ids": [one for one, _, _ in givers],
        "giver_counts": [count for _, count, _ in givers],
        "giver_shares": [share for _, _, share in givers],
    }
    return {name: value for name, value in found.items() if value is not None}


class _Run:
    """Gathers what is to be written until it is worth a transaction."""

    def __init__(self, graph: Graph, stamp: Stamp, kept: Mapping[str, str]) -> None:
        self._graph = graph
        self._stamp = stamp
        self._kept = kept
        self._scores: list[Score] = []
        self._same: list[str] = []
        self._edges = 0
        self.computed = self.unchanged = self.people = 0

    def is_kept(self, organization: str, digest: str) -> bool:
        return self._kept.get(organization) == f"{digest} {self._stamp.version}"

    async def write(self, score: Score) -> None:
        self.computed += 1
        self._scores.append(score)
        await self._gathered(len(score.people))

    async def leave(self, organization: str, people: int) -> None:
        self.unchanged += 1
        self._same.append(organization)
        await self._gathered(people)

    async def _gathered(self, people: int) -> None:
        self.people += people
        self._edges += people + 1
        if self._edges >= _EDGES:
            await self.flush()

    async def flush(self) -> None:
        if self._scores:
            await scores.replace(self._graph, self._scores, self._stamp)
        if self._same:
            await scores.confirm(self._graph, self._same, self._stamp)
        self._scores, self._same, self._edges = [], [], 0
