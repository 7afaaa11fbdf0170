"""FILES IN AND OUT. Formats, columns, the ledger, resume; what is read goes through `records`.

Reading a file, checking its cells and telling what became of each row belong here; writing to the graph does not.
Imports: `records`, `vocabulary` and below.
"""
