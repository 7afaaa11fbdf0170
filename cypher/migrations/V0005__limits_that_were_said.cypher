// Until now `audience` held what was said of a record. That stands beside it from here on: `audience` is what follows.
MATCH (n) WHERE n.audience IS NOT NULL AND n._limited_to IS NULL
SET n._limited_to = n.audience
