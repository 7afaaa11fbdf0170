// The best ways to be introduced: paths of people who know each other, the greatest product of their strengths first.
// They lead from a person, or from any of us, to a person, to who holds a seat, or to who holds one at an organization or its
// units. A step counts the strength of the tie as it is now, or what a declared relation counts where that is more. Nobody
// archived, not to be contacted or who objects to profiling is on one; no two have the same people between their ends, and
// with disjoint none has anybody of a better one. Of equal products the one with fewer steps comes first, then by ids.
// in:    $to IntroductionTarget, $from Person = null, $k Int 1..50 = 3, $max_steps Int 1..4 = 4, $disjoint Boolean = false
// out:   paths [IntroductionPath], truncated Boolean
// try:   graphcrm ask introductions/paths from=p-rossi to=p-berg
UNWIND [[0, $from], [1, $to]] + CASE WHEN $from IS NULL THEN COLLECT {
  MATCH (o:Organization) WHERE o.ours = true AND o.id IS NOT NULL AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams)) RETURN [0, o.id] } ELSE [] END AS end
// Of an organization: its units have no cycles, so the walk down ends; 50 is more than any company has.
CALL (end) {
  MATCH (x:Person {id: end[1]}) RETURN x
  UNION
  MATCH (r:Role {id: end[1]})<-[h:HOLDS]-(x:Person) WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) RETURN x
  UNION
  MATCH (o:Organization {id: end[1]}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
  MATCH (o)((a:Organization)<-[p:PART_OF]-(b:Organization) WHERE (p.started_on IS NULL OR p.started_on <= $today) AND (p.ended_on IS NULL OR p.ended_on >= $today) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(u:Organization)
  MATCH (u)<-[:AT]-(r:Role)<-[h:HOLDS]-(x:Person) WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) RETURN x
}
WITH DISTINCT end[0] AS side, x WHERE ($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams))
WITH collect(CASE side WHEN 0 THEN x END) AS sources, collect(CASE side WHEN 1 THEN x END) AS targets
// The search begins where fewer people are known, and meets those who are known at the other end.
WITH *, COLLECT { UNWIND sources AS x MATCH (x)-[:KNOWS|RELATED_TO]-(m) RETURN DISTINCT m } AS near,
  COLLECT { UNWIND targets AS x MATCH (x)-[:KNOWS|RELATED_TO]-(m) RETURN DISTINCT m } AS far
// Where more than 5,000 ways of two steps, as one sees them, lead on from either end, no way of four is looked for.
WITH size(near) > size(far) AS back, CASE WHEN size(near) > size(far) THEN [targets, sources, near] ELSE [sources, targets, far] END AS v, [side IN [sources, targets] |
  COUNT { UNWIND side AS x MATCH (x)-[e:KNOWS|RELATED_TO]-(y:Person)-[f:KNOWS|RELATED_TO]-(z:Person) WHERE all(k IN [e, f] WHERE type(k) IN $shown AND ($sees_all OR k.sharing IS NULL OR coalesce(any(t IN k.shared_with WHERE t IN $teams), false)) AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams))) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams)) AND ($sees_all OR z.audience IS NULL OR any(t IN z.audience WHERE t IN $teams)) RETURN 1 LIMIT 5001 }] AS ways
