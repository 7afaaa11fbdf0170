// People like somebody: half the cosine of whom they are in touch with, by log(1 + contacts), half the share of equal facts
// (country, function, level, industry, category) among those that both have. Like oneself is 1, and order plays no part.
// Looked at are people with a common contact and those who hold a seat of the same function, at most 2,000. No public data judge
// this; it is held to its laws.
// in:    $person Person
// out:   node Person, score Float, contacts Float, facts Float, reasons [String]
// order: score DESC, node.id
// try:   graphcrm ask predictions/similar_people person=p-haddad
MATCH (p:Person {id: $person}) WHERE 'KNOWS' IN $shown AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams)) AND NOT coalesce(p.objects_to_profiling, false)
CALL (p) {
  MATCH (p)-[k:KNOWS]-(between:Person)-[l:KNOWS]-(node:Person) WHERE ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR l.audience IS NULL OR any(t IN l.audience WHERE t IN $teams)) AND ($sees_all OR between.audience IS NULL OR any(t IN between.audience WHERE t IN $teams))
  RETURN node
  UNION
  MATCH (p)-[h:HOLDS]->(r:Role) WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams))
  MATCH (same:Role {function: CASE WHEN 'Role.function' IN $shown THEN r.function END})<-[g:HOLDS]-(node:Person)
  WHERE (g.started_on IS NULL OR g.started_on <= $today) AND (g.ended_on IS NULL OR g.ended_on >= $today) AND ($sees_all OR same.audience IS NULL OR any(t IN same.audience WHERE t IN $teams))
  RETURN node
}
WITH DISTINCT p, node WHERE node <> p AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams)) AND node.archived_at IS NULL AND NOT coalesce(node.objects_to_profiling, false)
WITH p, node ORDER BY node.id LIMIT 2000
WITH node, COLLECT { MATCH (p)-[k:KNOWS]-(b:Person) WHERE ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams)) WITH b, log(1 + sum(k.events)) AS w RETURN [b, w] } AS mine,
  COLLECT { MATCH (node)-[l:KNOWS]-(b:Person) WHERE ($sees_all OR l.audience IS NULL OR any(t IN l.audience WHERE t IN $teams)) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams)) WITH b, log(1 + sum(l.events)) AS w RETURN [b, w] } AS theirs,
  [c IN [p.country] WHERE c IS NOT NULL AND 'Person.country' IN $shown | 'country ' + c] + COLLECT { MATCH (p)-[h:HOLDS]->(r:Role)-[:AT]->(o:Organization) WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
    UNWIND [CASE WHEN 'Role.function' IN $shown THEN 'function ' + r.function END, CASE WHEN 'Role.level' IN $shown THEN 'level ' + toString(r.level) END, CASE WHEN 'Organization.industry' IN $shown THEN 'industry ' + o.industry END] AS f WITH DISTINCT f WHERE f IS NOT NULL RETURN f ORDER BY f } +
    COLLECT { MATCH (p)-[l:CLASSIFIED_AS]->(c:Category) WHERE 'CLASSIFIED_AS' IN $shown AND 'Category.kind' IN $shown AND (l.started_on IS NULL OR l.started_on <= $today) AND (l.ended_on IS NULL OR l.ended_on >= $today) WITH DISTINCT 'category ' + c.kind AS f RETURN f ORDER BY f } AS own,
  [c IN [node.country] WHERE c IS NOT NULL AND 'Person.country' IN $shown | 'country ' + c] + COLLECT { MATCH (node)-[h:HOLDS]->(r:Role)-[:AT]->(o:Organization) WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
    UNWIND [CASE WHEN 'Role.function' IN $shown THEN 'function ' + r.function END, CASE WHEN 'Role.level' IN $shown THEN 'level ' + toString(r.level) END, CASE WHEN 'Organization.industry' IN $shown THEN 'industry ' + o.industry END] AS f WITH DISTINCT f WHERE f IS NOT NULL RETURN f ORDER BY f } +
    COLLECT { MATCH (node)-[l:CLASSIFIED_AS]->(c:Category) WHERE 'CLASSIFIED_AS' IN $shown AND 'Category.kind' IN $shown AND (l.started_on IS NULL OR l.started_on <= $today) AND (l.ended_on IS NULL OR l.ended_on >= $today) WITH DISTINCT 'category ' + c.kind AS f RETURN f ORDER BY f } AS other
WITH *, [m IN mine WHERE any(t IN theirs WHERE t[0] = m[0]) | [CASE WHEN 'Person.name' IN $shown THEN m[0].name END, m[1] * head([t IN theirs WHERE t[0] = m[0] | t[1]])]] AS common,
  reduce(n = 0.0, m IN mine | n + m[1] * m[1]) * reduce(n = 0.0, t IN theirs | n + t[1] * t[1]) AS norm,
  [f IN own WHERE f IN other] AS same, [k IN ['country ', 'function ', 'level ', 'industry ', 'category '] WHERE any(f IN own WHERE f STARTS WITH k) AND any(f IN other WHERE f STARTS WITH k)] AS both
WITH node, common, same, CASE WHEN norm > 0 THEN round(reduce(n = 0.0, c IN common | n + c[1]) / sqrt(norm) * 1e9) / 1e9 ELSE 0.0 END AS contacts,
  CASE WHEN size(both) > 0 THEN toFloat(size([k IN both WHERE any(f IN same WHERE f STARTS WITH k)])) / size(both) ELSE 0.0 END AS facts
WITH node, contacts, facts, same, round((contacts + facts) / 2 * 1e9) / 1e9 AS score, COLLECT { UNWIND common AS c WITH c WHERE c[0] IS NOT NULL WITH c ORDER BY c[1] DESC, c[0] LIMIT 3 RETURN 'both know ' + c[0] } AS known
WHERE score > 0
RETURN node, score, contacts, facts, known + [f IN same | 'same ' + f] AS reasons
