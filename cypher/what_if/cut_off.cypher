// Who would have no tie to any of us left if some people were gone, and has one now.
// in:    $leavers [String]
// out:   person Person
// order: person.name_key, person.id
// try:   graphcrm ask what_if/cut_off leavers=p-rossi
UNWIND $leavers AS id
MATCH (p:Person {id: id})-[k:KNOWS]-(person:Person)
WHERE 'KNOWS' IN $shown AND 'HOLDS' IN $shown AND NOT person.id IN $leavers AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams)) AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND ($sees_all OR person.audience IS NULL OR any(t IN person.audience WHERE t IN $teams)) AND EXISTS { MATCH (p)-[h:HOLDS]->(r:Role)-[:AT]->(u:Organization) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR u.audience IS NULL OR any(t IN u.audience WHERE t IN $teams))
    MATCH (u)((x:Organization)-[w:PART_OF]->(y:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(top:Organization {ours: true}) }
WITH DISTINCT person
WHERE NOT EXISTS { MATCH (person)-[h:HOLDS]->(r:Role)-[:AT]->(u:Organization) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR u.audience IS NULL OR any(t IN u.audience WHERE t IN $teams))
    MATCH (u)((x:Organization)-[w:PART_OF]->(y:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(top:Organization {ours: true}) }
  AND NOT EXISTS { MATCH (person)-[l:KNOWS]-(stays:Person) WHERE NOT stays.id IN $leavers AND ($sees_all OR l.audience IS NULL OR any(t IN l.audience WHERE t IN $teams)) AND ($sees_all OR stays.audience IS NULL OR any(t IN stays.audience WHERE t IN $teams))
    AND EXISTS { MATCH (stays)-[h:HOLDS]->(r:Role)-[:AT]->(u:Organization) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND ($sees_all OR u.audience IS NULL OR any(t IN u.audience WHERE t IN $teams))
    MATCH (u)((x:Organization)-[w:PART_OF]->(y:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams))){0,50}(top:Organization {ours: true}) } }
RETURN person
