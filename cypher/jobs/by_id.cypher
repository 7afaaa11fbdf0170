// One job: one's own, and for whoever may see all (jobs.write) anybody's; null where there is none.
// in:    $id ID
// out:   node Job
// try:   graphcrm ask jobs/by_id id=job_01hx
MATCH (j:Job {id: $id}) WHERE j.asked_by = $viewer OR 'jobs.write' IN $permissions
RETURN j AS node
