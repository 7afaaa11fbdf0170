// Who counts at an organization: who holds a seat at it, $with_units also at its units, by their influence within the legal organization.
// The most influential first; then those of whom not enough is known, who have no rank. Equal values share one rank.
// in:    $organization Organization, $with_units Boolean = true, $after [Any], $first Int
// out:   person Person, rank Int, influence Influence, key_value Float
// order: key_value DESC, person.id
// try:   graphcrm ask influence/top organization=o-nordlicht
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
WITH collect([person, i, coalesce(i.value, -1.0)]) AS found
WITH found, [row IN found WHERE row[2] >= 0 | row[2]] AS values
UNWIND found AS row
WITH values, row[0] AS person, row[1] AS i, row[2] AS key_value
WHERE $after IS NULL OR key_value < $after[0] OR (key_value = $after[0] AND person.id > $after[1])
WITH values, person, i, key_value ORDER BY key_value DESC, person.id LIMIT $first
WITH person, i, key_value, CASE WHEN key_value >= 0 THEN 1 + size([one IN values WHERE one > key_value]) END AS rank
CALL (i) {
  // Whom it comes from, as far as they are seen and named.
  UNWIND range(0, size(coalesce(i.giver_ids, [])) - 1) AS at
  MATCH (g:Person {id: i.giver_ids[at]}) WHERE ($sees_all OR g.audience IS NULL OR any(t IN g.audience WHERE t IN $teams))
  WITH CASE WHEN 'Person.name' IN $shown THEN g.name ELSE 'somebody' END + ' (' + toString(i.giver_counts[at]) + ')' AS one
  RETURN reduce(text = '', one IN collect(one) | text + CASE text WHEN '' THEN '' ELSE ', ' END + one) AS givers
}
WITH person, i, rank, key_value, givers, CASE i.basis WHEN 'PLACE' THEN 'place in the chart' ELSE 'title' END AS basis,
  CASE givers WHEN '' THEN '' ELSE ', most of all by ' + givers END AS named, toString(i.counterparts) + ' people' AS many
WITH person, i, rank, key_value, basis, named, many,
  CASE WHEN i.value IS NULL THEN [] ELSE CASE WHEN i.formal IS NULL THEN [] ELSE [{name: 'formal', value: i.formal, weight: i.weight,
    contribution: i.weight * i.formal, reason: 'By their ' + basis + '.'}] END
  + CASE WHEN i.network IS NULL THEN [] ELSE [{name: 'network', value: i.network, weight: 1.0 - i.weight,
    contribution: (1.0 - i.weight) * i.network, reason: 'In touch with ' + many + ' in 365 days' + named + '.'}] END END AS parts, endNode(i).id AS legal_id
RETURN person, rank, {value: i.value, percentile: i.percentile, network: i.network, formal: i.formal, parts: parts,
    drawn: CASE WHEN 'INFLUENCES' IN $shown AND 'Influence.drawn' IN $shown THEN i.drawn END,
    reason: CASE WHEN i.value IS NULL
      THEN 'Not enough data: in touch with ' + many + ' in 365 days where five are needed, no place in the chart and no title that tells a level.'
      ELSE reduce(text = '', one IN parts | text + CASE text WHEN '' THEN '' ELSE ' ' END + one.reason) END,
    counterparts: i.counterparts, betweenness: i.betweenness, constraint: i.constraint,
    organizations_reached: i.organizations_reached, group: legal_id + '/' + toString(i.group),
    population: i.population, computed_at: i.computed_at} AS influence, key_value
