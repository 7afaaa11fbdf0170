"""The keys of enciphered values: one for each person or other record, each wrapped by the master key.

They lie beside the graph and never in it, so that a copy of the database alone tells no sensitive value. Here belong
the key store, the file of the master key, backups of both, and what enciphers what was written before.
"""
