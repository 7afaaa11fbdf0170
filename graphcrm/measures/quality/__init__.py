"""Quality: how complete, accurate, fresh and agreed what is known of a record is, and the rules that it may break.

What is wanted, how fast it ages and what is looked for is a table (`quality.toml`); the four numbers follow from it.
It may import measures and errors, and is pure but for the reading of its table.
"""
