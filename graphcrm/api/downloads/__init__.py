"""What is read by its address: one statement each, what it counts, the bytes of the reply.

Here: what is too large for a reply of GraphQL, or is no record. Not here: how they are sent (`web.downloads`), how they
are compiled (`compile`).
"""
