// How strong we would still be with organizations if some people were gone, where that is less: the worst loss first.
// Strength with an organization is 1 - Π(1 - s) over the five strongest pairs of one of us and somebody who holds a seat
// there or at a unit. Told are the organizations of those who go, and those they have ties to, at most 200.
// in:    $leavers [String]
// out:   organization Organization, strength_before Float, strength_after Float, key_loss Float
// order: key_loss DESC, organization.id
// try:   graphcrm ask what_if/lost_coverage leavers=p-haddad
UNWIND $leavers AS id
MATCH (leaver:Person {id: id}) WHERE 'KNOWS' IN $shown AND 'HOLDS' IN $shown AND ($sees_all OR leaver.audience IS NULL OR any(t IN leaver.audience WHERE t IN $teams))
CALL (leaver) {
  RETURN leaver AS at
  UNION
  MATCH (leaver)-[k:KNOWS]-(at:Person) WHERE ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR at.audience IS NULL OR any(t IN at.audience WHERE t IN $teams)) RETURN at
}
MATCH (at)-[h:HOLDS]->(r:Role)-[:AT]->(u:Organization) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR u.audience IS NULL OR any(t IN u.audience WHERE t IN $teams))
// Units have no cycles, so that the way up to our company ends; 50 is more than any company has.
MATCH (u)((x:Organization)-[w:PART_OF]->(y:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(organization:Organization)
WHERE NOT EXISTS { MATCH (organization)-[above:PART_OF]->(up:Organization) WHERE (above.started_on IS NULL OR above.started_on <= $today) AND (above.ended_on IS NULL OR above.ended_on >= $today) AND ($sees_all OR up.audience IS NULL OR any(t IN up.audience WHERE t IN $teams)) } AND NOT coalesce(organization.ours, false)
WITH DISTINCT organization, $leavers AS leavers ORDER BY organization.id LIMIT 200
CALL (organization, leavers) {
  MATCH (organization)((x:Organization)<-[w:PART_OF]-(y:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(unit:Organization)<-[:AT]-(r:Role)<-[h:HOLDS]-(theirs:Person)
  WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR theirs.audience IS NULL OR any(t IN theirs.audience WHERE t IN $teams))
  WITH DISTINCT theirs
  MATCH (theirs)-[k:KNOWS]-(p:Person) WHERE ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
  WITH theirs, p, collect(k) AS ks
  WHERE EXISTS { MATCH (p)-[h:HOLDS]->(r:Role)-[:AT]->(u:Organization) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR u.audience IS NULL OR any(t IN u.audience WHERE t IN $teams))
    MATCH (u)((x:Organization)-[w:PART_OF]->(y:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(top:Organization {ours: true}) }
  // rank is log2 of a strength and the half-lives up to its moment: less the half-lives up to now it is that of the aged one.
  WITH 1 - reduce(left = 1.0, k IN ks | left * (1 - 2.0 ^ (k.rank - $now.epochSeconds / 86400.0 / $scoring.half_life))) AS strength, p.id IN leavers OR theirs.id IN leavers AS gone
  ORDER BY strength DESC
  WITH collect({s: strength, gone: gone}) AS pairs
  RETURN 1 - reduce(left = 1.0, pair IN pairs[..5] | left * (1 - pair.s)) AS strength_before,
    1 - reduce(left = 1.0, pair IN [pair IN pairs WHERE NOT pair.gone][..5] | left * (1 - pair.s)) AS strength_after
}
WITH organization, strength_before, strength_after, round((strength_before - strength_after) * 1e9) / 1e9 AS key_loss WHERE key_loss > 0
RETURN organization, strength_before, strength_after, key_loss
