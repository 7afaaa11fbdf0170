"""Who sends a request: credentials and the viewers they stand for, and the routes by which a browser gets a session."""
