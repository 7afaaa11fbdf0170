// The nodes that writers lock: one for whatever changes a hierarchy, one for migrations.
UNWIND ['hierarchy', 'migration'] AS name
MERGE (l:Internal:Lock {name: name})
ON CREATE SET l._n = 0
