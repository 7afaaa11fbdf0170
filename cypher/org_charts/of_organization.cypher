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
  WITH DISTINCT u
  MATCH (u)<-[:AT]-(seat:Role) WHERE ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams))
  RETURN collect(seat) AS seats
}
CALL (seats) {
  UNWIND seats AS s
  OPTIONAL MATCH (s)-[l:REPORTS_TO]->(above)
  WHERE l.kind = 'SOLID' AND above IN seats AND (l.started_on IS NULL OR l.started_on <= $as_of) AND (l.ended_on IS NULL OR l.ended_on >= $as_of)
  WITH s, above WHERE above IS NULL
  RETURN collect([s]) AS roots
}
// Level by level until the page is full; solid lines form a forest, so each seat is met once and the levels end. A seat
// comes as the line from it up to its root; found are the lines of the last level and those of all levels above it.
WITH seats, reduce(acc = [[], roots], d IN range(1, CASE WHEN $depth > 50 THEN 50 ELSE $depth END) |
  CASE WHEN size(acc[1]) = 0 OR size(acc[0]) + size(acc[1]) >= $first THEN acc ELSE [acc[0] + acc[1], COLLECT {
    UNWIND acc[1] AS line
    WITH line, line[0] AS f
    MATCH (f)<-[l:REPORTS_TO]-(c)
    WHERE l.kind = 'SOLID' AND c IN seats AND (l.started_on IS NULL OR l.started_on <= $as_of) AND (l.ended_on IS NULL OR l.ended_on >= $as_of)
    RETURN [c] + line }] END) AS found
// Below a seat are the found ones whose line passes it, and what is below those of the last level: each seat is counted once.
CALL (seats, found) {
  UNWIND found[0] AS line
  RETURN line, 0 AS next, 0 AS below
  UNION ALL
  UNWIND found[1] AS line
  WITH seats, line, line[0] AS f
  RETURN line,
    CASE WHEN $wants_direct_reports THEN COUNT { MATCH (f)<-[l:REPORTS_TO]-(c)
      WHERE l.kind = 'SOLID' AND c IN seats AND (l.started_on IS NULL OR l.started_on <= $as_of) AND (l.ended_on IS NULL OR l.ended_on >= $as_of) } END AS next,
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
