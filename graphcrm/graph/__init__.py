"""HOW WE REACH NEO4J. The connection, the question library, migrations, the managed server.

The only package that imports the driver. It knows no business noun: it runs texts that others hand it.
Imports: `errors`, `settings`, `neo4j`, the libraries that fetch and run the server.
"""
