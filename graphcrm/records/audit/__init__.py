"""The audit trail: every change and every sensitive read in a chain of hashes, in files outside the database.

The chain and its files, the one who seals, the anchor, and what tells whether anything was altered. Writes note their
entries by `records.journal`; reads by `journals` here. Imports: what `records` may, and `cryptography`.
"""
