// The people around an organization (who hold a seat at it or its units), person or deal, and what is between them.
// Up to $depth links away (4 at most): the nearest first, then the most influential, at most $max_nodes (2000). Ties weaker than
// $min_strength are no links. Of ties and of other links the first 6,000 are told, in the order of the people; truncated: there is more.
// x and y are where people were placed when the layout of this map, to this depth, was saved; layout_version says how often it was.
// in:    $around InfluenceMapAround, $depth Int = 2, $max_nodes Int = 500, $min_strength Float = 0.0
// out:   nodes [InfluenceMapNode], links [InfluenceMapLink], truncated Boolean, computed_at DateTime, layout_version Int
// try:   graphcrm ask influence/map around=o-nordlicht
WITH $around AS around, CASE WHEN $max_nodes > 2000 THEN 2000 ELSE $max_nodes END AS most, CASE WHEN $depth > 4 THEN 4 ELSE $depth END AS reach
OPTIONAL MATCH (layout:Layout {map: around + '/' + toString(reach)})
CALL (around) { CALL (around) { // Structure has no cycles, 50 levels are more than there are.
  MATCH (p:Person {id: around}) RETURN p
  UNION MATCH (d:Deal {id: around})<-[s:STAKEHOLDER_IN]-(p:Person) WHERE 'STAKEHOLDER_IN' IN $shown AND (s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today) AND ($sees_all OR d.audience IS NULL OR any(t IN d.audience WHERE t IN $teams)) RETURN p
  UNION MATCH (o:Organization {id: around})((a:Organization)<-[s:PART_OF]-(b:Organization) WHERE (s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(unit:Organization)
  MATCH (unit)<-[:AT]-(seat:Role)<-[h:HOLDS]-(p:Person) WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams)) AND ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams)) RETURN p
} RETURN collect(CASE WHEN p.archived_at IS NULL AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams)) THEN p END) AS seeds }
// Level by level: [people and distances, the last level, people]. Ends at $depth, or where there are as many as are wanted.
WITH most, layout, reduce(acc = [[p IN seeds | [p, 0]], seeds, seeds], d IN range(1, reach) |
  CASE WHEN size(acc[1]) = 0 OR size(acc[2]) > most THEN acc ELSE [next IN [COLLECT {
    UNWIND acc[1] AS p MATCH (p)-[k:KNOWS|INFLUENCES|RELATED_TO]-(q:Person)
    WHERE type(k) IN $shown AND (NOT ($sees_all OR k.sharing IS NULL OR coalesce(any(t IN k.shared_with WHERE t IN $teams), false)) OR ((k.started_on IS NULL OR k.started_on <= $today) AND (k.ended_on IS NULL OR k.ended_on >= $today))) AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND q.archived_at IS NULL AND ($sees_all OR q.audience IS NULL OR any(t IN q.audience WHERE t IN $teams)) AND NOT q IN acc[2]
      AND ($min_strength <= 0 OR type(k) <> 'KNOWS' OR k.strength * 2.0 ^ (-1.0 * ($now.epochSeconds - k.strength_at.epochSeconds) / 86400.0 / $scoring.half_life) >= $min_strength
        OR 1.0 - reduce(left = 1.0, x IN [(p)-[x:KNOWS]-(q) WHERE ($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams)) | x] | left * (1.0 - x.strength * 2.0 ^ (-1.0 * ($now.epochSeconds - x.strength_at.epochSeconds) / 86400.0 / $scoring.half_life))) >= $min_strength) RETURN q
    UNION UNWIND acc[1] AS p MATCH (p)-[h:HOLDS]->(seat:Role)-[l:REPORTS_TO]-(s:Role)<-[j:HOLDS]-(q:Person)
    WHERE 'HOLDS' IN $shown AND 'REPORTS_TO' IN $shown AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND (l.started_on IS NULL OR l.started_on <= $today) AND (l.ended_on IS NULL OR l.ended_on >= $today) AND (j.started_on IS NULL OR j.started_on <= $today) AND (j.ended_on IS NULL OR j.ended_on >= $today)
      AND ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams)) AND ($sees_all OR s.audience IS NULL OR any(t IN s.audience WHERE t IN $teams)) AND q.archived_at IS NULL AND ($sees_all OR q.audience IS NULL OR any(t IN q.audience WHERE t IN $teams)) AND NOT q IN acc[2] RETURN q }] | [acc[0] + [q IN next | [q, d]], next, acc[2] + next]][0] END)[0] AS found
