// What happened to a record and to the facts it is an end of, the latest first, as far as one sees it.
// A fact shows with both its ends; fields one does not see are left out, and an update of such fields alone never was.
// in:    $record Node, $kinds [ChangeKind] = null, $fields [Field] = null, $from Since = null, $to Until = null,
//        $wants_by Boolean = true, $wants_other Boolean = true, $wants_changes Boolean = true, $wants_says Boolean = true,
//        $first Int, $after [Any]
// out:   id String, at DateTime, kind ChangeKind, type String, record_ids [String], other Node, by User, reason String,
//        fields [Field], changes [FieldChange], says [FieldValue], import_run String
// order: at DESC, id DESC
// try:   graphcrm ask histories/of_record record=d-rotor first=10
MATCH (c:Change)-[o:OF]->(record) USING INDEX o:OF(record, at, change)
WHERE o.record = $record AND o.change IS NOT NULL
  AND o.at >= coalesce($from, datetime('0001-01-01T00:00Z')) AND o.at <= coalesce($to, datetime('9999-12-31T23:59:59Z')) AND o.at <= coalesce($after[0], datetime('9999-12-31T23:59:59Z')) AND ($after IS NULL OR o.at < $after[0] OR o.change < $after[1])
  AND ($sees_all OR record.audience IS NULL OR any(t IN record.audience WHERE t IN $teams)) AND ($kinds IS NULL OR c.act IN $kinds)
  AND CASE WHEN c.type IN labels(record) THEN true
      WHEN c.type IN $shown THEN size(c.ids) = COUNT { (c)-[:OF]->(far) WHERE NOT far:RestrictedPerson AND ($sees_all OR far.audience IS NULL OR any(t IN far.audience WHERE t IN $teams)) }
      ELSE false END
// Of a fact that is not whole for one, its sharing level says what is told: not who said it, nor that it ended.
WITH c, o, record, ($sees_all OR c.limits IS NULL OR any(t IN c.limits WHERE t IN $teams)) AS whole
WITH c, o, record, whole, [f IN coalesce(c.fields, []) WHERE c.type + '.' + f IN $shown AND (whole OR f = 'sharing' OR ('STRENGTH' IN c.limits AND f IN ['weight', 'confidence']))] AS seen
WHERE (c.act <> 'UPDATED' AND (whole OR c.act <> 'ENDED') OR size(seen) > 0) AND ($fields IS NULL OR any(f IN seen WHERE f IN $fields))
// An index on (record, at, change) gives the order: a page reads what it shows, and what it has to skip.
WITH c, o, record, whole, seen ORDER BY o.record DESC, o.at DESC, o.change DESC LIMIT $first
WITH collect({c: c, at: o.at, record: record, whole: whole, seen: seen}) AS tied
// One change tells of all records that a batch of an import made, and each of them knows it.
OPTIONAL MATCH (record:Person|Organization|Role|Deal|Pipeline|Interaction|Location|Preference|Task|Note {id: $record})
WHERE ($sees_all OR record.audience IS NULL OR any(t IN record.audience WHERE t IN $teams))
OPTIONAL MATCH (c:Change {id: record._import})
WHERE ($kinds IS NULL OR c.act IN $kinds) AND ($from IS NULL OR c.at >= $from) AND ($to IS NULL OR c.at <= $to)
  AND ($after IS NULL OR c.at < $after[0] OR (c.at = $after[0] AND c.id < $after[1]))
