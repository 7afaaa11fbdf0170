"""FILES AS RECORDS. Any CSV, workbook, JSON or vCard gives its columns and its records, each with the line or row it
stands on; what a record means belongs to `exchange.mapped`. What would hurt is refused before it is unpacked.
"""
