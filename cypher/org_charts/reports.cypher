// Who holds the seats directly below a person's current seats, in the order of the chart, each once.
// in:    $person Person, $as_of Date = today
// out:   report Person
// try:   graphcrm ask org_charts/reports person=p-okoye
MATCH (p:Person {id: $person}) WHERE 'HOLDS' IN $shown AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
MATCH (p)-[mine:HOLDS]->(seat:Role)<-[line:REPORTS_TO]-(below:Role)<-[h:HOLDS]-(report:Person)
WHERE line.kind = 'SOLID' AND report <> p AND (mine.started_on IS NULL OR mine.started_on <= $as_of) AND (mine.ended_on IS NULL OR mine.ended_on >= $as_of)
  AND (line.started_on IS NULL OR line.started_on <= $as_of) AND (line.ended_on IS NULL OR line.ended_on >= $as_of) AND (h.started_on IS NULL OR h.started_on <= $as_of) AND (h.ended_on IS NULL OR h.ended_on >= $as_of)
  AND ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams))
  AND ($sees_all OR below.audience IS NULL OR any(t IN below.audience WHERE t IN $teams))
  AND ($sees_all OR report.audience IS NULL OR any(t IN report.audience WHERE t IN $teams))
WITH report, below, h ORDER BY below.title_key, below.id, h.started_on IS NOT NULL, h.started_on, report.id
WITH report, collect([below.title_key, below.id, h.started_on])[0] AS first
RETURN report ORDER BY first[0], first[1], first[2] IS NOT NULL, first[2], report.id LIMIT 1000
