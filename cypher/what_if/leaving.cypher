// Who would be gone: a person, or those who hold seats at a unit that is sold, or below it, and nowhere else.
// leavers are their ids; what follows from it is told by the other questions of this folder.
// in:    $person_leaves Person = null, $unit_sold Organization = null
// out:   people [Person], leavers [String]
// try:   graphcrm ask what_if/leaving person_leaves=p-haddad
WITH $person_leaves AS person, $unit_sold AS sold
CALL (person, sold) {
  MATCH (one:Person {id: person}) WHERE ($sees_all OR one.audience IS NULL OR any(t IN one.audience WHERE t IN $teams)) RETURN one
  UNION
  MATCH (o:Organization {id: sold}) WHERE 'HOLDS' IN $shown AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
  // Units, and organizations under control: neither has cycles, so that the walk down ends.
  MATCH (o)((x:Organization)<-[s:SUBSIDIARY_OF|PART_OF]-(y:Organization) WHERE (type(s) = 'PART_OF' OR s.control) AND (s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(unit:Organization)
  WITH collect(DISTINCT unit) AS units
  UNWIND units AS unit
  MATCH (unit)<-[:AT]-(r:Role)<-[h:HOLDS]-(one:Person) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR one.audience IS NULL OR any(t IN one.audience WHERE t IN $teams))
  WITH DISTINCT units, one
  WHERE NOT EXISTS { MATCH (one)-[g:HOLDS]->(q:Role)-[:AT]->(v) WHERE (g.started_on IS NULL OR g.started_on <= $today) AND (g.ended_on IS NULL OR g.ended_on >= $today) AND ($sees_all OR q.audience IS NULL OR any(t IN q.audience WHERE t IN $teams)) AND NOT v IN units }
  RETURN one
}
WITH one ORDER BY one.name_key, one.id
RETURN collect(one) AS people, collect(one.id) AS leavers
