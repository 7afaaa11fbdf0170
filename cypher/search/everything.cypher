// People, organizations and deals by their names, then by e-mails, domains, titles, cities and tags: all words, any order.
// What is archived is left out. The best match comes first; one typo is forgiven in words of four letters or more. The score (0–1) tells how a record was
// met: 1 its whole name, 0.9 words of its name, 0.8 their beginnings, 0.7 and 0.6 the same with other fields, less with a typo.
// in:    $text Words, $kinds [SearchKind] = null, $first Int, $after [Any]
// out:   node Node, score Float, key_name String
// order: score DESC, key_name, node.id
// try:   graphcrm ask search/everything text="nordlicht wind" first=10
WITH $text AS words WHERE size(words) > 0
CALL db.index.fulltext.queryNodes('search', reduce(q = '', w IN words | q + ' +(' + w + ' ' + w + '*'
  + CASE WHEN size(w) >= 4 THEN ' ' + w + '~1' ELSE '' END + ')'), {limit: 5000}) YIELD node AS hit
CALL (hit) {
  // A record is met by itself, a person also by an address or the title of a seat.
  WITH hit WHERE hit:Person AND all(f IN ['Person.name', 'Person.city', 'Person.tags'] WHERE f IN $shown)
    OR hit:Organization OR hit:Deal
  RETURN hit AS node, true AS own
  UNION ALL
  MATCH (hit:ContactPoint)<-[e:REACHED_AT]-(node:Party)
  WHERE 'REACHED_AT' IN $shown AND 'ContactPoint.address' IN $shown AND (e.started_on IS NULL OR e.started_on <= $today) AND (e.ended_on IS NULL OR e.ended_on >= $today) AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams))
  RETURN node, false AS own
  UNION ALL
  MATCH (hit:Role)<-[e:HOLDS]-(node:Person)
  WHERE 'HOLDS' IN $shown AND hit.archived_at IS NULL AND ($sees_all OR hit.audience IS NULL OR any(t IN hit.audience WHERE t IN $teams)) AND (e.started_on IS NULL OR e.started_on <= $today) AND (e.ended_on IS NULL OR e.ended_on >= $today) AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams))
  RETURN node, false AS own
}
WITH words, node, own, split(hit._search, ' | ') AS fields
WHERE node.archived_at IS NULL AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams))
  AND ($kinds IS NULL OR any(kind IN $kinds WHERE kind IN [label IN labels(node) | toUpper(label)]))
WITH words, node, own, split(fields[0], ' ') AS name, split(fields[0] + ' ' + coalesce(fields[1], ''), ' ') AS every
WITH node, CASE
    WHEN own AND name = words THEN 1.0
    WHEN own AND all(w IN words WHERE w IN name) THEN 0.9
    WHEN own AND all(w IN words WHERE any(n IN name WHERE n STARTS WITH w)) THEN 0.8
    WHEN all(w IN words WHERE w IN every) THEN CASE WHEN own THEN 0.7 ELSE 0.65 END
    WHEN all(w IN words WHERE any(n IN every WHERE n STARTS WITH w)) THEN CASE WHEN own THEN 0.6 ELSE 0.55 END
    WHEN own THEN 0.5 ELSE 0.45 END AS score
WITH node, max(score) AS score,
  CASE WHEN NOT node:Person OR 'Person.name' IN $shown THEN node.name_key END AS key_name
WITH node, score, key_name
WHERE $after IS NULL OR score < $after[0] OR (score = $after[0] AND (
  CASE WHEN $after[1] IS NULL THEN key_name IS NULL AND node.id > $after[2]
  ELSE key_name IS NULL OR key_name > $after[1] OR (key_name = $after[1] AND node.id > $after[2]) END))
RETURN node, score, key_name ORDER BY score DESC, key_name, node.id LIMIT $first
