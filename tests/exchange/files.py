"""Small native files for tests, and what became of them."""

from __future__ import annotations

from pathlib import Path

from graphcrm.exchange import importing
from graphcrm.exchange.importing import Options
from graphcrm.exchange.ledger import OUTCOMES, Ledger
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY

ORGANIZATIONS = "external_id,name\no-a,Alpha\no-b,Beta\no-c,Gamma\no-d,Delta\n"
PEOPLE = "external_id,name\np-a,Ana\np-b,Ben\np-c,Cy\n"
ROLES = "external_id,organization,title,reports_to\nr-a,o-a,Head,\nr-b,o-a,Deputy,r-a\nr-c,o-a,Clerk,r-b\n"


def write(folder: Path, files: dict[str, str]) -> list[Path]:
    """Writes native files; their paths."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [folder / f"{name}.csv" for name in files]


async def imported(graph: Graph, folder: Path, options: Options | None = None, **files: str) -> Ledger:
    """Imports files given by name, alone; every row is counted once."""
    ledger = await importing.run(graph, VOCABULARY, write(folder, files), options)
    for name in files:
        counts = ledger.of(f"{name}.csv")
        assert counts["read"] == sum(counts[outcome] for outcome in OUTCOMES)
    return ledger


def outcomes(ledger: Ledger) -> dict[str, int]:
    """What became of the rows, without what became of none."""
    return {name: number for name, number in ledger.total().items() if number and name != "read"}


def rejections(ledger: Ledger) -> list[tuple[str, int, str | None, str]]:
    return [(r.file, r.line, r.column, r.code) for r in ledger.rejected]


def generated(folder: Path, size: int) -> Path:
    """A company of `size` people in as many seats, shuffled so that rows name others that come later, with dotted
    lines, mails, and one bad row in each file."""
    places = [(i * 7919) % size for i in range(size)]
    people = "".join(f"p-{i},Person {i},p{i}@a.example,Kiel,DE\n" for i in places)
    roles = "".join(
        f"r-{i},o-a,Seat {i},{f'r-{(i - 1) // 3}' if i else ''},{f'r-{(i + 1) % size}' if i % 5 == 0 else ''}\n"
        for i in places
    )
    holdings = "".join(f"r-{i},p-{i},2020-01-{i % 28 + 1:02d}\n" for i in places)
    mails = "".join(f"i-{i},EMAIL,2026-01-01T10:00:00Z,p-{i}:FROM;p-{(i * 3) % size}:TO\n" for i in places)
    write(
        folder,
        {
            "organizations": ORGANIZATIONS,
            "people": "external_id,name,emails,city,country\n" + people + "p-bad,Bad,none,,\n",
            "roles": "external_id,organization,title,reports_to,dotted_to\n" + roles + "r-bad,o-none,Bad,,\n",
            "holdings": "role,person,started_on\n" + holdings + "r-bad,p-bad,\n",
            "interactions": "external_id,kind,occurred_at,participants\n" + mails + "i-bad,EMAIL,now,p-0:FROM\n",
            "ownership": "child,parent,share\no-b,o-a,1\no-c,o-b,0.6\no-a,o-c,0.7\n",
        },
    )
    return folder
