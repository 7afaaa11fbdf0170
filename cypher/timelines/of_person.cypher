// Interactions a person took part in, the latest first.
// in:    $person Person, $kinds [InteractionKind] = null, $since DateTime = null,
//        $until DateTime = null, $first Int, $after [Any]
// out:   node Interaction
// order: node.occurred_at DESC, node.id
// try:   graphcrm ask timelines/of_person person=p-haddad first=10
MATCH (p:Person {id: $person}) WHERE 'TOOK_PART_IN' IN $shown AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
MATCH (p)-[:TOOK_PART_IN]->(i:Interaction)
WHERE ($sees_all OR i.audience IS NULL OR any(t IN i.audience WHERE t IN $teams))
  AND ($kinds IS NULL OR i.kind IN $kinds) AND ($since IS NULL OR i.occurred_at >= $since)
  AND ($until IS NULL OR i.occurred_at <= $until)
  AND ($after IS NULL OR i.occurred_at < $after[0] OR (i.occurred_at = $after[0] AND i.id > $after[1]))
RETURN DISTINCT i AS node ORDER BY node.occurred_at DESC, node.id LIMIT $first
