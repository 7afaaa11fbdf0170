// How strong we are with an organization and its units, or one of us, or one of our teams: 1 - Π(1 - s) over the five strongest
// pairs of one of us and somebody who holds a seat there, each pair once. These five are the evidence.
// in:    $organization Organization, $team Team = null, $person Person = null, $with_subsidiaries Boolean = false
// out:   value Float, pairs [TiedPair], our_people Int, their_people Int, seated Int
// try:   graphcrm ask relationships/with_organization organization=o-nl-wind
MATCH (o:Organization {id: $organization}) WHERE 'KNOWS' IN $shown AND 'HOLDS' IN $shown AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
// Units, and organizations under control: neither has cycles, so that the walk down ends; 50 is more than any group has.
MATCH (o)((x:Organization)<-[w:SUBSIDIARY_OF|PART_OF]-(y:Organization)
  WHERE (w:PART_OF OR ($with_subsidiaries AND w.control)) AND (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(unit:Organization)
MATCH (unit)<-[:AT]-(r:Role)<-[h:HOLDS]-(theirs:Person) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR theirs.audience IS NULL OR any(t IN theirs.audience WHERE t IN $teams))
WITH collect(DISTINCT theirs) AS seated, $person AS who, $team AS whose
CALL (seated, who, whose) {
  UNWIND seated AS theirs
  MATCH (theirs)-[k:KNOWS]-(p:Person) WHERE ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
  WITH seated, who, whose, theirs, p, collect(k) AS ks
  WHERE CASE WHEN who IS NOT NULL THEN p.id = who
    WHEN whose IS NOT NULL THEN EXISTS { MATCH (p)<-[:IS]-(user:User)-[b:MEMBER_OF]->(team:Team {id: whose}) WHERE (b.started_on IS NULL OR b.started_on <= $today) AND (b.ended_on IS NULL OR b.ended_on >= $today) AND ($sees_all OR user.audience IS NULL OR any(t IN user.audience WHERE t IN $teams)) AND ($sees_all OR team.audience IS NULL OR any(t IN team.audience WHERE t IN $teams)) }
    ELSE EXISTS { MATCH (p)-[h:HOLDS]->(r:Role)-[:AT]->(u:Organization) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR u.audience IS NULL OR any(t IN u.audience WHERE t IN $teams))
    MATCH (u)((x:Organization)-[w:PART_OF]->(y:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(top:Organization {ours: true}) } END
  // Of two of us who both sit there the tie counts once. rank is log2 of a strength and the half-lives up to its moment.
  WITH DISTINCT CASE WHEN theirs.id < p.id OR NOT p IN seated THEN p ELSE theirs END AS one, CASE WHEN theirs.id < p.id OR NOT p IN seated THEN theirs ELSE p END AS other,
    1 - reduce(left = 1.0, k IN ks | left * (1 - 2.0 ^ (k.rank - $now.epochSeconds / 86400.0 / $scoring.half_life))) AS strength, reduce(last = null, k IN ks | CASE WHEN k.last_contact_at < last THEN last ELSE coalesce(k.last_contact_at, last) END) AS last
  ORDER BY strength DESC, one.id, other.id
  RETURN collect({ours: one, theirs: other, strength: strength, last_contact_at: last}) AS ties
}
RETURN CASE WHEN size(ties) > 0 THEN 1 - reduce(left = 1.0, tie IN ties[..5] | left * (1 - tie.strength)) END AS value, ties[..5] AS pairs,
  COUNT { UNWIND ties AS tie RETURN DISTINCT tie.ours } AS our_people, COUNT { UNWIND ties AS tie RETURN DISTINCT tie.theirs } AS their_people, size(seated) AS seated
