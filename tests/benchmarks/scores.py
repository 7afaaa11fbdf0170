"""`python -m tests.benchmarks.scores`: everything computed anew from all interactions: ties, influence, groups, likely
contacts. A world loaded by Neo4j's offline importer, as large as BENCH_PEOPLE, BENCH_INTERACTIONS and BENCH_TIES say
(100,000, 3,000,000 and 1,000,000 unless told); BENCH_FOLDER is where it is kept for the next time.

CPU is that of this process, step by step, and of the database. Beside it what folding takes in plain Python, one contact
after the other, of as many pairs as stand on one page. Health is a closed formula that is computed where it is read, so
that there is nothing of it to be made anew; the last line says what it takes of all ties at once, fitting included.
"""

from __future__ import annotations

import asyncio
import os
import random
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from graphcrm.compile import database_schema
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, connect
from graphcrm.intelligence import pages
from graphcrm.jobs import scoring
from graphcrm.measures import health, tie_tables, ties
from graphcrm.measures.ties import Rules
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from tests.benchmarks import cpu, offline
from tests.measures.test_tie_tables import log, some_events

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "100000"))
INTERACTIONS = int(os.environ.get("BENCH_INTERACTIONS", "3000000"))
TIES = int(os.environ.get("BENCH_TIES", "1000000"))
_PASTS = """
MATCH (a:Person) WHERE a.id > $after WITH a ORDER BY a.id LIMIT $size WITH collect(a) AS page
CALL (page) { UNWIND page AS a MATCH (a)-[k:KNOWS]->()
  RETURN collect([k.contact_days - 1, k.first_contact_at.epochSeconds / 86400, k.last_contact_at.epochSeconds / 86400]) AS told }
RETURN page[-1].id, told
"""


async def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(os.environ.get("BENCH_FOLDER", name))
        settings = Settings(data_dir=folder / "data", neo4j_heap="2g", neo4j_page_cache="2g")
        if not (folder / "data").exists():
            (folder / "files").mkdir(parents=True)
            offline.write_interactions(folder / "files", PEOPLE, INTERACTIONS, TIES, datetime.now(UTC))
            offline.load(settings, folder / "files")
            for file in (folder / "files").glob("*.csv"):
                file.unlink()
        with managed.running(settings) as server:
            async with connect(server.uri, server.user, server.password) as graph:
                await migrations.migrate(graph, database_schema.statements(VOCABULARY))
                await figures(graph, cpu.Meter(server.pid))


class Steps:
    """Adds up what each step takes, by the name that is told when it begins."""

    def __init__(self, meter: cpu.Meter) -> None:
        self._meter = meter
        self._last, self._at, self._name = meter.read(), time.perf_counter(), ""
        self.taken: dict[str, list[float]] = {}

    def __call__(self, name: str, _done: int, _total: int) -> None:
        self.ended()
        if name != self._name and self._name:
            print(f"  {self._name}: {self.told(self._name)}", flush=True)
        self._name = name

    def told(self, name: str) -> str:
        own, database, wall = self.taken[name]
        return f"{own:.1f} s here, {database:.1f} s in the database, {wall:.1f} s in all"

    def ended(self) -> None:
        """What was taken since the last call is the present step's, or of whichever is told next."""
        read, at = self._meter.read(), time.perf_counter()
        spent = self.taken.setdefault(self._name, [0.0, 0.0, 0.0])
        for place, seconds in enumerate((read[1] - self._last[1], read[0] - self._last[0], at - self._at)):
            spent[place] += seconds
        self._last, self._at = read, at


async def figures(graph: Graph, meter: cpu.Meter) -> None:
    steps = Steps(meter)
    found = await scoring.recompute(graph, VOCABULARY, Settings(), full=True, progress=steps)
    steps("", 0, 0)
    own, database, wall = (sum(column) for column in zip(*steps.taken.values(), strict=True))
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"all scores anew, {found.tied} pairs, {found.people} people with figures, {found.likely} with likely contacts: "
          f"CPU {own:.1f} s here (aim 60), {database:.1f} s in the database; {wall:.0f} s in all; "
          f"{largest:.2f} GiB at most (aim 2)")  # fmt: skip
    await healths(graph)
    folding()


async def healths(graph: Graph) -> None:
    """The health of all ties at once."""
    began = time.process_time()
    today = datetime.now(UTC).timestamp() / 86_400
    told = [row async for row in pages.rows(graph, _PASTS, {}, first="", question="health")]
    pasts = health.pasts((days, last - first, today - first) for days, first, last in told)
    read = time.process_time()
    chances = health.probability(pasts, health.fitted(pasts))
    print(
        f"health of {len(chances)} ties: CPU {read - began:.1f} s to read, {time.process_time() - read:.1f} s to fit and compute"
    )


def folding() -> None:
    """The same interactions folded both ways."""
    events = some_events(random.Random(1), 20_000, 2_000, crowd=5)
    everybody = {f"per_{number}" for number in range(2_000)}
    columns, rules = log(events), Rules()
    began = time.process_time()
    rows = tie_tables.folded(columns, rules, everybody)
    tables = time.process_time() - began
    began = time.process_time()
    ends = {contact.ends for event in events for contact in ties.contacts(event, rules)}
    assert len(ties.replayed(events, rules, ends)) == len(rows)
    plain = time.process_time() - began
    print(
        f"folding {len(rows)} ties: {tables:.2f} s by columns, {plain:.2f} s one after the other: {plain / tables:.1f}×"
    )


if __name__ == "__main__":
    print(cpu.load())
    asyncio.run(main())
    print(cpu.load())
