// The influence of somebody within the legal organization of $in, without it within the one where they have most.
// in:    $person Person, $in Organization = null
// out:   value Float, percentile Float, network Float, formal Float, drawn Float, parts [ScorePart], reason String, counterparts Int,
//        betweenness Float, constraint Float, organizations_reached Int, group String, population Int, computed_at DateTime
// try:   graphcrm ask influence/of_person person=p-berg
MATCH (person:Person {id: $person})-[i:INFLUENTIAL_IN]->(o:Organization)
WHERE 'INFLUENTIAL_IN' IN $shown AND 'TOOK_PART_IN' IN $shown AND 'HOLDS' IN $shown
  AND ($sees_all OR person.audience IS NULL OR any(t IN person.audience WHERE t IN $teams)) AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
// Of a unit it is that of the nearest organization above which has one; structure has no cycles, 50 is more than there is.
WITH person, i, o, CASE WHEN $in IS NULL THEN 0 ELSE head(COLLECT {
  MATCH (u:Organization {id: $in})((b:Organization)-[s:PART_OF]->(a:Organization) WHERE (s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today)
    AND ($sees_all OR a.audience IS NULL OR any(t IN a.audience WHERE t IN $teams))){0,50}(o)
  WHERE ($sees_all OR u.audience IS NULL OR any(t IN u.audience WHERE t IN $teams))
  RETURN size(s) ORDER BY size(s) LIMIT 1 }) END AS steps
WHERE steps IS NOT NULL
WITH person, i ORDER BY steps, i.value IS NULL, i.value DESC, o.id LIMIT 1
CALL (i) {
  // Whom it comes from, as far as they are seen and named.
  UNWIND range(0, size(coalesce(i.giver_ids, [])) - 1) AS at
  MATCH (g:Person {id: i.giver_ids[at]}) WHERE ($sees_all OR g.audience IS NULL OR any(t IN g.audience WHERE t IN $teams))
  WITH CASE WHEN 'Person.name' IN $shown THEN g.name ELSE 'somebody' END + ' (' + toString(i.giver_counts[at]) + ')' AS one
  RETURN reduce(text = '', one IN collect(one) | text + CASE text WHEN '' THEN '' ELSE ', ' END + one) AS givers
}
WITH person, i, givers, CASE i.basis WHEN 'PLACE' THEN 'place in the chart' ELSE 'title' END AS basis,
  CASE givers WHEN '' THEN '' ELSE ', most of all by ' + givers END AS named, toString(i.counterparts) + ' people' AS many
WITH person, i, basis, named, many,
  CASE WHEN i.value IS NULL THEN [] ELSE CASE WHEN i.formal IS NULL THEN [] ELSE [{name: 'formal', value: i.formal, weight: i.weight,
    contribution: i.weight * i.formal, reason: 'By their ' + basis + '.'}] END
  + CASE WHEN i.network IS NULL THEN [] ELSE [{name: 'network', value: i.network, weight: 1.0 - i.weight,
    contribution: (1.0 - i.weight) * i.network, reason: 'In touch with ' + many + ' in 365 days' + named + '.'}] END END AS parts, endNode(i).id AS legal_id
WITH {value: i.value, percentile: i.percentile, network: i.network, formal: i.formal, parts: parts,
    drawn: CASE WHEN 'INFLUENCES' IN $shown AND 'Influence.drawn' IN $shown THEN i.drawn END,
    reason: CASE WHEN i.value IS NULL
      THEN 'Not enough data: in touch with ' + many + ' in 365 days where five are needed, no place in the chart and no title that tells a level.'
      ELSE reduce(text = '', one IN parts | text + CASE text WHEN '' THEN '' ELSE ' ' END + one.reason) END,
    counterparts: i.counterparts, betweenness: i.betweenness, constraint: i.constraint,
    organizations_reached: i.organizations_reached, group: legal_id + '/' + toString(i.group),
    population: i.population, computed_at: i.computed_at} AS found
RETURN found.value AS value, found.percentile AS percentile, found.network AS network, found.formal AS formal, found.drawn AS drawn, found.parts AS parts, found.reason AS reason, found.counterparts AS counterparts, found.betweenness AS betweenness, found.constraint AS constraint, found.organizations_reached AS organizations_reached, found.group AS group, found.population AS population, found.computed_at AS computed_at
