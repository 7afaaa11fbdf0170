// What values a property of a record had: since when, until when, who gave it, and why; the latest first.
// Old values are kept enciphered: who reads this through graphcrm gets them deciphered.
// in:    $record Node, $property Field, $wants_by Boolean = true, $first Int = 100
// out:   value Written, from DateTime, to DateTime, by User, reason String
// order: from DESC
// try:   graphcrm ask histories/of_property record=d-rotor property=stage
MATCH (record:Person|Organization|Role|Deal|Pipeline|Interaction|Location|User|Team|Preference|Task|Note {id: $record})
WHERE ($sees_all OR record.audience IS NULL OR any(t IN record.audience WHERE t IN $teams)) AND any(label IN labels(record) WHERE label + '.' + $property IN $shown)
WITH record, COLLECT {
  MATCH (c:Change)-[o:OF]->(of) USING INDEX o:OF(record, at, change)
  WHERE o.record = record.id AND o.at IS NOT NULL AND o.change IS NOT NULL AND o._target_was IS NULL AND $property IN c.fields AND c.type IN labels(record)
  RETURN c ORDER BY o.record, o.at, o.change } AS changes
// Before the first change the record had what that one found; without any, it has had what it has.
WITH changes, CASE WHEN size(changes) = 0 THEN [[record, $property, [label IN labels(record) WHERE label + '.' + $property IN $shown][0], record.created_at, null]] WHEN changes[0].act = 'CREATED' THEN []
  ELSE [[changes[0], 'before_' + $property, 'Change', record.created_at, null]] END + [c IN changes | [c, 'after_' + $property, 'Change', c.at, c]] AS points
UNWIND range(0, size(points) - 1) AS i
WITH points[i] AS p, points[i + 1][3] AS to
WITH coalesce(toStringOrNull(p[0][p[1]]), CASE WHEN p[0]['enc_' + p[1]] IS NOT NULL THEN [p[2], p[0].id, p[1], p[0]['enc_' + p[1]], p[0]['enc_' + p[1] + '_currency']] END) AS value,
  p[3] AS from, to, p[4] AS c
WHERE value IS NOT NULL
WITH value, from, to, c ORDER BY from DESC LIMIT $first
CALL (c) {
  OPTIONAL MATCH (user:User) WHERE $wants_by AND user.id = c.actor AND ($sees_all OR user.audience IS NULL OR any(t IN user.audience WHERE t IN $teams))
  RETURN user
}
RETURN value, from, to, user AS by, CASE WHEN 'HistoryEntry.reason' IN $shown THEN c.reason END AS reason
