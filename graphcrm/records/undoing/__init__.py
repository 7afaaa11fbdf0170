"""TAKING BACK WHAT AN IMPORT DID. What each of its batches made and changed is kept in the transaction that wrote it,
the values enciphered; taken back, in the opposite order, is whatever nobody changed since.

The history of a record tells a person what changed; it folds spellings and says nothing of lists between records, so
that a graph could not be made of it again. What is kept here are the stored properties themselves.
"""
