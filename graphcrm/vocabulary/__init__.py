"""WHAT THE WORDS MEAN. Each noun once: its properties, its edges, its questions, its rules.

Schema, filters, constraints, import columns, field rules and `cypher/README.md` follow from what is declared here;
no function that reads or writes belongs here. Imports: `compile.declarations` and below.
"""
