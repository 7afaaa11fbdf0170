// How many organizations lie below one, counted up to 10,001.
// in:    $organization Organization, $kind HierarchyKind = OWNERSHIP, $max_depth Int = 50, $as_of Date = today
// out:   total Int
// try:   graphcrm ask hierarchies/descendants_count organization=o-nordlicht
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
// Level by level, until the page is full: a level is the children of the one before that were not met yet. Only what has
// several parents can be met twice, so only that is remembered. Ends with the levels, at $max_depth (at most 50) the latest.
WITH o, reduce(acc = [[], [o], []], d IN range(1, CASE WHEN $max_depth > 50 THEN 50 ELSE $max_depth END) |
  CASE WHEN size(acc[1]) = 0 OR size(acc[0]) > 10000 THEN acc ELSE [level IN [COLLECT {
    UNWIND acc[1] AS f MATCH (f)<-[s:SUBSIDIARY_OF|PART_OF]-(b:Organization)
    WHERE ($kind = 'ALL' OR type(s) = CASE $kind WHEN 'STRUCTURE' THEN 'PART_OF' ELSE 'SUBSIDIARY_OF' END)
      AND (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))
      AND b <> o AND (COUNT { (b)-[:SUBSIDIARY_OF|PART_OF]->() } < 2 OR NOT b IN acc[2])
    RETURN DISTINCT b }] |
    [acc[0] + [b IN level | [b, d]], level,
     acc[2] + [b IN level WHERE COUNT { (b)-[:SUBSIDIARY_OF|PART_OF]->() } > 1]]][0] END)[0] AS found
RETURN CASE WHEN size(found) > 10000 THEN 10001 ELSE size(found) END AS total
