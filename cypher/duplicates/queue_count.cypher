// How many pairs duplicates/queue lists.
// in:    $noun DuplicateNoun = null
// out:   total Int
// try:   graphcrm ask duplicates/queue_count noun=PERSON
MATCH (first:Person|Organization)-[m:MAY_BE]->(second:Person|Organization)
WHERE m.priority >= 0.0 AND 'MAY_BE' IN $shown AND 'KNOWS' IN $shown AND 'HOLDS' IN $shown AND 'REACHED_AT' IN $shown
  AND 'ContactPoint.address' IN $shown AND 'INFLUENTIAL_IN' IN $shown
  AND first.archived_at IS NULL AND second.archived_at IS NULL
  AND ($sees_all OR first.audience IS NULL OR any(t IN first.audience WHERE t IN $teams)) AND ($sees_all OR second.audience IS NULL OR any(t IN second.audience WHERE t IN $teams))
  AND CASE $noun WHEN 'PERSON' THEN first:Person WHEN 'ORGANIZATION' THEN first:Organization ELSE true END
  AND (first:Organization OR all(f IN ['name', 'first_name', 'last_name', 'city', 'country', 'linkedin', 'x', 'facebook', 'website'] WHERE 'Person.' + f IN $shown))
  // What follows of judgements: the same along a chain of such, or different where one of them says that. Fifty are more than any chain has.
  AND NOT (EXISTS { (first)<-[:JUDGES]-(:Judgement) } AND EXISTS {
    MATCH ANY SHORTEST (first)
      ((u)<-[:JUDGES]-(s:Judgement {standing: true, verdict: 'SAME'})-[:JUDGES]->(v) WHERE ($sees_all OR v.audience IS NULL OR any(t IN v.audience WHERE t IN $teams)) AND (v:Person OR v:Organization)){0,50}
      (x)<-[:JUDGES]-(d:Judgement {standing: true} WHERE d.verdict <> 'UNSURE')-[:JUDGES]->(y WHERE ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams)) AND (y:Person OR y:Organization))
      ((w)<-[:JUDGES]-(e:Judgement {standing: true, verdict: 'SAME'})-[:JUDGES]->(z) WHERE ($sees_all OR z.audience IS NULL OR any(t IN z.audience WHERE t IN $teams)) AND (z:Person OR z:Organization)){0,50}
      (second) })
  AND NOT EXISTS {
    MATCH (first)<-[:JUDGES]-(un:Judgement {standing: true, verdict: 'UNSURE'})-[:JUDGES]->(second)
    WHERE NOT EXISTS {
      MATCH (c:Change)-[o:OF]->(end) USING INDEX o:OF(record, at, change)
      WHERE o.record IN [first.id, second.id] AND o.at > un.at AND o.change IS NOT NULL
        AND (c.type = 'REACHED_AT' OR c.type IN ['Person', 'Organization'] AND any(f IN c.fields WHERE c.type + '.' + f IN $shown)) } }
RETURN count(*) AS total
