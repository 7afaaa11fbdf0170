// Interactions that concern a deal, the latest first.
// in:    $deal Deal, $kinds [InteractionKind] = null, $since DateTime = null,
//        $until DateTime = null, $first Int, $after [Any]
// out:   node Interaction
// order: node.occurred_at DESC, node.id
// try:   graphcrm ask timelines/of_deal deal=d-rotor
MATCH (d:Deal {id: $deal}) WHERE ($sees_all OR d.audience IS NULL OR any(t IN d.audience WHERE t IN $teams))
MATCH (d)<-[:CONCERNS]-(i:Interaction)
WHERE ($sees_all OR i.audience IS NULL OR any(t IN i.audience WHERE t IN $teams))
  AND ($kinds IS NULL OR i.kind IN $kinds) AND ($since IS NULL OR i.occurred_at >= $since)
  AND ($until IS NULL OR i.occurred_at <= $until)
  AND ($after IS NULL OR i.occurred_at < $after[0] OR (i.occurred_at = $after[0] AND i.id > $after[1]))
RETURN DISTINCT i AS node ORDER BY node.occurred_at DESC, node.id LIMIT $first
