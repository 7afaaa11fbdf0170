"""ROWS OF A KIND OF THEIR OWN. Definitions of custom fields, and facts whose other end stands in the row itself.

What becomes of plain records and plain facts is judged in `exchange.batches`, which calls what is here.
"""
