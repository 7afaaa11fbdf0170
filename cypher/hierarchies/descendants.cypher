// What lies below an organization, by legal ownership, operating structure or both; the nearest first.
// depth is the shortest distance; effective_share the sum over all paths of the products of their shares (a unit counts 1,
// an unknown share makes it null), whatever max_depth lists. Nobody is their own descendant.
// in:    $organization Organization, $kind HierarchyKind = OWNERSHIP, $max_depth Int = 50, $as_of Date = today,
//        $wants_effective_share Boolean = true, $first Int, $after [Any]
// out:   node Organization, depth Int, effective_share Float
// order: depth, node.name_key, node.id
// try:   graphcrm ask hierarchies/descendants organization=o-nordlicht
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
// Level by level, until the page is full: a level is the children of the one before that were not met yet. Only what has
// several parents can be met twice, so only that is remembered. Ends with the levels, at $max_depth (at most 50) the latest.
WITH o, reduce(acc = [[], [o], []], d IN range(1, CASE WHEN $max_depth > 50 THEN 50 ELSE $max_depth END) |
  CASE WHEN size(acc[1]) = 0 OR size([p IN acc[0] WHERE p[1] > coalesce($after[0], 0)]) >= $first THEN acc ELSE [level IN [COLLECT {
    UNWIND acc[1] AS f MATCH (f)<-[s:SUBSIDIARY_OF|PART_OF]-(b:Organization)
    WHERE ($kind = 'ALL' OR type(s) = CASE $kind WHEN 'STRUCTURE' THEN 'PART_OF' ELSE 'SUBSIDIARY_OF' END)
      AND (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))
      AND b <> o AND (COUNT { (b)-[:SUBSIDIARY_OF|PART_OF]->() } < 2 OR NOT b IN acc[2])
    RETURN DISTINCT b }] |
    [acc[0] + [b IN level | [b, d]], level,
     acc[2] + [b IN level WHERE COUNT { (b)-[:SUBSIDIARY_OF|PART_OF]->() } > 1]]][0] END)[0] AS found
CALL (found) {
  UNWIND found AS p
  WITH p[0] AS node, p[1] AS depth
  WHERE $after IS NULL OR depth > $after[0] OR (depth = $after[0] AND (node.name_key > $after[1]
    OR (node.name_key = $after[1] AND node.id > $after[2])))
  WITH node, depth ORDER BY depth, node.name_key, node.id LIMIT $first
  RETURN collect([node, depth]) AS page
}
// The shares of the page alone: from each of its rows upward, the weights of all walks of one more step at a time, walks
// that meet added up, noted where they reach o. Ends when no weight is left; of a cycle that keeps 95 % a round, 1e-11 is
// left after 500.
WITH o, page, CASE WHEN NOT $wants_effective_share THEN [] ELSE reduce(
  acc = [[p IN page | [[p[0], p[0]], 1.0, false]], []], d IN range(1, 500) |
  CASE WHEN size(acc[0]) = 0 THEN acc ELSE [step IN [[found IN [COLLECT {
    UNWIND acc[0] AS w
    WITH w, w[0][1] AS a
    MATCH (a)-[s:SUBSIDIARY_OF|PART_OF]->(b:Organization)
    WHERE ($kind = 'ALL' OR type(s) = CASE $kind WHEN 'STRUCTURE' THEN 'PART_OF' ELSE 'SUBSIDIARY_OF' END)
      AND (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))
    WITH w, b, s, w[1] * CASE type(s) WHEN 'PART_OF' THEN 1.0 ELSE coalesce(s.share, 0.0) END AS weight,
      w[2] OR (type(s) = 'SUBSIDIARY_OF' AND s.share IS NULL) AS unknown
    WHERE weight > 1e-13 OR d <= 50
    RETURN [[w[0][0], b], weight, unknown] }] |
    CASE WHEN size(found) < 2 THEN found ELSE [keys IN [COLLECT { UNWIND found AS w RETURN DISTINCT w[0] }] |
      CASE WHEN size(keys) = size(found) THEN found ELSE [k IN keys | [k,
        reduce(t = 0.0, w IN found | CASE w[0] WHEN k THEN t + w[1] ELSE t END),
        any(w IN found WHERE w[0] = k AND w[2])]] END][0] END][0]] | [step, acc[1] + [w IN step WHERE w[0][1] = o]]][0] END)[1]
  END AS reached
UNWIND page AS p
RETURN p[0] AS node, p[1] AS depth, CASE WHEN $wants_effective_share
  AND none(w IN reached WHERE w[0][0] = p[0] AND w[2]) THEN reduce(t = 0.0, w IN reached |
  CASE w[0][0] WHEN p[0] THEN t + w[1] ELSE t END) END AS effective_share
