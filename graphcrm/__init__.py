"""graphcrm: people, organizations, subsidiaries and roles as a graph, and the questions one asks of it.

The package is built in floors; each package below says in its docstring what belongs there, what does
not, and what it may import. `tests/test_architecture.py` holds the code to it.
"""
