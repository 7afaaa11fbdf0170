// People, organizations and deals by their names, then by e-mails, domains, titles, cities and tags: all words, any order.
// What is archived is left out. The best match comes first; one typo is forgiven in words of four letters or more. The score (0–1) tells how a record was
// met: 1 its whole name, 0.9 words of its name, 0.8 their beginnings, 0.7 and 0.6 the same with other fields, less with a typo.
// At most 5,000 records that have the very words are looked at, and 5,000 that have them in some way: those the index ranks highest.
// in:    $text Words, $kinds [SearchKind] = null, $first Int, $after [Any]
// out:   node Node, score Float, key_name String
// order: score DESC, key_name, node.id
// try:   graphcrm ask search/everything text="nordlicht wind" first=10
WITH $text AS words, [w IN $text | ' ' + w + ' '] AS whole, [w IN $text | ' ' + w] AS begun, reduce(n = '', w IN $text | n + w + ' ') AS full,
  all(f IN ['Person.name', 'Person.city', 'Person.tags'] WHERE f IN $searched) AS people
WHERE size(words) > 0
// First those whose names have the words, since no others are as good; of a common name they fill the page. In what is
// searched every word stands between two spaces, the bar behind the name as well.
CALL (words, whole, full, people) {
  WITH * WHERE $after IS NULL OR $after[0] >= 0.9
  CALL db.index.fulltext.queryNodes('search', reduce(q = '', w IN words | q + ' +' + w), {limit: 5000}) YIELD node
  WHERE (node:Person AND people OR node:Organization OR node:Deal) AND node.archived_at IS NULL
    AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams))
    AND ($kinds IS NULL OR any(kind IN $kinds WHERE kind IN [label IN labels(node) | toUpper(label)]))
  WITH node, whole, full, node._search AS said
  WHERE said STARTS WITH full OR all(w IN whole WHERE ' ' + split(said, ' |')[0] + ' ' CONTAINS w)
  WITH node, CASE WHEN said STARTS WITH full + '|' THEN 1.0 ELSE 0.9 END AS score, node.name_key AS key_name
  WHERE $after IS NULL OR score < $after[0] OR (score = $after[0] AND (key_name > $after[1] OR (key_name = $after[1] AND node.id > $after[2])))
  WITH node, score, key_name ORDER BY score DESC, key_name, node.id LIMIT $first
  RETURN collect([node, score, key_name]) AS named
}
CALL (words, whole, begun, people, named) {
  UNWIND named AS one RETURN one[0] AS node, one[1] AS score, one[2] AS key_name
  UNION ALL
  WITH * WHERE size(named) < $first
  CALL db.index.fulltext.queryNodes('search', reduce(q = '', w IN words | q + ' +(' + w + ' ' + w + '*'
    + CASE WHEN size(w) >= 4 THEN ' ' + w + '~1' ELSE '' END + ')'), {limit: 5000}) YIELD node AS hit
  WITH whole, begun, people, collect(hit) AS hits
  // A record is met by itself, a person also by an address or the title of a seat.
  CALL (hits, people) {
    UNWIND hits AS hit WITH hit WHERE hit:Person AND people OR hit:Organization OR hit:Deal
    RETURN hit, hit AS node, true AS own
    UNION ALL
    UNWIND hits AS hit MATCH (hit:ContactPoint)<-[e:REACHED_AT]-(node:Party)
    WHERE 'REACHED_AT' IN $searched AND 'ContactPoint.address' IN $searched AND (e.started_on IS NULL OR e.started_on <= $today) AND (e.ended_on IS NULL OR e.ended_on >= $today) AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams))
    RETURN hit, node, false AS own
    UNION ALL
    UNWIND hits AS hit MATCH (hit:Role)<-[e:HOLDS]-(node:Person)
    WHERE 'HOLDS' IN $searched AND hit.archived_at IS NULL AND ($sees_all OR hit.audience IS NULL OR any(t IN hit.audience WHERE t IN $teams)) AND (e.started_on IS NULL OR e.started_on <= $today) AND (e.ended_on IS NULL OR e.ended_on >= $today) AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams))
    RETURN hit, node, false AS own
  }
  WITH * WHERE node.archived_at IS NULL AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams))
    AND ($kinds IS NULL OR any(kind IN $kinds WHERE kind IN [label IN labels(node) | toUpper(label)]))
  WITH node, own, whole, begun, people, ' ' + hit._search + ' ' AS every, ' ' + split(node._search, ' |')[0] + ' ' AS name
  WHERE NOT all(w IN whole WHERE name CONTAINS w) OR (node:Person AND NOT people)
  WITH node, max(CASE WHEN own AND all(w IN begun WHERE name CONTAINS w) THEN 0.8
      WHEN all(w IN whole WHERE every CONTAINS w) THEN CASE WHEN own THEN 0.7 ELSE 0.65 END
      WHEN all(w IN begun WHERE every CONTAINS w) THEN CASE WHEN own THEN 0.6 ELSE 0.55 END
      WHEN own THEN 0.5 ELSE 0.45 END) AS score, CASE WHEN NOT node:Person OR 'Person.name' IN $searched THEN node.name_key END AS key_name
  WHERE $after IS NULL OR score < $after[0] OR (score = $after[0] AND (
    CASE WHEN $after[1] IS NULL THEN key_name IS NULL AND node.id > $after[2]
    ELSE key_name IS NULL OR key_name > $after[1] OR (key_name = $after[1] AND node.id > $after[2]) END))
  RETURN node, score, key_name
}
RETURN node, score, key_name ORDER BY score DESC, key_name, node.id LIMIT $first
