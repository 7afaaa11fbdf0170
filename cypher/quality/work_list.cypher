// Whose values are most worth confirming: influence times staleness, as the last night left it, the most pressing first. Whoever
// was mended since is not listed. Influence is that within the organization where they have most of it.
// in:    $after [Any], $first Int
// out:   person Person, organization Organization, influence Float, freshness Float, priority Float, field String, days Int, reason String,
//        computed_at DateTime
// order: priority DESC, person.id
// try:   graphcrm ask quality/work_list first=20
MATCH (q:QualityStale) WHERE 'INFLUENTIAL_IN' IN $shown AND 'HOLDS' IN $shown AND 'TOOK_PART_IN' IN $shown
  AND all(f IN $quality.Person WHERE all(need IN f.needs WHERE need IN $shown))
  AND ($after IS NULL OR q.priority < $after[0] OR (q.priority = $after[0] AND q.person > $after[1]))
MATCH (person:Person {id: q.person}) WHERE person.archived_at IS NULL AND person.updated_at <= q.computed_at
  AND ($sees_all OR person.audience IS NULL OR any(t IN person.audience WHERE t IN $teams))
MATCH (organization:Organization {id: q.organization}) WHERE ($sees_all OR organization.audience IS NULL OR any(t IN organization.audience WHERE t IN $teams))
WITH q, person, organization ORDER BY q.priority DESC, person.id LIMIT $first
RETURN person, organization, q.influence AS influence, q.freshness AS freshness, q.priority AS priority, q.field AS field, q.days AS days,
  'Influence ' + toString(toInteger(round(100 * q.influence))) + ' %, what is known is ' + toString(toInteger(round(100 * q.freshness))) + ' % fresh. Confirm first: '
  + q.field + ', ' + toString(q.days) + ' days old.' AS reason, q.computed_at AS computed_at
ORDER BY priority DESC, person.id
