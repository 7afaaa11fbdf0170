// How many interactions a person took part in, counted up to 10,001.
// in:    $person Person, $kinds [InteractionKind] = null, $since DateTime = null,
//        $until DateTime = null
// out:   total Int
// try:   graphcrm ask timelines/of_person_count person=p-haddad
MATCH (p:Person {id: $person}) WHERE 'TOOK_PART_IN' IN $shown AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
MATCH (p)-[:TOOK_PART_IN]->(i:Interaction)
WHERE ($sees_all OR i.audience IS NULL OR any(t IN i.audience WHERE t IN $teams))
  AND ($kinds IS NULL OR i.kind IN $kinds) AND ($since IS NULL OR i.occurred_at >= $since)
  AND ($until IS NULL OR i.occurred_at <= $until)
WITH DISTINCT i LIMIT 10001
RETURN count(i) AS total
