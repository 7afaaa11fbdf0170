// The best ways to be introduced: paths of people who know each other, the greatest product of their strengths first.
// They lead from a person, or from any of us, to a person, to who holds a seat, or to who holds one at an organization or its
// units. A step counts the strength of the tie as it is now, or what a declared relation counts where that is more. Nobody
// archived, not to be contacted or who objects to profiling is on one; no two have the same people between their ends, and
// with disjoint none has anybody of a better one. Of equal products the one with fewer steps comes first, then by ids.
// in:    $to IntroductionTarget, $from Person = null, $k Int 1..50 = 3, $max_steps Int 1..4 = 4, $disjoint Boolean = false
// out:   paths [IntroductionPath], truncated Boolean
// try:   graphcrm ask introductions/paths from=p-rossi to=p-berg
UNWIND [[0, $from], [1, $to]] + CASE WHEN $from IS NULL THEN COLLECT { MATCH (o:Organization) WHERE o.ours = true AND o.id IS NOT NULL AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams)) RETURN [0, o.id] } ELSE [] END AS end
CALL (end) { // Of an organization: its units have no cycles, so the walk down ends; 50 is more than any company has.
  MATCH (x:Person {id: end[1]}) RETURN x
  UNION MATCH (r:Role {id: end[1]})<-[h:HOLDS]-(x:Person) WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) RETURN x
  UNION MATCH (o:Organization {id: end[1]}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
  MATCH (o)((a:Organization)<-[p:PART_OF]-(b:Organization) WHERE (p.started_on IS NULL OR p.started_on <= $today) AND (p.ended_on IS NULL OR p.ended_on >= $today) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(u:Organization)
  MATCH (u)<-[:AT]-(r:Role)<-[h:HOLDS]-(x:Person) WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) RETURN x }
WITH DISTINCT end[0] AS side, x WHERE ($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams)) AND x.archived_at IS NULL AND NOT coalesce(x.do_not_contact, false) AND NOT coalesce(x.objects_to_profiling, false)
WITH collect(CASE side WHEN 0 THEN x END) AS sources, collect(CASE side WHEN 1 THEN x END) AS targets
WITH *, [coalesce($from, ''), $to] AS named, CASE WHEN 'RELATED_TO.kind' IN $shown THEN $scoring.declared ELSE {} END AS declared, $now.epochSeconds / 86400.0 / $scoring.half_life AS age
// Whom each end knows, what the step to them counts at most (by all ties together, whoever may see them), and by whom.
CALL (sources, declared, age) { UNWIND sources AS x MATCH (x)-[k:KNOWS|RELATED_TO]-(y) WITH y, sum(CASE WHEN k:KNOWS THEN 2.0 ^ (k.rank - age) ELSE coalesce(declared[k.kind], 0.0) END) AS most, collect(x) AS by WHERE most >= $scoring.floor RETURN collect([y, most, by]) AS near, max(most) AS best_near }
CALL (targets, declared, age) { UNWIND targets AS x MATCH (x)-[k:KNOWS|RELATED_TO]-(y) WITH y, sum(CASE WHEN k:KNOWS THEN 2.0 ^ (k.rank - age) ELSE coalesce(declared[k.kind], 0.0) END) AS most, collect(x) AS by WHERE most >= $scoring.floor RETURN collect([y, most, by]) AS far, max(most) AS best_far }
WITH *, [e IN far | e[0]] AS met WITH *, [e IN near WHERE e[0] IN met | e[0]] AS both
// Where more than 5,000 ways of two steps, as one sees them, lead on from either end, no way of four is looked for.
WITH *, any(many IN [side IN CASE WHEN $max_steps > 3 THEN [sources, targets] ELSE [] END | COUNT { UNWIND side AS x MATCH (x)-[k:KNOWS|RELATED_TO]-(y:Person)-[l:KNOWS|RELATED_TO]-(z:Person) WHERE type(k) IN $shown AND ($sees_all OR k.sharing IS NULL OR coalesce(any(t IN k.shared_with WHERE t IN $teams), false)) AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND type(l) IN $shown AND ($sees_all OR l.sharing IS NULL OR coalesce(any(t IN l.shared_with WHERE t IN $teams), false)) AND ($sees_all OR l.audience IS NULL OR any(t IN l.audience WHERE t IN $teams)) AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams)) AND ($sees_all OR z.audience IS NULL OR any(t IN z.audience WHERE t IN $teams)) RETURN 1 LIMIT 5001 }] WHERE many > 5000) AS truncated
// What the last pick counts at least, by ways of two steps between two people: each has another person on it, and with
// disjoint any way keeps off fewer of them than it has steps. Nothing that counts less is looked at any further.
CALL (sources, targets, named, both, declared, age) {
  UNWIND both AS y WITH sources[0] AS x, y, targets[0] AS z, declared, age WHERE $max_steps > 1 AND size(sources) = 1 AND size(targets) = 1 AND x.id = named[0] AND z.id = named[1] AND y <> x AND y <> z AND y:Person AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams)) AND y.archived_at IS NULL AND NOT coalesce(y.do_not_contact, false) AND NOT coalesce(y.objects_to_profiling, false)
  MATCH (x)-[k:KNOWS|RELATED_TO]-(y) WHERE x <> z AND type(k) IN $shown AND ($sees_all OR k.sharing IS NULL OR coalesce(any(t IN k.shared_with WHERE t IN $teams), false)) AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND (k.started_on IS NULL OR k.started_on <= $today) AND (k.ended_on IS NULL OR k.ended_on >= $today) MATCH (y)-[l:KNOWS|RELATED_TO]-(z) WHERE type(l) IN $shown AND ($sees_all OR l.sharing IS NULL OR coalesce(any(t IN l.shared_with WHERE t IN $teams), false)) AND ($sees_all OR l.audience IS NULL OR any(t IN l.audience WHERE t IN $teams)) AND (l.started_on IS NULL OR l.started_on <= $today) AND (l.ended_on IS NULL OR l.ended_on >= $today)
  WITH y, max(CASE WHEN k:KNOWS AND k.strength < 2.0 ^ (k.rank - age) THEN k.strength WHEN k:KNOWS THEN 2.0 ^ (k.rank - age) ELSE coalesce(declared[k.kind], 0.0) END * CASE WHEN l:KNOWS AND l.strength < 2.0 ^ (l.rank - age) THEN l.strength WHEN l:KNOWS THEN 2.0 ^ (l.rank - age) ELSE coalesce(declared[l.kind], 0.0) END) AS least ORDER BY least DESC SKIP $k * CASE WHEN $disjoint THEN $max_steps ELSE 1 END - 1 LIMIT 1 RETURN head(collect(least)) AS least } WITH *, 0.999999 * CASE WHEN least > $scoring.floor THEN least ELSE $scoring.floor END AS enough
