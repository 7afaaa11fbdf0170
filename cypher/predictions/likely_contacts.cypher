// Whom somebody may get in touch with next: people they have no tie to, by resource allocation over the ties of the last 365 days
// (Zhou, Lü & Zhang 2009). A short list with reasons, never a claim: of the first hundred about one in seven came true.
// Scores are computed from time to time over what everybody may see; through are the three who connect them best today.
// in:    $person Person, $after [Any], $first Int
// out:   node Person, score Float, through [Person], computed_at DateTime
// order: score DESC, node.id
// try:   graphcrm ask predictions/likely_contacts person=p-haddad first=10
MATCH (p:Person {id: $person}) WHERE 'KNOWS' IN $shown AND 'MAY_CONNECT' IN $shown AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams)) AND NOT coalesce(p.objects_to_profiling, false)
MATCH (p)-[may:MAY_CONNECT]->(node:Person)
WHERE ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams)) AND node.archived_at IS NULL AND NOT coalesce(node.objects_to_profiling, false)
  AND NOT EXISTS { MATCH (p)-[k:KNOWS]-(node) WHERE ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) }
  AND ($after IS NULL OR may.score < $after[0] OR (may.score = $after[0] AND node.id > $after[1]))
WITH p, node, may ORDER BY may.score DESC, node.id LIMIT $first
CALL (p, node) {
  MATCH (p)-[k:KNOWS]-(between:Person)-[l:KNOWS]-(node)
  WHERE ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR l.audience IS NULL OR any(t IN l.audience WHERE t IN $teams)) AND ($sees_all OR between.audience IS NULL OR any(t IN between.audience WHERE t IN $teams))
  WITH between, log(1 + sum(DISTINCT k.events)) * log(1 + sum(DISTINCT l.events)) AS part ORDER BY part DESC, between.id LIMIT 3
  RETURN collect(between) AS through
}
RETURN node, may.score AS score, through, may.computed_at AS computed_at
