"""Export and import of organisations, desks and contact details as spreadsheets.

`columns` maps fields to columns, `formats` reads CSV and XLSX, `reading` and `writing` convert
between files and rows, `checking` compares rows with records, and `applying` saves them.
"""
