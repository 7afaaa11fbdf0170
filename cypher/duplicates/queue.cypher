// The pairs of people, or of organizations, that may be one: by how likely it is times the influence of whoever has more of the two.
// A pair leaves the queue when what was judged says that they are the same or different, along a chain of records one sees as
// well; where somebody was unsure, until either of them is changed. Found from time to time over what everybody may see.
// in:    $noun DuplicateNoun = null, $first Int, $after [Any]
// out:   first Party, second Party, score Float, fields [DuplicateField], judgements [DuplicateJudgement], others [Party],
//        computed_at DateTime, version String, key_priority Float
// order: key_priority DESC, first.id, second.id
// try:   graphcrm ask duplicates/queue noun=PERSON
MATCH (first:Person|Organization)-[m:MAY_BE]->(second:Person|Organization)
WHERE m.priority >= 0.0 AND m.priority <= coalesce($after[0], 1.0) AND 'MAY_BE' IN $shown AND 'KNOWS' IN $shown AND 'HOLDS' IN $shown AND 'REACHED_AT' IN $shown
  AND 'ContactPoint.address' IN $shown AND 'INFLUENTIAL_IN' IN $shown
  AND ($after IS NULL OR m.priority < $after[0] OR first.id > $after[1] OR (first.id = $after[1] AND second.id > $after[2]))
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
WITH first, second, m ORDER BY m.priority DESC, first.id, second.id LIMIT $first
CALL (first, second) {
  // What each of them has now.
  UNWIND [first, second] AS one
  WITH one, COLLECT {
      MATCH (one)-[:HOLDS]->(seat:Role)-[:AT]->(at:Organization) WHERE ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams)) AND ($sees_all OR at.audience IS NULL OR any(t IN at.audience WHERE t IN $teams))
      RETURN DISTINCT at.name AS name ORDER BY name LIMIT 20 } AS employers,
    COLLECT { MATCH (one)-[:SUBSIDIARY_OF]->(up:Organization) WHERE ($sees_all OR up.audience IS NULL OR any(t IN up.audience WHERE t IN $teams)) RETURN DISTINCT up.name AS name ORDER BY name LIMIT 20 } AS parents,
    COLLECT { MATCH (one)-[:REACHED_AT]->(c:ContactPoint) RETURN DISTINCT [c.medium, c.address] AS way ORDER BY way LIMIT 50 } AS reached
  RETURN collect({name: [x IN [one.name] WHERE x IS NOT NULL], legal_form: [x IN [one.name] WHERE x IS NOT NULL], given_name: [x IN [coalesce(one.first_name, one.name)] WHERE x IS NOT NULL],
    family_name: [x IN [coalesce(one.last_name, one.name)] WHERE x IS NOT NULL], city: [x IN [one.city] WHERE x IS NOT NULL], country: [x IN [one.country] WHERE x IS NOT NULL],
    domain: [x IN [one.domain] WHERE x IS NOT NULL], profile: [x IN [one.linkedin, one.x, one.facebook, one.website] WHERE x IS NOT NULL], employer: employers, parent: parents,
    email: [r IN reached WHERE r[0] = 'EMAIL' | r[1]], mailbox: [r IN reached WHERE r[0] = 'EMAIL' | r[1]], phone: [r IN reached WHERE r[0] = 'PHONE' | r[1]], street: [r IN reached WHERE r[0] = 'POST' | r[1]]}) AS said
}
RETURN first, second, m.score AS score,
  [i IN range(0, size(m.fields) - 1) | {field: m.fields[i], agreement: m.agreements[i], weight: m.weights[i],
    first: coalesce(said[0][m.fields[i]], []), second: coalesce(said[1][m.fields[i]], [])}] AS fields,
  COLLECT {
    MATCH (first)<-[:JUDGES]-(j:Judgement {standing: true})-[:JUDGES]->(second)
    OPTIONAL MATCH (by:User {id: j.by}) WHERE ($sees_all OR by.audience IS NULL OR any(t IN by.audience WHERE t IN $teams))
    RETURN {id: j.id, verdict: j.verdict, by: by, machine: j.machine, at: j.at, reason: CASE WHEN 'DuplicateJudgement.reason' IN $shown THEN j.reason END} ORDER BY j.at DESC, j.id } AS judgements,
  COLLECT {
    UNWIND [first, second] AS one MATCH (one)-[:MAY_BE]-(other:Person|Organization)
    WHERE other <> first AND other <> second AND other.archived_at IS NULL AND ($sees_all OR other.audience IS NULL OR any(t IN other.audience WHERE t IN $teams))
    RETURN DISTINCT other ORDER BY other.id LIMIT 50 } AS others,
  m.computed_at AS computed_at, m.version AS version, m.priority AS key_priority
