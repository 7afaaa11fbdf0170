"""WHAT THE GRAPH TELLS US. Reads and reasons, never writes.

Calculations that Cypher alone cannot give stand here, each explained; formulas stand in `measures`, writes in
`records`. Imports: `vocabulary` and below; never `records`.
"""
