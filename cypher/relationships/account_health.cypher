// The health of an account: how likely a contact within 60 days is (BG/NBD: Fader, Hardie & Lee 2005), the mean over its key contacts,
// each weighted by their influence. Key contacts are the 20 most influential of those who hold a seat at it, $with_units also at its
// units, and have a tie to one of us; of several ties the best counts. Who has no influence yet weighs 0.5. The weakest is named.
// in:    $organization Organization, $with_units Boolean = true
// out:   value Float, grade TieGrade, in_touch Int, weakest Person, key_contacts [KeyContact], reasons [String]
// try:   graphcrm ask relationships/account_health organization=o-nl-wind
MATCH (o:Organization {id: $organization}) WHERE 'KNOWS' IN $shown AND 'HOLDS' IN $shown AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
CALL () {
  MATCH (w:Organization) WHERE w.ours = true AND w.id IS NOT NULL AND ($sees_all OR w.audience IS NULL OR any(t IN w.audience WHERE t IN $teams))
  // Units have no cycles, so the walk down ends; 50 is more than any company has.
  MATCH (w)((a:Organization)<-[p:PART_OF]-(b:Organization) WHERE (p.started_on IS NULL OR p.started_on <= $today) AND (p.ended_on IS NULL OR p.ended_on >= $today) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(u:Organization)
  MATCH (u)<-[:AT]-(r:Role)<-[h:HOLDS]-(y:Person)
  WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams)) AND y.archived_at IS NULL
  RETURN collect(DISTINCT y) AS ours
}
CALL (o) {
  // The legal organization it is a unit of, as in influence/top.
  MATCH (o)((b:Organization)-[s:PART_OF]->(a:Organization) WHERE (s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today) AND ($sees_all OR a.audience IS NULL OR any(t IN a.audience WHERE t IN $teams))){0,50}(legal:Organization)
  RETURN collect(legal) AS above
}
CALL (o, ours, above) {
  MATCH (o)((a:Organization)<-[p:PART_OF]-(b:Organization) WHERE $with_units AND (p.started_on IS NULL OR p.started_on <= $today) AND (p.ended_on IS NULL OR p.ended_on >= $today) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(u:Organization)
  MATCH (u)<-[:AT]-(r:Role)<-[h:HOLDS]-(x:Person) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams)) AND x.archived_at IS NULL
  WITH DISTINCT ours, above, x
  MATCH (x)-[k:KNOWS]-(y) WHERE y IN ours AND x <> y AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams))
  WITH above, x, y, sum(k.contact_days) - 1.0 AS n, min(k.first_contact_at).epochSeconds / 86400 AS first, max(k.last_contact_at).epochSeconds / 86400 AS last, $now.epochSeconds / 86400 AS day, $scoring AS s
  WITH above, x, y, s, n, last - first AS recency, CASE WHEN day - first < 1 THEN 1 ELSE day - first END AS age
  WITH above, x, y, (1.0 - ((s.alpha + age) / (s.alpha + age + 60)) ^ (s.r + n)) / (1.0 + CASE WHEN n > 0 THEN s.a / (s.b + n - 1.0) * ((s.alpha + age) / (s.alpha + recency)) ^ (s.r + n) ELSE 0.0 END) AS p
  WITH above, x, y, p ORDER BY p DESC, y.id
  WITH above, x, collect({by: y, p: p})[0] AS best
  WITH x, best, head(COLLECT { WITH x, above UNWIND range(0, size(above) - 1) AS steps WITH x, above[steps] AS legal, steps
    MATCH (x)-[i:INFLUENTIAL_IN]->(legal) WHERE i.value IS NOT NULL AND 'INFLUENTIAL_IN' IN $shown RETURN i.value ORDER BY steps LIMIT 1 }) AS influence
  WITH x, best, influence, coalesce(influence, 0.5) AS weight ORDER BY weight DESC, x.id
  WITH collect({person: x, influence: influence, weight: weight, probability60d: best.p, known_by: best.by,
    grade: CASE WHEN best.p >= $scoring.healthy THEN 'HEALTHY' WHEN best.p >= $scoring.fair THEN 'FAIR' ELSE 'COLD' END}) AS rows
  RETURN size(rows) AS in_touch, rows[..20] AS key_contacts
}
WITH in_touch, key_contacts, reduce(total = 0.0, one IN key_contacts | total + one.weight) AS weights,
  reduce(low = null, one IN key_contacts | CASE WHEN low IS NULL OR one.probability60d < low.probability60d THEN one ELSE low END) AS low
WITH in_touch, key_contacts, low, CASE WHEN weights > 0 THEN reduce(total = 0.0, one IN key_contacts | total + one.weight * one.probability60d) / weights END AS value
WITH in_touch, key_contacts, low, value, CASE WHEN value >= $scoring.healthy THEN 'HEALTHY' WHEN value >= $scoring.fair THEN 'FAIR' WHEN value IS NOT NULL THEN 'COLD' END AS grade
RETURN value, grade, in_touch, low.person AS weakest, key_contacts, CASE WHEN value IS NULL THEN ['not enough data: nobody there has a tie to one of us that you see'] ELSE
  [toString(size(key_contacts)) + CASE size(key_contacts) WHEN 1 THEN ' key contact' ELSE ' key contacts' END + ' of ' + toString(in_touch) + ' in touch with us',
    toString(size([one IN key_contacts WHERE one.grade = 'COLD'])) + ' of them COLD',
    'the weakest: ' + CASE WHEN 'Person.name' IN $shown THEN low.person.name ELSE 'somebody' END + ', ' + low.grade + ', ' + toString(toInteger(round(low.probability60d * 100))) + ' % within 60 days'] END AS reasons
