// Whom a person knows: those they were in touch with, the strongest ties first.
// in:    $person Person
// out:   node Person, strength Float, last_contact_at DateTime, contact_days Int, key_rank Float
// order: key_rank DESC, node.id
// try:   graphcrm ask introductions/known_by_person person=p-berg
MATCH (x:Person {id: $person}) WHERE 'KNOWS' IN $shown AND ($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams))
MATCH (x)-[k:KNOWS]-(node:Person)
WHERE ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams))
  AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams)) AND node.archived_at IS NULL
WITH node, collect(k) AS ks
RETURN node, 1.0 - reduce(q = 1.0, k IN ks | q * (1.0 - k.strength * 2.0 ^ (CASE WHEN k.strength_at < $now THEN duration.inSeconds(k.strength_at, $now).seconds / -86400.0 / $scoring.half_life ELSE 0.0 END))) AS strength,
  reduce(last = null, k IN ks | CASE WHEN k.last_contact_at < last THEN last ELSE k.last_contact_at END) AS last_contact_at,
  reduce(days = 0, k IN ks | days + k.contact_days) AS contact_days,
  // Of several ties as at the beginning of today, so that a page follows the one before all day.
  CASE size(ks) WHEN 1 THEN ks[0].rank ELSE duration.inDays(date('1970-01-01'), $today).days / $scoring.half_life +
    log(1.0 - reduce(q = 1.0, k IN ks | q * (1.0 - CASE WHEN k.rank < duration.inDays(date('1970-01-01'), $today).days / $scoring.half_life THEN 2.0 ^ (k.rank - duration.inDays(date('1970-01-01'), $today).days / $scoring.half_life) ELSE 1.0 END))) / log(2.0) END AS key_rank
