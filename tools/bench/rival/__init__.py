"""A table of the same documents, searched by django-modelsearch: only for `make bench`."""
