// The browsers a user is signed in with, the latest first: one's own, and for whoever appoints users those of all.
// in:    $user User
// out:   id String, agent String, created_at DateTime, seen_at DateTime, ends_at DateTime
// order: id DESC
// try:   graphcrm ask users/sessions user=u-ana
MATCH (s:Session)-[:OF]->(owner:User {id: $user})
WHERE ($user = $viewer OR 'users.write' IN $permissions)
  AND s.ends_at > datetime() AND s.seen_at > datetime() - duration('PT30M')
  AND ($sees_all OR owner.audience IS NULL OR any(t IN owner.audience WHERE t IN $teams))
RETURN s.id AS id, s.agent AS agent, s.created_at AS created_at, s.seen_at AS seen_at, s.ends_at AS ends_at
