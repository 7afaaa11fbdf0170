// How the units of an organization are in touch with each other, within themselves and with those outside, in days up to a day.
// Units deeper than $depth count as what they are part of, a person at the seat held longest. A mail counts once for each unit
// that got it (sent, received), a meeting or call once for each two units (together); notes and bulk count nothing. Answered is
// what came back between the same two people within 14 days. Looked at are the latest
// 20,000 interactions; truncated: there may be more of them, or there are more than 500 units or 6,000 links.
// in:    $organization Organization, $as_of Date = today, $days Int 1..3650 = 90, $depth Int 0..10 = 1, $with_subsidiaries Boolean = false
// out:   nodes [FlowNode], links [FlowLink], truncated Boolean
// try:   graphcrm ask engagement/between_units organization=o-nl-wind days=365
MATCH (o:Organization {id: $organization}) WHERE 'TOOK_PART_IN' IN $shown AND 'HOLDS' IN $shown AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
WITH o, $depth AS depth, $as_of AS day, CASE WHEN $as_of >= date($now) THEN $now ELSE datetime({date: $as_of, time: time('23:59:59.999999Z')}) END AS until
// Rows that are ordered must not drag a list of all people along, each would count in full: so the walk down stands here twice.
CALL (o, depth, day, until) {
  // Units, and organizations under control: neither has cycles, so that the walk down ends; 50 is more than any group has.
  MATCH (o)((x:Organization)<-[w:SUBSIDIARY_OF|PART_OF]-(y:Organization)
    WHERE (w:PART_OF OR ($with_subsidiaries AND w.control)) AND (w.started_on IS NULL OR w.started_on <= day) AND (w.ended_on IS NULL OR w.ended_on >= day) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(unit:Organization)
  WITH depth, day, until, unit, [o] + y AS way ORDER BY size(way), reduce(ids = '', z IN way | ids + z.id)
  WITH depth, day, until, unit, collect(way)[0] AS way
  MATCH (unit)<-[:AT]-(r:Role)<-[h:HOLDS]-(p:Person) WHERE (h.started_on IS NULL OR h.started_on <= day) AND (h.ended_on IS NULL OR h.ended_on >= day) AND NOT coalesce(p.objects_to_profiling, false) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
  WITH until, p, min([toString(coalesce(h.started_on, date('0001-01-01'))), r.id, way[CASE WHEN size(way) > depth THEN depth ELSE -1 END].id])[2] AS at
  MATCH (p)-[x:TOOK_PART_IN]->(i:Interaction) WHERE i.occurred_at <= until AND i.occurred_at > until - duration({days: $days}) AND i.kind <> 'NOTE' AND NOT coalesce(i.bulk, false) AND i.archived_at IS NULL AND ($sees_all OR i.audience IS NULL OR any(t IN i.audience WHERE t IN $teams))
  WITH i, p, at, collect(x.part) AS parts
  // Each who took part: [id, unit, whether they wrote, whether they got it].
  WITH i, collect(p) AS own, collect([p.id, at, 'FROM' IN parts, any(part IN parts WHERE part <> 'FROM')]) AS inside ORDER BY i.occurred_at DESC, i.id LIMIT 20000
  WITH i, inside, COLLECT { MATCH (i)<-[x:TOOK_PART_IN]-(q:Person) WHERE NOT q IN own AND NOT coalesce(q.objects_to_profiling, false) AND ($sees_all OR q.audience IS NULL OR any(t IN q.audience WHERE t IN $teams)) WITH q, collect(x.part) AS parts RETURN [q.id, 'outside', 'FROM' IN parts, any(part IN parts WHERE part <> 'FROM')] } AS beside
  WITH i, inside + beside AS them
  WITH i, them, reduce(ats = [], one IN them | CASE WHEN one[1] IN ats THEN ats ELSE ats + one[1] END) AS ats
  // Two units, two people and whether the first wrote; of those who met the units alone; and of each one row of nobody, to count it.
  WITH i, CASE WHEN i.kind IN ['EMAIL', 'MESSAGE'] OR (i.kind = 'OTHER' AND any(one IN them WHERE one[2])) THEN reduce(rows = [], s IN [one IN them WHERE one[2]] | rows + [t IN them WHERE t[3] AND t[0] <> s[0] AND (s[1] <> 'outside' OR t[1] <> 'outside') |
      CASE WHEN t[1] = 'outside' OR (s[1] <> 'outside' AND (s[1] < t[1] OR (s[1] = t[1] AND s[0] < t[0]))) THEN [s[1], t[1], s[0], t[0], true] ELSE [t[1], s[1], t[0], s[0], false] END])
    ELSE reduce(rows = [], a IN ats | rows + [b IN ats WHERE a <> 'outside' AND (b = 'outside' OR a < b OR (a = b AND size([one IN them WHERE one[1] = a]) > 1)) | [a, b, null, null, null]]) END AS rows
  UNWIND rows + [[null, null, null, null, null]] AS row
  WITH row[0] AS a, row[1] AS b, row[2] AS one, row[3] AS other, collect([i.id, i.occurred_at.epochSeconds, row[4]]) AS mails
  WITH a, b, mails, [m IN mails WHERE m[2] | m[1]] AS sent, [m IN mails WHERE NOT m[2] | m[1]] AS received UNWIND mails AS m
  WITH a, b, m[0] AS id, m[1] AS at, CASE WHEN m[2] IS NULL THEN 0 WHEN a = b OR m[2] THEN 1 ELSE -1 END AS way, reduce(first = null, z IN CASE WHEN m[2] THEN received WHEN NOT m[2] THEN sent ELSE [] END | CASE WHEN z > m[1] AND z <= m[1] + 1209600 AND coalesce(z < first, true) THEN z ELSE first END) AS reply
  WITH a, b, id, at, way, CASE WHEN way = 1 THEN (reply - at) / 3600.0 END AS there, CASE WHEN way = -1 THEN (reply - at) / 3600.0 END AS here
  WITH a, b, count(DISTINCT id) AS interactions, count(DISTINCT CASE WHEN way = 1 THEN id END) AS sent, count(DISTINCT CASE WHEN way = -1 THEN id END) AS received, count(DISTINCT CASE WHEN way = 0 THEN id END) AS together, max(at) AS last,
    count(CASE WHEN way = 1 THEN id END) AS mails, count(there) AS answered, percentileCont(there, 0.5) AS there, count(CASE WHEN way = -1 THEN id END) AS back, count(here) AS answers, percentileCont(here, 0.5) AS here
  ORDER BY interactions DESC, a, b
  RETURN coalesce(max(CASE WHEN a IS NULL THEN interactions END) >= 20000, false) AS many, collect(CASE WHEN a IS NOT NULL THEN {source: a, target: b, kind: CASE b WHEN 'outside' THEN 'OUTSIDE' WHEN a THEN 'WITHIN' ELSE 'BETWEEN' END, interactions: interactions, sent: sent, received: received, together: together, last_at: datetime({epochSeconds: last}),
    answered_share: CASE WHEN mails > 0 THEN toFloat(answered) / mails END, answered_median_hours: there, answers_share: CASE WHEN back > 0 THEN toFloat(answers) / back END, answers_median_hours: here} END) AS flows
}
CALL (o, depth, day) {
  MATCH (o)((x:Organization)<-[w:SUBSIDIARY_OF|PART_OF]-(y:Organization)
    WHERE (w:PART_OF OR ($with_subsidiaries AND w.control)) AND (w.started_on IS NULL OR w.started_on <= day) AND (w.ended_on IS NULL OR w.ended_on >= day) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(unit:Organization)
  WITH o, depth, day, unit, [o] + y AS way ORDER BY size(way), reduce(ids = '', z IN way | ids + z.id)
  WITH depth, day, unit, collect(way)[0] AS way
  UNWIND [null] + COLLECT { MATCH (unit)<-[:AT]-(r:Role)<-[h:HOLDS]-(p:Person) WHERE (h.started_on IS NULL OR h.started_on <= day) AND (h.ended_on IS NULL OR h.ended_on >= day) AND NOT coalesce(p.objects_to_profiling, false) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams)) RETURN [p.id, toString(coalesce(h.started_on, date('0001-01-01'))), r.id] } AS held
  WITH depth, unit, way, held[0] AS p, [held[1], held[2], way[CASE WHEN size(way) > depth THEN depth ELSE -1 END].id] AS seat
  // A row for each unit and one for each person: whom it counts at is where they sat first.
  WITH depth, p, CASE WHEN p IS NULL THEN unit END AS place, CASE WHEN p IS NULL THEN way END AS way, min(seat) AS seat
  WITH depth, coalesce(place.id, seat[2]) AS at, p, place, way
  WITH depth, count(p) AS people, at, head(collect(place)) AS unit, head(collect(way)) AS way WHERE size(way) <= depth + 1
  WITH unit, way, people ORDER BY size(way), unit.name_key, unit.id
  RETURN collect({id: unit.id, kind: unit.kind, external_id: unit.external_id, label: CASE WHEN 'Organization.name' IN $shown THEN unit.name END, parent_id: CASE WHEN size(way) > 1 THEN way[-2].id END, depth: size(way) - 1, people: people}) AS places
}
WITH many OR size(places) > 500 OR size(flows) > 6000 AS truncated, places[..500] AS nodes, [place IN places[..500] | place.id] + ['outside'] AS ids, flows
WITH truncated, nodes, [flow IN flows WHERE flow.source IN ids AND flow.target IN ids][..6000] AS links
RETURN nodes + CASE WHEN any(flow IN links WHERE flow.kind = 'OUTSIDE') THEN [{id: 'outside', kind: 'OUTSIDE'}] ELSE [] END AS nodes, links, truncated
