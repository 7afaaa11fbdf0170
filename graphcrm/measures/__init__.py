"""HOW THINGS ARE MEASURED. Formulas and normal forms on plain values and arrays: pure, no I/O.

A formula both `intelligence` and `records` need stands here once; whatever reads or writes the graph does not.
Imports: `errors`, numpy, scipy, rapidfuzz and the libraries that know normal forms.
"""
