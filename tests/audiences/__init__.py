"""Whom records are for: what is said of them, what follows, and that both stay true whatever is written."""
