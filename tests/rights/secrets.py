"""A secret of one bit in the contract world, and every question by which somebody who may not know it could ask for it.

The bit is told by all that the account manager of the north does not see: a person, an organization, a seat, a deal and an
interaction of the south, with facts that lead from them to records that everybody sees, and the birthday and diet of a
person that they do see.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import stored
from graphcrm.vocabulary.words import VOCABULARY

_PERSON = VOCABULARY.nouns["Person"]
NAMES = ("Aabel Aarn", "Zzyzx Quux")
EMAILS = ("aabel@secret.example", "zzyzx@secret.example")

# What is there where the bit is 1. Each begins at what the south alone sees and ends at what everybody does.
_EDGES = """
MATCH (h:Person {external_id: 'p-1070'}), (o:Organization {external_id: 'o-dorado'}), (s:Role {external_id: 'r-dorado-head'}),
  (x:Role {external_id: 'r-dorado-sales'}),
  (d:Deal {external_id: 'd-dorado-1'}), (i:Interaction {external_id: 'i-dorado-1'}),
  (open:Organization {external_id: 'o-fornax'}), (below:Organization {external_id: 'o-gemini'}),
  (seat:Role {external_id: 'r-fornax-head'}), (lower:Role {external_id: 'r-gemini-it'}), (v:Person {external_id: 'p-1130'})
WITH * WHERE $bit
CREATE (below)-[:SUBSIDIARY_OF {bit: true, share: 0.5, control: true}]->(o),
  (o)-[:SUBSIDIARY_OF {bit: true, share: 0.5, control: true}]->(open),
  (s)-[:REPORTS_TO {bit: true, kind: 'SOLID'}]->(seat), (lower)-[:REPORTS_TO {bit: true, kind: 'DOTTED'}]->(s),
  (x)-[:AT {bit: true}]->(open), (h)-[:HOLDS {bit: true, started_on: date('2025-01-01')}]->(seat),
  (h)-[:INFLUENCES {bit: true, weight: 0.9, topic: 'bit'}]->(v), (v)-[:INFLUENCES {bit: true, weight: 0.9, topic: 'bit'}]->(h),
  (h)-[:RELATED_TO {bit: true, kind: 'FRIEND'}]->(v), (v)-[:TOOK_PART_IN {bit: true, part: 'CC'}]->(i),
  (i)-[:CONCERNS {bit: true}]->(open), (d)-[:WITH {bit: true}]->(open),
  (v)-[:STAKEHOLDER_IN {bit: true, buying_role: 'USER', power: 0.9}]->(d)
