"""Every text in two languages, of the knowledge base and the draft of the guide."""

from collections.abc import Iterator

from django.db.models import Model
from modeltranslation.translator import translator

from knowledge.introspection import translated_fields
from knowledge.models import Entry, Status


def published_rows() -> Iterator[Model]:
    """Published entries, and the parts of the guide, which have no status of their own."""
    for model in translator.get_registered_models(abstract=False):
        rows = model._default_manager.all()
        if issubclass(model, Entry):
            rows = rows.filter(status=Status.PUBLISHED)
        yield from rows


def all_texts() -> Iterator[tuple[Model, str]]:
    """Row and field, without language: summary."""
    for row in published_rows():
        for field in translated_fields(type(row)):
            yield row, field
