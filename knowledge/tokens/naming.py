"""Remembers which tokens stand in stored texts: their values are read before a page needs them.

It listens to every save, so forms, proposals, spreadsheets, imports and restored versions are all
covered.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_save

from knowledge.models import NamedToken
from knowledge.models.texts import texts_of
from knowledge.values.tokens import Token, tokens_in


def remember_tokens_of(model: type[models.Model]) -> None:
    post_save.connect(_remember, sender=model, dispatch_uid=f"tokens of {model._meta.label}")


def _remember(instance: models.Model, **_signal: Any) -> None:
    tokens = {token for _column, text in texts_of(instance) for token in tokens_in(text)}
    if tokens:
        NamedToken.objects.remember(tokens)


def stored_tokens(model: Any) -> set[Token]:
    """Those in the texts of all rows. `model` may be the one of a migration."""
    tokens: set[Token] = set()
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField):
            texts = model._default_manager.filter(**{f"{field.name}__contains": "["}).order_by()
            for text in texts.values_list(field.name, flat=True).iterator():
                tokens |= set(tokens_in(text))
    return tokens
