// Who stands between others within the legal organization of an organization or unit, as influence was computed last: the share of
// shortest paths that lead through them, Burt's constraint (low: their contacts do not know each other), how many groups of it their
// ties reach, and whether some group would be cut off from all others without them.
// in:    $organization Organization
// out:   node Person, betweenness Float, constraint Float, organizations_reached Int, groups_reached Int, bottleneck Boolean, reason String
// order: betweenness DESC, node.id
// try:   graphcrm ask influence/brokers organization=o-nordlicht
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
CALL (o) {
  // The legal organization it is a unit of, as in influence/top.
  MATCH (o)((b:Organization)-[s:PART_OF]->(a:Organization) WHERE (s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today) AND ($sees_all OR a.audience IS NULL OR any(t IN a.audience WHERE t IN $teams))){0,50}(legal:Organization)
  WHERE EXISTS { MATCH (legal)<-[:INFLUENTIAL_IN]-(one:Person) WHERE ($sees_all OR one.audience IS NULL OR any(t IN one.audience WHERE t IN $teams)) }
  RETURN legal ORDER BY size(s) LIMIT 1
}
MATCH (node:Person)-[i:INFLUENTIAL_IN]->(legal)
WHERE 'INFLUENTIAL_IN' IN $shown AND 'TOOK_PART_IN' IN $shown AND 'HOLDS' IN $shown AND 'KNOWS' IN $shown AND i.betweenness > 0 AND node.archived_at IS NULL AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams))
WITH legal, node, i, COLLECT {
  WITH node, legal MATCH (node)-[k:KNOWS]-(q:Person)-[j:INFLUENTIAL_IN]->(legal) WHERE ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR q.audience IS NULL OR any(t IN q.audience WHERE t IN $teams)) AND q.archived_at IS NULL
  RETURN DISTINCT j.group } AS reached
WITH node, i, reached, size([g IN reached WHERE g <> i.group]) > 0 AND NOT EXISTS {
  WITH legal, node, i MATCH (legal)<-[m:INFLUENTIAL_IN {group: i.group}]-(other:Person)-[k:KNOWS]-(q:Person)-[j:INFLUENTIAL_IN]->(legal)
  WHERE other <> node AND j.group <> i.group AND q <> node AND ($sees_all OR other.audience IS NULL OR any(t IN other.audience WHERE t IN $teams)) AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR q.audience IS NULL OR any(t IN q.audience WHERE t IN $teams)) AND other.archived_at IS NULL AND q.archived_at IS NULL } AS bottleneck
RETURN node, i.betweenness AS betweenness, i.constraint AS constraint, i.organizations_reached AS organizations_reached, size(reached) AS groups_reached, bottleneck,
  toString(toInteger(round(i.betweenness * 100))) + ' % of shortest paths, ' + toString(size(reached)) + CASE size(reached) WHEN 1 THEN ' group' ELSE ' groups' END + ' within reach'
    + CASE WHEN bottleneck THEN ', and without them their group has no tie to any other' ELSE '' END AS reason
