// What breaks a rule of quality, the worst first: rules of values (REQUIRED, FORMAT, PHONE_FORMAT, PHONE_COUNTRY, EMAIL_DOMAIN)
// and of the network (TWO_CHIEFS, OUTSIDE_TREE, OTHER_COMPANY, COMPETING_SEATS, NOBODY). Which are looked for, how bad each is and
// what it says is $quality.rules. A finding is of a record; others are those it is about beside it.
// in:    $rules [QualityRule] = null, $severities [QualitySeverity] = null, $after [Any], $first Int
// out:   id String, rule QualityRule, severity QualitySeverity, record Node, others [Node], field String, sentence String, key_rank Int
// order: key_rank, id
// try:   graphcrm ask quality/findings rules=TWO_CHIEFS,NOBODY
WITH [code IN keys($quality.rules) WHERE ($rules IS NULL OR code IN $rules) AND ($severities IS NULL OR $quality.rules[code].severity IN $severities)] AS asked
CALL (asked) {
  WITH asked WHERE any(code IN asked WHERE code IN ['REQUIRED', 'FORMAT'])
  MATCH (n:Person|Organization) WHERE n.archived_at IS NULL AND ($sees_all OR n.audience IS NULL OR any(t IN n.audience WHERE t IN $teams))
  UNWIND CASE WHEN n:Person THEN $quality.Person ELSE $quality.Organization END AS f
  WITH asked, n, f, CASE WHEN n[f.field] IS NULL AND f.required THEN 'REQUIRED' WHEN f.format IS NOT NULL AND NOT toStringOrNull(n[f.field]) =~ f.format THEN 'FORMAT' END AS code
  WHERE code IN asked AND all(need IN f.needs WHERE need IN $shown)
  RETURN code, n AS record, [] AS others, f.field AS field
  UNION ALL WITH asked WHERE any(code IN asked WHERE code IN ['PHONE_FORMAT', 'PHONE_COUNTRY']) AND 'REACHED_AT' IN $shown AND 'ContactPoint.medium' IN $shown AND 'ContactPoint.address' IN $shown
  MATCH (n:Person|Organization)-[r:REACHED_AT]->(c:ContactPoint {medium: 'PHONE'}) WHERE n.archived_at IS NULL AND (r.started_on IS NULL OR r.started_on <= $today) AND (r.ended_on IS NULL OR r.ended_on >= $today) AND ($sees_all OR n.audience IS NULL OR any(t IN n.audience WHERE t IN $teams))
  WITH asked, n, collect(c.address_key) AS keys, CASE WHEN n:Person AND 'Person.country' IN $shown OR n:Organization AND 'Organization.country' IN $shown THEN $quality.calling[n.country] END AS calling
  UNWIND [['PHONE_FORMAT', 'phones', any(k IN keys WHERE NOT k =~ $quality.phone)], ['PHONE_COUNTRY', 'country', calling IS NOT NULL AND all(k IN keys WHERE k =~ $quality.phone AND NOT k STARTS WITH calling)]] AS found
  WITH n, found WHERE found[2] AND found[0] IN asked RETURN found[0] AS code, n AS record, [] AS others, found[1] AS field
  UNION ALL WITH asked WHERE 'EMAIL_DOMAIN' IN asked AND 'HOLDS' IN $shown AND 'REACHED_AT' IN $shown AND 'ContactPoint.domain' IN $shown AND 'Organization.domain' IN $shown
  MATCH (o:Organization) WHERE o.domain IS NOT NULL AND o.archived_at IS NULL AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
  MATCH (o)<-[:AT]-(s:Role)<-[h:HOLDS]-(p:Person) WHERE p.archived_at IS NULL AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR s.audience IS NULL OR any(t IN s.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
  WITH DISTINCT o, p MATCH (p)-[r:REACHED_AT]->(c:ContactPoint) WHERE NOT c.domain IN $quality.public AND (r.started_on IS NULL OR r.started_on <= $today) AND (r.ended_on IS NULL OR r.ended_on >= $today)
  WITH o, p, max(CASE WHEN c.domain = o.domain OR c.domain ENDS WITH '.' + o.domain THEN 1 ELSE 0 END) AS there
  WITH o, count(p) AS people, sum(there) AS there WHERE people >= $quality.people AND 2 * there < people
  RETURN 'EMAIL_DOMAIN' AS code, o AS record, [] AS others, 'domain' AS field
  UNION ALL WITH asked WHERE 'TWO_CHIEFS' IN asked AND 'HOLDS' IN $shown AND 'HOLDS.acting' IN $shown AND 'Role.title' IN $shown AND 'Role.level' IN $shown AND 'Role.function' IN $shown
  MATCH (s:Role) WHERE (s.level = 0 AND s.function = 'EXECUTIVE' OR split(s.title_key, '\u0001')[0] IN $quality.chiefs) AND s.archived_at IS NULL AND ($sees_all OR s.audience IS NULL OR any(t IN s.audience WHERE t IN $teams))
  MATCH (o:Organization)<-[:AT]-(s)<-[h:HOLDS]-(p:Person) WHERE NOT coalesce(h.acting, false) AND o.archived_at IS NULL AND p.archived_at IS NULL AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
  WITH DISTINCT o, p ORDER BY p.id
  WITH o, collect(p) AS those WHERE size(those) > 1
  RETURN 'TWO_CHIEFS' AS code, o AS record, those AS others, 'roles' AS field
  UNION ALL WITH asked WHERE any(code IN asked WHERE code IN ['OUTSIDE_TREE', 'OTHER_COMPANY'])
  MATCH (s:Role)-[l:REPORTS_TO]->(boss:Role)-[:AT]->(b:Organization) WHERE l.kind = 'SOLID' AND s.archived_at IS NULL AND (l.started_on IS NULL OR l.started_on <= $today) AND (l.ended_on IS NULL OR l.ended_on >= $today) AND ($sees_all OR s.audience IS NULL OR any(t IN s.audience WHERE t IN $teams)) AND ($sees_all OR boss.audience IS NULL OR any(t IN boss.audience WHERE t IN $teams)) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))
  MATCH (s)-[:AT]->(a:Organization) WHERE a <> b AND ($sees_all OR a.audience IS NULL OR any(t IN a.audience WHERE t IN $teams))
  // Neither structure nor control has cycles, so the ways up and down end; 50 is more than any group has.
  WITH asked, s, boss, COLLECT { MATCH (a)((i:Organization)-[w:PART_OF|SUBSIDIARY_OF]->(j:Organization) WHERE (type(w) = 'PART_OF' OR w.control) AND (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR j.audience IS NULL OR any(t IN j.audience WHERE t IN $teams))){0,50}(up:Organization) RETURN [up.id, all(x IN w WHERE type(x) = 'PART_OF')] } AS here,
    COLLECT { MATCH (b)((i:Organization)-[w:PART_OF|SUBSIDIARY_OF]->(j:Organization) WHERE (type(w) = 'PART_OF' OR w.control) AND (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR j.audience IS NULL OR any(t IN j.audience WHERE t IN $teams))){0,50}(up:Organization) RETURN [up.id, all(x IN w WHERE type(x) = 'PART_OF')] } AS there
  WITH asked, s, boss, [x IN here WHERE any(y IN there WHERE x[0] = y[0]) | x[1] AND any(y IN there WHERE x[0] = y[0] AND y[1])] AS common
  WITH asked, s, boss, CASE WHEN any(within IN common WHERE within) THEN null WHEN size(common) > 0 THEN 'OTHER_COMPANY' ELSE 'OUTSIDE_TREE' END AS code
  WITH code, s, boss WHERE code IN asked RETURN code, s AS record, [boss] AS others, 'reportsTo' AS field
  UNION ALL WITH asked WHERE 'COMPETING_SEATS' IN asked AND 'HOLDS' IN $shown AND 'HOLDS.acting' IN $shown AND 'CLASSIFIED_AS' IN $shown AND 'TOWARDS' IN $shown AND 'Category.kind' IN $shown
  MATCH (a:Organization)-[k:CLASSIFIED_AS]->(c:Category {kind: 'COMPETITOR'})-[:TOWARDS]->(b:Organization) WHERE (k.started_on IS NULL OR k.started_on <= $today) AND (k.ended_on IS NULL OR k.ended_on >= $today) AND ($sees_all OR a.audience IS NULL OR any(t IN a.audience WHERE t IN $teams)) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))
  MATCH (a)((i:Organization)<-[w:PART_OF|SUBSIDIARY_OF]-(j:Organization) WHERE (type(w) = 'PART_OF' OR w.control) AND (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR j.audience IS NULL OR any(t IN j.audience WHERE t IN $teams))){0,50}(u:Organization)
  WITH DISTINCT b, u MATCH (u)<-[:AT]-(s:Role)<-[h:HOLDS]-(p:Person) WHERE NOT coalesce(h.acting, false) AND p.archived_at IS NULL AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR s.audience IS NULL OR any(t IN s.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
  WITH DISTINCT b, s, p MATCH (p)-[g:HOLDS]->(other:Role)-[:AT]->(v:Organization) WHERE s <> other AND NOT coalesce(g.acting, false) AND (g.started_on IS NULL OR g.started_on <= $today) AND (g.ended_on IS NULL OR g.ended_on >= $today) AND ($sees_all OR other.audience IS NULL OR any(t IN other.audience WHERE t IN $teams)) AND ($sees_all OR v.audience IS NULL OR any(t IN v.audience WHERE t IN $teams))
    AND EXISTS { MATCH (v)((x:Organization)-[y:PART_OF|SUBSIDIARY_OF]->(z:Organization) WHERE (type(y) = 'PART_OF' OR y.control) AND (y.started_on IS NULL OR y.started_on <= $today) AND (y.ended_on IS NULL OR y.ended_on >= $today) AND ($sees_all OR z.audience IS NULL OR any(t IN z.audience WHERE t IN $teams))){0,50}(b) }
  UNWIND [s, other] AS seat
  WITH DISTINCT p, seat ORDER BY seat.id RETURN 'COMPETING_SEATS' AS code, p AS record, collect(seat) AS others, 'roles' AS field
  UNION ALL WITH asked WHERE 'NOBODY' IN asked AND 'HOLDS' IN $shown
  MATCH (o:Organization) WHERE o.archived_at IS NULL AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams)) AND NOT EXISTS { MATCH (o)((i:Organization)<-[w:PART_OF]-(j:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR j.audience IS NULL OR any(t IN j.audience WHERE t IN $teams))){0,50}(u:Organization)<-[:AT]-(s:Role)<-[h:HOLDS]-(p:Person)
    WHERE p.archived_at IS NULL AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR s.audience IS NULL OR any(t IN s.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams)) }
  RETURN 'NOBODY' AS code, o AS record, [] AS others, null AS field
}
WITH code + '/' + record.id + coalesce('/' + field, '') AS id, code AS rule, record, others, field, $quality.rules[code] AS said
WITH id, rule, said.severity AS severity, record, others, field, said.says AS sentence, said.rank AS key_rank
WHERE $after IS NULL OR key_rank > $after[0] OR (key_rank = $after[0] AND id > $after[1])
RETURN id, rule, severity, record, others, field, sentence, key_rank ORDER BY key_rank, id LIMIT $first
