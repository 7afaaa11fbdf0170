// The way up from an organization: the unit it is part of, else its controlling owner, and so on to the top.
// in:    $organization Organization, $as_of Date = today
// out:   node Organization, depth Int
// order: depth, node.id
// try:   graphcrm ask hierarchies/path_to_root organization=o-wind-eng-rotor
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
// One step up at each organization and no cycles, so the walk ends; 50 is more than any group has.
MATCH path = (o)((a:Organization)-[s:SUBSIDIARY_OF|PART_OF]->(b:Organization)
  WHERE (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams)) AND (type(s) = 'PART_OF' OR (s.control AND NOT EXISTS {
    MATCH (a)-[u:PART_OF]->(w:Organization) WHERE (u.started_on IS NULL OR u.started_on <= $as_of) AND (u.ended_on IS NULL OR u.ended_on >= $as_of) AND ($sees_all OR w.audience IS NULL OR any(t IN w.audience WHERE t IN $teams)) }))){0,50}(node:Organization)
RETURN node, length(path) AS depth
