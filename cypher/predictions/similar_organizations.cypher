// Accounts like another: half the cosine of who knows their people how well, half the share of equal facts (industry, size, country,
// city, category, kind, owner at the top) among those that both have. How well somebody knows an account is 1 - Π(1 - s) over the five
// strongest ties to holders of its seats, at the end of the day. Like oneself is 1, and order plays no part.
// Looked at are accounts with a common acquaintance, the same industry or owner, at most 1,000; units and our own are none. No public
// data judge this; it is held to its laws (Zhou, Lü & Zhang 2009 for the people's side; the halves are a convention).
// in:    $organization Organization
// out:   node Organization, score Float, contacts Float, facts Float, reasons [String]
// order: score DESC, node.id
// try:   graphcrm ask predictions/similar_organizations organization=o-nordlicht
MATCH (o:Organization {id: $organization}) WHERE 'KNOWS' IN $shown AND 'HOLDS' IN $shown AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams)) AND NOT coalesce(o.ours, false) AND NOT o.kind IN ['DIVISION', 'DEPARTMENT', 'TEAM']
CALL (o) { CALL (o) {
  // Units have no cycles, so that the walks down and up end; 50 is more than any company has.
  MATCH (o)((x:Organization)<-[w:PART_OF]-(y:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(unit:Organization)<-[:AT]-(r:Role)<-[h:HOLDS]-(theirs:Person)-[k:KNOWS]-(p:Person)
  WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR theirs.audience IS NULL OR any(t IN theirs.audience WHERE t IN $teams)) AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
  WITH DISTINCT p MATCH (p)-[l:KNOWS]-(q:Person)-[g:HOLDS]->(s:Role)-[:AT]->(u:Organization)
  WHERE (g.started_on IS NULL OR g.started_on <= $today) AND (g.ended_on IS NULL OR g.ended_on >= $today) AND ($sees_all OR s.audience IS NULL OR any(t IN s.audience WHERE t IN $teams)) AND ($sees_all OR q.audience IS NULL OR any(t IN q.audience WHERE t IN $teams)) AND ($sees_all OR l.audience IS NULL OR any(t IN l.audience WHERE t IN $teams)) AND ($sees_all OR u.audience IS NULL OR any(t IN u.audience WHERE t IN $teams))
  WITH u, count(DISTINCT p) AS shared
  MATCH (u)((x:Organization)-[w:PART_OF]->(y:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(node:Organization)
  RETURN node, shared
  UNION ALL
  MATCH (node:Organization) WHERE node.industry_key = CASE WHEN 'Organization.industry' IN $shown THEN o.industry_key END AND node.id IS NOT NULL AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams)) RETURN node, 0 AS shared
  UNION ALL
  MATCH (o)-[s:SUBSIDIARY_OF]->(owner:Organization)<-[b:SUBSIDIARY_OF]-(node:Organization) WHERE 'SUBSIDIARY_OF' IN $shown AND s.control AND b.control AND ($sees_all OR owner.audience IS NULL OR any(t IN owner.audience WHERE t IN $teams)) RETURN node, 0 AS shared
  }
  WITH o, node, sum(shared) AS shared WHERE node <> o AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams)) AND node.archived_at IS NULL AND NOT coalesce(node.ours, false) AND NOT node.kind IN ['DIVISION', 'DEPARTMENT', 'TEAM']
  WITH node ORDER BY shared DESC, node.id LIMIT 1000 RETURN collect(node) AS nodes
}
CALL (o, nodes) {
  UNWIND [o] + nodes AS node
  CALL (node) {
    MATCH (node)((x:Organization)<-[w:PART_OF]-(y:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(unit:Organization)<-[:AT]-(r:Role)<-[h:HOLDS]-(theirs:Person)
    WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR theirs.audience IS NULL OR any(t IN theirs.audience WHERE t IN $teams))
    WITH collect(DISTINCT theirs) AS seated UNWIND seated AS theirs
    MATCH (theirs)-[k:KNOWS]-(p:Person) WHERE NOT p IN seated AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
    // rank is log2 of a strength and the half-lives up to its moment: less the half-lives up to tonight it is that of the aged one.
    WITH p, theirs, 1 - reduce(left = 1.0, x IN collect(k) | left * (1 - 2.0 ^ (x.rank - (duration.inDays(date('1970-01-01'), $today).days + 1) / $scoring.half_life))) AS s ORDER BY s DESC
    WITH p, collect(s)[..5] AS best RETURN collect([p, 1 - reduce(left = 1.0, s IN best | left * (1 - s))]) AS ties
  }
  RETURN collect({node: node, ties: ties, norm: sqrt(reduce(n = 0.0, tie IN ties | n + tie[1] * tie[1])), facts: [f IN [['industry', node.industry], ['country', node.country], ['city', node.city], ['kind', node.kind]] WHERE f[1] IS NOT NULL AND 'Organization.' + f[0] IN $shown | f + ['same ' + f[0] + ' ' + f[1]]]
    + [size IN [['1–9', 1], ['10–49', 10], ['50–249', 50], ['250–999', 250], ['1,000–9,999', 1000], ['10,000 and more', 10000]] WHERE 'Organization.employees' IN $shown AND node.employees >= size[1] | ['size', size[0], 'same size: ' + size[0] + ' employees']][-1..]
    + COLLECT { MATCH (node)-[l:CLASSIFIED_AS]->(c:Category) WHERE 'CLASSIFIED_AS' IN $shown AND 'Category.kind' IN $shown AND (l.started_on IS NULL OR l.started_on <= $today) AND (l.ended_on IS NULL OR l.ended_on >= $today) WITH DISTINCT c.kind AS kind ORDER BY kind RETURN ['category', kind, 'same category ' + kind] }
    + COLLECT { MATCH (node)((x:Organization)-[s:SUBSIDIARY_OF]->(y:Organization) WHERE 'SUBSIDIARY_OF' IN $shown AND s.control AND (s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){1,50}(top:Organization)
      WITH y, top ORDER BY size(y) DESC LIMIT 1 RETURN ['owner', top.id, 'same owner ' + top.name] }}) AS every
}
CALL (o, every) {
  UNWIND every AS one UNWIND one.ties AS tie WITH o, tie[0] AS p, collect([one.node, tie[1]]) AS knowing WITH o, p, knowing, head([k IN knowing WHERE k[0] = o | k[1]]) AS own WHERE own IS NOT NULL
  UNWIND knowing AS k WITH k[0] AS node, p, own * k[1] AS term ORDER BY term DESC, p.id
  WITH node, sum(term) AS dot, collect(CASE WHEN 'Person.name' IN $shown THEN 'both know ' + p.name END)[..3] AS told RETURN collect({node: node, dot: dot, told: told}) AS dots
}
WITH o, every, dots, head([one IN every WHERE one.node = o]) AS own UNWIND every AS one WITH one, dots, own, head([d IN dots WHERE d.node = one.node]) AS common WHERE one.node <> o
WITH one.node AS node, common, [f IN own.facts WHERE any(g IN one.facts WHERE g[0..2] = f[0..2])] AS same, [k IN ['industry', 'size', 'country', 'city', 'category', 'kind', 'owner'] WHERE any(f IN own.facts WHERE f[0] = k) AND any(f IN one.facts WHERE f[0] = k)] AS both, own.norm * one.norm AS norm
WITH node, common, same, CASE WHEN norm > 0 THEN round(coalesce(common.dot, 0.0) / norm * 1e9) / 1e9 ELSE 0.0 END AS contacts, CASE WHEN size(both) > 0 THEN toFloat(size([k IN both WHERE any(f IN same WHERE f[0] = k)])) / size(both) ELSE 0.0 END AS facts
WITH node, round((contacts + facts) / 2 * 1e9) / 1e9 AS score, contacts, facts, coalesce(common.told, []) + [f IN same | f[2]] AS reasons WHERE score > 0
RETURN node, score, contacts, facts, reasons
