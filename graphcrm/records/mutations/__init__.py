"""Writes that clients ask for, one by one: what a mutation's input says becomes records and facts.

`running.run` is the way in: it finds, locks, checks, writes and journals in one transaction. Nothing here knows GraphQL
types: inputs come as plain dicts whose keys are those of the API.
"""
