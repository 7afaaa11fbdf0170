// The organization at the top of the controlling owners; one that nobody controls is its own.
// in:    $organization Organization, $as_of Date = today
// out:   node Organization
// order: node.id
// try:   graphcrm ask hierarchies/ultimate_parent organization=o-nl-services
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
// At most one controlling owner on a date and no cycle of control, so the walk ends; 50 is more than any group has.
MATCH path = (o)((a:Organization)-[s:SUBSIDIARY_OF]->(b:Organization)
  WHERE s.control AND (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(node:Organization)
RETURN node ORDER BY length(path) DESC, node.id LIMIT 1
