// Whom a record is for: everybody, or teams; whether that is said of it itself, or follows from what it hangs on.
// Of teams that follow, who does not see every record is told their own: others may stand for what they do not see.
// in:    $record Node
// out:   everybody Boolean, said Boolean, with_subsidiaries Boolean, teams [AudienceTeam]
// try:   graphcrm ask audiences/of_record record=o-nordlicht
MATCH (record:Organization|Role|Deal|Interaction|Person|Preference|Task|Note {id: $record})
WHERE ($sees_all OR record.audience IS NULL OR any(t IN record.audience WHERE t IN $teams))
RETURN record.audience IS NULL AS everybody, record._limited_to IS NOT NULL AS said,
  coalesce(record._limits_subsidiaries, false) AS with_subsidiaries, COLLECT {
    MATCH (team:Team) WHERE team.id IN record.audience AND ($sees_all OR team.audience IS NULL OR any(t IN team.audience WHERE t IN $teams))
      AND ($sees_all OR record._limited_to IS NOT NULL OR team.id IN $teams)
    RETURN {id: team.id, name: CASE WHEN 'Team.name' IN $shown THEN team.name END} ORDER BY team.name_key, team.id } AS teams
