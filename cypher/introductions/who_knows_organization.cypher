// Who of us knows who holds a seat at an organization, and with units at a unit of it: the strongest ties first.
// in:    $organization Organization, $with_units Boolean = false
// out:   node Person, via Person, strength Float, last_contact_at DateTime, contact_days Int, key_rank Float
// order: key_rank DESC, node.id, via.id
// try:   graphcrm ask introductions/who_knows_organization organization=o-nl-wind with_units=true
MATCH (o:Organization {id: $organization}) WHERE 'KNOWS' IN $shown AND 'HOLDS' IN $shown AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
CALL () {
  MATCH (w:Organization) WHERE w.ours = true AND w.id IS NOT NULL AND ($sees_all OR w.audience IS NULL OR any(t IN w.audience WHERE t IN $teams))
  // Units have no cycles, so the walk down ends; 50 is more than any company has.
  MATCH (w)((a:Organization)<-[p:PART_OF]-(b:Organization) WHERE (p.started_on IS NULL OR p.started_on <= $today) AND (p.ended_on IS NULL OR p.ended_on >= $today) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(u:Organization)
  MATCH (u)<-[:AT]-(r:Role)<-[h:HOLDS]-(y:Person)
  WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams))
    AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams)) AND y.archived_at IS NULL
  RETURN collect(DISTINCT y) AS ours
}
CALL (o) {
  MATCH (o)((a:Organization)<-[p:PART_OF]-(b:Organization) WHERE $with_units AND (p.started_on IS NULL OR p.started_on <= $today) AND (p.ended_on IS NULL OR p.ended_on >= $today) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(u:Organization)
  MATCH (u)<-[:AT]-(r:Role)<-[h:HOLDS]-(node:Person)
  WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams))
    AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams)) AND node.archived_at IS NULL
  RETURN DISTINCT node
}
MATCH (node)-[k:KNOWS]-(via) WHERE via IN ours AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams))
WITH node, via, collect(k) AS ks
RETURN node, via, 1.0 - reduce(q = 1.0, k IN ks | q * (1.0 - k.strength * 2.0 ^ (CASE WHEN k.strength_at < $now THEN duration.inSeconds(k.strength_at, $now).seconds / -86400.0 / $scoring.half_life ELSE 0.0 END))) AS strength,
  reduce(last = null, k IN ks | CASE WHEN k.last_contact_at < last THEN last ELSE k.last_contact_at END) AS last_contact_at,
  reduce(days = 0, k IN ks | days + k.contact_days) AS contact_days,
  // Of several ties as at the beginning of today, so that a page follows the one before all day.
  CASE size(ks) WHEN 1 THEN ks[0].rank ELSE duration.inDays(date('1970-01-01'), $today).days / $scoring.half_life +
    log(1.0 - reduce(q = 1.0, k IN ks | q * (1.0 - CASE WHEN k.rank < duration.inDays(date('1970-01-01'), $today).days / $scoring.half_life THEN 2.0 ^ (k.rank - duration.inDays(date('1970-01-01'), $today).days / $scoring.half_life) ELSE 1.0 END))) / log(2.0) END AS key_rank
