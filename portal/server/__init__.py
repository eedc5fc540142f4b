"""The front of the server: bodies with a limit and a deadline, and threads for each kind of page.

See docs/decisions/0042-budgets.md.
"""
