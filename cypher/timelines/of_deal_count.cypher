// How many interactions concern a deal, counted up to 10,001.
// in:    $deal Deal, $kinds [InteractionKind] = null, $since DateTime = null,
//        $until DateTime = null
// out:   total Int
// try:   graphcrm ask timelines/of_deal_count deal=d-rotor
MATCH (d:Deal {id: $deal}) WHERE ($sees_all OR d.audience IS NULL OR any(t IN d.audience WHERE t IN $teams))
MATCH (d)<-[:CONCERNS]-(i:Interaction)
WHERE ($sees_all OR i.audience IS NULL OR any(t IN i.audience WHERE t IN $teams))
  AND ($kinds IS NULL OR i.kind IN $kinds) AND ($since IS NULL OR i.occurred_at >= $since)
  AND ($until IS NULL OR i.occurred_at <= $until)
WITH DISTINCT i LIMIT 10001
RETURN count(i) AS total