// On from the side that leads to fewer, and only to whom the other side knows.
CALL (near, far, best_near, best_far, enough) {
  WITH [e IN near WHERE e[1] * best_far >= enough] AS ahead, [e IN far WHERE e[1] * best_near >= enough] AS behind
  CALL (ahead) { UNWIND ahead[..100] AS e WITH e[0] AS y RETURN avg(COUNT { (y)-[:KNOWS]-() }) AS on } CALL (behind) { UNWIND behind[..100] AS e WITH e[0] AS y RETURN avg(COUNT { (y)-[:KNOWS]-() }) AS off }
  WITH *, on * size(ahead) > off * size(behind) AS back RETURN back, CASE WHEN back THEN [behind, ahead, best_near] ELSE [ahead, behind, best_far] END AS v } WITH *, v[0] AS first, [e IN v[1] | e[0]] AS to, v[1] AS last, v[2] AS best
CALL (first, to, best, both, declared, age, enough, truncated) { CALL (first, to, best, both, declared, age, enough, truncated) {
  UNWIND first AS n WITH n, both WHERE $max_steps > 1 AND n[0] IN both RETURN n[0] AS m, [n[0]] AS inner, n[1] AS most, n[2] AS by
  UNION ALL UNWIND first AS n WITH n, n[0] AS b, to, declared, age WHERE $max_steps > 2 MATCH (b)-[k:KNOWS|RELATED_TO]-(m) WHERE m IN to WITH n, b, m, sum(n[1] * CASE WHEN k:KNOWS THEN 2.0 ^ (k.rank - age) ELSE coalesce(declared[k.kind], 0.0) END) AS most RETURN m, [b, m] AS inner, most, n[2] AS by
  UNION ALL UNWIND first AS n WITH n, n[0] AS b, to, best, declared, age, enough, truncated WHERE $max_steps > 3 AND NOT truncated MATCH (b)-[k:KNOWS|RELATED_TO]-(c) WITH n, b, c, to, declared, age, sum(n[1] * CASE WHEN k:KNOWS THEN 2.0 ^ (k.rank - age) ELSE coalesce(declared[k.kind], 0.0) END) AS way, enough / best AS needed
  WHERE way >= needed MATCH (c)-[l:KNOWS|RELATED_TO]-(m) WHERE m IN to WITH n, b, c, m, sum(way * CASE WHEN l:KNOWS THEN 2.0 ^ (l.rank - age) ELSE coalesce(declared[l.kind], 0.0) END) AS most RETURN m, [b, c, m] AS inner, most, n[2] AS by
} RETURN collect([m, inner, most, by]) AS halves } WITH *, [h IN halves | h[0]] AS reached WITH *, [e IN last WHERE e[0] IN reached] AS last
CALL (last, halves, enough, back) {
  CALL (last, halves) { UNWIND halves AS h RETURN h[0] AS m, h, null AS end UNION ALL UNWIND last AS e RETURN e[0] AS m, null AS h, e AS end }
  WITH m, enough, back, collect(h) AS hs, head(collect(end)) AS end UNWIND hs AS h WITH h, end, back WHERE h[2] * end[1] >= enough UNWIND h[3] AS a UNWIND end[2] AS z RETURN collect(DISTINCT CASE WHEN back THEN [z] + reverse(h[1]) + [a] ELSE [a] + h[1] + [z] END) AS ways }
