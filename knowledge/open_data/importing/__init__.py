"""Services and organisations of another publisher of Open Referral (HSDS 3), brought in as drafts.

`files` and `tables` read, `checking` finds what is wrong, `records` says in our words what theirs
say, `planning` compares, `applying` writes. See docs/hsds.md and docs/decisions/0021-import.md.
"""
