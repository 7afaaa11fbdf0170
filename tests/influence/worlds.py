"""Small companies with mails, as native files, for the tests of influence.

    o-firm ── o-lab (a unit)           o-guest
    ceo ← head ← dev-1 … dev-4         guest, guest-2: write to the firm, hold seats elsewhere
    aide: "Assistant to the President", with no line

Everybody at the firm writes to the head, the developers write to each other, the guest to the head and the ceo.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from graphcrm.graph.connection import Graph
from graphcrm.jobs import scoring
from graphcrm.jobs.scoring import Summary
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from tests.exchange.files import imported

NOW = datetime.now(UTC).replace(microsecond=0)
DEVELOPERS = ("dev-1", "dev-2", "dev-3", "dev-4")
PEOPLE = ("ceo", "head", *DEVELOPERS, "aide", "guest", "guest-2")
SEATS = {
    "ceo": ("o-firm", "Chief Executive", ""),
    "head": ("o-lab", "Head of Development", "r-ceo"),
    **dict.fromkeys(DEVELOPERS, ("o-lab", "Engineer", "r-head")),
    "aide": ("o-firm", "Assistant to the President", ""),
    "guest": ("o-guest", "Buyer", ""),
    "guest-2": ("o-guest", "Director", ""),
}
Mail = tuple[str, Sequence[str], int]
MAILS: list[Mail] = [
    *[(name, ["head"], count) for name, count in zip(("ceo", *DEVELOPERS, "aide"), (3, 9, 5, 4, 2, 1), strict=True)],
    *[(a, [b], 1) for a in DEVELOPERS for b in DEVELOPERS if a != b],
    ("guest", ["head", "ceo"], 4),
    ("dev-1", ["ceo", "aide", "guest"], 1),
    ("head", ["ceo", *DEVELOPERS], 2),
]


def interactions(mails: Iterable[Mail], start: int = 0, days: float = 10) -> str:
    """The file of mails, each as often as it says, all so many days ago."""
    at = (NOW - timedelta(days=days)).isoformat()
    lines = ["external_id,kind,occurred_at,participants"]
    for sender, recipients, count in mails:
        for _ in range(count):
            people = ";".join([f"{sender}:FROM", *(f"{one}:TO" for one in recipients)])
            lines.append(f"i-{start + len(lines)},EMAIL,{at},{people}")
    return "\n".join(lines) + "\n"


def files(
    mails: Iterable[Mail] = MAILS,
    people: Sequence[str] = PEOPLE,
    seats: Mapping[str, tuple[str, str, str]] = SEATS,
    influences: str = "",
) -> dict[str, str]:
    """The native files of the firm, in this order of people."""
    seated = [name for name in people if name in seats]
    found = {
        "organizations": "external_id,name,kind,part_of\n"
        "o-firm,Firm,COMPANY,\no-lab,Laboratory,DEPARTMENT,o-firm\no-guest,Guests,COMPANY,\n",
        "people": "external_id,name\n" + "".join(f"{name},Person {name}\n" for name in people),
        "roles": "external_id,organization,title,reports_to\n"
        + "".join(f"r-{name},{','.join(seats[name])}\n" for name in seated),
        "holdings": "role,person\n" + "".join(f"r-{name},{name}\n" for name in seated),
        "interactions": interactions(mails),
    }
    if influences:
        found["influences"] = "from,to,weight,topic,confidence,source\n" + influences
    return found


async def firm(graph: Graph, folder: Path, **more: Any) -> Graph:
    """The firm in the graph."""
    ledger = await imported(graph, folder, **files(**more))
    assert ledger.clean, ledger.rejected[:3]
    return graph


async def scored(graph: Graph, *, full: bool = False, at: datetime | None = None, **settings: Any) -> Summary:
    """Recomputes the scores."""
    return await scoring.recompute(graph, VOCABULARY, Settings(**settings), full=full, progress=lambda *_: None, at=at)


async def kept(graph: Graph) -> dict[tuple[str, str], dict[str, Any]]:
    """What is kept, by external ids of person and organization; givers by external id; without when it was computed."""
    rows = await graph.rows(
        """MATCH (p:Person)-[i:INFLUENTIAL_IN]->(o:Organization)
        RETURN p.external_id, o.external_id, properties(i),
          [id IN i.giver_ids | COLLECT { MATCH (g:Person {id: id}) RETURN g.external_id }[0]]""",
        {},
    )
    found = {}
    for person, organization, said, givers in rows:
        for name in ("computed_at", "position", "giver_ids"):
            del said[name]
        found[person, organization] = {**said, "givers": givers}
    return found
