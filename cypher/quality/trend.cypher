// The numbers of quality of one kind day by day, the latest first, as each night left them: of a noun, of those of an account team
// or of a source of it; or how many findings a rule had. As in quality/summary.
// in:    $noun QualityNoun = null, $team Team = null, $source String = null, $rule QualityRule = null, $on Date = today, $first Int = 90
// out:   day Date, noun QualityNoun, team Team, source String, rule QualityRule, records Int, completeness Float, accuracy Float,
//        freshness Float, cross_reference Float, findings Int, computed_at DateTime
// order: day DESC
// try:   graphcrm ask quality/trend noun=PERSON
MATCH (q:QualityDay) WHERE q.day <= $on AND coalesce(q.noun, '') = coalesce($noun, '') AND coalesce(q.team, '') = coalesce($team, '')
  AND coalesce(q.source, '') = coalesce($source, '') AND coalesce(q.rule, '') = coalesce($rule, '')
  AND all(noun IN ['Person', 'Organization'] WHERE all(f IN $quality[noun] WHERE all(need IN f.needs WHERE need IN $shown)))
OPTIONAL MATCH (team:Team {id: q.team}) WHERE ($sees_all OR team.audience IS NULL OR any(t IN team.audience WHERE t IN $teams))
WITH q, team WHERE q.team IS NULL OR team IS NOT NULL
RETURN q.day AS day, q.noun AS noun, team, q.source AS source, q.rule AS rule, q.records AS records, q.completeness AS completeness,
  q.accuracy AS accuracy, q.freshness AS freshness, q.cross_reference AS cross_reference, q.findings AS findings, q.computed_at AS computed_at
ORDER BY day DESC LIMIT $first
