// The units and seats of an organization on all days, with subsidiaries if asked: what its chart on any day is drawn from.
// The row 'units' has units as [id, name, places: [unit above, kind of line, first day, last day]] and in total the seats of
// all; the row 'seats' has seats as [id, title, place among the units, holders: [person, name, first day, last day, acting],
// lines: [seat above, kind, first day, last day]], in the order of a chart. No first day: since ever, no last: it goes on.
// Of more than $most seats those of the nearest units are told, upper levels first. Who may not see all of the days is told
// what holds today, and none of them.
// in:    $organization Organization, $include_subsidiaries Boolean = false, $most Int 1..50000 = 50000
// out:   part String, rows [Any], total Int
// try:   graphcrm ask org_charts/skeleton organization=o-nl-wind
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
WITH o, all(line IN ['HOLDS', 'REPORTS_TO', 'PART_OF', 'SUBSIDIARY_OF'] WHERE NOT line IN $shown OR (line + '.started_on' IN $shown AND line + '.ended_on' IN $shown)) AS dated
// Level by level: all units, the last level. Over all days a unit may lie below several; each is met once, so the levels end.
// Nothing else than an organization has such a line.
WITH dated, reduce(acc = [[o], [o]], d IN range(1, 50) | CASE WHEN size(acc[1]) = 0 THEN acc ELSE [next IN [COLLECT {
    UNWIND acc[1] AS a
    MATCH (a)<-[s:SUBSIDIARY_OF|PART_OF]-(b)
    WHERE (s:PART_OF OR ($include_subsidiaries AND s.control)) AND NOT b IN acc[0] AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))
      AND (dated OR ((s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today)))
    WITH DISTINCT b
    RETURN b ORDER BY CASE WHEN 'Organization.name' IN $shown THEN b.name_key END, b.id }] | [acc[0] + next, next]][0] END)[0] AS units
UNWIND units AS u
RETURN 'units' AS part, collect([u.id, CASE WHEN 'Organization.name' IN $shown THEN u.name END, COLLECT {
    MATCH (u)-[s:SUBSIDIARY_OF|PART_OF]->(b)
    WHERE (s:PART_OF OR ($include_subsidiaries AND s.control)) AND b IN units
      AND (dated OR ((s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today)))
    RETURN [b.id, type(s), CASE WHEN dated THEN toString(s.started_on) END, CASE WHEN dated THEN toString(s.ended_on) END] AS place
    ORDER BY place[0], place[1], place[2], place[3] }]) AS rows,
  sum(COUNT { MATCH (u)<-[:AT]-(f:Role) WHERE ($sees_all OR f.audience IS NULL OR any(t IN f.audience WHERE t IN $teams)) }) AS total
UNION ALL
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
WITH o, all(line IN ['HOLDS', 'REPORTS_TO', 'PART_OF', 'SUBSIDIARY_OF'] WHERE NOT line IN $shown OR (line + '.started_on' IN $shown AND line + '.ended_on' IN $shown)) AS dated
// The same units again, with their distance: a row that is ordered carries all lists around it, and each counts in full.
WITH dated, reduce(acc = [[[o, 0]], [o], [o]], d IN range(1, 50) | CASE WHEN size(acc[2]) = 0 THEN acc ELSE [next IN [COLLECT {
    UNWIND acc[2] AS a
    MATCH (a)<-[s:SUBSIDIARY_OF|PART_OF]-(b)
    WHERE (s:PART_OF OR ($include_subsidiaries AND s.control)) AND NOT b IN acc[1] AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))
      AND (dated OR ((s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today)))
    WITH DISTINCT b
    RETURN b ORDER BY CASE WHEN 'Organization.name' IN $shown THEN b.name_key END, b.id }] | [acc[0] + [b IN next | [b, d]], acc[1] + next, next]][0] END)[0] AS found
UNWIND range(0, size(found) - 1) AS at
WITH dated, at, found[at][0] AS u, found[at][1] AS distance, count(*) AS once
MATCH (u)<-[:AT]-(f:Role) WHERE ($sees_all OR f.audience IS NULL OR any(t IN f.audience WHERE t IN $teams))
WITH dated, f, at, distance, CASE WHEN 'Role.level' IN $shown THEN f.level END AS level, CASE WHEN 'Role.title' IN $shown THEN f.title_key END AS key
ORDER BY distance, level, key, f.id LIMIT $most
WITH dated, f, at, key ORDER BY key, f.id
RETURN 'seats' AS part, collect([f.id, CASE WHEN 'Role.title' IN $shown THEN f.title END, at, COLLECT {
    MATCH (p:Person)-[h:HOLDS]->(f)
    WHERE 'HOLDS' IN $shown AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams)) AND (dated OR ((h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today)))
    RETURN [p.id, CASE WHEN 'Person.name' IN $shown THEN p.name END, CASE WHEN dated THEN toString(h.started_on) END, CASE WHEN dated THEN toString(h.ended_on) END, CASE WHEN 'HOLDS.acting' IN $shown THEN h.acting END] AS holding
    ORDER BY coalesce(holding[2], ''), CASE WHEN 'Person.name' IN $shown THEN p.name_key END, p.id }, COLLECT {
    MATCH (f)-[l:REPORTS_TO]->(c:Role)
    WHERE 'REPORTS_TO' IN $shown AND ($sees_all OR c.audience IS NULL OR any(t IN c.audience WHERE t IN $teams)) AND (dated OR ((l.started_on IS NULL OR l.started_on <= $today) AND (l.ended_on IS NULL OR l.ended_on >= $today)))
    RETURN [c.id, l.kind, CASE WHEN dated THEN toString(l.started_on) END, CASE WHEN dated THEN toString(l.ended_on) END] AS line
    ORDER BY line[0], line[1], line[2], line[3] }]) AS rows, null AS total
