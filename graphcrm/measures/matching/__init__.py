"""WHETHER TWO RECORDS ARE ONE. Candidates by blocking keys, compared field by field, weighed, and put into clusters.

The model: Fellegi & Sunter (1969) with levels of agreement, estimated by EM; Christen, Data Matching (2012). The fields
of a kind of record, how each is compared and the keys it is blocked by are a table (`kinds`); the engine is one.
Imports: numpy, rapidfuzz, `normal_forms`.
"""
