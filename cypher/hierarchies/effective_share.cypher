// The part of an organization that another owns through all paths, 0–1: null where a share on the way is unknown.
// in:    $organization Organization, $of Organization, $as_of Date = today
// out:   share Float
// try:   graphcrm ask hierarchies/effective_share organization=o-nl-services of=o-nordlicht
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
MATCH (owner:Organization {id: $of}) WHERE ($sees_all OR owner.audience IS NULL OR any(t IN owner.audience WHERE t IN $teams))
// As in hierarchies/ancestors, over legal ownership alone.
WITH o, owner, reduce(acc = [[[o, 1.0, false]], []], d IN range(1, 500) |
  CASE WHEN size(acc[0]) = 0 THEN acc ELSE [step IN [[found IN [COLLECT {
    UNWIND acc[0] AS w
    WITH w, w[0] AS a
    MATCH (a)-[s:SUBSIDIARY_OF]->(b:Organization)
    WHERE (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))
    WITH w, b, s, w[1] * CASE type(s) WHEN 'PART_OF' THEN 1.0 ELSE coalesce(s.share, 0.0) END AS weight,
      w[2] OR (type(s) = 'SUBSIDIARY_OF' AND s.share IS NULL) AS unknown
    WHERE weight > 1e-13 OR d <= 50
    RETURN [b, weight, unknown] }] |
    CASE WHEN size(found) < 2 THEN found ELSE [keys IN [COLLECT { UNWIND found AS w RETURN DISTINCT w[0] }] |
      CASE WHEN size(keys) = size(found) THEN found ELSE [k IN keys | [k,
        reduce(t = 0.0, w IN found | CASE w[0] WHEN k THEN t + w[1] ELSE t END),
        any(w IN found WHERE w[0] = k AND w[2])]] END][0] END][0]] |
    [step, acc[1] + [w IN step WHERE w[0] = owner]]][0] END)[1] AS reached
RETURN CASE WHEN owner = o THEN 1.0 WHEN any(w IN reached WHERE w[2]) THEN null
  ELSE reduce(t = 0.0, w IN reached | t + w[1]) END AS share
