// What an entry of the audit trail is about, one node for each of its subjects: an index on these finds the entries.
MATCH (a:AuditEntry)
UNWIND a.subject AS subject
MERGE (s:AuditSubject {subject: subject, entry: a.id})
SET s:Internal
