// On whom of us our ties to an organization and its units rest: what share of all strengths is theirs, the largest first. One
// share near 1 means that all would be lost with one of us. people are those they have a tie to there.
// in:    $organization Organization, $with_subsidiaries Boolean = false
// out:   node Person, share Float, people Int
// order: share DESC, node.id
// try:   graphcrm ask relationships/rests_on organization=o-nl-wind
MATCH (o:Organization {id: $organization}) WHERE 'KNOWS' IN $shown AND 'HOLDS' IN $shown AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
// Units, and organizations under control: neither has cycles, so that the walk down ends; 50 is more than any group has.
MATCH (o)((x:Organization)<-[w:SUBSIDIARY_OF|PART_OF]-(y:Organization)
  WHERE (w:PART_OF OR ($with_subsidiaries AND w.control)) AND (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(unit:Organization)
MATCH (unit)<-[:AT]-(r:Role)<-[h:HOLDS]-(theirs:Person) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR theirs.audience IS NULL OR any(t IN theirs.audience WHERE t IN $teams))
WITH DISTINCT theirs
MATCH (theirs)-[k:KNOWS]-(p:Person) WHERE ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
WITH theirs, p, collect(k) AS ks
WHERE EXISTS { MATCH (p)-[h:HOLDS]->(r:Role)-[:AT]->(u:Organization) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR u.audience IS NULL OR any(t IN u.audience WHERE t IN $teams))
    MATCH (u)((x:Organization)-[w:PART_OF]->(y:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(top:Organization {ours: true}) }
// rank is log2 of a strength and the half-lives up to its moment: less the half-lives up to now it is that of the aged one.
WITH p AS node, theirs, 1 - reduce(left = 1.0, k IN ks | left * (1 - 2.0 ^ (k.rank - $now.epochSeconds / 86400.0 / $scoring.half_life))) AS strength
WITH node, sum(strength) AS own, count(theirs) AS people
WITH collect([node, own, people]) AS all, sum(own) AS total
UNWIND all AS one
RETURN one[0] AS node, round(one[1] / total * 1e9) / 1e9 AS share, one[2] AS people
