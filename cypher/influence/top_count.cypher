// How many people influence/top lists.
// in:    $organization Organization, $with_units Boolean = true
// out:   total Int
// try:   graphcrm ask influence/top_count organization=o-nordlicht
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
CALL (o) {
  // The legal organization it is a unit of: the nearest on the way up that something was computed for. A unit is one of
  // one organization, without cycles, so the walk ends; 50 is more than any structure has.
  MATCH (o)((b:Organization)-[s:PART_OF]->(a:Organization) WHERE (s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today)
    AND ($sees_all OR a.audience IS NULL OR any(t IN a.audience WHERE t IN $teams))){0,50}(legal:Organization)
  WHERE EXISTS { MATCH (legal)<-[:INFLUENTIAL_IN]-(one:Person) WHERE ($sees_all OR one.audience IS NULL OR any(t IN one.audience WHERE t IN $teams)) }
  RETURN legal ORDER BY size(s) LIMIT 1
}
CALL (o) {
  // Down the same way.
  MATCH (o)((a:Organization)<-[s:PART_OF]-(b:Organization) WHERE $with_units AND (s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today)
    AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(unit:Organization)
  RETURN DISTINCT unit
}
MATCH (unit)<-[:AT]-(seat:Role)<-[h:HOLDS]-(person:Person)
WHERE 'INFLUENTIAL_IN' IN $shown AND 'TOOK_PART_IN' IN $shown AND 'HOLDS' IN $shown
  AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND person.archived_at IS NULL
  AND ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams)) AND ($sees_all OR person.audience IS NULL OR any(t IN person.audience WHERE t IN $teams))
WITH DISTINCT legal, person
MATCH (person)-[i:INFLUENTIAL_IN]->(legal)
RETURN count(*) AS total
