"""Backups in one verified file, and restoring them. See docs/decisions/0017-backups.md.

`manifest` describes the content of the file and `archive` reads and writes it; `sqlite` and
`postgresql` are the engines; `taking` and `restoring` are called by the commands.
"""
