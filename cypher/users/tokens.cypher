// The tokens of a user that are good, the latest first: one's own, and for whoever appoints users those of all.
// in:    $user User
// out:   prefix String, role String, scopes [String], created_at DateTime, expires_at DateTime, used_at DateTime
// order: created_at DESC, prefix
// try:   graphcrm ask users/tokens user=u-ana
MATCH (t:Token)-[:OF]->(owner:User {id: $user})
WHERE ($user = $viewer OR 'users.write' IN $permissions) AND t.expires_at > datetime()
  AND ($sees_all OR owner.audience IS NULL OR any(t IN owner.audience WHERE t IN $teams))
RETURN t.prefix AS prefix, t.role AS role, t.scopes AS scopes, t.created_at AS created_at, t.expires_at AS expires_at, t.used_at AS used_at