// Rows that are ordered must not drag a whole list along: each would count in full.
UNWIND CASE WHEN size(found) > 0 THEN found ELSE [[null, 0]] END AS one WITH most, layout, one[0] AS p, one[1] AS distance
CALL (p) {
  OPTIONAL MATCH (p)-[i:INFLUENTIAL_IN]->(io:Organization) WHERE 'INFLUENTIAL_IN' IN $shown AND 'TOOK_PART_IN' IN $shown AND ($sees_all OR io.audience IS NULL OR any(t IN io.audience WHERE t IN $teams))
  RETURN i, io.id AS at ORDER BY i.value IS NULL, i.value DESC, io.id LIMIT 1
}
WITH most, layout, p, distance, i, at ORDER BY distance, i.value IS NULL, i.value DESC, p.id
WITH most, layout, collect(CASE WHEN p IS NOT NULL THEN {p: p, distance: distance, i: i, at: at} END) AS ranked
WITH layout, size(ranked) > most AS more, ranked[..most] AS kept
WITH layout, more, kept, [one IN kept | one.p] AS people, reduce(at = null, one IN kept | CASE WHEN at > one.i.computed_at THEN at ELSE coalesce(one.i.computed_at, at) END) AS computed_at
CALL (kept, layout) {
  UNWIND kept AS one
  WITH one, one.p AS p, one.i AS i, COLLECT {
    WITH one.p AS p MATCH (p)-[h:HOLDS]->(seat:Role)-[:AT]->(o:Organization) WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams)) AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
    RETURN [seat.title, o.id] ORDER BY coalesce(h.started_on, date('0001-01-01')), seat.id LIMIT 1 }[0] AS seat, COLLECT { WITH one.p AS p, layout MATCH (p)-[place:PLACED_ON]->(layout) RETURN place }[0] AS place
  RETURN collect({id: p.id, kind: 'PERSON', external_id: p.external_id, label: CASE WHEN 'Person.name' IN $shown THEN p.name END, distance: one.distance,
    title: seat[0], organization_id: seat[1], influence: i.value, group: one.at + '/' + toString(i.group), x: place.x, y: place.y}) AS nodes
}
CALL (people) {
  UNWIND people AS a CALL (a, people) { MATCH (a)-[k:KNOWS]->(b) WHERE 'KNOWS' IN $shown AND b IN people AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams))
  WITH a, b, 1.0 - reduce(left = 1.0, s IN collect(k.strength * 2.0 ^ (-1.0 * ($now.epochSeconds - k.strength_at.epochSeconds) / 86400.0 / $scoring.half_life)) | left * (1.0 - s)) AS strength, max(k.last_contact_at) AS last
  WHERE strength >= $min_strength WITH a, b, strength, last ORDER BY strength DESC, b.id
  RETURN collect({source: a.id, target: b.id, kind: 'KNOWS', strength: strength, last_contact_at: last, contradiction: false}) AS own } UNWIND own AS tie RETURN collect(tie) AS ties
}
CALL (people) { UNWIND people AS a CALL (a, people) { CALL (a, people) {
  MATCH (a)-[k:INFLUENCES|RELATED_TO]->(b) WHERE type(k) IN $shown AND b IN people AND (NOT ($sees_all OR k.sharing IS NULL OR coalesce(any(t IN k.shared_with WHERE t IN $teams), false)) OR ((k.started_on IS NULL OR k.started_on <= $today) AND (k.ended_on IS NULL OR k.ended_on >= $today)))
  WITH a, b, k, k:RELATED_TO AS said, ($sees_all OR k.sharing IS NULL OR coalesce(any(t IN k.shared_with WHERE t IN $teams), false)) AS whole, any(gap IN [(a)-[x:INFLUENTIAL_IN]->(io:Organization)<-[y:INFLUENTIAL_IN]-(b) WHERE ($sees_all OR io.audience IS NULL OR any(t IN io.audience WHERE t IN $teams)) | y.percentile - x.percentile] WHERE gap > $scoring.contradiction) AS wrong
  RETURN {source: a.id, target: b.id, kind: type(k), weight: CASE WHEN said AND whole THEN $scoring.declared[k.kind] WHEN NOT said AND (whole OR k.sharing = 'STRENGTH') THEN k.weight END, topic: CASE WHEN said AND whole THEN k.kind WHEN whole THEN k.topic END,
    contradiction: wrong AND NOT said AND 'INFLUENTIAL_IN' IN $shown AND 'TOOK_PART_IN' IN $shown} AS line
  UNION MATCH (a)-[h:HOLDS]->(seat:Role)-[l:REPORTS_TO]->(s:Role)<-[j:HOLDS]-(b) WHERE 'HOLDS' IN $shown AND 'REPORTS_TO' IN $shown AND a <> b AND b IN people
    AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND (l.started_on IS NULL OR l.started_on <= $today) AND (l.ended_on IS NULL OR l.ended_on >= $today) AND (j.started_on IS NULL OR j.started_on <= $today) AND (j.ended_on IS NULL OR j.ended_on >= $today) AND ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams)) AND ($sees_all OR s.audience IS NULL OR any(t IN s.audience WHERE t IN $teams))
  RETURN {source: a.id, target: b.id, kind: CASE l.kind WHEN 'SOLID' THEN 'REPORTS_TO' ELSE 'DOTTED_TO' END, contradiction: false} AS line
} WITH line ORDER BY line.kind, line.target, line.topic, line.weight, line.contradiction RETURN collect(line) AS own } UNWIND own AS line RETURN collect(line) AS lines }
RETURN nodes, lines[..6000] + ties[..6000] AS links, more OR size(lines) > 6000 OR size(ties) > 6000 AS truncated, computed_at, coalesce(layout.version, 0) AS layout_version
