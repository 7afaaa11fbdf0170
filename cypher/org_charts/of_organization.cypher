// The seats of an organization and its units on a date, with subsidiaries if asked, in the order of the chart.
// depth counts solid lines from the chart's own roots; direct_reports and reports_in_all count seats of the chart, and are
// not cut by depth and first; total counts the seats of the chart.
// in:    $organization Organization, $depth Int = 50, $as_of Date = today, $include_subsidiaries Boolean = false,
//        $wants_direct_reports Boolean = true, $wants_reports_in_all Boolean = true, $first Int = 500
// out:   role Role, depth Int, direct_reports Int, reports_in_all Int, total Int
// order: depth, role.title_key, role.id
// try:   graphcrm ask org_charts/of_organization organization=o-nl-wind
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
CALL (o) {
  // Units, and organizations under control: neither has cycles, so the walk ends; 50 is more than any group has.
  MATCH (o)((a:Organization)<-[s:SUBSIDIARY_OF|PART_OF]-(b:Organization)
    WHERE (type(s) = 'PART_OF' OR ($include_subsidiaries AND s.control)) AND (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(u:Organization)
  RETURN collect(DISTINCT u) AS units
}
CALL (units) {
  UNWIND units AS u
  MATCH (u)<-[:AT]-(seat:Role) WHERE ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams))
  WITH units, seat, EXISTS {
    MATCH (seat)-[l:REPORTS_TO]->(above:Role)-[:AT]->(at)
    WHERE l.kind = 'SOLID' AND at IN units AND (l.started_on IS NULL OR l.started_on <= $as_of) AND (l.ended_on IS NULL OR l.ended_on >= $as_of) AND ($sees_all OR above.audience IS NULL OR any(t IN above.audience WHERE t IN $teams)) } AS below
  RETURN count(seat) AS total, collect(CASE WHEN NOT below THEN seat END) AS roots
}
// Level by level until the page is full; solid lines form a forest, so each seat is met once and the levels end.
WITH units, total, reduce(acc = [[r IN roots | [r, 0]], roots], d IN range(1, CASE WHEN $depth > 50 THEN 50 ELSE $depth END) |
  CASE WHEN size(acc[1]) = 0 OR size(acc[0]) >= $first THEN acc ELSE [level IN [COLLECT {
    UNWIND acc[1] AS f
    MATCH (f)<-[l:REPORTS_TO]-(c:Role)-[:AT]->(at)
    WHERE l.kind = 'SOLID' AND at IN units AND (l.started_on IS NULL OR l.started_on <= $as_of) AND (l.ended_on IS NULL OR l.ended_on >= $as_of) AND ($sees_all OR c.audience IS NULL OR any(t IN c.audience WHERE t IN $teams))
    RETURN c }] | [acc[0] + [c IN level | [c, d]], level]][0] END)[0] AS found
CALL (found) {
  UNWIND found AS f
  WITH f[0] AS role, f[1] AS depth WHERE depth <= $depth
  RETURN role, depth ORDER BY depth, role.title_key, role.id LIMIT $first
}
RETURN role, depth,
  CASE WHEN $wants_direct_reports THEN COUNT {
    MATCH (role)<-[l:REPORTS_TO]-(c:Role)-[:AT]->(at)
    WHERE l.kind = 'SOLID' AND at IN units AND (l.started_on IS NULL OR l.started_on <= $as_of) AND (l.ended_on IS NULL OR l.ended_on >= $as_of) AND ($sees_all OR c.audience IS NULL OR any(t IN c.audience WHERE t IN $teams)) } END AS direct_reports,
  CASE WHEN $wants_reports_in_all THEN COUNT {
    MATCH (role)((x:Role)<-[l:REPORTS_TO]-(c:Role) WHERE l.kind = 'SOLID' AND (l.started_on IS NULL OR l.started_on <= $as_of) AND (l.ended_on IS NULL OR l.ended_on >= $as_of) AND ($sees_all OR c.audience IS NULL OR any(t IN c.audience WHERE t IN $teams))
      AND EXISTS { MATCH (c)-[:AT]->(at) WHERE at IN units }){1,50}(:Role) } END AS reports_in_all,
  total
