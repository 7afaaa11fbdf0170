// Jobs, the latest first: one's own, and for whoever may see all (jobs.write) anybody's.
// in:    $kind String = null, $state JobState = null, $first Int, $after [Any]
// out:   node Job
// order: node.id DESC
// try:   graphcrm ask jobs/all state=QUEUED first=20
MATCH (j:Job)
WHERE (j.asked_by = $viewer OR 'jobs.write' IN $permissions) AND ($kind IS NULL OR j.kind = $kind)
  AND ($state IS NULL OR $state
    = CASE WHEN j.state = 'RUNNING' AND j._leased_until <= datetime() THEN 'PAUSED' ELSE j.state END)
  AND j.id < coalesce($after[0], '~')
RETURN j AS node ORDER BY node.id DESC LIMIT $first
