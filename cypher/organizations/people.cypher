// People who hold a seat at an organization, with its units or its group if asked.
// in:    $organization Organization, $within Scope = SELF, $as_of Date = today
// out:   person Person
// order: person.name_key, person.id
// try:   graphcrm ask organizations/people organization=o-nl-wind within=UNITS
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
CALL (o) {
  // Controlled organizations and units, level by level: no cycles of control or structure, 50 is more than any group has.
  MATCH (o)((a:Organization)<-[s:SUBSIDIARY_OF|PART_OF]-(b:Organization)
    WHERE $within <> 'SELF' AND (type(s) = 'PART_OF' OR ($within = 'GROUP' AND s.control))
      AND (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(unit:Organization)
  RETURN DISTINCT unit
}
MATCH (unit)<-[:AT]-(seat:Role)<-[h:HOLDS]-(person:Person)
WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $as_of) AND (h.ended_on IS NULL OR h.ended_on >= $as_of)
  AND ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams)) AND ($sees_all OR person.audience IS NULL OR any(t IN person.audience WHERE t IN $teams))
RETURN DISTINCT person
