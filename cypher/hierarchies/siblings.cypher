// The other children of an organization's direct parents.
// in:    $organization Organization, $kind HierarchyKind = OWNERSHIP, $as_of Date = today
// out:   node Organization
// order: node.name_key, node.id
// try:   graphcrm ask hierarchies/siblings organization=o-nl-wind
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
MATCH (o)-[up:SUBSIDIARY_OF|PART_OF]->(parent:Organization)<-[down:SUBSIDIARY_OF|PART_OF]-(node:Organization)
WHERE node <> o AND type(up) = type(down) AND ($sees_all OR parent.audience IS NULL OR any(t IN parent.audience WHERE t IN $teams)) AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams))
  AND ($kind = 'ALL' OR type(up) = CASE $kind WHEN 'STRUCTURE' THEN 'PART_OF' ELSE 'SUBSIDIARY_OF' END)
  AND (up.started_on IS NULL OR up.started_on <= $as_of) AND (up.ended_on IS NULL OR up.ended_on >= $as_of)
  AND (down.started_on IS NULL OR down.started_on <= $as_of) AND (down.ended_on IS NULL OR down.ended_on >= $as_of)
RETURN DISTINCT node
