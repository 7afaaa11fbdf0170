"""A world in which every rule of quality is broken once, and once nearly, as native files.

What breaks one is named after the rule; what nearly does is called fine. Everybody beside them sits where nothing is
wrong, so that what is found is the whole answer.

    two       CEO: p-two-1, p-two-2           fine-two    CEO: p-one-1, p-one-2 acting, p-one-3 until yesterday
    out       r-out → r-far at o-far           fine-out    r-fine-unit → r-fine-top (unit), r-fine-dotted ⇢ r-far
    sub       r-sub → r-top (controlled)       fine-out    r-fine-late → r-far until yesterday
    rival     p-both: r-rival, r-own           fine-both   r-rival acting, r-own;   gone-both: r-rival until yesterday
    empty     nobody                           fine-empty  p-unit sits in a unit of it
    mail      three of another domain          fine-mail   two of three below its own domain; few-mail: two elsewhere
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import owner
from graphcrm.graph.connection import Graph
from graphcrm.jobs import quality
from graphcrm.jobs.worker import Worker
from graphcrm.records.jobs import asking, listing
from graphcrm.records.jobs.asking import Wish
from graphcrm.records.journal import LOCAL
from graphcrm.vocabulary.job import KINDS
from tests.exchange.files import imported

TODAY = datetime.now(UTC).date()
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()

ORGANIZATIONS = """external_id,name,kind,country,domain,part_of
o-two,Two,COMPANY,DE,,
o-fine-two,One,COMPANY,DE,,
o-far,Far,COMPANY,DE,,
o-top,Top,COMPANY,DE,,
o-unit,Unit,DIVISION,DE,,o-top
o-sub,Sub,COMPANY,DE,,
o-rival,Rival,COMPANY,DE,,
o-own,Own,COMPANY,DE,,
o-empty,Empty,COMPANY,DE,,
o-fine-empty,Head,COMPANY,DE,,
o-fine-empty-unit,Head Unit,TEAM,DE,,o-fine-empty
o-mail,Mail,COMPANY,DE,mail.example,
o-fine-mail,Fine Mail,COMPANY,DE,fine.example,
o-few-mail,Few Mail,COMPANY,DE,few.example,
o-nowhere,Nowhere,COMPANY,,,
o-odd,Odd,COMPANY,ZZ,,
"""
_SEATS = {
    "r-two": ("o-two", "Chief Executive Officer", "", "p-two-1 p-two-2"),
    "r-one": ("o-fine-two", "CEO", "", "p-one-1 p-one-2/acting p-one-3/ended"),
    "r-one-aide": ("o-fine-two", "Assistant to the CEO", "r-one", "p-one-2"),
    "r-far": ("o-far", "Director", "", "p-far"),
    "r-out": ("o-two", "Clerk", "r-far", "p-out"),
    "r-top": ("o-top", "Head", "", "p-top"),
    "r-fine-unit": ("o-unit", "Engineer", "r-top", "p-unit-1"),
    "r-fine-dotted": ("o-unit", "Buyer", "r-top", "p-unit-2"),
    "r-fine-late": ("o-unit", "Seller", "", "p-unit-3"),
    "r-sub": ("o-sub", "Head", "r-top", "p-sub"),
    "r-rival": ("o-rival", "Adviser", "", "p-both p-fine-both/acting p-gone-both/ended"),
    "r-own": ("o-own", "Adviser", "", "p-both p-fine-both p-gone-both"),
    "r-fine-empty": ("o-fine-empty-unit", "Guard", "", "p-guard"),
    "r-mail": ("o-mail", "Clerk", "", "p-mail-1 p-mail-2 p-mail-3"),
    "r-fine-mail": ("o-fine-mail", "Clerk", "", "p-fmail-1 p-fmail-2 p-fmail-3"),
    "r-few-mail": ("o-few-mail", "Clerk", "", "p-few-1 p-few-2"),
    "r-nowhere": ("o-nowhere", "Clerk", "", "p-nowhere"),
    "r-odd": ("o-odd", "Clerk", "", "p-odd p-phone p-abroad p-home p-form p-fine-form"),
}
_PEOPLE = {
    "p-mail-1": {"emails": "a@else.example"},
    "p-mail-2": {"emails": "b@else.example"},
    "p-mail-3": {"emails": "c@mail.example"},
    "p-fmail-1": {"emails": "a@sub.fine.example"},
    "p-fmail-2": {"emails": "b@fine.example"},
    "p-fmail-3": {"emails": "c@else.example"},
    "p-few-1": {"emails": "d@else.example"},
    "p-few-2": {"emails": "e@else.example;e@gmail.com"},
    "p-phone": {"phones": "12 34 56"},
    "p-abroad": {"phones": "+44 1224 555104", "country": "DE"},
    "p-home": {"phones": "+44 1224 555105;+49 431 5550101", "country": "DE"},
    "p-form": {"language": "mostly German"},
    "p-fine-form": {"language": "de-AT", "time_zone": "Europe/Vienna"},
}
_COLUMNS = ("emails", "phones", "country", "language", "time_zone")


def files() -> dict[str, str]:
    """The world above."""
    people: dict[str, None] = {}
    holdings = []
    for role, (*_, holders) in _SEATS.items():
        for holder in holders.split():
            person, _, how = holder.partition("/")
            people[person] = None
            last, acting = (YESTERDAY if how == "ended" else ""), ("true" if how == "acting" else "")
            holdings.append(f"{role},{person},2020-01-01,{last},{acting}\n")
    told = "".join(f"{p},Person {p},{','.join(_PEOPLE.get(p, {}).get(c, '') for c in _COLUMNS)}\n" for p in people)
    return {
        "organizations": ORGANIZATIONS,
        "people": f"external_id,name,{','.join(_COLUMNS)}\n{told}",
        "roles": "external_id,organization,title\n" + "".join(f"{r},{o},{t}\n" for r, (o, t, _, _) in _SEATS.items()),
        "reporting_lines": "role,reports_to,kind,started_on,ended_on\n"
        + "".join(f"{r},{up},SOLID,,\n" for r, (_, _, up, _) in _SEATS.items() if up)
        + f"r-fine-dotted,r-far,DOTTED,,\nr-fine-late,r-far,SOLID,2020-01-01,{YESTERDAY}\n",
        "holdings": "role,person,started_on,ended_on,acting\n" + "".join(holdings),
        "ownership": "child,parent,share,control\no-sub,o-top,0.8,true\n",
        "categories": "organization,kind,towards\no-rival,COMPETITOR,o-own\n",
    }


FOUND = {
    ("TWO_CHIEFS", "o-two", ("p-two-1", "p-two-2"), "roles"),
    ("OUTSIDE_TREE", "r-out", ("r-far",), "reportsTo"),
    ("OTHER_COMPANY", "r-sub", ("r-top",), "reportsTo"),
    ("COMPETING_SEATS", "p-both", ("r-own", "r-rival"), "roles"),
    ("NOBODY", "o-empty", (), None),
    ("EMAIL_DOMAIN", "o-mail", (), "domain"),
    ("PHONE_FORMAT", "p-phone", (), "phones"),
    ("PHONE_COUNTRY", "p-abroad", (), "country"),
    ("REQUIRED", "o-nowhere", (), "country"),
    ("FORMAT", "o-odd", (), "country"),
    ("FORMAT", "p-form", (), "language"),
}
"""All that breaks a rule: rule, record, the others in the order of their external ids, field."""


async def broken(graph: Graph, folder: Path, **more: str) -> Graph:
    """The world in the graph, with more files."""
    ledger = await imported(graph, folder, **files(), **more)
    assert ledger.clean, (ledger.rejected[:3], ledger.findings[:3])
    return graph


async def computed(graph: Graph) -> dict[str, Any]:
    """What the night's job makes of the graph."""
    job = await graph.write(lambda t: asking.ask(t, LOCAL, Wish(KINDS["quality"], {})), name="test")
    worker = Worker(graph, built_in(), runs={"quality": quality.run})
    await worker.drain()
    found = await listing.one(graph, owner(built_in(), id=LOCAL.user), job)
    assert found["state"] == "SUCCEEDED", found
    result: dict[str, Any] = found["result"]
    return result
