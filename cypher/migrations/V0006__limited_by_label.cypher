// Records that are for some teams alone have a label of their own from here on: :LimitedPerson beside :Person.
MATCH (n) WHERE n.audience IS NOT NULL
UNWIND [label IN labels(n) WHERE NOT label IN ['Party', 'Led'] AND NOT label STARTS WITH 'Restricted'] AS noun
SET n:$('Limited' + noun)
