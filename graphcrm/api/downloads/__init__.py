"""What is read by its address: one statement each, what it counts, the bytes of the reply.

Here: downloads that are too large for a reply of GraphQL. Not here: how they are sent (`web.downloads`), how they are
compiled (`compile`).
"""
