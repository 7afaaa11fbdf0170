"""WHO MAY. Viewers, roles, permissions, row and field rules: pure values and functions, no I/O.

Whatever decides what somebody may see or do belongs here; how a rule is put into Cypher does not (`compile`),
nor how a token is looked up (`records`). Imports: `errors`, `settings`, the standard library.
"""
