// The numbers of quality as the last night up to a day left them: over the people and the organizations that everybody may see, over
// those of each account team and of each source, and how many findings each rule has. Of each number it is the mean over the
// records that have one.
// in:    $on Date = today
// out:   day Date, noun QualityNoun, team Team, source String, rule QualityRule, records Int, completeness Float, accuracy Float,
//        freshness Float, cross_reference Float, findings Int, computed_at DateTime, key_by Int, key_name String
// order: key_by, noun, key_name
// try:   graphcrm ask quality/summary
MATCH (q:QualityDay) WHERE q.day <= $on AND all(noun IN ['Person', 'Organization'] WHERE all(f IN $quality[noun] WHERE all(need IN f.needs WHERE need IN $shown)))
WITH max(q.day) AS day
MATCH (q:QualityDay {day: day})
OPTIONAL MATCH (team:Team {id: q.team}) WHERE ($sees_all OR team.audience IS NULL OR any(t IN team.audience WHERE t IN $teams))
WITH q, team WHERE q.team IS NULL OR team IS NOT NULL
RETURN q.day AS day, q.noun AS noun, team, q.source AS source, q.rule AS rule, q.records AS records, q.completeness AS completeness,
  q.accuracy AS accuracy, q.freshness AS freshness, q.cross_reference AS cross_reference, q.findings AS findings, q.computed_at AS computed_at,
  CASE WHEN q.rule IS NOT NULL THEN 3 WHEN q.source IS NOT NULL THEN 2 WHEN team IS NOT NULL THEN 1 ELSE 0 END AS key_by,
  coalesce(q.rule, q.source, team.name_key + team.id, '') AS key_name
