// Who or what is there already that one is about to enter: people, or organizations that are no units, the likeliest first, 20 at most.
// They are met by e-mail address (the part before the @ too), telephone, domain and words of the name, one typo forgiven; of those that
// the index ranks highest for a name 500 are looked at. What they are compared by is in told: the kind, parameters, what is entered, what is there, its id.
// in:    $noun DuplicateNoun, $name Words = null, $first_name Called = null, $last_name Words = null, $emails [Email] = null, $phones [Phone] = null,
//        $domain String = null, $city String = null, $country String = null, $organization Organization = null
// out:   record Party, told Any
// try:   graphcrm ask duplicates/possible noun=PERSON name="jonas keller" emails=jonas.keller@tidewright.example
WITH coalesce($emails, []) AS emails, coalesce($phones, []) AS phones, toLower(trim($domain)) AS domain,
  CASE WHEN $first_name IS NOT NULL OR $last_name IS NOT NULL THEN split(coalesce($first_name[0], ''), ' ') + coalesce($last_name, []) ELSE coalesce($name, []) END AS words,
  coalesce($last_name, [w IN [coalesce($name, [])[-1]] WHERE w IS NOT NULL]) AS family, [w IN coalesce($first_name[1..], [coalesce($name, [])[0]]) WHERE w <> '' ] AS given
WHERE 'REACHED_AT' IN $searched AND 'ContactPoint.address' IN $searched AND 'HOLDS' IN $searched AND ($noun <> 'PERSON'
  OR all(f IN ['name', 'first_name', 'last_name', 'city', 'country', 'linkedin', 'x', 'facebook', 'website'] WHERE 'Person.' + f IN $searched))
CALL (emails, phones, domain, words, family, given) {
  UNWIND emails + phones AS address
  MATCH (c:ContactPoint) WHERE c.address_key = address
  MATCH (c)<-[:REACHED_AT]-(found:Party) WHERE ($sees_all OR found.audience IS NULL OR any(t IN found.audience WHERE t IN $teams))
  RETURN found ORDER BY found.id LIMIT 60
  UNION
  UNWIND emails AS address
  WITH split(address, '@')[0] + '@' AS begun WHERE size(begun) > 5
  MATCH (c:ContactPoint) WHERE c.address_key STARTS WITH begun
  MATCH (c)<-[:REACHED_AT]-(found:Party) WHERE ($sees_all OR found.audience IS NULL OR any(t IN found.audience WHERE t IN $teams))
  RETURN found ORDER BY found.id LIMIT 60
  UNION
  WITH domain WHERE domain IS NOT NULL AND $noun = 'ORGANIZATION'
  MATCH (found:Organization {domain: domain}) WHERE ($sees_all OR found.audience IS NULL OR any(t IN found.audience WHERE t IN $teams))
  RETURN found ORDER BY found.id LIMIT 60
  UNION
  WITH words, family, given, $noun = 'PERSON' AS people,
    reduce(q = '', w IN words | q + CASE WHEN size(w) >= 4 THEN ' +(' + w + ' ' + w + '~1)' WHEN w = '' THEN '' ELSE ' +' + w END) AS whole
  UNWIND [q IN [whole, CASE WHEN people AND size(family) > 0 AND size(given) > 0 THEN
    reduce(q = '', w IN family | q + ' +' + w) + ' +(' + left(given[0], 1) + '*' + reduce(q = '', w IN given | q + ' ' + w) + ')' END] WHERE q <> ''] AS query
  CALL db.index.fulltext.queryNodes('search', query, {limit: 500}) YIELD node AS found
  WHERE CASE WHEN people THEN found:Person ELSE found:Organization END AND ($sees_all OR found.audience IS NULL OR any(t IN found.audience WHERE t IN $teams))
  WITH DISTINCT found, size([w IN words WHERE ' ' + found._search + ' ' CONTAINS ' ' + w + ' ']) AS said
  RETURN found ORDER BY said DESC, found.id LIMIT 60
}
WITH DISTINCT found AS record
WHERE record.archived_at IS NULL AND CASE $noun WHEN 'PERSON' THEN record:Person ELSE record:Organization AND NOT coalesce(record.kind, '') IN ['DIVISION', 'DEPARTMENT', 'TEAM'] END
OPTIONAL MATCH (model:Scoring {name: 'duplicates ' + toLower($noun)})
OPTIONAL MATCH (wanted:Organization {id: $organization}) WHERE ($sees_all OR wanted.audience IS NULL OR any(t IN wanted.audience WHERE t IN $teams))
WITH record, model, wanted, COLLECT { MATCH (record)-[:REACHED_AT]->(c:ContactPoint)
    RETURN DISTINCT [CASE WHEN $noun = 'PERSON' AND EXISTS { MATCH (at:Organization {domain: c.domain}) WHERE ($sees_all OR at.audience IS NULL OR any(t IN at.audience WHERE t IN $teams)) } THEN 'MAILBOX' ELSE c.medium END, c.address] AS way ORDER BY way LIMIT 50 } AS reached,
  COLLECT { UNWIND CASE $noun WHEN 'PERSON' THEN coalesce($emails, []) ELSE [] END AS address MATCH (at:Organization {domain: split(address, '@')[1]}) WHERE ($sees_all OR at.audience IS NULL OR any(t IN at.audience WHERE t IN $teams)) RETURN DISTINCT address } AS boxes,
  COLLECT { MATCH (record)-[:HOLDS]->(seat:Role)-[:AT]->(at:Organization) WHERE ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams)) AND ($sees_all OR at.audience IS NULL OR any(t IN at.audience WHERE t IN $teams))
    RETURN DISTINCT [at.id, at.name] AS place ORDER BY place LIMIT 50 } AS held
RETURN record, [toLower($noun), model.parameters,
  {name: [reduce(n = '', w IN $name | n + CASE n WHEN '' THEN '' ELSE ' ' END + w)], given_name: [$first_name[0]], family_name: [reduce(n = '', w IN $last_name | n + CASE n WHEN '' THEN '' ELSE ' ' END + w)],
    email: [e IN coalesce($emails, []) WHERE NOT e IN boxes], mailbox: boxes, phone: $phones, domain: [$domain], city: [$city], country: [$country], employer: [wanted.id], employer_names: [wanted.name]},
  {name: [record.name], given_name: [record.first_name], family_name: [record.last_name], email: [r IN reached WHERE r[0] = 'EMAIL' | r[1]], mailbox: [r IN reached WHERE r[0] = 'MAILBOX' | r[1]], phone: [r IN reached WHERE r[0] = 'PHONE' | r[1]],
    domain: [record.domain], city: [record.city], country: [record.country], profile: [x IN [record.linkedin, record.x, record.facebook, record.website] WHERE x IS NOT NULL],
    employer: [h IN held | h[0]], employer_names: [h IN held | h[1]]}, record.id] AS told
