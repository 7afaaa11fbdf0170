// How the scores of an organization are spread: the influence of who holds a seat at it, $with_units also at its units; the strength
// now of the ties between them and anybody else; and what share of all strength is the strongest tenth's.
// in:    $organization Organization, $with_units Boolean = true
// out:   influence ScoreDistribution, strength ScoreDistribution, strongest_tenth Float
// try:   graphcrm ask relationships/score_distribution organization=o-nordlicht
MATCH (o:Organization {id: $organization}) WHERE 'KNOWS' IN $shown AND 'HOLDS' IN $shown AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
CALL (o) {
  // Units have no cycles, so the walks end; 50 is more than any company has. Upward: the legal organization, as in influence/top.
  MATCH (o)((b:Organization)-[s:PART_OF]->(a:Organization) WHERE (s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today) AND ($sees_all OR a.audience IS NULL OR any(t IN a.audience WHERE t IN $teams))){0,50}(legal:Organization)
  RETURN collect(legal) AS above
}
CALL (o) {
  MATCH (o)((a:Organization)<-[p:PART_OF]-(b:Organization) WHERE $with_units AND (p.started_on IS NULL OR p.started_on <= $today) AND (p.ended_on IS NULL OR p.ended_on >= $today) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(u:Organization)
  MATCH (u)<-[:AT]-(r:Role)<-[h:HOLDS]-(x:Person) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams)) AND x.archived_at IS NULL
  RETURN collect(DISTINCT x) AS people
}
CALL (people, above) {
  UNWIND people AS x
  WITH x, head(COLLECT { WITH x, above UNWIND range(0, size(above) - 1) AS steps WITH x, above[steps] AS legal, steps
    MATCH (x)-[i:INFLUENTIAL_IN]->(legal) WHERE i.value IS NOT NULL AND 'INFLUENTIAL_IN' IN $shown RETURN i.value ORDER BY steps LIMIT 1 }) AS value
  WHERE value IS NOT NULL
  RETURN collect(value) AS influences
}
CALL (people) {
  UNWIND people AS x
  MATCH (x)-[k:KNOWS]-(y:Person) WHERE ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams)) AND y.archived_at IS NULL AND (NOT y IN people OR x.id < y.id)
  // rank is log2 of a strength and the half-lives up to its moment.
  WITH x, y, 1.0 - reduce(left = 1.0, one IN collect(k) | left * (1.0 - 2.0 ^ (one.rank - $now.epochSeconds / 86400.0 / $scoring.half_life))) AS strength
  RETURN collect(strength) AS strengths
}
CALL (influences, strengths) {
  UNWIND [['influence', influences], ['strength', strengths]] AS one
  CALL (one) {
    UNWIND CASE WHEN size(one[1]) > 0 THEN one[1] ELSE [null] END AS value
    WITH value ORDER BY value DESC
    WITH count(value) AS number, avg(value) AS mean, percentileCont(value, 0.1) AS tenth, percentileCont(value, 0.5) AS median, percentileCont(value, 0.9) AS ninetieth, collect(value) AS all
    RETURN {count: number, mean: mean, median: median, lowest_tenth: tenth, highest_tenth: ninetieth,
      bins: [bin IN range(0, 9) | size([v IN all WHERE CASE WHEN v >= 1 THEN 9 ELSE toInteger(v * 10) END = bin])]} AS spread,
      CASE WHEN number > 0 THEN reduce(n = 0.0, v IN all[..toInteger(ceil(number / 10.0))] | n + v) / CASE WHEN mean > 0 THEN mean * number ELSE 1 END END AS top
  }
  RETURN collect([spread, top]) AS spreads
}
RETURN spreads[0][0] AS influence, spreads[1][0] AS strength, spreads[1][1] AS strongest_tenth
