// How well we know who holds the seats of an organization and its units.
// A seat is covered where one of us has a tie to its holder that is FAIR or better, single-threaded where exactly one has. The
// tie to a holder is going cold where they were in touch with none of us for 30 days and the best grade is lower than it was
// then, or where 30 more days of silence make a tie COLD that is not. The account team says of a seat how well it should be known
// (Role.wanted_grade): by_seat sets that against the best tie, below_wanted counts where it is lower.
// in:    $organization Organization, $with_units Boolean = true
// out:   seats Int, covered Int, single_threaded Int, hangs_on_one Boolean, going_cold [Person], below_wanted Int,
//        by_seat [SeatCoverage]
// try:   graphcrm ask introductions/coverage organization=o-nl-wind
MATCH (o:Organization {id: $organization}) WHERE 'KNOWS' IN $shown AND 'HOLDS' IN $shown AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
CALL () {
  MATCH (w:Organization) WHERE w.ours = true AND w.id IS NOT NULL AND ($sees_all OR w.audience IS NULL OR any(t IN w.audience WHERE t IN $teams))
  // Units have no cycles, so the walk down ends; 50 is more than any company has.
  MATCH (w)((a:Organization)<-[p:PART_OF]-(b:Organization) WHERE (p.started_on IS NULL OR p.started_on <= $today) AND (p.ended_on IS NULL OR p.ended_on >= $today) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(u:Organization)
  MATCH (u)<-[:AT]-(r:Role)<-[h:HOLDS]-(y:Person)
  WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today) AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams))
    AND ($sees_all OR y.audience IS NULL OR any(t IN y.audience WHERE t IN $teams)) AND y.archived_at IS NULL
  RETURN collect(DISTINCT y) AS ours
}
CALL (o) {
  MATCH (o)((a:Organization)<-[p:PART_OF]-(b:Organization) WHERE $with_units AND (p.started_on IS NULL OR p.started_on <= $today) AND (p.ended_on IS NULL OR p.ended_on >= $today) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(u:Organization)
  MATCH (u)<-[:AT]-(r:Role) WHERE ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)) AND r.archived_at IS NULL
  RETURN collect(DISTINCT r) AS seats
}
CALL (seats, ours) {
  UNWIND seats AS r
  MATCH (r)<-[h:HOLDS]-(x:Person) WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today)
    AND ($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams)) AND x.archived_at IS NULL
  MATCH (x)-[k:KNOWS]-(y) WHERE y IN ours AND ($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams))
  WITH r, x, y, min(k.first_contact_at) AS first, max(k.last_contact_at) AS last, sum(k.contact_days) AS days, $scoring AS s
  WITH r, x, y, s, days - 1.0 AS n, duration.inDays(date(first), date(last)).days AS recency, duration.inDays(date(first), $today).days AS age
  // The probability of contact in 60 days (BG/NBD) 30 days ago, now, and after 30 more days of silence.
  WITH r, x, y, s, [t IN [age - 30, age, age + 30] | [z IN [CASE WHEN t >= recency AND t > 0 THEN t WHEN age > 0 THEN age ELSE 1 END] |
    (1.0 - ((s.alpha + z) / (s.alpha + z + 60)) ^ (s.r + n)) / (1.0 + CASE WHEN n > 0 THEN
      s.a / (s.b + n - 1.0) * ((s.alpha + z) / (s.alpha + recency)) ^ (s.r + n) ELSE 0.0 END)][0]] AS p
  WITH r, x, s, max(p[0]) AS before, max(p[1]) AS now, max(p[2]) AS after, collect(CASE WHEN p[1] >= s.fair THEN y END) AS knowing
  RETURN collect({seat: r, person: x, knowing: knowing, now: now, cold: (before >= s.healthy AND now < s.healthy) OR (before >= s.fair AND now < s.fair)
    OR (now >= s.fair AND after < s.fair)}) AS rows
}
CALL (rows) {
  UNWIND rows AS row UNWIND row.knowing AS y
  WITH row.seat AS r, collect(DISTINCT y) AS knowing
  WITH collect(knowing) AS covered
  RETURN size(covered) AS covered, size([c IN covered WHERE size(c) = 1]) AS single_threaded,
    size(covered) > 0 AND any(y IN covered[0] WHERE all(c IN covered WHERE c = [y])) AS hangs_on_one
}
CALL (rows) {
  UNWIND rows AS row WITH row WHERE row.cold
  WITH DISTINCT row.person AS x ORDER BY x.id RETURN collect(x) AS going_cold
}
CALL (rows, seats) {
  UNWIND rows + [r IN seats | {seat: r}] AS row WITH row.seat AS r, max(row.now) AS best, reduce(known = [], one IN collect(row.knowing) | known + one) AS known
  WITH r, known, CASE WHEN best >= $scoring.healthy THEN 'HEALTHY' WHEN best >= $scoring.fair THEN 'FAIR' WHEN best IS NOT NULL THEN 'COLD' END AS present, CASE WHEN 'Role.wanted_grade' IN $shown THEN r.wanted_grade END AS wanted
  WITH r, known, present, wanted, CASE wanted WHEN 'HEALTHY' THEN coalesce(present <> 'HEALTHY', true) WHEN 'FAIR' THEN coalesce(present = 'COLD', true) WHEN 'COLD' THEN present IS NULL ELSE false END AS gap
  WITH r, known, present, wanted, gap ORDER BY gap DESC, r.title_key, r.id
  RETURN sum(CASE WHEN gap THEN 1 ELSE 0 END) AS below_wanted, collect({seat: r, wanted: wanted, present: present, gap: gap, known_by: COLLECT { UNWIND known AS y WITH DISTINCT y ORDER BY y.id RETURN y }})[..500] AS by_seat
}
RETURN size(seats) AS seats, covered, single_threaded, hangs_on_one, going_cold, below_wanted, by_seat
