"""Who may see what, as values: policies and what follows from them."""
