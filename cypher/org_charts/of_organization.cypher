// The seats of an organization and its units on a date, with subsidiaries if asked, in the order of the chart.
// depth counts solid lines from the chart's own roots; direct_reports and reports_in_all count seats of the chart, and are
// not cut by depth and first; total counts the seats of the chart.
// in:    $organization Organization, $depth Int = 50, $as_of Date = today, $include_subsidiaries Boolean = false,
//        $wants_direct_reports Boolean = true, $wants_reports_in_all Boolean = true, $wants_total Boolean = true, $first Int = 500
// out:   role Role, depth Int, direct_reports Int, reports_in_all Int, total Int
// order: depth, role.title_key, role.id
// try:   graphcrm ask org_charts/of_organization organization=o-nl-wind
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
CALL (o) {
  // Units, and organizations under control: neither has cycles, so the walk ends; 50 is more than any group has. Nothing else
  // than an organization has such a line, and testing 50,000 for their label takes a tenth of the time of the whole chart.
  MATCH (o)(()<-[s:SUBSIDIARY_OF|PART_OF]-(b)
    WHERE (($include_subsidiaries AND s.control) OR s:PART_OF) AND (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(u)
  WITH DISTINCT u RETURN collect(u) AS units
}
// A seat of a unit that is Led is no root today or later: it has a line to a seat of the same unit or of the only one above,
// which is in the chart as well unless the unit is where it begins. Where seats are hidden that is not enough.
CALL (o, units) {
  WITH o, units, $as_of >= date() AND NOT EXISTS { MATCH (h:Role) WHERE h.audience IS NOT NULL
    AND NOT ($sees_all OR h.audience IS NULL OR any(t IN h.audience WHERE t IN $teams)) } AS open
  UNWIND units AS u
  WITH o, units, open, u WHERE NOT (open AND u:Led) OR u = o
  MATCH (u)<-[:AT]-(f:Role)
  WHERE ($sees_all OR f.audience IS NULL OR any(t IN f.audience WHERE t IN $teams)) AND NOT EXISTS { MATCH (f)-[l:REPORTS_TO]->(c:Role)-[:AT]->(at)
    WHERE l.kind = 'SOLID' AND (l.started_on IS NULL OR l.started_on <= $as_of) AND (l.ended_on IS NULL OR l.ended_on >= $as_of)
      AND at IN units AND ($sees_all OR c.audience IS NULL OR any(t IN c.audience WHERE t IN $teams)) }
  RETURN collect([f]) AS roots
}
// Level by level until the page is full; solid lines form a forest, so each seat is met once and the levels end. A seat
// comes as the line from it up to its root; found are the lines of the last level and those of all levels above it.
WITH units, reduce(acc = [[], roots], d IN range(1, CASE WHEN $depth > 50 THEN 50 ELSE $depth END) |
  CASE WHEN size(acc[1]) = 0 OR size(acc[0]) + size(acc[1]) >= $first THEN acc ELSE [acc[0] + acc[1], COLLECT {
    UNWIND acc[1] AS line WITH line, line[0] AS f
    MATCH (f)<-[l:REPORTS_TO]-(c:Role)-[:AT]->(at)
    WHERE l.kind = 'SOLID' AND (l.started_on IS NULL OR l.started_on <= $as_of) AND (l.ended_on IS NULL OR l.ended_on >= $as_of)
      AND at IN units AND ($sees_all OR c.audience IS NULL OR any(t IN c.audience WHERE t IN $teams))
    RETURN [c] + line }] END) AS found,
  CASE WHEN $wants_total OR $wants_reports_in_all THEN COLLECT { UNWIND units AS u
    MATCH (u)<-[:AT]-(f:Role) WHERE ($sees_all OR f.audience IS NULL OR any(t IN f.audience WHERE t IN $teams)) RETURN f } END AS seats
// Below a seat are the found ones whose line passes it, and what is below those of the last level: each seat is counted once.
CALL (units, seats, found) {
  UNWIND found[0] AS line RETURN line, 0 AS next, 0 AS below
  UNION ALL
  UNWIND found[1] AS line WITH units, seats, line, line[0] AS f
  RETURN line,
    CASE WHEN $wants_direct_reports THEN COUNT { MATCH (f)<-[l:REPORTS_TO]-(c:Role)-[:AT]->(at)
      WHERE l.kind = 'SOLID' AND (l.started_on IS NULL OR l.started_on <= $as_of) AND (l.ended_on IS NULL OR l.ended_on >= $as_of)
        AND at IN units AND ($sees_all OR c.audience IS NULL OR any(t IN c.audience WHERE t IN $teams)) } END AS next,
    CASE WHEN $wants_reports_in_all THEN COUNT { MATCH (f)(()<-[l:REPORTS_TO]-(c)
      WHERE l.kind = 'SOLID' AND c IN seats AND (l.started_on IS NULL OR l.started_on <= $as_of) AND (l.ended_on IS NULL OR l.ended_on >= $as_of)){1,50}() } END AS below
}
// From here on no row carries the lists of all seats: sorting would hold one of them for each row of the page.
WITH line, next, below, size(seats) AS total
UNWIND CASE WHEN $wants_direct_reports OR $wants_reports_in_all THEN range(0, size(line) - 1) ELSE [0] END AS i
WITH line[i] AS role, size(line) - i - 1 AS depth, total,
  sum(CASE i WHEN 0 THEN next WHEN 1 THEN 1 END) AS next, sum(CASE i WHEN 0 THEN below ELSE 1 + below END) AS below
RETURN role, depth, CASE WHEN $wants_direct_reports THEN next END AS direct_reports,
  CASE WHEN $wants_reports_in_all THEN below END AS reports_in_all, total
ORDER BY depth, role.title_key, role.id LIMIT $first
