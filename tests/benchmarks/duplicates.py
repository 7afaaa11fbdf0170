"""`python -m tests.benchmarks.duplicates`: what finding duplicates takes, and how good it is.

1. Invented companies with second records of some, by the formulas alone: precision and recall at a probability of ½.
2. 50,000 invented people, a tenth of whom are there twice, by the formulas alone (aim: 10 s of CPU).
3. At entry, among BENCH_PEOPLE people (1,000,000) in a database loaded by Neo4j's offline importer: `possibleDuplicates`
   of somebody who is there with a typing error, and of somebody who is not (aim: 95 of 100 within 50 ms). Times are from
   request to bytes, without HTTP. BENCH_FOLDER is where that world is kept for the next time; BENCH_ONLY=formulas leaves
   it out.
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import viewer
from graphcrm.compile import database_schema
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, connect
from graphcrm.measures.matching.matching import Matching
from graphcrm.measures.matching.organizations import ORGANIZATION
from graphcrm.measures.matching.persons import PERSON
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from tests.benchmarks import cpu
from tests.benchmarks.introductions import spread, timed
from tests.benchmarks.offline import Size, load, write, write_mails
from tests.compile.documents import Asked
from tests.compile.running import PLANNER, variables_of
from tests.measures import firms

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "200"))
WARM = 40
SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "el")]
QUERY = """query($firstName: String, $lastName: String, $emails: [String!]) { possibleDuplicates(noun: PERSON,
  firstName: $firstName, lastName: $lastName, emails: $emails) { score record { id } fields { field agreement weight } } }"""
WHO = viewer(built_in(), id="usr_1", email="x", roles=("account_manager",), teams=("tea_1",))
# As the service keeps it: what is searched, the name first.
_SAID = """
MATCH (p:Person) WHERE p._search IS NULL CALL (p) {
  WITH p, split(p.name, ' ') AS words
  SET p.first_name = words[0], p.last_name = words[1], p._search = toLower(p.name) + ' |'
} IN TRANSACTIONS OF 20000 ROWS
"""


def named(number: int) -> str:
    """A name like those of people: of 2,000 given and 30,000 family names, those at the front often."""
    chance = random.Random(number)
    given, family = int(2_000 * chance.random() ** 2.5), int(30_000 * chance.random() ** 2)
    return f"{_word(given, 2)} {_word(family, 3)}"


def _word(number: int, length: int) -> str:
    made = ""
    for _ in range(length):
        number, at = divmod(number, len(SYLLABLES))
        made += SYLLABLES[at]
    return made.title()


def companies() -> None:
    set_ = firms.generated()
    of: dict[int, list[int]] = {}
    for number, company in enumerate(set_.truth):
        of.setdefault(company, []).append(number)
    true = {pair for several in of.values() for pair in combinations(several, 2)}
    found = {
        (min(one.one, one.other), max(one.one, one.other)) for one in Matching(ORGANIZATION, set_.records).likenesses()
    }
    right = len(found & true)
    print(
        f"{len(set_.records)} records of companies: precision {right / len(found):.3f}, recall {right / len(true):.3f}"
    )


def people(number: int = 50_000) -> None:
    chance, told = random.Random(1), []
    while len(told) < number:
        given, family = named(len(told)).split()
        one = {
            "given_name": given,
            "family_name": family,
            "mailbox": f"{given}.{family}@{_word(chance.randrange(2_000), 3)}.example".lower(),
            "phone": str(chance.randrange(10**7, 10**8)),
            "city": _word(chance.randrange(300), 3),
            "country": chance.choice(("DE", "FR", "IT")),
            "met": f"p{len(told)}",
        }
        told += [one] if chance.random() > 0.1 else [one, {**one, "given_name": given[0], "mailbox": "", "met": "x"}]
    began = time.process_time()
    found = Matching(PERSON, told).likenesses()
    print(f"{len(told)} people: {len(found)} pairs in {time.process_time() - began:.1f} s of CPU (aim 10 s)")


async def entry() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(os.environ.get("BENCH_FOLDER", name))
        settings = Settings(data_dir=folder / "data", neo4j_heap="1g", neo4j_page_cache="512m")
        if not (folder / "data").exists():
            (folder / "files").mkdir(parents=True)
            write(folder / "files", Size(PEOPLE, PEOPLE // 10, hubs=1), datetime.now(UTC), named)
            write_mails(folder / "files", PEOPLE)
            load(settings, folder / "files")
        with managed.running(settings) as server:
            async with connect(server.uri, server.user, server.password) as graph:
                await migrations.migrate(graph, database_schema.statements(VOCABULARY))
                await graph.change_schema([_SAID])
                await graph.rows("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", {}, seconds=900)
                await asked_of(graph)


async def asked_of(graph: Graph) -> None:
    chance = random.Random(2)
    for title, known in (("somebody who is there, mistyped", True), ("somebody who is not", False)):
        times, found = [], 0
        for turn in range(-WARM, ROUNDS):
            number = chance.randrange(PEOPLE)
            given, family = named(number).split()
            if known:
                family = family[:2] + family[3] + family[2] + family[4:]
                emails = [f"p{number}@o{number % 977}.example"]
            else:
                given, family, emails = given, family[::-1].title(), [f"nobody{number}@nowhere.example"]
            took, rows = await timed(one(graph, {"firstName": given, "lastName": family, "emails": emails}))
            if turn >= 0:
                times.append(took)
                found += bool(rows)
        print(
            f"at entry among {PEOPLE} people, {title}: {spread(times)} (aim 50 ms); something told {found} of {ROUNDS} times"
        )


async def one(graph: Graph, given: dict[str, object]) -> list[object]:
    operation, variables = variables_of(Asked(QUERY, given))
    plan = PLANNER.plan(operation, variables, WHO.lens)
    parameters = plan.parameters(variables, WHO, datetime.now(UTC))
    row = await graph.read(plan.text or "", parameters, question="possible duplicates", seconds=60)
    data, _ = plan.decode(row[0] if row else [])
    return list(data["possibleDuplicates"])


if __name__ == "__main__":
    print(cpu.load())
    companies()
    people()
    if os.environ.get("BENCH_ONLY") != "formulas":
        asyncio.run(entry())
    print(cpu.load())
