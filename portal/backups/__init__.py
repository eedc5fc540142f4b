"""A backup in one file, and restoring it. See docs/decisions/0017-backups.md.

`manifest` says what must be in the file, `archive` is the file, `sqlite` and `postgresql` know
their database, `taking` and `restoring` are what the commands call.
"""
