"""The documents of our search as rows, so that both search the same text."""

from django.db import models
from modelsearch import index


class Row(index.Indexed, models.Model):
    name = models.CharField(max_length=200)
    title = models.TextField()
    names = models.TextField()
    text = models.TextField()

    search_fields = [
        index.SearchField("title", boost=3),
        index.SearchField("names", boost=3),
        index.SearchField("text"),
    ]

    def __str__(self) -> str:
        return self.name
