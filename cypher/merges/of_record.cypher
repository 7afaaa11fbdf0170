// What was merged into a record, by itself or through others that it absorbed, the latest first; what was taken back too.
// in:    $record Node, $first Int = 100
// out:   id String, at DateTime, by User, absorbed_ids [String], undone_at DateTime
// order: at DESC, id DESC
// try:   graphcrm ask merges/of_record record=p-berg
MATCH (record:Person|Organization {id: $record})
WHERE ($sees_all OR record.audience IS NULL OR any(t IN record.audience WHERE t IN $teams))
WITH COLLECT { MATCH (n)-[:MERGED_INTO]->{0,100}(record) RETURN n.id } AS ids
MATCH (m:Merge) WHERE m.survivor IN ids
WITH m ORDER BY m.at DESC, m.id DESC LIMIT $first
OPTIONAL MATCH (user:User {id: m.by}) WHERE ($sees_all OR user.audience IS NULL OR any(t IN user.audience WHERE t IN $teams))
RETURN m.id AS id, m.at AS at, user AS by, m.absorbed AS absorbed_ids, m.undone_at AS undone_at
ORDER BY at DESC, id DESC
