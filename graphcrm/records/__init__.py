"""HOW THE GRAPH STAYS TRUE. Every write: one transaction, its rules checked under a lock, its journal with it.

Functions here are verbs. Reading for its own sake does not belong here, nor do file formats (`exchange`).
Imports: `vocabulary` and below; never `intelligence`.
"""