WITH back, v[0] AS begins, v[1] AS ends, v[2] AS far, $max_steps > 3 AND (ways[0] > 5000 OR ways[1] > 5000) AS truncated, [coalesce($from, ''), $to] AS named
CALL (back, begins, ends, far, truncated, named) {
CALL (begins, far, truncated) {
  UNWIND begins AS m WITH m, far WHERE m IN far RETURN [m] AS people, [] AS ties
  UNION ALL WITH begins, far WHERE $max_steps > 1 UNWIND begins AS a MATCH (a)-[k:KNOWS|RELATED_TO]-(m) WHERE m IN far RETURN [a, m] AS people, [k] AS ties
  UNION ALL WITH begins, far WHERE $max_steps > 2 UNWIND begins AS a MATCH (a)-[k:KNOWS|RELATED_TO]-(b)-[l:KNOWS|RELATED_TO]-(m) WHERE m IN far RETURN [a, b, m] AS people, [k, l] AS ties
  // Longer ways are not followed from where they cannot reach the floor any more.
  UNION ALL WITH begins, far, truncated WHERE $max_steps > 3 AND NOT truncated UNWIND begins AS a MATCH (a)-[k:KNOWS|RELATED_TO]-(b)-[l:KNOWS|RELATED_TO]-(x)
  WITH far, a, b, x, collect(DISTINCT k) AS ks, collect(DISTINCT l) AS ls WHERE reduce(u = 0.0, k IN ks | u + coalesce($scoring.declared[k.kind], 2.0 ^ (k.rank - $now.epochSeconds / 86400.0 / $scoring.half_life), 0.0)) * reduce(u = 0.0, k IN ls | u + coalesce($scoring.declared[k.kind], 2.0 ^ (k.rank - $now.epochSeconds / 86400.0 / $scoring.half_life), 0.0)) >= $scoring.floor
  MATCH (x)-[e:KNOWS|RELATED_TO]-(m) WHERE m IN far UNWIND ks AS k UNWIND ls AS l RETURN [a, b, x, m] AS people, [k, l, e] AS ties
}
WITH back, ends, named, last(people) AS m, collect([people, ties]) AS halves MATCH (m)-[e:KNOWS|RELATED_TO]-(z) WHERE z IN ends
UNWIND halves AS h WITH back, named, h[0] + [z] AS people, h[1] + [e] AS ties
WHERE all(x IN people WHERE x:Person AND ($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams)) AND x.archived_at IS NULL
    AND NOT coalesce(x.do_not_contact, false) AND NOT coalesce(x.objects_to_profiling, false) AND single(y IN people WHERE y = x))
  AND all(k IN ties WHERE type(k) IN $shown AND ($sees_all OR k.sharing IS NULL OR coalesce(any(t IN k.shared_with WHERE t IN $teams), false)) AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND (k.started_on IS NULL OR k.started_on <= $today) AND (k.ended_on IS NULL OR k.ended_on >= $today))
WITH back, people, collect(ties) AS rows, CASE WHEN 'RELATED_TO.kind' IN $shown THEN $scoring.declared ELSE {} END AS declared, named
WITH back, people, declared, named, [i IN range(0, size(people) - 2) | reduce(ks = [], r IN rows | CASE WHEN r[i] IN ks THEN ks ELSE ks + [r[i]] END)] AS steps
WITH back, people, declared, named, [ks IN steps | {ties: ks, strength: CASE WHEN any(k IN ks WHERE k:KNOWS) THEN 1.0 - reduce(q = 1.0, k IN ks | q * (1.0 - coalesce(k.strength * 2.0 ^ (CASE WHEN k.strength_at < $now THEN duration.inSeconds(k.strength_at, $now).seconds / -86400.0 / $scoring.half_life ELSE 0.0 END), 0.0))) END,
  kind: reduce(said = null, k IN ks | CASE WHEN declared[k.kind] > coalesce(declared[said], 0.0) THEN k.kind ELSE said END)}] AS steps
WITH CASE WHEN back THEN reverse(people) ELSE people END AS people, declared, named, [s IN CASE WHEN back THEN reverse(steps) ELSE steps END |
  {ties: s.ties, strength: s.strength, kind: CASE WHEN declared[s.kind] > coalesce(s.strength, 0.0) THEN s.kind END}] AS steps
WITH people, [x IN people WHERE NOT x.id IN named] AS inner, [s IN steps | s {.*, weight: coalesce(declared[s.kind], s.strength, 0.0)}] AS steps
WITH *, reduce(x = 1.0, s IN steps | x * s.weight) AS score WHERE score >= $scoring.floor WITH people, inner, steps, score ORDER BY round(score, 12) DESC, size(people), [x IN people | x.id]
WITH collect({people: people, inner: inner, steps: steps, score: score}) AS ordered
WITH reduce(best = [], p IN ordered | CASE WHEN size(best) = $k OR any(q IN best WHERE CASE WHEN $disjoint AND size(p.inner) > 0
  THEN any(x IN p.inner WHERE x IN q.inner) ELSE size(p.inner) = size(q.inner) AND all(x IN p.inner WHERE x IN q.inner) END) THEN best ELSE best + [p] END) AS best
RETURN [p IN best | {score: p.score, steps: [i IN range(0, size(p.steps) - 1) | [s IN [s IN [p.steps[i]] | s {.*, days: reduce(days = 0, k IN s.ties | days + coalesce(k.contact_days, 0)),
  last: reduce(last = null, k IN s.ties | CASE WHEN k.last_contact_at < last THEN last ELSE coalesce(k.last_contact_at, last) END)}] | {from: p.people[i], to: p.people[i + 1],
  strength: s.strength, weight: s.weight, declared: s.kind, last_contact_at: s.last, contact_days: s.days, reason: CASE WHEN s.kind IS NOT NULL THEN
  'Somebody declared: ' + toLower(s.kind) + '.' ELSE toString(s.days) + CASE s.days WHEN 1 THEN ' day' ELSE ' days' END + ' of contact, the last on ' + toString(date(s.last)) + '.' END}][0]]}] AS paths }
RETURN paths, truncated
