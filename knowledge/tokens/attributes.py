"""Translated attributes of entries that show their tokens resolved.

A column of one language, such as `summary_nl`, holds what was typed: forms, history, spreadsheets
and the shipped content use those. `summary`, in the language of the reader, is only ever shown.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from modeltranslation.fields import TranslationFieldDescriptor
from modeltranslation.translator import translator

from knowledge.introspection import translated_fields
from knowledge.models.entry import Versioned
from knowledge.tokens.naming import remember_tokens_of
from knowledge.tokens.targets import displayed
from knowledge.values.tokens import RichText


class ShownText(TranslationFieldDescriptor):
    """The descriptor of modeltranslation, which picks the column of the active language."""

    def __init__(self, other: TranslationFieldDescriptor) -> None:
        self.__dict__.update(other.__dict__)

    def __get__(self, row: models.Model | None, owner: type[models.Model]) -> Any:
        value = super().__get__(row, owner)
        return displayed(value) if isinstance(value, str) else value

    def __set__(self, row: models.Model, value: Any) -> None:
        """Store what was typed, also when a text that was shown is set again."""
        super().__set__(row, value.source if isinstance(value, RichText) else value)


def show_tokens_of_all_models() -> None:
    """And remember them when they are saved. Call it once modeltranslation has registered all
    models.
    """
    for model in translator.get_registered_models(abstract=False):
        if issubclass(model, Versioned):
            remember_tokens_of(model)
            for name in translated_fields(model):
                if name not in model.without_tokens:
                    setattr(model, name, ShownText(model.__dict__[name]))
