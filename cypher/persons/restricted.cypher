// The restricted persons, whom nobody else meets, for whoever may restrict persons: the first restricted one comes first.
// out:   node Person, restricted_at DateTime
// order: restricted_at, node.id
// try:   graphcrm ask persons/restricted --viewer officer@lumen.example
MATCH (node:RestrictedPerson) WHERE 'persons.restrict' IN $permissions
RETURN node, node._restricted_at AS restricted_at
