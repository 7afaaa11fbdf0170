// An organization and what lies below it in numbers, each thing counted once.
// in:    $organization Organization, $kind HierarchyKind = ALL, $max_depth Int = 50, $as_of Date = today
// out:   organizations Int, employees Int, seats Int, vacant_seats Int, people Int, open_deals Int
// try:   graphcrm ask hierarchies/roll_up organization=o-nordlicht kind=ALL
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
// Level by level, until the page is full: a level is the children of the one before that were not met yet. Only what has
// several parents can be met twice, so only that is remembered. Ends with the levels, at $max_depth (at most 50) the latest.
WITH o, reduce(acc = [[], [o], []], d IN range(1, CASE WHEN $max_depth > 50 THEN 50 ELSE $max_depth END) |
  CASE WHEN size(acc[1]) = 0 OR false THEN acc ELSE [level IN [COLLECT {
    UNWIND acc[1] AS f MATCH (f)<-[s:SUBSIDIARY_OF|PART_OF]-(b:Organization)
    WHERE ($kind = 'ALL' OR type(s) = CASE $kind WHEN 'STRUCTURE' THEN 'PART_OF' ELSE 'SUBSIDIARY_OF' END)
      AND (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))
      AND b <> o AND (COUNT { (b)-[:SUBSIDIARY_OF|PART_OF]->() } < 2 OR NOT b IN acc[2])
    RETURN DISTINCT b }] |
    [acc[0] + [b IN level | [b, d]], level,
     acc[2] + [b IN level WHERE COUNT { (b)-[:SUBSIDIARY_OF|PART_OF]->() } > 1]]][0] END)[0] AS found
WITH [o] + [p IN found | p[0]] AS parts
CALL (parts) {
  UNWIND parts AS part MATCH (part)<-[:AT]-(seat:Role) WHERE ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams))
  WITH seat, EXISTS { MATCH (seat)<-[h:HOLDS]-(x:Person)
    WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $as_of) AND (h.ended_on IS NULL OR h.ended_on >= $as_of) AND ($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams)) } AS held
  RETURN count(seat) AS seats, sum(CASE WHEN NOT held THEN 1 ELSE 0 END) AS vacant
}
CALL (parts) {
  UNWIND parts AS part MATCH (part)<-[:AT]-(seat:Role)<-[h:HOLDS]-(x:Person)
  WHERE 'HOLDS' IN $shown AND (h.started_on IS NULL OR h.started_on <= $as_of) AND (h.ended_on IS NULL OR h.ended_on >= $as_of) AND ($sees_all OR seat.audience IS NULL OR any(t IN seat.audience WHERE t IN $teams)) AND ($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams))
  RETURN count(DISTINCT x) AS people
}
CALL (parts) {
  UNWIND parts AS part MATCH (part)<-[:WITH]-(deal:Deal)
  WHERE deal.closed_on IS NULL AND deal.outcome IS NULL AND ($sees_all OR deal.audience IS NULL OR any(t IN deal.audience WHERE t IN $teams))
  RETURN count(deal) AS open_deals
}
RETURN size(parts) AS organizations, reduce(t = 0, p IN parts | t + CASE WHEN p.kind IN
  ['COMPANY', 'GOVERNMENT', 'NONPROFIT'] THEN coalesce(p.employees, 0) ELSE 0 END) AS employees, seats,
  CASE WHEN 'HOLDS' IN $shown THEN vacant END AS vacant_seats, CASE WHEN 'HOLDS' IN $shown THEN people END AS people,
  open_deals
