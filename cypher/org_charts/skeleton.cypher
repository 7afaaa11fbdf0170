// The units and seats of an organization on all days, with subsidiaries if asked: what its chart on any day is drawn from.
// A unit as [id, name, places: [unit above, kind of line, first day, last day]]; a seat as [id, title, unit, holders: [person,
// name, first day, last day, acting], lines: [seat above, kind, first day, last day]]; no first day: since ever, no last: it goes on.
// Of more than $most seats those of the nearest units are told, upper levels first; total counts all. Seats come in the order of
// a chart. Who may not see all of the days is told what holds today, and none of them.
// in:    $organization Organization, $include_subsidiaries Boolean = false, $most Int 1..50000 = 50000
// out:   units [Any], seats [Any], total Int
// try:   graphcrm ask org_charts/skeleton organization=o-nl-wind
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
WITH o, all(line IN ['HOLDS', 'REPORTS_TO', 'PART_OF', 'SUBSIDIARY_OF'] WHERE NOT line IN $shown OR (line + '.started_on' IN $shown AND line + '.ended_on' IN $shown)) AS dated
// Level by level: units with their distance, the same without, the last level. Over all days a unit may lie below several; each
// is met once, so the levels end. Nothing else than an organization has such a line.
WITH dated, reduce(acc = [[[o, 0]], [o], [o]], d IN range(1, 50) | CASE WHEN size(acc[2]) = 0 THEN acc ELSE [next IN [COLLECT {
    UNWIND acc[2] AS a
    MATCH (a)<-[s:SUBSIDIARY_OF|PART_OF]-(b)
    WHERE (s:PART_OF OR ($include_subsidiaries AND s.control)) AND NOT b IN acc[1] AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))
      AND (dated OR ((s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today)))
    WITH DISTINCT b
    RETURN b ORDER BY CASE WHEN 'Organization.name' IN $shown THEN b.name_key END, b.id }] | [acc[0] + [b IN next | [b, d]], acc[1] + next, next]][0] END) AS walked
WITH dated, walked[0] AS found, walked[1] AS members
CALL (dated, members) {
  UNWIND members AS u
  RETURN collect([u.id, CASE WHEN 'Organization.name' IN $shown THEN u.name END, COLLECT {
    MATCH (u)-[s:SUBSIDIARY_OF|PART_OF]->(b)
    WHERE (s:PART_OF OR ($include_subsidiaries AND s.control)) AND b IN members
      AND (dated OR ((s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today)))
    RETURN [b.id, type(s), CASE WHEN dated THEN toString(s.started_on) END, CASE WHEN dated THEN toString(s.ended_on) END] AS place
    ORDER BY place[0], place[1], place[2], place[3] }]) AS units
}
CALL (members) {
  UNWIND members AS u
  MATCH (u)<-[:AT]-(f:Role) WHERE ($sees_all OR f.audience IS NULL OR any(t IN f.audience WHERE t IN $teams))
  RETURN count(f) AS total
}
CALL (dated, found) {
  UNWIND found AS one
  WITH dated, one[0] AS u, one[1] AS distance
  MATCH (u)<-[:AT]-(f:Role) WHERE ($sees_all OR f.audience IS NULL OR any(t IN f.audience WHERE t IN $teams))
  // Rows that are ordered carry no list.
  WITH dated, f, u.id AS at, distance, CASE WHEN 'Role.level' IN $shown THEN f.level END AS level, CASE WHEN 'Role.title' IN $shown THEN f.title_key END AS key
  ORDER BY distance, level, key, f.id LIMIT $most
  WITH dated, f, at, key ORDER BY key, f.id
  RETURN collect([f.id, CASE WHEN 'Role.title' IN $shown THEN f.title END, at, COLLECT {
    MATCH (p:Person)-[h:HOLDS]->(f)
    WHERE 'HOLDS' IN $shown AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
      AND (dated OR ((h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today)))
    WITH p, h, CASE WHEN 'Person.name' IN $shown THEN p.name END AS name, CASE WHEN 'Person.name' IN $shown THEN p.name_key END AS folded, CASE WHEN dated THEN h.started_on END AS since
    ORDER BY coalesce(since, date('0001-01-01')), folded, p.id
    RETURN [p.id, name, toString(since), CASE WHEN dated THEN toString(h.ended_on) END, CASE WHEN 'HOLDS.acting' IN $shown THEN h.acting END] }, COLLECT {
    MATCH (f)-[l:REPORTS_TO]->(c:Role)
    WHERE 'REPORTS_TO' IN $shown AND ($sees_all OR c.audience IS NULL OR any(t IN c.audience WHERE t IN $teams))
      AND (dated OR ((l.started_on IS NULL OR l.started_on <= $today) AND (l.ended_on IS NULL OR l.ended_on >= $today)))
    RETURN [c.id, l.kind, CASE WHEN dated THEN toString(l.started_on) END, CASE WHEN dated THEN toString(l.ended_on) END] AS line
    ORDER BY line[0], line[1], line[2], line[3] }]) AS seats
}
RETURN units, seats, total