WITH truncated, declared, named, ways + COLLECT { UNWIND near AS e WITH e WHERE e[0] IN targets UNWIND e[2] AS x RETURN DISTINCT [x, e[0]] } AS ways
CALL (ways, declared, named) { UNWIND ways AS people
WITH people, declared, named WHERE all(x IN people WHERE x:Person AND ($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams)) AND x.archived_at IS NULL AND NOT coalesce(x.do_not_contact, false) AND NOT coalesce(x.objects_to_profiling, false) AND single(y IN people WHERE y = x))
WITH *, [i IN range(0, size(people) - 2) | COLLECT { WITH people[i] AS x, people[i + 1] AS y MATCH (x)-[k:KNOWS|RELATED_TO]-(y) WHERE type(k) IN $shown AND ($sees_all OR k.sharing IS NULL OR coalesce(any(t IN k.shared_with WHERE t IN $teams), false)) AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams)) AND (k.started_on IS NULL OR k.started_on <= $today) AND (k.ended_on IS NULL OR k.ended_on >= $today) RETURN k }] AS steps
WITH people, declared, named, [ks IN steps | {ties: ks, kind: reduce(said = null, k IN ks | CASE WHEN declared[k.kind] > coalesce(declared[said], 0.0) THEN k.kind ELSE said END), strength: CASE WHEN any(k IN ks WHERE k:KNOWS) THEN
  1.0 - reduce(q = 1.0, k IN ks | q * (1.0 - coalesce(k.strength * 2.0 ^ (CASE WHEN k.strength_at < $now THEN duration.inSeconds(k.strength_at, $now).seconds / -86400.0 / $scoring.half_life ELSE 0.0 END), 0.0))) END}] AS steps
WITH people, declared, [x IN people WHERE NOT x.id IN named] AS inner, [s IN steps | s {.ties, .strength, kind: CASE WHEN declared[s.kind] > coalesce(s.strength, 0.0) THEN s.kind END}] AS steps
WITH people, inner, [s IN steps | s {.*, weight: coalesce(declared[s.kind], s.strength, 0.0)}] AS steps WITH *, reduce(x = 1.0, s IN steps | x * s.weight) AS score WHERE score >= $scoring.floor
WITH people, inner, steps, score ORDER BY round(score, 12) DESC, size(people), [x IN people | x.id] WITH collect({people: people, inner: inner, steps: steps, score: score}) AS ordered
WITH reduce(best = [], p IN ordered | CASE WHEN size(best) = $k OR any(q IN best WHERE CASE WHEN $disjoint AND size(p.inner) > 0
  THEN any(x IN p.inner WHERE x IN q.inner) ELSE size(p.inner) = size(q.inner) AND all(x IN p.inner WHERE x IN q.inner) END) THEN best ELSE best + [p] END) AS best
RETURN [p IN best | {score: p.score, steps: [i IN range(0, size(p.steps) - 1) | [s IN [s IN [p.steps[i]] | s {.*, days: reduce(days = 0, k IN s.ties | days + coalesce(k.contact_days, 0)),
  last: reduce(last = null, k IN s.ties | CASE WHEN k.last_contact_at < last THEN last ELSE coalesce(k.last_contact_at, last) END)}] | {from: p.people[i], to: p.people[i + 1],
  strength: s.strength, weight: s.weight, declared: s.kind, last_contact_at: s.last, contact_days: s.days, reason: CASE WHEN s.kind IS NOT NULL THEN
  'Somebody declared: ' + toLower(s.kind) + '.' ELSE toString(s.days) + CASE s.days WHEN 1 THEN ' day' ELSE ' days' END + ' of contact, the last on ' + toString(date(s.last)) + '.' END}][0]]}] AS paths }
RETURN paths, truncated
