"""WHAT TAKES LONGER. Work that outlives a request: progress, resume, one of a kind at a time.

Composes `intelligence` and `records`, and adds nothing to what they know. Imports: everything below `api`.
"""
