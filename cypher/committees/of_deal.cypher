// The buying committee of a deal with each member's seat, the weightiest first.
// in:    $deal Deal, $as_of Date = today
// out:   person Person, buying_role BuyingRole, stance Stance, power Float, started_on Date, role Role, total Int
// order: power DESC, person.name_key, started_on, person.id
// try:   graphcrm ask committees/of_deal deal=d-rotor
MATCH (d:Deal {id: $deal}) WHERE 'STAKEHOLDER_IN' IN $shown AND ($sees_all OR d.audience IS NULL OR any(t IN d.audience WHERE t IN $teams))
MATCH (d)<-[s:STAKEHOLDER_IN]-(person:Person) WHERE (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR person.audience IS NULL OR any(t IN person.audience WHERE t IN $teams))
CALL (person) {
  MATCH (person)-[h:HOLDS]->(x:Role)
  WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $as_of) AND (h.ended_on IS NULL OR h.ended_on >= $as_of) AND ($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams))
  WITH x ORDER BY h.started_on IS NOT NULL, h.started_on, x.id LIMIT 1
  RETURN collect(x)[0] AS role
}
WITH collect([person, s.buying_role, s.stance, s.power, s.started_on, role]) AS members
UNWIND members AS m
RETURN m[0] AS person, m[1] AS buying_role, m[2] AS stance, m[3] AS power, m[4] AS started_on, m[5] AS role, size(members) AS total
