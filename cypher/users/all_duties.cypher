// All duties that were proposed or held, the latest first; with $open_review those whose review is open.
// in:    $open_review Boolean = false, $first Int
// out:   id String, user User, duty String, state DutyState, reason String, request_number String, proposed_by User,
//        proposed_at DateTime, confirmed_by User, confirmed_at DateTime, ends_at DateTime, ended_at DateTime, outcome String
// order: id DESC
// try:   graphcrm ask users/all_duties open_review=true
MATCH (d:Duty)-[:HELD_BY]->(user:User)
WHERE ($sees_all OR user.audience IS NULL OR any(t IN user.audience WHERE t IN $teams))
WITH d, user, CASE WHEN d.ended_at IS NOT NULL THEN 'ENDED'
  WHEN d.confirmed_at IS NULL AND d.proposed_at <= datetime() - duration('PT24H') THEN 'LAPSED'
  WHEN d.confirmed_at IS NULL THEN 'PROPOSED' WHEN d.ends_at <= datetime() THEN 'ENDED' ELSE 'HELD' END AS state
WHERE NOT coalesce($open_review, false)
  OR (d.reviewed AND d.confirmed_at IS NOT NULL AND state = 'ENDED' AND d.reviewed_at IS NULL)
OPTIONAL MATCH (one:User {id: d.proposed_by}) WHERE ($sees_all OR one.audience IS NULL OR any(t IN one.audience WHERE t IN $teams))
OPTIONAL MATCH (other:User {id: d.confirmed_by}) WHERE ($sees_all OR other.audience IS NULL OR any(t IN other.audience WHERE t IN $teams))
RETURN d.id AS id, user, d.name AS duty, state, d.reason AS reason, d.request AS request_number, one AS proposed_by,
  d.proposed_at AS proposed_at, other AS confirmed_by, d.confirmed_at AS confirmed_at, coalesce(d.ends_at, d.asked_until) AS ends_at,
  d.ended_at AS ended_at, d.outcome AS outcome ORDER BY id DESC LIMIT $first
