// The groups of an organization: the people most in touch with each other, as influence was computed last, the largest first. Leaders
// are the three most influential; within and outward count the ties of a group among its people and to the other groups; bridges
// are who has such ties outward, at most three, by betweenness. Hangs on one: all its ties outward are one person's.
// in:    $organization Organization
// out:   groups [InfluenceGroup], people Int, computed_at DateTime
// try:   graphcrm ask influence/groups organization=o-nordlicht
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
CALL (o) {
  // The legal organization it is a unit of, as in influence/top.
  MATCH (o)((b:Organization)-[s:PART_OF]->(a:Organization) WHERE (s.started_on IS NULL OR s.started_on <= $today) AND (s.ended_on IS NULL OR s.ended_on >= $today) AND ($sees_all OR a.audience IS NULL OR any(t IN a.audience WHERE t IN $teams))){0,50}(legal:Organization)
  WHERE EXISTS { MATCH (legal)<-[:INFLUENTIAL_IN]-(one:Person) WHERE ($sees_all OR one.audience IS NULL OR any(t IN one.audience WHERE t IN $teams)) }
  RETURN legal ORDER BY size(s) LIMIT 1
}
CALL (legal) {
  MATCH (person:Person)-[i:INFLUENTIAL_IN]->(legal)
  WHERE 'INFLUENTIAL_IN' IN $shown AND 'TOOK_PART_IN' IN $shown AND 'HOLDS' IN $shown AND 'KNOWS' IN $shown AND person.archived_at IS NULL AND ($sees_all OR person.audience IS NULL OR any(t IN person.audience WHERE t IN $teams))
  // Of each how many ties it has in its group and in others.
  WITH legal, person, i, [COLLECT {
    WITH person, legal, i MATCH (person)-[k:KNOWS]-(q:Person)-[j:INFLUENTIAL_IN]->(legal) WHERE ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR q.audience IS NULL OR any(t IN q.audience WHERE t IN $teams)) AND q.archived_at IS NULL
    WITH DISTINCT q, j.group = i.group AS own RETURN own }] AS found
  WITH person, i, size([own IN found[0] WHERE own]) AS inward, size([own IN found[0] WHERE NOT own]) AS outward
  ORDER BY i.value IS NULL, i.value DESC, person.id
  WITH i.group AS group, collect({person: person, at: i.computed_at, between: i.betweenness, inward: inward, outward: outward}) AS members
  RETURN group, members, size(members) AS size
}
WITH legal, group, members, size, COLLECT { UNWIND members AS one WITH one WHERE one.outward > 0 RETURN one.person ORDER BY one.between DESC, one.person.id } AS bridges
ORDER BY size DESC, group
WITH collect({id: legal.id + '/' + toString(group), people: size, leaders: [one IN members[..3] | one.person], within: reduce(n = 0, one IN members | n + one.inward) / 2,
  outward: reduce(n = 0, one IN members | n + one.outward), bridges: bridges[..3], hangs_on_one: size(bridges) = 1}) AS groups, collect(members) AS all
RETURN groups[..100] AS groups, reduce(n = 0, one IN groups | n + one.people) AS people, reduce(at = null, members IN all | reduce(last = at, one IN members | CASE WHEN last > one.at THEN last ELSE one.at END)) AS computed_at
