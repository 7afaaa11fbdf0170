"""The shapes of requests that are measured: a document, and the Cypher that somebody would write for it by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Shape:
    """One shape: its document, the statement by hand with its parameters, and how its value becomes the reply."""

    name: str
    document: str
    cypher: str
    reply: Callable[[Any], Any]
    parameters: dict[str, Any] = field(default_factory=dict)


def _rows(*keys: str) -> Callable[[list[list[Any]]], list[dict[str, Any]]]:
    return lambda rows: [dict(zip(keys, row, strict=False)) for row in rows]


_TEN = "id externalId version createdAt updatedAt name city country language linkedin"
_PERSON = "[p.id, p.external_id, p.version, toString(p.created_at), toString(p.updated_at), p.name, p.city, p.country, p.language, p.linkedin]"
_KEYS = tuple(_TEN.split())


def _seats(rows: Any) -> list[dict[str, Any]]:
    return [
        {"name": r[0], "roles": {"nodes": [
            {"title": s[0], "holders": [{"person": {"name": h}} for h in s[1]]} for s in r[1]]}}
        for r in rows
    ]  # fmt: skip


SHAPES = [
    Shape("by id", '{ person(by: {externalId: "p-77"}) { ' + _TEN + " } }",
          f"MATCH (p:Person {{external_id: $id}}) RETURN {_PERSON}",
          lambda r: {"person": dict(zip(_KEYS, r, strict=True))}, {"id": "p-77"}),
    Shape("list 20", "{ people(orderBy: [{field: NAME}], first: 20) { nodes { " + _TEN + " } } }",
          "MATCH (p:Person) WHERE p.archived_at IS NULL AND p.name_key IS NOT NULL AND p.id IS NOT NULL WITH p ORDER BY p.name_key, p.id LIMIT 20 "
          f"RETURN collect({_PERSON})", lambda r: {"people": {"nodes": _rows(*_KEYS)(r)}}),
    Shape("page 50", "{ people(orderBy: [{field: NAME}], first: 50) { nodes { name } pageInfo { hasNextPage } } }",
          "MATCH (p:Person) WHERE p.archived_at IS NULL AND p.name_key IS NOT NULL AND p.id IS NOT NULL WITH p ORDER BY p.name_key, p.id LIMIT 51 "
          "RETURN collect([p.name])",
          lambda r: {"people": {"nodes": _rows("name")(r[:50]), "pageInfo": {"hasNextPage": len(r) > 50}}}),
    Shape("list 1000", "{ people(orderBy: [{field: NAME}], first: 1000) { nodes { " + _TEN + " } } }",
          "MATCH (p:Person) WHERE p.archived_at IS NULL AND p.name_key IS NOT NULL AND p.id IS NOT NULL WITH p ORDER BY p.name_key, p.id LIMIT 1000 "
          f"RETURN collect({_PERSON})", lambda r: {"people": {"nodes": _rows(*_KEYS)(r)}}),
    Shape("nested 3 levels", "{ organizations(first: 20) { nodes { name roles(first: 5) { nodes { title holders { person { "
          "name } } } } } } }",
          "MATCH (o:Organization) WHERE o.archived_at IS NULL AND o.id IS NOT NULL WITH o ORDER BY o.id LIMIT 20 CALL (o) { MATCH (o)<-[:AT]-(s) "
          "WITH s ORDER BY s.title_key, s.id LIMIT 5 CALL (s) { MATCH (s)<-[h:HOLDS]-(p) WITH h, p ORDER BY h.started_on, "
          "p.name_key, p.id LIMIT 100 RETURN collect(p.name) AS held } RETURN collect([s.title, held]) AS seats } "
          "RETURN collect([o.name, seats])", lambda r: {"organizations": {"nodes": _seats(r)}}),
    Shape("nested 3 sorted", "{ organizations(orderBy: [{field: NAME}], first: 20) { nodes { name roles(first: 5) { nodes { "
          "title holders { person { name } } } } } } }",
          "MATCH (o:Organization) WHERE o.archived_at IS NULL AND o.name_key IS NOT NULL AND o.id IS NOT NULL WITH o ORDER BY o.name_key, o.id LIMIT 20 "
          "CALL (o) { MATCH (o)<-[:AT]-(s) "
          "WITH s ORDER BY s.title_key, s.id LIMIT 5 CALL (s) { MATCH (s)<-[h:HOLDS]-(p) WITH h, p ORDER BY h.started_on, "
          "p.name_key, p.id LIMIT 100 RETURN collect(p.name) AS held } RETURN collect([s.title, held]) AS seats } "
          "RETURN collect([o.name, seats])", lambda r: {"organizations": {"nodes": _seats(r)}}),
    Shape("edge properties", '{ person(by: {externalId: "p-5"}) { roles(first: 20) { edges { startedOn node { title } } } } }',
          "MATCH (p:Person {external_id: $id}) CALL (p) { MATCH (p)-[h:HOLDS]->(s) WITH h, s ORDER BY ((h.started_on IS "
          "NULL OR h.started_on <= date()) AND (h.ended_on IS NULL OR h.ended_on >= date())) DESC, h.started_on DESC, s.id LIMIT 20 RETURN collect([toString(h.started_on), s.title]) AS c } RETURN c",
          lambda r: {"person": {"roles": {"edges": [{"startedOn": d, "node": {"title": t}} for d, t in r]}}}, {"id": "p-5"}),
    Shape("count", "{ people { totalCount } }", "RETURN COUNT { (:Person) } - COUNT { MATCH (p:Person) WHERE p.archived_at IS NOT NULL AND p.id IS NOT NULL }",
          lambda r: {"people": {"totalCount": min(r, 10_000)}}),
    Shape("some filter", '{ people(filter: {roles: {some: {title: {eq: "Head 7"}}}}, first: 20) { nodes { name } } }',
          "MATCH (s:Role) WHERE s.title_key STARTS WITH $title MATCH (p:Person)-[:HOLDS]->(s) WHERE p.archived_at IS NULL WITH DISTINCT "
          "p ORDER BY p.id LIMIT 21 RETURN collect(p.name)", lambda r: {"people": {"nodes": [{"name": n} for n in r]}},
          {"title": "head 7\x01"}),
    Shape("e-mail filter", '{ people(filter: {email: {eq: "P9@o9.example"}}, first: 20) { nodes { name } } }',
          "MATCH (c:ContactPoint {medium: 'EMAIL', address_key: $key})<-[r:REACHED_AT]-(p:Person) WHERE (r.started_on IS NULL "
          "OR r.started_on <= date()) AND (r.ended_on IS NULL OR r.ended_on >= date()) AND p.archived_at IS NULL WITH DISTINCT p "
          "ORDER BY p.id LIMIT 21 RETURN collect(p.name)", lambda r: {"people": {"nodes": [{"name": n} for n in r]}},
          {"key": "p9@o9.example"}),
    Shape("name prefix", '{ people(filter: {name: {startsWith: "Anna Ba"}}, orderBy: [{field: NAME}], first: 20) { nodes { name } } }',
          "MATCH (p:Person) WHERE p.name_key STARTS WITH $key AND p.archived_at IS NULL AND p.id IS NOT NULL WITH p ORDER BY p.name_key, p.id LIMIT 21 "
          "RETURN collect(p.name)", lambda r: {"people": {"nodes": [{"name": n} for n in r[:20]]}}, {"key": "anna ba"}),
    Shape("two roots", '{ a: person(by: {externalId: "p-1"}) { name } b: organization(by: {externalId: "o-2"}) { name '
          "roles(first: 5) { nodes { title } } } }",
          "MATCH (p:Person {external_id: 'p-1'}) MATCH (o:Organization {external_id: 'o-2'}) CALL (o) { MATCH (o)<-[:AT]-(s) "
          "WITH s ORDER BY s.title_key, s.id LIMIT 5 RETURN collect(s.title) AS c } RETURN [p.name, o.name, c]",
          lambda r: {"a": {"name": r[0]}, "b": {"name": r[1], "roles": {"nodes": [{"title": t} for t in r[2]]}}}),
    Shape("to one", '{ role(by: {externalId: "r-9"}) { title organization { name country } reportsTo { title } } }',
          "MATCH (s:Role {external_id: 'r-9'}) CALL (s) { MATCH (s)-[:AT]->(o) RETURN [o.name, o.country] AS a LIMIT 1 } "
          "CALL (s) { MATCH (s)-[l:REPORTS_TO]->(t) WHERE l.kind = 'SOLID' RETURN t.title AS b LIMIT 1 } RETURN [s.title, a, b]",
          lambda r: {"role": {"title": r[0], "organization": {"name": r[1][0], "country": r[1][1]},
                              "reportsTo": {"title": r[2]}}}),
]  # fmt: skip
