"""What a file of others may mean: a mapping suggested by its headers and values, and what its columns can lead to."""
