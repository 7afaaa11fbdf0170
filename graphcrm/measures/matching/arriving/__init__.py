"""Many records that arrive, against those that are there: candidates by keys that all records have in an index, and of
those the ones that are rather the same than not. What belongs here is pure, on plain values and arrays; who reads the
records and what becomes of a pair is said elsewhere. It imports the rest of `matching` alone.
"""
