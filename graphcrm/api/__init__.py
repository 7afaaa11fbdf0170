"""GRAPHQL. A request's document and variables in, one statement, a value out.

The document cache, guards and the shape of errors belong here; HTTP does not (`web`), Cypher does not (`compile`).
Imports: everything below, graphql-core.
"""
