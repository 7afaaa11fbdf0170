"""JUDGING THE SCORES. Plain tables of contacts in, what the formulas of the service make of them out; no database.

The formulas stand in `measures`; here is what a task reads, which of them it asks, and what it writes.
Imports: `errors`, `measures`, the reader of CSV rows.
"""
