// Who of those somebody knows may fall silent: no contact within 60 days, the likeliest first (1 - P of BG/NBD: Fader, Hardie &
// Lee 2005). With several ties of one pair their days of contact are added up.
// in:    $person Person, $at_least Float = 0.0
// out:   node Person, chance Float, last_contact_at DateTime, contact_days Int
// order: chance DESC, node.id
// try:   graphcrm ask predictions/likely_silence person=p-haddad at_least=0.5
MATCH (p:Person {id: $person})-[k:KNOWS]-(node:Person)
WHERE 'KNOWS' IN $shown AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams)) AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams)) AND node.archived_at IS NULL
WITH node, sum(k.contact_days) AS contact_days, min(k.first_contact_at) AS first, max(k.last_contact_at) AS last_contact_at
WITH node, contact_days, last_contact_at, contact_days - 1 AS x, last_contact_at.epochSeconds / 86400 - first.epochSeconds / 86400 AS span,
  CASE WHEN $now.epochSeconds / 86400 - first.epochSeconds / 86400 < 1 THEN 1 ELSE $now.epochSeconds / 86400 - first.epochSeconds / 86400 END AS age
WITH node, contact_days, last_contact_at, round((1 - (1 - (($scoring.alpha + age) / ($scoring.alpha + age + 60)) ^ ($scoring.r + x)) / (1 + CASE x WHEN 0 THEN 0.0 ELSE $scoring.a / ($scoring.b + x - 1) * (($scoring.alpha + age) / ($scoring.alpha + span)) ^ ($scoring.r + x) END)) * 1e9) / 1e9 AS chance
WHERE chance >= $at_least
RETURN node, chance, last_contact_at, contact_days
