// Whose account an organization is on a day: who covers it itself, or one above it together with its subsidiaries.
// distance counts the steps of control and structure up to what is covered: 0 is the organization itself.
// in:    $organization Organization, $as_of Date = today
// out:   user User, role CoverageRole, through Organization, distance Int, started_on Date, ended_on Date, key_rank Int
// order: distance, key_rank, user.name_key, user.id, through.id, started_on
// try:   graphcrm ask coverages/of_organization organization=o-nl-wind
MATCH (o:Organization {id: $organization}) WHERE 'COVERS' IN $shown AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
CALL (o) {
  // Control and structure have no cycles, so the walk up ends; 50 is more than any group has.
  MATCH (o)((b:Organization)-[s:SUBSIDIARY_OF|PART_OF]->(a:Organization)
    WHERE (type(s) = 'PART_OF' OR s.control) AND (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR a.audience IS NULL OR any(t IN a.audience WHERE t IN $teams))){0,50}(through:Organization)
  RETURN through, min(size(s)) AS distance
}
MATCH (through)<-[c:COVERS]-(user:User)
WHERE ($sees_all OR user.audience IS NULL OR any(t IN user.audience WHERE t IN $teams)) AND (distance = 0 OR c.with_subsidiaries)
  AND (c.started_on IS NULL OR c.started_on <= $as_of) AND (c.ended_on IS NULL OR c.ended_on >= $as_of)
RETURN user, c.as AS role, through, distance, c.started_on AS started_on, c.ended_on AS ended_on,
  CASE c.as WHEN 'OWNER' THEN 0 WHEN 'KEY_ACCOUNT_MANAGER' THEN 1 WHEN 'TEAM_LEAD' THEN 2 ELSE 3 END AS key_rank
