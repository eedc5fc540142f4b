"""The same documents in a table, searched by django-modelsearch: only for `make bench`."""
