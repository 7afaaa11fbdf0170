// What lies above an organization, by legal ownership, operating structure or both; the nearest first.
// depth is the shortest distance; effective_share the sum over all paths of the products of their shares (a unit counts 1,
// an unknown share makes it null), whatever max_depth lists. Nobody is their own ancestor.
// in:    $organization Organization, $kind HierarchyKind = OWNERSHIP, $max_depth Int = 50, $as_of Date = today
// out:   node Organization, depth Int, effective_share Float
// order: depth, node.name_key, node.id
// try:   graphcrm ask hierarchies/ancestors organization=o-nl-services
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
// The weights of all walks upward, one more step at a time; the first step that meets a node is its depth. Ends when no
// weight is left; of a cycle that keeps 95 % a round, 1e-11 is left after 500.
WITH o, reduce(acc = [[[o, 1.0, false]], []], d IN range(1, 500) |
  CASE WHEN size(acc[0]) = 0 THEN acc ELSE [step IN [[found IN [COLLECT {
    UNWIND acc[0] AS w
    WITH w, w[0] AS a
    MATCH (a)-[s:SUBSIDIARY_OF|PART_OF]->(b:Organization)
    WHERE ($kind = 'ALL' OR type(s) = CASE $kind WHEN 'STRUCTURE' THEN 'PART_OF' ELSE 'SUBSIDIARY_OF' END)
      AND (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))
    WITH w, b, s, w[1] * CASE type(s) WHEN 'PART_OF' THEN 1.0 ELSE coalesce(s.share, 0.0) END AS weight,
      w[2] OR (type(s) = 'SUBSIDIARY_OF' AND s.share IS NULL) AS unknown
    WHERE weight > 1e-13 OR d <= 50
    RETURN [b, weight, unknown] }] |
    CASE WHEN size(found) < 2 THEN found ELSE [keys IN [COLLECT { UNWIND found AS w RETURN DISTINCT w[0] }] |
      CASE WHEN size(keys) = size(found) THEN found ELSE [k IN keys | [k,
        reduce(t = 0.0, w IN found | CASE w[0] WHEN k THEN t + w[1] ELSE t END),
        any(w IN found WHERE w[0] = k AND w[2])]] END][0] END][0]] |
    [step, acc[1] + [w IN step | [w[0], w[1], w[2], d]]]][0] END)[1] AS reached
UNWIND reached AS w
WITH o, w[0] AS node, min(w[3]) AS depth, sum(w[1]) AS weight, max(w[2]) AS unknown
WHERE node <> o AND depth <= $max_depth
RETURN node, depth, CASE WHEN NOT unknown THEN weight END AS effective_share
