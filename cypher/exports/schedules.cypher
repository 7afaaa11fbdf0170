// The files that are written again and again for whoever asks, the oldest first: their own alone.
// in:    $first Int
// out:   id String, records String, format String, filter String, columns [String], every ExportEvery, saved_at DateTime, last_on Date
// order: saved_at, id
// try:   graphcrm ask exports/schedules
MATCH (s:ExportSchedule {owner: $viewer})
RETURN s.id AS id, s.records AS records, s.format AS format, s.filter AS filter, s.columns AS columns, s.every AS every,
  s.saved_at AS saved_at, s.last_on AS last_on ORDER BY saved_at, id LIMIT $first
