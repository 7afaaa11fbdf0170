// How good what is known of an organization is: the four numbers of quality, and field by field what they are made of. A field that
// one does not see is none that is wanted. The country is told by telephone numbers as well, the domain by the addresses of
// those who hold a seat at it or a unit of it.
// in:    $organization Organization
// out:   completeness Float, accuracy Float, freshness Float, cross_reference Float, fields [QualityField]
// try:   graphcrm ask quality/of_organization organization=o-nordlicht
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
CALL (o) {
  OPTIONAL MATCH (o)-[r:REACHED_AT]->(c:ContactPoint) WHERE 'REACHED_AT' IN $shown AND 'ContactPoint.medium' IN $shown AND (r.started_on IS NULL OR r.started_on <= $today) AND (r.ended_on IS NULL OR r.ended_on >= $today)
  RETURN collect(CASE WHEN c IS NOT NULL THEN {medium: c.medium, key: CASE WHEN 'ContactPoint.address' IN $shown THEN c.address_key END,
    domain: CASE WHEN 'ContactPoint.domain' IN $shown AND NOT c.domain IN $quality.public THEN c.domain END,
    ages: [CASE WHEN 'REACHED_AT.started_on' IN $shown THEN toFloat(duration.inDays(r.started_on, $today).days) END,
      CASE WHEN 'REACHED_AT.verified_at' IN $shown THEN ($now.epochSeconds - r.verified_at.epochSeconds) / 86400.0 END]} END) AS reached
}
CALL (o) {
  // When each property was last given a value, as far as its history tells.
  MATCH (c:Change)-[of:OF]->() USING INDEX of:OF(record, at, change)
  WHERE of.record = o.id AND of.at IS NOT NULL AND of.change IS NOT NULL AND c.type = 'Organization'
  UNWIND c.fields AS name
  WITH name, max(of.at) AS at
  RETURN collect({name: name, age: ($now.epochSeconds - at.epochSeconds) / 86400.0}) AS changed
}
CALL (o) {
  OPTIONAL MATCH (o)-[l:CLASSIFIED_AS]->(k:Category) WHERE 'CLASSIFIED_AS' IN $shown AND (l.started_on IS NULL OR l.started_on <= $today) AND (l.ended_on IS NULL OR l.ended_on >= $today)
  RETURN collect(CASE WHEN k IS NOT NULL THEN {ages: [CASE WHEN 'CLASSIFIED_AS.started_on' IN $shown THEN toFloat(duration.inDays(l.started_on, $today).days) END]} END) AS categories
}
CALL (o) {
  // Units have no cycles, so the walk down ends, 50 is more than any company has.
  MATCH (o)((a:Organization)<-[w:PART_OF]-(b:Organization) WHERE (w.started_on IS NULL OR w.started_on <= $today) AND (w.ended_on IS NULL OR w.ended_on >= $today) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(u:Organization)
  MATCH (u)<-[:AT]-(s:Role)<-[h:HOLDS]-(p:Person) WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR s.audience IS NULL OR any(t IN s.audience WHERE t IN $teams)) AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams)) AND p.archived_at IS NULL
  WITH p, collect(CASE WHEN 'HOLDS.started_on' IN $shown THEN toFloat(duration.inDays(h.started_on, $today).days) END) AS ages
  OPTIONAL MATCH (p)-[m:REACHED_AT]->(c:ContactPoint) WHERE 'REACHED_AT' IN $shown AND 'ContactPoint.domain' IN $shown AND NOT c.domain IN $quality.public AND (m.started_on IS NULL OR m.started_on <= $today) AND (m.ended_on IS NULL OR m.ended_on >= $today)
  WITH p, ages, collect(c.domain) AS domains
  RETURN collect({ages: ages, domains: domains}) AS people
}
WITH o, changed, {phones: [x IN reached WHERE x.medium = 'PHONE'], categories: categories, people: people} AS said, [x IN people WHERE size(x.domains) > 0] AS those,
  CASE WHEN o.country IS NULL OR $quality.calling[o.country] IS NULL OR NOT any(x IN reached WHERE x.medium = 'PHONE' AND x.key STARTS WITH '+') THEN null ELSE any(x IN reached WHERE x.medium = 'PHONE' AND x.key STARTS WITH $quality.calling[o.country]) END AS country_agrees
WITH o, changed, said, country_agrees, CASE WHEN o.domain IS NOT NULL AND size(those) >= $quality.people
  THEN 2 * size([x IN those WHERE any(d IN x.domains WHERE d = o.domain OR d ENDS WITH '.' + o.domain)]) >= size(those) END AS domain_agrees
// Of each wanted field the values there are, an unknown age is that of the record.
WITH o, said, changed, country_agrees, domain_agrees, ($now.epochSeconds - o.created_at.epochSeconds) / 86400.0 AS known,
  [f IN $quality.Organization WHERE all(need IN f.needs WHERE need IN $shown)] AS wanted
WITH [f IN wanted | [v IN [CASE WHEN f.field IN keys(said) THEN said[f.field] WHEN o[f.field] IS NULL THEN [] ELSE
    [{key: toStringOrNull(o[f.field]), ages: [x IN changed WHERE x.name = f.field | x.age]}] END] | f {.field, .weight, .half_life, filled: size(v) > 0,
    checked: CASE WHEN f.format IS NULL THEN 0 ELSE size(v) END, passed: CASE WHEN f.format IS NULL THEN 0 ELSE size([x IN v WHERE x.key =~ f.format]) END,
    age: CASE WHEN size(v) > 0 THEN reduce(low = known, x IN v | reduce(l = low, age IN x.ages | CASE WHEN age < l THEN age ELSE l END)) END,
    agrees: CASE WHEN size(v) > 0 THEN CASE f.field WHEN 'country' THEN country_agrees WHEN 'domain' THEN domain_agrees END END}][0]] AS told
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
