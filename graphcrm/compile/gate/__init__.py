"""The gate before analysts' Cypher: a grammar of our own reads a text, and only what was understood is written anew.

Nothing is looked for that is forbidden; what is not known to be harmless is refused: clauses, functions, labels, types,
properties, operators of a plan. Imports: what `compile` imports. What is run, and for whom, is `api.analysis`.
"""
