"""What analysts ask on an ordinary day, over the contract's world: each must run, and those with rows give some."""

from __future__ import annotations

from typing import Any

ASKED = [
    "MATCH (p:Person) RETURN count(p) AS count",
    "MATCH (p:Person) RETURN p ORDER BY p.name_key LIMIT 10",
    "MATCH (o:Organization) RETURN o.country AS country, count(*) AS n ORDER BY n DESC",
    "MATCH (o:Organization) RETURN o.kind, count(*) AS n ORDER BY n DESC, o.kind",
    "MATCH (o:Organization) WHERE o.employees >= 100 RETURN o.name, o.employees ORDER BY o.employees DESC",
    "MATCH (o:Organization) RETURN o.industry, avg(o.employees) AS size, max(o.employees)",
    "MATCH (p:Person)-[h:HOLDS]->(r:Role)-[:AT]->(o:Organization) RETURN p.name, r.title, o.name, "
    "h.started_on LIMIT 50",
    "MATCH (r:Role)-[:AT]->(o:Organization) WHERE NOT (:Person)-[:HOLDS]->(r) RETURN o.name, r.title",
    "MATCH (r:Role) WHERE NOT EXISTS { (:Person)-[h:HOLDS]->(r) WHERE h.ended_on IS NULL } RETURN r.title",
    "MATCH (o:Organization) RETURN o.name, COUNT { (o)<-[:AT]-(:Role) } AS seats ORDER BY seats DESC LIMIT 5",
    "MATCH (o:Organization)<-[:SUBSIDIARY_OF]-(s:Organization) RETURN o.name, collect(s.name) AS subsidiaries",
    "MATCH (o:Organization)<-[:SUBSIDIARY_OF*1..5]-(s:Organization) RETURN o.name, count(DISTINCT s) AS below",
    "MATCH (top:Organization)<-[:SUBSIDIARY_OF]-{1,6}(s:Organization) WHERE NOT "
    "(top)-[:SUBSIDIARY_OF]->(:Organization) "
    "RETURN top.name, count(DISTINCT s) AS n",
    "MATCH (o:Organization)<-[s:SUBSIDIARY_OF]-(c:Organization) WHERE s.share < 0.5 RETURN o.name, c.name, s.share",
    "MATCH path = (o:Organization)<-[:SUBSIDIARY_OF*1..3]-(c:Organization) RETURN path, length(path) LIMIT 20",
    "MATCH (a:Person)-[k:KNOWS]-(b:Person) RETURN a, k, b LIMIT 25",
    "MATCH (a:Person)-[k:KNOWS]-(b:Person) RETURN a.name, b.name, k.strength AS s ORDER BY s DESC LIMIT 10",
    "MATCH (a:Person)-[k:KNOWS]-(:Person) RETURN a.name, count(k) AS ties, round(sum(k.strength), 2) AS warmth "
    "ORDER BY ties DESC LIMIT 10",
    "MATCH (a:Person)-[:KNOWS]-(m:Person)-[:KNOWS]-(b:Person) WHERE a.id < b.id AND NOT (a)-[:KNOWS]-(b) "
    "RETURN a.name, b.name, count(DISTINCT m) AS between ORDER BY between DESC LIMIT 10",
    "MATCH path = SHORTEST 1 (a:Person {external_id: 'p-haddad'}) ((x:Person)-[:KNOWS]-(y:Person)){1,4} "
    "(b:Person {external_id: 'p-berg'}) RETURN path",
    "MATCH (i:Interaction) RETURN i.kind, count(*) AS n ORDER BY n DESC",
    "MATCH (i:Interaction) RETURN i.occurred_at.year AS year, i.occurred_at.month AS month, count(*) AS n",
    "MATCH (i:Interaction) RETURN date.truncate('week', i.occurred_at) AS week, count(*) ORDER BY week DESC LIMIT 12",
    "MATCH (i:Interaction) WHERE i.occurred_at > datetime() - duration('P5Y') RETURN count(*)",
    "MATCH (p:Person)-[t:TOOK_PART_IN]->(i:Interaction) RETURN p.name, t.part, count(i) AS n ORDER BY n DESC LIMIT 10",
    "MATCH (p:Person) OPTIONAL MATCH (p)-[:TOOK_PART_IN]->(i:Interaction) WITH p, max(i.occurred_at) AS last "
    "WHERE last IS NULL RETURN p.name ORDER BY p.name_key",
    "MATCH (i:Interaction)-[:CONCERNS]->(o:Organization) RETURN o.name, count(i) AS talks ORDER BY talks DESC",
    "MATCH (d:Deal) RETURN d.stage, count(*) AS deals ORDER BY deals DESC",
    "MATCH (d:Deal)-[:WITH]->(o:Organization) WHERE d.closed_on IS NULL RETURN o.name, d.name, d.expected_close_on",
    "MATCH (d:Deal) WHERE d.expected_close_on < date('2030-01-01') RETURN d.name, "
    "duration.inDays(date('2026-01-01'), d.expected_close_on).days AS days",
    "MATCH (p:Person)-[:REACHED_AT]->(c:ContactPoint) WHERE c.medium = 'EMAIL' RETURN p.name, c.address LIMIT 10",
    "MATCH (p:Person)-[:REACHED_AT]->(c:ContactPoint) RETURN c.domain, count(DISTINCT p) AS people ORDER "
    "BY people DESC",
    "MATCH (p:Person)-[:CLASSIFIED_AS]->(k:Category) RETURN k.kind, count(*) AS n ORDER BY n DESC",
    "MATCH (u:Role)-[l:REPORTS_TO]->(m:Role) WHERE l.kind = 'SOLID' RETURN m.title, collect(u.title) AS reports",
    "MATCH (r:Role)-[:REPORTS_TO*1..6]->(top:Role) RETURN top.title, count(DISTINCT r) AS below ORDER BY below DESC",
    "MATCH (p:Person) WHERE p.name CONTAINS 'a' AND p.country IN ['DE', 'SE'] RETURN p.name, p.city",
    "MATCH (p:Person) WHERE toLower(p.city) STARTS WITH 'h' RETURN p.name, toUpper(p.city) AS city",
    "MATCH (p:Person) RETURN coalesce(p.country, 'unknown') AS country, count(*) AS n",
    "MATCH (p:Person) RETURN CASE WHEN p.country = 'DE' THEN 'home' WHEN p.country IS NULL THEN '?' ELSE "
    "'abroad' END AS w, "
    "count(*) AS n",
    "MATCH (o:Organization) UNWIND o.tags AS tag RETURN tag, count(*) AS n ORDER BY n DESC",
    "UNWIND ['p-haddad', 'p-berg'] AS id MATCH (p:Person {external_id: id}) RETURN id, p.name",
    "UNWIND $names AS name MATCH (o:Organization) WHERE o.name STARTS WITH name RETURN name, o.name",
    "MATCH (p:Person {external_id: $who})-[:HOLDS]->(r:Role)-[:AT]->(o:Organization) RETURN p {.name, "
    ".city, seat: r.title}, o",
    "MATCH (o:Organization) RETURN o.name AS name UNION MATCH (p:Person) RETURN p.name AS name",
    "MATCH (o:Organization) WITH o ORDER BY o.employees DESC SKIP 1 LIMIT 3 MATCH (r:Role)-[:AT]->(o) "
    "RETURN o.name, count(r)",
    "MATCH (o:Organization) RETURN percentileCont(o.employees, 0.5) AS median, stDev(o.employees) AS spread",
    "MATCH (p:Person)-[i:INFLUENTIAL_IN]->(o:Organization) RETURN p.name, o.name, i.value, i.percentile",
    "MATCH (u:User)-[c:COVERS]->(o:Organization) RETURN u.name, c.`as`, o.name",
    "MATCH (x:Party) RETURN x.name ORDER BY x.name_key LIMIT 20 // both kinds",
    "/* where they are */ MATCH (p:Person)-[l:LOCATED_AT]->(c:Location) RETURN l.kind, c.name, count(*) AS n;",
    "RETURN [x IN range(1, 10) WHERE x % 2 = 0 | x ^ 2] AS squares, date('2026-11-20') AS day",
    "MATCH (p:Person) WITH collect(p.name) AS names RETURN size(names), names[0..3], all(n IN names WHERE size(n) > 1)",
    "MATCH (p:Person) RETURN p.name, [(p)-[:HOLDS]->(r:Role) | r.title] AS seats LIMIT 5",
    "MATCH (o:Organization) RETURN o.name, COLLECT { MATCH (o)<-[:AT]-(r:Role) RETURN r.title ORDER BY "
    "r.title LIMIT 2 } AS t",
]
PARAMETERS: dict[str, Any] = {"names": ["N", "L"], "who": "p-haddad"}
