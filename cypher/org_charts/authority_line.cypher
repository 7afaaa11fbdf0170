// The line of authority from a person's seat to the top, with who holds each seat; of several seats the longest held.
// in:    $person Person, $as_of Date = today
// out:   role Role, depth Int, holder Person
// order: depth, role.id
// try:   graphcrm ask org_charts/authority_line person=p-tan
MATCH (p:Person {id: $person}) WHERE 'HOLDS' IN $shown AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
MATCH (p)-[mine:HOLDS]->(seat:Role) WHERE (mine.started_on IS NULL OR mine.started_on <= $as_of) AND (mine.ended_on IS NULL OR mine.ended_on >= $as_of) AND ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams))
WITH seat ORDER BY mine.started_on IS NOT NULL, mine.started_on, seat.id LIMIT 1
// Solid lines form a forest, so the walk ends; 50 is more levels than any chart has.
MATCH path = (seat)((a:Role)-[s:REPORTS_TO]->(b:Role) WHERE s.kind = 'SOLID' AND (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of)
  AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(role:Role)
CALL (role) {
  MATCH (role)<-[h:HOLDS]-(x:Person) WHERE (h.started_on IS NULL OR h.started_on <= $as_of) AND (h.ended_on IS NULL OR h.ended_on >= $as_of) AND ($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams))
  WITH x ORDER BY h.started_on IS NOT NULL, h.started_on, x.id LIMIT 1
  RETURN collect(x)[0] AS holder
}
RETURN role, length(path) AS depth, holder
