// What was done, read and tried, by whom, the latest first: entries of the audit trail, which name fields and never values.
// A person stands in the trail by a code; $subject takes the person's id for as long as there is one.
// in:    $actor String = null, $act String = null, $type String = null, $subject String = null, $decision String = null,
//        $from DateTime = null, $to DateTime = null, $first Int, $after [Any]
// out:   node AuditEntry
// order: node.id DESC
// try:   graphcrm ask audit/trail act=personUpdate first=20
OPTIONAL MATCH (p:Person {id: $subject}) WHERE ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
WITH coalesce(p._audit_code, $subject) AS subject
MATCH (a:AuditEntry) WHERE a.id IS NOT NULL AND ($after IS NULL OR a.id < $after[0])
  AND ($actor IS NULL OR a.actor = $actor) AND ($act IS NULL OR a.act = $act)
  AND ($type IS NULL OR a.type = $type OR any(f IN a.fields WHERE f STARTS WITH $type + '.'))
  AND (subject IS NULL OR subject IN a.subject) AND ($decision IS NULL OR a.decision = $decision)
  AND ($from IS NULL OR a.at >= $from) AND ($to IS NULL OR a.at <= $to)
RETURN a AS node ORDER BY node.id DESC LIMIT $first
