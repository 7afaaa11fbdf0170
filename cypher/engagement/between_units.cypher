// How the units of an organization are in touch with each other, within themselves and with those outside, in days up to a day.
// Units deeper than $depth count as what they are part of, a person at the seat held longest. A mail counts once for each unit
// that got it (sent, received), a meeting or call once for each two units (together); notes and bulk count nothing. Answered is
// what came back between the same two people within 14 days. truncated: 20,000 interactions, 500 units or 6,000 links are not all.
// in:    $organization Organization, $as_of Date = today, $days Int 1..3650 = 90, $depth Int 0..10 = 1, $with_subsidiaries Boolean = false
// out:   nodes [FlowNode], links [FlowLink], truncated Boolean
// try:   graphcrm ask engagement/between_units organization=o-nl-wind days=365
MATCH (o:Organization {id: $organization}) WHERE 'TOOK_PART_IN' IN $shown AND 'HOLDS' IN $shown AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
WITH o, $depth AS depth, $as_of AS day, CASE WHEN $as_of >= date($now) THEN $now ELSE datetime({date: $as_of, time: time('23:59:59.999999Z')}) END AS until
CALL (o, depth, day) {
  // Units, and organizations under control: neither has cycles, so that the walk down ends; 50 is more than any group has.
  MATCH (o)((x:Organization)<-[w:SUBSIDIARY_OF|PART_OF]-(y:Organization)
    WHERE (w:PART_OF OR ($with_subsidiaries AND w.control)) AND (w.started_on IS NULL OR w.started_on <= day) AND (w.ended_on IS NULL OR w.ended_on >= day) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(unit:Organization)
  WITH o, depth, unit, [o] + y AS way ORDER BY size(way), reduce(ids = '', z IN way | ids + z.id)
  WITH depth, unit, collect(way)[0] AS way
  RETURN collect({unit: unit, far: size(way) - 1, above: CASE WHEN size(way) > 1 THEN way[-2].id END, at: way[CASE WHEN size(way) > depth THEN depth ELSE -1 END].id}) AS units
}
CALL (units, day) {
  UNWIND units AS one WITH one.unit AS unit, one.at AS at, day
  MATCH (unit)<-[:AT]-(r:Role)<-[h:HOLDS]-(p:Person) WHERE (h.started_on IS NULL OR h.started_on <= day) AND (h.ended_on IS NULL OR h.ended_on >= day) AND NOT coalesce(p.objects_to_profiling, false) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
  WITH p, at ORDER BY coalesce(h.started_on, date('0001-01-01')), r.id
  WITH p, collect(at)[0] AS at RETURN collect([p, at]) AS seated
}
CALL (seated, until) {
  UNWIND seated AS one WITH one[0] AS p, one[1] AS at, until
  MATCH (p)-[x:TOOK_PART_IN]->(i:Interaction) WHERE i.occurred_at <= until AND i.occurred_at > until - duration({days: $days}) AND i.kind <> 'NOTE' AND NOT coalesce(i.bulk, false) AND i.archived_at IS NULL AND ($sees_all OR i.audience IS NULL OR any(t IN i.audience WHERE t IN $teams))
  WITH i, p, at, collect(x.part) AS parts
  WITH i, collect(p) AS own, collect({id: p.id, at: at, wrote: 'FROM' IN parts, got: any(part IN parts WHERE part <> 'FROM')}) AS inside ORDER BY i.occurred_at DESC, i.id LIMIT 20001
  WITH i, inside, COLLECT { MATCH (i)<-[x:TOOK_PART_IN]-(q:Person) WHERE NOT q IN own AND NOT coalesce(q.objects_to_profiling, false) AND ($sees_all OR q.audience IS NULL OR any(t IN q.audience WHERE t IN $teams)) WITH q, collect(x.part) AS parts RETURN {id: q.id, at: 'outside', wrote: 'FROM' IN parts, got: any(part IN parts WHERE part <> 'FROM')} } AS beside WITH i, inside + beside AS them
  RETURN collect({id: i.id, seconds: i.occurred_at.epochSeconds, them: them, written: i.kind IN ['EMAIL', 'MESSAGE'] OR (i.kind = 'OTHER' AND any(one IN them WHERE one.wrote))}) AS every
}
WITH units, depth, seated, size(every) > 20000 AS many, every[..20000] AS every
CALL (every) {
  // A row for each two people whom something written went between (way 1 from a to b, -1 back), and each two units that met (0).
  CALL (every) {
    UNWIND every AS i UNWIND CASE WHEN i.written THEN [one IN i.them WHERE one.wrote] ELSE [] END AS s UNWIND i.them AS t WITH i, s, t WHERE t.got AND s.id <> t.id AND (s.at <> 'outside' OR t.at <> 'outside')
    WITH i, s, t, t.at = 'outside' OR (s.at <> 'outside' AND (s.at < t.at OR (s.at = t.at AND s.id < t.id))) AS forth ORDER BY i.seconds, i.id
    WITH CASE WHEN forth THEN s.at ELSE t.at END AS a, CASE WHEN forth THEN t.at ELSE s.at END AS b, CASE WHEN forth THEN s.id ELSE t.id END AS one, CASE WHEN forth THEN t.id ELSE s.id END AS other, collect([i.id, i.seconds, forth]) AS mails
    WITH a, b, mails, [m IN mails WHERE m[2] | m[1]] AS sent, [m IN mails WHERE NOT m[2] | m[1]] AS received UNWIND mails AS m
    RETURN a, b, m[0] AS id, m[1] AS seconds, CASE WHEN a = b OR m[2] THEN 1 ELSE -1 END AS way, head([z IN CASE WHEN m[2] THEN received ELSE sent END WHERE z > m[1] AND z <= m[1] + 1209600 | (z - m[1]) / 3600.0]) AS hours
    UNION ALL
    UNWIND every AS i UNWIND CASE WHEN i.written THEN [] ELSE i.them END AS s WITH i.id AS id, i.seconds AS seconds, s.at AS at, count(*) AS people
    WITH id, seconds, collect([at, people]) AS met UNWIND met AS s UNWIND met AS t WITH id, seconds, s, t WHERE s[0] <> 'outside' AND (t[0] = 'outside' OR s[0] < t[0] OR (s[0] = t[0] AND s[1] > 1))
    RETURN s[0] AS a, t[0] AS b, id, seconds, 0 AS way, null AS hours
  }
  WITH a, b, id, seconds, way, CASE WHEN way = 1 THEN hours END AS there, CASE WHEN way = -1 THEN hours END AS here
  WITH a, b, count(DISTINCT id) AS interactions, count(DISTINCT CASE WHEN way = 1 THEN id END) AS sent, count(DISTINCT CASE WHEN way = -1 THEN id END) AS received, count(DISTINCT CASE WHEN way = 0 THEN id END) AS together, max(seconds) AS last,
    count(CASE WHEN way = 1 THEN id END) AS mails, count(there) AS answered, percentileCont(there, 0.5) AS there, count(CASE WHEN way = -1 THEN id END) AS back, count(here) AS answers, percentileCont(here, 0.5) AS here
  ORDER BY interactions DESC, a, b
  RETURN collect({source: a, target: b, kind: CASE b WHEN 'outside' THEN 'OUTSIDE' WHEN a THEN 'WITHIN' ELSE 'BETWEEN' END, interactions: interactions, sent: sent, received: received, together: together, last_at: datetime({epochSeconds: last}),
    answered_share: CASE WHEN mails > 0 THEN toFloat(answered) / mails END, answered_median_hours: there, answers_share: CASE WHEN back > 0 THEN toFloat(answers) / back END, answers_median_hours: here}) AS flows
}
CALL (seated) { UNWIND seated AS one WITH one[1] AS at, count(*) AS people RETURN collect([at, people]) AS counts }
CALL (units, counts, depth) {
  UNWIND units AS one WITH one, one.unit AS unit, counts, depth WHERE one.far <= depth ORDER BY one.far, unit.name_key, unit.id
  RETURN collect({id: unit.id, kind: unit.kind, external_id: unit.external_id, label: CASE WHEN 'Organization.name' IN $shown THEN unit.name END, parent_id: one.above, depth: one.far, people: coalesce(head([c IN counts WHERE c[0] = unit.id | c[1]]), 0)}) AS places
}
WITH many OR size(places) > 500 OR size(flows) > 6000 AS truncated, places[..500] AS nodes, [place IN places[..500] | place.id] + ['outside'] AS ids, flows
WITH truncated, nodes, [flow IN flows WHERE flow.source IN ids AND flow.target IN ids][..6000] AS links
RETURN nodes + CASE WHEN any(flow IN links WHERE flow.kind = 'OUTSIDE') THEN [{id: 'outside', kind: 'OUTSIDE'}] ELSE [] END AS nodes, links, truncated
