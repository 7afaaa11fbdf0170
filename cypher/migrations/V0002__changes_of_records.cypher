// What ties a change to a record says whose it is, when, and which: an index on these gives the history of a record.
MATCH (c:Change)-[o:OF]->(record) WHERE o.record IS NULL
SET o.record = record.id, o.at = datetime.truncate('microsecond', c.at), o.change = c.id
