// What was done, read and tried, by whom, the latest first: entries of the audit trail, which name fields and never values.
// A person stands in the trail by a code; $subject takes the person's id for as long as there is one. By $subject an index
// finds the entries about it, the latest first; without it the entries are looked through, the latest first.
// in:    $actor String = null, $act String = null, $type String = null, $subject String = null, $decision String = null,
//        $from DateTime = null, $to DateTime = null, $first Int, $after [Any]
// out:   node AuditEntry
// order: node.id DESC
// try:   graphcrm ask audit/trail act=personUpdate first=20
OPTIONAL MATCH (p:Person {id: $subject}) WHERE ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
WITH coalesce(p._audit_code, $subject) AS subject
CALL (subject) {
  // One of the two finds nothing: null is equal to nothing, and nothing lies below it.
  MATCH (s:AuditSubject) WHERE s.subject = subject AND s.entry < coalesce($after[0], '~')
  MATCH (a:AuditEntry {id: s.entry})
  WHERE ($actor IS NULL OR a.actor = $actor) AND ($act IS NULL OR a.act = $act)
    AND ($type IS NULL OR a.type = $type OR any(f IN a.fields WHERE f STARTS WITH $type + '.'))
    AND ($decision IS NULL OR a.decision = $decision) AND ($from IS NULL OR a.at >= $from) AND ($to IS NULL OR a.at <= $to)
  RETURN a ORDER BY s.subject DESC, s.entry DESC LIMIT $first
  UNION ALL
  MATCH (a:AuditEntry) WHERE a.id < CASE WHEN subject IS NULL THEN coalesce($after[0], '~') END
    AND ($actor IS NULL OR a.actor = $actor) AND ($act IS NULL OR a.act = $act)
    AND ($type IS NULL OR a.type = $type OR any(f IN a.fields WHERE f STARTS WITH $type + '.'))
    AND ($decision IS NULL OR a.decision = $decision) AND ($from IS NULL OR a.at >= $from) AND ($to IS NULL OR a.at <= $to)
  RETURN a ORDER BY a.id DESC LIMIT $first
}
RETURN a AS node ORDER BY node.id DESC LIMIT $first
