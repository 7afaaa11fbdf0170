"""HTTP. Routes, tokens, statuses, headers, health.

Whatever a client sees of HTTP belongs here; what an operation means does not (`api`).
Imports: `api` and below, starlette.
"""
