"""MAKES SEVERAL RECORDS ONE, and takes that back. The absorbed record keeps its values and comes back with the facts
that were its own; whatever was written meanwhile stays where it was written.

What a merge does is told by three things alone, so that merges can be undone in any order: each end of a fact keeps
whose it was (`moving`), a survivor keeps its own values beside those it was given (`surviving`), an absorbed record
leads to whom it went into. Imports: compile, `records`.
"""
