"""THE COMMAND. One module per group of verbs: words in, one call, words out.

Reading arguments and printing belong here, work does not. Imports: everything but `demo` may be imported here,
and `demo` by the verb of that name.
"""