"""
_NO_EDGES = "MATCH ()-[r {bit: true}]->() DELETE r"
_VALUES = """
MATCH (h:Person {external_id: 'p-1070'}) SET h += $hidden
WITH h MATCH (v:Person {external_id: 'p-1130'}) SET v += $seen
WITH h, v MATCH (d:Deal {external_id: 'd-dorado-1'}) SET d.name = $name, d.name_key = $key
WITH h MATCH (h)-[:REACHED_AT]->(c:ContactPoint {medium: 'EMAIL'}) SET c.address = $email, c.address_key = $email
"""
_REFRESH = "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()"


async def tell(graph: Graph, bit: int) -> None:
    """Sets the bit."""
    values: dict[str, Any] = {"name": NAMES[bit], "city": ("Aachen", "Zwolle")[bit], "country": ("AT", "SE")[bit]}
    hidden = stored.properties(_PERSON.properties, values)
    hidden["_search"] = stored.search_text(_PERSON, hidden)
    [[seen_id]] = await graph.rows("MATCH (v:Person {external_id: 'p-1130'}) RETURN v.id", {})
    seen = {
        f"enc_{name}": graph.cipher.encipher(seen_id, ("Person", seen_id, name), value)
        for name, value in (("birthday", date(1960 + 30 * bit, 1, 1)), ("x_diet", ("aaa", "zzz")[bit]))
    }
    title = {"name": NAMES[bit], "key": hidden["name_key"], "email": EMAILS[bit]}

    async def once(transaction: Transaction) -> None:
        await transaction.run(_NO_EDGES)
        await transaction.run(_EDGES, {"bit": bool(bit)})
        await transaction.run(_VALUES, {"hidden": hidden, "seen": seen, **title})

    await graph.write(once, name="tell the bit")
    await graph.rows(_REFRESH, {})


@dataclass(frozen=True)
class Guess:
    """One question by one channel."""

    channel: str
    text: str
    variables: dict[str, Any] = field(default_factory=dict)


_SEEN = '{externalId: "p-1130"}'
_OPEN = '{externalId: "o-fornax"}'
_PEOPLE = "{ totalCount nodes { id name } }"


def _people(channel: str, condition: str) -> Guess:
    return Guess(channel, f"{{ people(filter: {condition}, first: 50) {_PEOPLE} }}")


def guesses() -> list[Guess]:
    """All questions; each channel of the guide has some."""
    now = datetime.now(UTC).date().isoformat()
    return [
        *[_people("filter", one) for one in _CONDITIONS],
        *[_people("nested or", "{or: [{name: {eq: \"nobody\"}}, {and: [%s]}]}" % one) for one in _CONDITIONS[::3]],
        *[_people("nested or", "{not: {or: [%s, {id: {eq: \"x\"}}]}}" % one) for one in _CONDITIONS[1::3]],
        *[Guess("sort", f"{{ people(orderBy: [{one}], first: 30) {{ nodes {{ id }} }} }}") for one in _ORDERS],
        Guess("sort", f"{{ organization(by: {_OPEN}) {{ roles(first: 20) {{ nodes {{ title }} }} }} }}"),
        Guess("count", "{ people { totalCount } organizations { totalCount } deals { totalCount } roles { totalCount } }"),
        Guess("count", f"{{ person(by: {_SEEN}) {{ {_COUNTS} }} }}"),
        Guess("count", f"{{ organization(by: {_OPEN}) {{ {_ORGANIZATION} }} }}"),
        *[Guess("prefix search", f'{{ search(text: "{one}", first: 10) {{ edges {{ score cursor node {{ id }} }} }} }}')
          for one in ("zzy", "aab", "zzyzx quux", "aabel aarn", "zwolle", "aachen", "secret.example", "aabel@secret.example")],
        *[Guess("prefix search", '{ people(filter: {name: {startsWith: "%s"}}) { totalCount } }' % one) for one in ("Zz", "Aa")],
        *[Guess("prefix search", '{ people(filter: {name: {gte: "%s", lt: "%s"}}) { totalCount } }' % one) for one in (("Zz", "Zzz"), ("aa", "ab"))],
        *[Guess("prefix search", '{ person(by: {email: "%s"}) { id } }' % one) for one in EMAILS],
        Guess("cursor", "{ people(orderBy: [{field: NAME}], first: 3) { pageInfo { startCursor endCursor hasNextPage } } }"),
        Guess("cursor", "{ people(orderBy: [{field: NAME, direction: DESC}], last: 3) { pageInfo { startCursor endCursor } } }"),
        Guess("cursor", f"{{ person(by: {_SEEN}) {{ timeline(first: 2) {{ pageInfo {{ endCursor hasNextPage }} }} }} }}"),
        *[Guess("error text", text) for text in _WRITES],
        *[Guess("path", text) for text in _PATHS],
        Guess("path", f'{{ organization(by: {_OPEN}) {{ orgChart(asOf: "{now}") {_CHART} }} }}'),
        Guess("fields", f"{{ person(by: {_SEEN}) {{ birthday customFields(keys: [\"diet\", \"segment\"]) {{ __typename }} }} }}"),
        Guess("history", f"{{ person(by: {_SEEN}) {{ history(first: 9) {{ totalCount }} }} }}"),
    ]  # fmt: skip


_CONDITIONS = (
    "{birthday: {isNull: false}}",
    '{custom: {key: "diet", text: {eq: "zzz"}}}',
    '{name: {contains: "Zzyzx"}}',
    '{influencedBy: {some: {name: {startsWith: "Zz"}}}}',
    '{influences: {none: {city: {eq: "Zwolle"}}}}',
    '{relatedFrom: {some: {country: {eq: "SE"}, name: {startsWith: "Zz"}}}}',
    '{stakeholderIn: {some: {name: {eq: "Zzyzx Quux"}}}}',
    '{interactions: {some: {subject: {contains: "Dorado"}}}}',
    '{worksFor: {externalId: "o-dorado"}}',
    '{email: {eq: "zzyzx@secret.example"}}',
    '{lastContactAt: {gt: "2026-06-01T00:00:00Z"}}',
    '{roles: {some: {organization: {externalId: {eq: "o-fornax"}}}}}',
)
_ORDERS = ("{field: CITY}", '{custom: "diet"}', "{field: LAST_CONTACT_AT}", "{field: NAME}")
_COUNTS = """lastContactAt timeline(first: 50) { totalCount nodes { id } } influencedBy { totalCount nodes { id } }
  influences { totalCount nodes { id } } relatedFrom { totalCount } stakeholderIn { totalCount }"""
_ORGANIZATION = """roles(first: 50) { totalCount nodes { id } } subsidiaries { totalCount nodes { id } } deals { totalCount }
  timeline(first: 50) { totalCount nodes { id } }"""
_CHART = "{ total truncated seats { depth directReports reportsInAll role { id holders { person { id } } } } }"
_WRITES = (
    'mutation { personUpdate(input: {person: {externalId: "p-1070"}, city: "X", expectedVersion: 1}) { userErrors { message } } }',
    'mutation { roleAssign(input: {role: {externalId: "r-dorado-head"}, person: {externalId: "p-1130"}, startedOn: "2026-01-01"}) '
    "{ userErrors { message } } }",
    'mutation { influenceRetract(input: {from: {externalId: "p-1070"}, to: {externalId: "p-1130"}, topic: "bit"}) '
    "{ userErrors { message } } }",
    '{ organization(by: {externalId: "o-gemini"}) { effectiveShare(of: {externalId: "o-dorado"}) } }',
    '{ person(by: {externalId: "p-1070"}) { name } organization(by: {externalId: "o-dorado"}) { name } }',
)
_PATHS = (
    '{ organization(by: {externalId: "o-gemini"}) { effectiveShare(of: {externalId: "o-fornax"}) ultimateParent { id } '
    "ancestors(kind: ALL) { nodes { id } } pathToRoot { node { id } } siblings { nodes { id } } } }",
    f"{{ organization(by: {_OPEN}) {{ descendants(kind: ALL, first: 50) {{ totalCount nodes {{ id }} }} rollUp {{ organizations }} "
    "ultimateParent { id } } }",
    f"{{ organization(by: {_OPEN}) {{ orgChart(includeSubsidiaries: true) {_CHART} }} }}",
    '{ role(by: {externalId: "r-gemini-it"}) { lineToTop { role { id } } directReports { totalCount } reportsTo { id } } }',
    f"{{ person(by: {_SEEN}) {{ manager {{ id }} reports {{ id }} authorityLine {{ role {{ id }} }} }} }}",
)