WITH tied, c, record, [f IN coalesce(c.fields, []) WHERE c.type + '.' + f IN $shown] AS seen
WITH tied + CASE WHEN c IS NULL OR NOT ($fields IS NULL OR any(f IN seen WHERE f IN $fields)) THEN [] ELSE [{c: c, at: c.at, record: record, whole: true, seen: seen}] END AS rows
UNWIND rows AS row
WITH row.c AS c, row.at AS at, row.record AS record, row.whole AS whole, row.seen AS seen ORDER BY at DESC, c.id DESC LIMIT $first
CALL (c, record) {
  // What a record was imported with is, of each field, what its first change found, else what it has.
  // The index is named: a plan made when there were few changes would look at all of them for each row.
  MATCH (change:Change)-[o:OF]->() USING INDEX o:OF(record, at, change)
  WHERE o.record = CASE c.act WHEN 'IMPORTED' THEN record.id END AND o.at IS NOT NULL AND o.change IS NOT NULL AND o._target_was IS NULL AND change.type = c.type
  WITH change ORDER BY o.at, o.change RETURN collect(change) AS later
}
// Where a value is found: the node or change, its type, its name there. One kept enciphered comes with its place, for graphcrm to decipher.
WITH c, at, record, whole, [f IN seen | CASE WHEN c.act <> 'IMPORTED' THEN [f, c, 'Change', 'after_' + f] ELSE
  [x IN [[change IN later WHERE f IN change.fields][0]] | CASE WHEN x IS NULL THEN [f, record, c.type, f] ELSE [f, x, 'Change', 'before_' + f] END][0] END] AS given
WITH c, at, record, whole, [g IN given WHERE c.act <> 'IMPORTED' OR coalesce(g[1][g[3]], g[1]['enc_' + g[3]]) IS NOT NULL] AS given
OPTIONAL MATCH (user:User) WHERE $wants_by AND whole AND user.id = c.actor AND ($sees_all OR user.audience IS NULL OR any(t IN user.audience WHERE t IN $teams))
RETURN c.id AS id, at, c.act AS kind, c.type AS type, CASE c.act WHEN 'IMPORTED' THEN [record.id] ELSE c.ids END AS record_ids,
  CASE WHEN $wants_other AND size(c.ids) > 1 THEN [(c)-[:OF]->(far) WHERE far <> record | far][0] END AS other,
  user AS by, CASE WHEN whole AND 'HistoryEntry.reason' IN $shown THEN c.reason END AS reason, [g IN given | g[0]] AS fields,
  // An amount is written with its currency; what is no text, date or number is a list.
  CASE WHEN $wants_changes THEN [g IN given | {field: g[0],
    before: coalesce(c['before_' + g[0]] + ' ' + c['before_' + g[0] + '_currency'], toStringOrNull(c['before_' + g[0]]), c['before_' + g[0]],
      CASE WHEN c['enc_before_' + g[0]] IS NOT NULL THEN ['Change', c.id, 'before_' + g[0], c['enc_before_' + g[0]], c['enc_before_' + g[0] + '_currency']] END),
    after: coalesce(g[1][g[3]] + ' ' + g[1][g[3] + '_currency'], toStringOrNull(g[1][g[3]]), g[1][g[3]],
      CASE WHEN g[1]['enc_' + g[3]] IS NOT NULL THEN [g[2], g[1].id, g[3], g[1]['enc_' + g[3]], g[1]['enc_' + g[3] + '_currency']] END)}] END AS changes,
  CASE WHEN $wants_says AND NOT c.type IN labels(record) THEN
    [s IN [f IN [s IN $shown WHERE s STARTS WITH c.type + '.' | substring(s, size(c.type) + 1)] WHERE (whole OR f = 'sharing' OR ('STRENGTH' IN c.limits AND f IN ['weight', 'confidence'])) | [f,
      CASE WHEN coalesce(c['after_' + f], c['enc_after_' + f]) IS NOT NULL THEN 'after_' + f
      WHEN coalesce(c['before_' + f], c['enc_before_' + f]) IS NOT NULL AND (c.act = 'RETRACTED' OR NOT f IN c.fields) THEN 'before_' + f END]]
      WHERE s[1] IS NOT NULL | {field: s[0], value: coalesce(c[s[1]] + ' ' + c[s[1] + '_currency'], toStringOrNull(c[s[1]]), c[s[1]],
        ['Change', c.id, s[1], c['enc_' + s[1]], c['enc_' + s[1] + '_currency']])}] END AS says, CASE WHEN whole THEN c.run END AS import_run
