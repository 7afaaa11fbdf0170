// What happened to a record and to the facts it is an end of, the latest first, as far as one sees it.
// What an import wrote is not told here. A fact shows with both its ends; fields one does not see are left out, and an update of such fields alone never was.
// in:    $record Node, $kinds [ChangeKind] = null, $fields [Field] = null, $from Since = null, $to Until = null,
//        $wants_by Boolean = true, $wants_other Boolean = true, $wants_changes Boolean = true, $wants_says Boolean = true,
//        $first Int, $after [Any]
// out:   id String, at DateTime, kind ChangeKind, type String, record_ids [String], other Node, by User, reason String,
//        fields [Field], changes [FieldChange], says [FieldValue]
// order: at DESC, id DESC
// try:   graphcrm ask histories/of_record record=d-rotor first=10
MATCH (c:Change)-[o:OF]->(record)
WHERE o.record = $record AND o.change IS NOT NULL
  AND o.at >= coalesce($from, datetime('0001-01-01T00:00Z')) AND o.at <= coalesce($to, datetime('9999-12-31T23:59:59Z'))
  AND o.at <= coalesce($after[0], datetime('9999-12-31T23:59:59Z')) AND ($after IS NULL OR o.at < $after[0] OR o.change < $after[1])
  AND ($sees_all OR record.audience IS NULL OR any(t IN record.audience WHERE t IN $teams))
  AND ($kinds IS NULL OR c.act IN $kinds)
  AND CASE WHEN c.type IN labels(record) THEN true
      WHEN c.type IN $shown THEN size(c.ids) = COUNT { (c)-[:OF]->(far) WHERE ($sees_all OR far.audience IS NULL OR any(t IN far.audience WHERE t IN $teams)) }
      ELSE false END
WITH c, o, record, [f IN coalesce(c.fields, []) WHERE c.type + '.' + f IN $shown] AS seen
WHERE (c.act <> 'UPDATED' OR size(seen) > 0) AND ($fields IS NULL OR any(f IN seen WHERE f IN $fields))
// An index on (record, at, change) gives the order: a page reads what it shows, and what it has to skip.
WITH c, o, record, seen ORDER BY o.record DESC, o.at DESC, o.change DESC LIMIT $first
CALL (c) {
  OPTIONAL MATCH (user:User) WHERE $wants_by AND user.id = c.actor AND ($sees_all OR user.audience IS NULL OR any(t IN user.audience WHERE t IN $teams))
  RETURN user
}
RETURN o.change AS id, o.at AS at, c.act AS kind, c.type AS type, c.ids AS record_ids,
  CASE WHEN $wants_other AND size(c.ids) > 1 THEN [(c)-[:OF]->(far) WHERE far <> record | far][0] END AS other,
  user AS by, CASE WHEN 'HistoryEntry.reason' IN $shown THEN c.reason END AS reason, seen AS fields,
  // An amount is written with its currency; what is no text, date or number is a list.
  CASE WHEN $wants_changes THEN [f IN seen | {field: f,
    before: coalesce(c['before_' + f] + ' ' + c['before_' + f + '_currency'], toStringOrNull(c['before_' + f]), c['before_' + f]),
    after: coalesce(c['after_' + f] + ' ' + c['after_' + f + '_currency'], toStringOrNull(c['after_' + f]), c['after_' + f])}] END AS changes,
  CASE WHEN $wants_says AND NOT c.type IN labels(record) THEN
    [p IN [s IN $shown WHERE s STARTS WITH c.type + '.' | substring(s, size(c.type) + 1)]
      WHERE c['after_' + p] IS NOT NULL OR (c['before_' + p] IS NOT NULL AND (c.act = 'RETRACTED' OR NOT p IN c.fields)) |
      {field: p, value: coalesce(
        c['after_' + p] + ' ' + c['after_' + p + '_currency'], toStringOrNull(c['after_' + p]), c['after_' + p],
        c['before_' + p] + ' ' + c['before_' + p + '_currency'], toStringOrNull(c['before_' + p]), c['before_' + p])}] END AS says
