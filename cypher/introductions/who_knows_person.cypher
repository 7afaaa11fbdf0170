// Who of us knows a person: the strongest ties first.
// in:    $person Person
// out:   node Person, strength Float, last_contact_at DateTime, contact_days Int, key_rank Float
// order: key_rank DESC, node.id
// try:   graphcrm ask introductions/who_knows_person person=p-berg
MATCH (x:Person {id: $person}) WHERE 'KNOWS' IN $shown AND 'HOLDS' IN $shown AND ($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams))
CALL () {
  MATCH (w:Organization) WHERE w.ours = true AND w.id IS NOT NULL AND ($sees_all OR w.audience IS NULL OR any(t IN w.audience WHERE t IN $teams))
  // Units have no cycles, so the walk down ends; 50 is more than any company has.
  MATCH (w)((a:Organization)<-[p:PART_OF]-(b:Organization) WHERE (p.started_on IS NULL OR p.started_on <= $today) AND (p.ended_on IS NULL OR p.ended_on >= $today) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(u:Organization)
  MATCH (u)<-[:AT]-(r:Role)<-[h:HOLDS]-(y:Person)
  WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams))
    AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams)) AND y.archived_at IS NULL
  RETURN collect(DISTINCT y) AS ours
}
MATCH (x)-[k:KNOWS]-(node) WHERE node IN ours AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams))
WITH node, collect(k) AS ks
RETURN node, 1.0 - reduce(q = 1.0, k IN ks | q * (1.0 - k.strength * 2.0 ^ (CASE WHEN k.strength_at < $now THEN duration.inSeconds(k.strength_at, $now).seconds / -86400.0 / $scoring.half_life ELSE 0.0 END))) AS strength,
  reduce(last = null, k IN ks | CASE WHEN k.last_contact_at < last THEN last ELSE k.last_contact_at END) AS last_contact_at,
  reduce(days = 0, k IN ks | days + k.contact_days) AS contact_days,
  // Of several ties as at the beginning of today, so that a page follows the one before all day.
  CASE size(ks) WHEN 1 THEN ks[0].rank ELSE duration.inDays(date('1970-01-01'), $today).days / $scoring.half_life +
    log(1.0 - reduce(q = 1.0, k IN ks | q * (1.0 - CASE WHEN k.rank < duration.inDays(date('1970-01-01'), $today).days / $scoring.half_life THEN 2.0 ^ (k.rank - duration.inDays(date('1970-01-01'), $today).days / $scoring.half_life) ELSE 1.0 END))) / log(2.0) END AS key_rank
