"""Several records become one, and part again."""
