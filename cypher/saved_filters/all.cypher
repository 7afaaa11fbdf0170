// The saved filters of whoever asks: their own, those for a team of theirs, those for everybody, by name.
// in:    $noun FilteredNoun = null, $first Int
// out:   id String, name String, noun FilteredNoun, conditions [SavedCondition], owner User, mine Boolean, everybody Boolean,
//        team Team, saved_at DateTime
// order: name, id
// try:   graphcrm ask saved_filters/all noun=PERSON
MATCH (f:SavedFilter) WHERE ($noun IS NULL OR f.noun = $noun)
  AND (f.owner = $viewer OR f.everybody OR any(t IN $teams WHERE t = f.team))
OPTIONAL MATCH (owner:User {id: f.owner}) WHERE ($sees_all OR owner.audience IS NULL OR any(t IN owner.audience WHERE t IN $teams))
OPTIONAL MATCH (team:Team {id: f.team}) WHERE ($sees_all OR team.audience IS NULL OR any(t IN team.audience WHERE t IN $teams))
RETURN f.id AS id, f.name AS name, f.noun AS noun,
  [i IN range(0, size(f.fields) - 1) | {field: f.fields[i], how: f.hows[i], value: f.values[i]}] AS conditions, owner,
  f.owner = $viewer AS mine, f.everybody AS everybody, team, f.saved_at AS saved_at ORDER BY name, id LIMIT $first
