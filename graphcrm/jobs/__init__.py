"""WHAT TAKES LONGER. Work that outlives a request: progress, resume, one of a kind at a time.

Composes `intelligence` and `records`, and adds nothing to what they know. A new kind of job is a line in
`vocabulary.job` (what it is, who may ask for it), one in `kinds` (what does it), and a function that is given a
`running.Running`. Imports: everything below `api`.
"""
