// Whose line of authority would lead to an empty seat if some people were gone.
// in:    $leavers [String]
// out:   person Person
// order: person.name_key, person.id
// try:   graphcrm ask what_if/orphaned_reports leavers=p-haddad
UNWIND $leavers AS id
MATCH (leaver:Person {id: id})-[g:HOLDS]->(seat:Role) WHERE 'HOLDS' IN $shown AND 'REPORTS_TO' IN $shown AND (g.started_on IS NULL OR g.started_on <= $today) AND (g.ended_on IS NULL OR g.ended_on >= $today) AND ($sees_all OR leaver.audience IS NULL OR any(t IN leaver.audience WHERE t IN $teams)) AND ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams))
WITH DISTINCT seat
WHERE NOT EXISTS { MATCH (seat)<-[other:HOLDS]-(stays:Person) WHERE (other.started_on IS NULL OR other.started_on <= $today) AND (other.ended_on IS NULL OR other.ended_on >= $today) AND NOT stays.id IN $leavers AND ($sees_all OR stays.audience IS NULL OR any(t IN stays.audience WHERE t IN $teams)) }
MATCH (seat)<-[line:REPORTS_TO]-(below:Role)<-[h:HOLDS]-(person:Person)
WHERE line.kind = 'SOLID' AND (line.started_on IS NULL OR line.started_on <= $today) AND (line.ended_on IS NULL OR line.ended_on >= $today) AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND NOT person.id IN $leavers AND ($sees_all OR below.audience IS NULL OR any(t IN below.audience WHERE t IN $teams)) AND ($sees_all OR person.audience IS NULL OR any(t IN person.audience WHERE t IN $teams))
RETURN DISTINCT person
