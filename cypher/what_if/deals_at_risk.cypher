// Open deals that would be at risk if some people were gone: who goes is their only champion or decision maker, or all ties
// of FAIR health between us and their stakeholders hang on those who go.
// in:    $leavers [String]
// out:   deal Deal
// order: deal.name_key, deal.id
// try:   graphcrm ask what_if/deals_at_risk leavers=p-haddad
UNWIND $leavers AS id
MATCH (leaver:Person {id: id}) WHERE 'KNOWS' IN $shown AND 'HOLDS' IN $shown AND 'STAKEHOLDER_IN' IN $shown AND ($sees_all OR leaver.audience IS NULL OR any(t IN leaver.audience WHERE t IN $teams))
CALL (leaver) {
  RETURN leaver AS at
  UNION
  MATCH (leaver)-[k:KNOWS]-(at:Person) WHERE ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR at.audience IS NULL OR any(t IN at.audience WHERE t IN $teams)) RETURN at
}
MATCH (at)-[i:STAKEHOLDER_IN]->(deal:Deal) WHERE (i.started_on IS NULL OR i.started_on <= $today) AND (i.ended_on IS NULL OR i.ended_on >= $today) AND deal.closed_on IS NULL AND deal.outcome IS NULL AND ($sees_all OR deal.audience IS NULL OR any(t IN deal.audience WHERE t IN $teams))
WITH DISTINCT deal, $leavers AS leavers
CALL (deal) {
  MATCH (deal)<-[i:STAKEHOLDER_IN]-(s:Person) WHERE (i.started_on IS NULL OR i.started_on <= $today) AND (i.ended_on IS NULL OR i.ended_on >= $today) AND ($sees_all OR s.audience IS NULL OR any(t IN s.audience WHERE t IN $teams))
  RETURN collect(DISTINCT [i.buying_role, s.id]) AS roles, collect(DISTINCT s) AS them
}
CALL (them, leavers) {
  UNWIND them AS s
  MATCH (s)-[k:KNOWS]-(p:Person) WHERE ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
  WITH s, p, {days: sum(k.contact_days), span: duration.inDays(min(k.first_contact_at), max(k.last_contact_at)).days, age: duration.inDays(min(k.first_contact_at), $now).days} AS b
  WHERE [x IN [[b.days - 1, b.span, CASE WHEN b.age < 1 THEN 1 ELSE b.age END]] | (1 - (($scoring.alpha + x[2]) / ($scoring.alpha + x[2] + 60)) ^ ($scoring.r + x[0])) / (1 + CASE x[0] WHEN 0 THEN 0.0 ELSE $scoring.a / ($scoring.b + x[0] - 1) * (($scoring.alpha + x[2]) / ($scoring.alpha + x[1])) ^ ($scoring.r + x[0]) END)][0] >= $scoring.fair
    AND EXISTS { MATCH (p)-[h:HOLDS]->(r:Role)-[:AT]->(u:Organization) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR u.audience IS NULL OR any(t IN u.audience WHERE t IN $teams))
    MATCH (u)((x:Organization)-[w:PART_OF]->(y:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(top:Organization {ours: true}) }
  RETURN collect(p.id IN leavers OR s.id IN leavers) AS fair
}
WITH deal, roles, fair, leavers
WHERE any(role IN ['CHAMPION', 'DECISION_MAKER'] WHERE size([r IN roles WHERE r[0] = role]) > 0 AND all(r IN roles WHERE r[0] <> role OR r[1] IN leavers))
  OR (size(fair) > 0 AND all(gone IN fair WHERE gone))
RETURN deal
