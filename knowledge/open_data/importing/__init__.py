"""Import of services and organisations of another publisher of Open Referral (HSDS 3), as drafts.

`files` and `tables` read, `checking` validates, `records` maps to our columns, `planning` compares
with the database, `applying` writes. See docs/hsds.md and docs/decisions/0021-import.md.
"""
