// Organizations whose seats all have a line up within, from today on: what charts of large groups need not look at.
MATCH (n:Organization)
WHERE NOT EXISTS { MATCH (n)<-[:AT]-(seat:Role) WHERE NOT EXISTS {
  MATCH (seat)-[line:REPORTS_TO]->(:Role)-[:AT]->(at:Organization)
  WHERE line.kind = 'SOLID' AND (line.started_on IS NULL OR line.started_on <= date()) AND line.ended_on IS NULL AND (at = n
    OR COUNT { (n)-[up:SUBSIDIARY_OF|PART_OF]->() WHERE up.ended_on IS NULL OR up.ended_on >= date() } = 1
    AND EXISTS { (n)-[up:SUBSIDIARY_OF|PART_OF]->(at) WHERE up.ended_on IS NULL OR up.ended_on >= date() }) } }
SET n:Led
