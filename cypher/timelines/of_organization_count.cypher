// How many interactions an organization's timeline holds, counted up to 10,001.
// in:    $organization Organization, $within Scope = SELF, $as_of Date = today, $kinds [InteractionKind] = null, $since DateTime = null,
//        $until DateTime = null
// out:   total Int
// try:   graphcrm ask timelines/of_organization_count organization=o-nl-wind
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
CALL (o) {
  // Controlled organizations and units, level by level: no cycles of control or structure, 50 is more than any group has.
  MATCH (o)((a:Organization)<-[s:SUBSIDIARY_OF|PART_OF]-(b:Organization)
    WHERE $within <> 'SELF' AND (type(s) = 'PART_OF' OR ($within = 'GROUP' AND s.control))
      AND (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(unit:Organization)
  RETURN DISTINCT unit
}
CALL (unit) {
  MATCH (unit)<-[:CONCERNS]-(i:Interaction) RETURN i
  UNION
  MATCH (unit)<-[:AT]-(seat:Role)<-[h:HOLDS]-(p:Person)-[:TOOK_PART_IN]->(i:Interaction)
  WHERE 'HOLDS' IN $shown AND 'TOOK_PART_IN' IN $shown
    AND ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
    AND (h.started_on IS NULL OR h.started_on <= date(i.occurred_at)) AND (h.ended_on IS NULL OR h.ended_on >= date(i.occurred_at))
  RETURN i
}
WITH DISTINCT i
WHERE ($sees_all OR i.audience IS NULL OR any(t IN i.audience WHERE t IN $teams))
  AND ($kinds IS NULL OR i.kind IN $kinds) AND ($since IS NULL OR i.occurred_at >= $since)
  AND ($until IS NULL OR i.occurred_at <= $until)
WITH i LIMIT 10001
RETURN count(i) AS total
