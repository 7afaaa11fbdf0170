// Who knows both of two people, the strongest between them first: by the product of both strengths.
// key_order is the logarithm of that product, with the time it is read at taken out, so that pages follow each other.
// in:    $one Person, $other Person, $after [Any], $first Int
// out:   node Person, strength Float, key_order Float
// order: key_order DESC, node.id
// try:   graphcrm ask relationships/shared_contacts one=p-tan other=p-weiss
MATCH (a:Person {id: $one}) WHERE 'KNOWS' IN $shown AND ($sees_all OR a.audience IS NULL OR any(t IN a.audience WHERE t IN $teams))
MATCH (b:Person {id: $other}) WHERE a <> b AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))
WITH a, b, $now.epochSeconds / 86400.0 AS day
MATCH (a)-[k:KNOWS]-(node:Person)-[l:KNOWS]-(b)
WHERE ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams)) AND node.archived_at IS NULL
  AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams))
  AND ($sees_all OR l.audience IS NULL OR any(t IN l.audience WHERE t IN $teams))
WITH day, node, collect(DISTINCT k) AS ks, collect(DISTINCT l) AS ls
// rank is log2 of a strength and the half-lives up to its moment: less the half-lives up to now it is that of the aged one.
WITH node, day / $scoring.half_life AS age,
  1 - reduce(left = 1.0, k IN ks | left * (1 - 2.0 ^ (k.rank - day / $scoring.half_life))) AS one,
  1 - reduce(left = 1.0, l IN ls | left * (1 - 2.0 ^ (l.rank - day / $scoring.half_life))) AS other
WITH node, one * other AS strength, age, round((log(one * other) / log(2) + 2 * age) * 1e9) / 1e9 AS key_order
WHERE $after IS NULL OR key_order < $after[0] OR (key_order = $after[0] AND node.id > $after[1])
RETURN node, strength, key_order ORDER BY key_order DESC, node.id LIMIT $first
