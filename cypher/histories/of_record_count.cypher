// How many changes of a record and of the facts it is an end of one sees, counted up to 10,001.
// in:    $record Node, $kinds [ChangeKind] = null, $fields [Field] = null, $from Since = null, $to Until = null
// out:   total Int
// try:   graphcrm ask histories/of_record_count record=d-rotor
WITH $record AS wanted
CALL (wanted) {
  MATCH (c:Change)-[o:OF]->(record) USING INDEX o:OF(record, at, change)
  WHERE o.record = wanted AND o.change IS NOT NULL
    AND o.at >= coalesce($from, datetime('0001-01-01T00:00Z')) AND o.at <= coalesce($to, datetime('9999-12-31T23:59:59Z'))
    AND ($sees_all OR record.audience IS NULL OR any(t IN record.audience WHERE t IN $teams))
    AND ($kinds IS NULL OR c.act IN $kinds)
    AND CASE WHEN c.type IN labels(record) THEN true
        WHEN c.type IN $shown THEN size(c.ids) = COUNT { (c)-[:OF]->(far) WHERE NOT far:RestrictedPerson AND ($sees_all OR far.audience IS NULL OR any(t IN far.audience WHERE t IN $teams)) }
        ELSE false END
  // Of a fact that is not whole for one, its sharing level says what is told: not that it ended.
  WITH c, ($sees_all OR c.limits IS NULL OR any(t IN c.limits WHERE t IN $teams)) AS whole
  WITH c, whole, [f IN coalesce(c.fields, []) WHERE c.type + '.' + f IN $shown AND (whole OR f = 'sharing' OR ('STRENGTH' IN c.limits AND f IN ['weight', 'confidence']))] AS seen
  WHERE (c.act <> 'UPDATED' AND (whole OR c.act <> 'ENDED') OR size(seen) > 0) AND ($fields IS NULL OR any(f IN seen WHERE f IN $fields))
  WITH c LIMIT 10001
  RETURN c
  UNION ALL
  // One change tells of all records that a batch of an import made, and each of them knows it.
  MATCH (record:Person|Organization|Role|Deal|Pipeline|Interaction|Location|Preference|Task|Note {id: wanted}) MATCH (c:Change {id: record._import})
  WHERE ($sees_all OR record.audience IS NULL OR any(t IN record.audience WHERE t IN $teams))
    AND ($from IS NULL OR c.at >= $from) AND ($to IS NULL OR c.at <= $to)
    AND ($kinds IS NULL OR c.act IN $kinds)
    AND ($fields IS NULL OR any(f IN coalesce(c.fields, []) WHERE f IN $fields AND c.type + '.' + f IN $shown))
  RETURN c
}
WITH c LIMIT 10001
RETURN count(c) AS total
