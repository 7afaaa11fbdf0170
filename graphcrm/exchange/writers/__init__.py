"""FORMS OF FILES. How rows become a file: CSV, JSON Lines, a workbook, XML with its schema, cards, a graph, pages.

Each writes row after row, so that memory does not grow with them, and says in the file what was asked, when, and up to
which change. Nothing here reads the graph.
"""
