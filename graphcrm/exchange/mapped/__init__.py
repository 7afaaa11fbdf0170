"""FILES OF OTHERS. By a mapping, records of any file become rows of the native kind, which go the way of those.

A mapping says what columns mean; the cells it makes are judged and written as those of native files are. What a file
does not say clearly is asked or refused, never guessed. Imports: `exchange.sheets` and what native files need.
"""
