"""HOW A QUESTION BECOMES CYPHER. Declarations, selection, statement, decoding, guards.

A GraphQL operation becomes one Cypher statement and one record here, with the viewer's rights in every MATCH and
every projection; nothing else in graphcrm makes Cypher. It knows the form of a noun, not any noun: those stand in
`vocabulary`. Imports: `graph`, `access`, `measures`, graphql-core.
"""
