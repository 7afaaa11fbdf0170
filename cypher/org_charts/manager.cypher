// Who holds the seat above one of a person's current seats: of several, the one longest in it; nobody where it is vacant.
// in:    $person Person, $as_of Date = today
// out:   manager Person
// order: manager.id
// try:   graphcrm ask org_charts/manager person=p-haddad
MATCH (p:Person {id: $person}) WHERE 'HOLDS' IN $shown AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
MATCH (p)-[mine:HOLDS]->(seat:Role)-[line:REPORTS_TO]->(above:Role)<-[h:HOLDS]-(manager:Person)
WHERE line.kind = 'SOLID' AND manager <> p AND (mine.started_on IS NULL OR mine.started_on <= $as_of) AND (mine.ended_on IS NULL OR mine.ended_on >= $as_of)
  AND (line.started_on IS NULL OR line.started_on <= $as_of) AND (line.ended_on IS NULL OR line.ended_on >= $as_of) AND (h.started_on IS NULL OR h.started_on <= $as_of) AND (h.ended_on IS NULL OR h.ended_on >= $as_of)
  AND ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams))
  AND ($sees_all OR above.audience IS NULL OR any(t IN above.audience WHERE t IN $teams))
  AND ($sees_all OR manager.audience IS NULL OR any(t IN manager.audience WHERE t IN $teams))
RETURN manager ORDER BY h.started_on IS NOT NULL, h.started_on, manager.id LIMIT 1
