"""Organisations, desks and contact details as spreadsheets: out, and in again.

`columns` says what stands in which column, `cells` how text stands in a cell, `reading` and
`writing` know files, `checking` compares rows with records and `applying` saves them.
"""
