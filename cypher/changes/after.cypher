// What changed after a position of the feed, as far as one sees it, in the order of the feed; $first counts hidden changes too.
// in:    $position Int = 0, $first Int
// out:   position Int, id String, at DateTime, kind String, type String, ids [String], fields [String]
// order: position
// try:   graphcrm ask changes/after position=0 first=20
MATCH (c:Change) WHERE c.position > $position AND c.position <= $position + $first
CALL (c) {
  WITH c, CASE c.act WHEN 'IMPORTED' THEN c.ids ELSE [] END AS imported
  CALL (c, imported) {
    MATCH (c)-[o:OF]->(node) WHERE ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams))
      AND NOT node:RestrictedPerson
      // A definition of a custom field is seen by who sees facts of its class on what it stands on.
      AND (NOT node:FieldDefinition OR 'FieldDefinition ' + node.on + ' ' + node.sensitivity IN $shown)
    RETURN node, coalesce(o._target_was[0], node.id) AS known
    UNION
    // A batch of an import is not tied to its records: each is found by its id.
    MATCH (node:Person|Organization|Role|Deal|Pipeline|Interaction|Location|User|Team|Preference|Task|Note)
    WHERE node.id IN imported AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams))
    RETURN node, node.id AS known
  }
  // A fact (its edge type is shown) needs all its ends. A record is of its noun; what hangs on others tells with those.
  WITH c, imported, node, known WHERE c.type IN $shown OR (c.type IN labels(node) AND NOT node:ContactPoint AND NOT node:Category)
  // Of a fact that is not whole for one, its sharing level says which fields are told; that it ended is told with its days.
  WITH c, imported, collect(known) AS seen, ($sees_all OR c.limits IS NULL OR any(t IN c.limits WHERE t IN $teams)) AS whole
  WITH c, imported, seen, whole, [f IN coalesce(c.fields, []) WHERE c.type + '.' + f IN $shown AND (whole OR f = 'sharing' OR ('STRENGTH' IN c.limits AND f IN ['weight', 'confidence']))] AS fields
  WHERE (NOT c.type IN $shown OR size(imported) > 0 OR all(id IN c.ids WHERE id IN seen))
    AND (c.act <> 'UPDATED' AND (whole OR c.act <> 'ENDED') OR size(fields) > 0)
  RETURN c.act AS kind, CASE WHEN size(imported) > 0 THEN seen ELSE [id IN c.ids WHERE id IN seen] END AS ids, fields
  UNION ALL
  // Who saw records, and may not since they were limited, restricted or absorbed by others, is told of them as of records that are gone.
  WITH c WHERE (c.act IN ['RESTRICTED', 'ABSORBED'] OR c.act = 'LIMITED' AND NOT $sees_all)
    AND ($sees_all OR c.seen_before IS NULL OR any(t IN c.seen_before WHERE t IN $teams))
  WITH c, COLLECT { MATCH (node:Person|Organization|Role|Deal|Pipeline|Interaction|Location|User|Team|Preference|Task|Note)
    WHERE node.id IN c.ids AND ($sees_all OR node.audience IS NULL OR any(t IN node.audience WHERE t IN $teams)) RETURN node.id } AS seen
  WITH [id IN c.ids WHERE NOT id IN seen] AS ids WHERE size(ids) > 0
  RETURN 'REMOVED' AS kind, ids, [] AS fields
}
RETURN c.position AS position, c.id AS id, c.at AS at, kind, c.type AS type, ids, fields
ORDER BY position
