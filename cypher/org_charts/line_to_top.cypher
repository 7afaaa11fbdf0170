// The line of authority from a seat to the top, the seat itself first.
// in:    $role Role, $as_of Date = today
// out:   role Role, depth Int
// order: depth, role.id
// try:   graphcrm ask org_charts/line_to_top role=r-rotor-eng
MATCH (r:Role {id: $role}) WHERE ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams))
// Solid lines form a forest, so the walk ends; 50 is more levels than any chart has.
MATCH path = (r)((a:Role)-[s:REPORTS_TO]->(b:Role) WHERE s.kind = 'SOLID' AND (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of)
  AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(role:Role)
RETURN role, length(path) AS depth
