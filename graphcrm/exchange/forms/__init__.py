"""HOW A CELL STANDS IN A FILE. Lists, what a spreadsheet must not run, values as text: written here, read back exactly.

Text to text and value to text only; what a cell means is judged in `exchange.cells`.
"""
