// Who could take over the ties of those who go: people of their side who know the same people, weighted by how well those who
// go know them: Σ s(goes, j) s(candidate, j) / Σ s(goes, j). The side are we, or else their own company with its units.
// reasons are the three ties that count most; key_order orders alike whenever it is asked.
// in:    $leavers [String], $after [Any], $first Int
// out:   node Person, score Float, reasons [String], key_order Float
// order: key_order DESC, node.id
// try:   graphcrm ask what_if/replacements leavers=p-haddad
UNWIND $leavers AS id
MATCH (leaver:Person {id: id})-[k:KNOWS]-(j:Person) WHERE 'KNOWS' IN $shown AND 'HOLDS' IN $shown AND ($sees_all OR leaver.audience IS NULL OR any(t IN leaver.audience WHERE t IN $teams)) AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR j.audience IS NULL OR any(t IN j.audience WHERE t IN $teams)) AND NOT j.id IN $leavers
WITH leaver, j, collect(k) AS ks
// rank is log2 of a strength and the half-lives up to its moment: less the half-lives up to now it is that of the aged one.
WITH j, sum(1 - reduce(left = 1.0, k IN ks | left * (1 - 2.0 ^ (k.rank - $now.epochSeconds / 86400.0 / $scoring.half_life)))) AS known
WITH collect([j, known]) AS ties, sum(known) AS total, $leavers AS gone
// Of whose side: the companies at whose units those who go hold a seat; of these one that is ours makes it us.
CALL (gone) {
  UNWIND gone AS id
  MATCH (p:Person {id: id})-[h:HOLDS]->(r:Role)-[:AT]->(u:Organization) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams)) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR u.audience IS NULL OR any(t IN u.audience WHERE t IN $teams))
  MATCH (u)((x:Organization)-[w:PART_OF]->(y:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(top:Organization)
  RETURN collect(DISTINCT top) AS tops, any(o IN collect(top) WHERE o.ours) AS us
}
UNWIND ties AS tie
WITH tie[0] AS j, tie[1] AS known, total, tops, us
MATCH (j)-[l:KNOWS]-(node:Person)
WHERE NOT node.id IN $leavers AND node.archived_at IS NULL AND ($sees_all OR l.audience IS NULL OR any(t IN l.audience WHERE t IN $teams)) AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams))
WITH node, j, known, total, tops, us, collect(l) AS ls
WITH node, j, known / total AS weight, 1 - reduce(left = 1.0, k IN ls | left * (1 - 2.0 ^ (k.rank - $now.epochSeconds / 86400.0 / $scoring.half_life))) AS strength, tops, us ORDER BY weight * strength DESC, j.id
WITH node, tops, us, round(sum(weight * strength) * 1e12) / 1e12 AS score, collect(CASE WHEN 'Person.name' IN $shown THEN j.name ELSE j.id END + ': ' + toString(round(strength, 2)))[..3] AS reasons
WHERE EXISTS { MATCH (node)-[h:HOLDS]->(r:Role)-[:AT]->(u:Organization) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR u.audience IS NULL OR any(t IN u.audience WHERE t IN $teams))
  MATCH (u)((x:Organization)-[w:PART_OF]->(y:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(top:Organization) WHERE CASE WHEN us THEN top.ours ELSE top IN tops END }
WITH node, score, reasons, round(($now.epochSeconds / 86400.0 / $scoring.half_life + log(score) / log(2)) * 1e9) / 1e9 AS key_order
WHERE $after IS NULL OR key_order < $after[0] OR (key_order = $after[0] AND node.id > $after[1])
RETURN node, score, reasons, key_order ORDER BY key_order DESC, node.id LIMIT $first
