// How good what is known of a person is: the four numbers of quality, and field by field what they are made of. A field that one
// does not see is none that is wanted. The country is told by telephone numbers as well, the seat by the domain of addresses.
// in:    $person Person
// out:   completeness Float, accuracy Float, freshness Float, cross_reference Float, fields [QualityField]
// try:   graphcrm ask quality/of_person person=p-haddad
MATCH (p:Person {id: $person}) WHERE ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
CALL (p) {
  OPTIONAL MATCH (p)-[r:REACHED_AT]->(c:ContactPoint) WHERE 'REACHED_AT' IN $shown AND 'ContactPoint.medium' IN $shown AND (r.started_on IS NULL OR r.started_on <= $today) AND (r.ended_on IS NULL OR r.ended_on >= $today)
  RETURN collect(CASE WHEN c IS NOT NULL THEN {medium: c.medium, key: CASE WHEN 'ContactPoint.address' IN $shown THEN c.address_key END,
    domain: CASE WHEN 'ContactPoint.domain' IN $shown AND NOT c.domain IN $quality.public THEN c.domain END,
    ages: [CASE WHEN 'REACHED_AT.started_on' IN $shown THEN toFloat(duration.inDays(r.started_on, $today).days) END,
      CASE WHEN 'REACHED_AT.verified_at' IN $shown THEN ($now.epochSeconds - r.verified_at.epochSeconds) / 86400.0 END]} END) AS reached
}
CALL (p) {
  // When each property was last given a value, as far as its history tells.
  MATCH (c:Change)-[o:OF]->() USING INDEX o:OF(record, at, change)
  WHERE o.record = p.id AND o.at IS NOT NULL AND o.change IS NOT NULL AND c.type = 'Person'
  UNWIND c.fields AS name
  WITH name, max(o.at) AS at
  RETURN collect({name: name, age: ($now.epochSeconds - at.epochSeconds) / 86400.0}) AS changed
}
CALL (p) {
  OPTIONAL MATCH (p)-[h:HOLDS]->(s:Role)-[:AT]->(o:Organization) WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR s.audience IS NULL OR any(t IN s.audience WHERE t IN $teams)) AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
  RETURN collect(CASE WHEN o IS NOT NULL THEN {domain: CASE WHEN 'Organization.domain' IN $shown THEN o.domain END,
    ages: [CASE WHEN 'HOLDS.started_on' IN $shown THEN toFloat(duration.inDays(h.started_on, $today).days) END]} END) AS seats
}
WITH p, changed, {emails: [x IN reached WHERE x.medium = 'EMAIL'], phones: [x IN reached WHERE x.medium = 'PHONE'], roles: seats} AS said,
  CASE WHEN p.country IS NULL OR $quality.calling[p.country] IS NULL OR NOT any(x IN reached WHERE x.medium = 'PHONE' AND x.key STARTS WITH '+') THEN null ELSE any(x IN reached WHERE x.medium = 'PHONE' AND x.key STARTS WITH $quality.calling[p.country]) END AS country_agrees,
  CASE WHEN any(s IN seats WHERE s.domain IS NOT NULL) AND any(x IN reached WHERE x.domain IS NOT NULL)
    THEN any(s IN seats WHERE any(x IN reached WHERE x.domain = s.domain OR x.domain ENDS WITH '.' + s.domain)) END AS roles_agrees
// Of each wanted field the values there are, an unknown age is that of the record.
WITH p, said, changed, country_agrees, roles_agrees, ($now.epochSeconds - p.created_at.epochSeconds) / 86400.0 AS known,
  [f IN $quality.Person WHERE all(need IN f.needs WHERE need IN $shown)] AS wanted
WITH [f IN wanted | [v IN [CASE WHEN f.field IN keys(said) THEN said[f.field] WHEN p[f.field] IS NULL THEN [] ELSE
    [{key: toStringOrNull(p[f.field]), ages: [x IN changed WHERE x.name = f.field | x.age]}] END] | f {.field, .weight, .half_life, filled: size(v) > 0,
    checked: CASE WHEN f.format IS NULL THEN 0 ELSE size(v) END, passed: CASE WHEN f.format IS NULL THEN 0 ELSE size([x IN v WHERE x.key =~ f.format]) END,
    age: CASE WHEN size(v) > 0 THEN reduce(low = known, x IN v | reduce(l = low, age IN x.ages | CASE WHEN age < l THEN age ELSE l END)) END,
    agrees: CASE WHEN size(v) > 0 THEN CASE f.field WHEN 'country' THEN country_agrees WHEN 'roles' THEN roles_agrees END END}][0]] AS told
WITH [f IN told | f {.*, freshness: CASE WHEN f.filled THEN 2.0 ^ (-CASE WHEN f.age < 0 THEN 0.0 ELSE f.age END / f.half_life) END}] AS told,
  reduce(sum = 0.0, f IN told | sum + f.weight) AS wanted, reduce(sum = 0.0, f IN told | sum + CASE WHEN f.filled THEN f.weight ELSE 0 END) AS filled,
  reduce(sum = 0, f IN told | sum + f.checked) AS checked, size([f IN told WHERE f.agrees IS NOT NULL]) AS compared
RETURN CASE WHEN wanted > 0 THEN filled / wanted END AS completeness,
  CASE WHEN checked > 0 THEN toFloat(reduce(sum = 0, f IN told | sum + f.passed)) / checked END AS accuracy,
  CASE WHEN filled > 0 THEN reduce(sum = 0.0, f IN told | sum + CASE WHEN f.filled THEN f.weight * f.freshness ELSE 0 END) / filled END AS freshness,
  CASE WHEN compared > 0 THEN toFloat(size([f IN told WHERE f.agrees])) / compared END AS cross_reference,
  [f IN told | f {.*, contribution: CASE WHEN f.filled THEN f.weight / wanted ELSE 0.0 END, reason: CASE WHEN NOT f.filled
      THEN 'Not known, known it would add ' + toString(toInteger(round(100 * f.weight / wanted))) + ' % to completeness.'
    ELSE 'Recorded or confirmed ' + toString(toInteger(f.age)) + ' days ago' + CASE WHEN f.passed < f.checked THEN ', ' + toString(f.checked - f.passed) + ' of ' + toString(f.checked) + ' does not have its form' ELSE '' END
      + CASE f.agrees WHEN true THEN ', another source agrees' WHEN false THEN ', another source says otherwise' ELSE '' END + '.' END}] AS fields
