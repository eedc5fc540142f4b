"""What may not stand in the texts of entries and of the guide: wrong tokens, typed numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from knowledge.introspection import translated_columns
from knowledge.models.querysets import Status
from knowledge.values.phones import normalised_phone
from knowledge.values.tokens import Token, TokenKind, mistyped_tokens, tokens_in
from knowledge.values.typed_numbers import short_numbers, typed_numbers

_MODELS = {
    TokenKind.PHONE: "Service",
    TokenKind.ARTICLE: "LegalArticle",
    TokenKind.FIGURE: "KeyFigure",
}
_unchecked: ContextVar[bool] = ContextVar("texts unchecked", default=False)


@contextmanager
def unchecked_texts() -> Iterator[None]:
    """For content that is loaded whole: what a token names may come later (`check_texts`)."""
    before = _unchecked.set(True)
    try:
        yield
    finally:
        _unchecked.reset(before)


def refuse_wrong_texts(row: Any, exclude: Collection[str]) -> None:
    """Raise ValidationError for texts with a typed phone number or a token that shows nothing."""
    if _unchecked.get():
        return
    problems = {
        column: messages
        for column, messages in text_problems(row, published=_is_published(row))
        if column not in exclude
    }
    if problems:
        raise ValidationError(problems)


def text_problems(row: Any, *, published: bool) -> Iterator[tuple[str, list[str]]]:
    """What is wrong with each text: its column and messages."""
    for column, text in texts_of(row):
        field = column.rpartition("_")[0]
        messages: list[str] = []
        if field not in row.any_numbers:
            messages += _numbers(text)
        messages += _tokens(text, allowed=field not in row.without_tokens, published=published)
        if messages:
            yield column, messages


def texts_of(row: Model) -> Iterator[tuple[str, str]]:
    """The column of each translated text that is filled in, and the text."""
    for column in translated_columns(type(row)):
        if text := getattr(row, column):
            yield column, text


def _is_published(row: Any) -> bool:
    """Parts of the guide and of factsheets have no status of their own."""
    return getattr(row, "status", Status.PUBLISHED) == Status.PUBLISHED


def _numbers(text: str) -> Iterator[str]:
    for typed in typed_numbers(text):
        yield _instead_of(typed, _desks_with(typed))
    for typed in short_numbers(text):
        if desks := _desks_with(typed):
            yield _instead_of(typed, desks)


def _instead_of(typed: str, desks: list[str]) -> str:
    values = {"token": " / ".join(desks), "typed": typed}
    if desks:
        return (
            _(
                "A phone number is not typed into a text, because it may change. Write %(token)s "
                "instead of “%(typed)s”: it always shows the present number."
            )
            % values
        )
    return (
        _(
            "A phone number is not typed into a text, because it may change. Add “%(typed)s” to a "
            "desk and write [tel:slug-of-the-desk]."
        )
        % values
    )


def _tokens(text: str, *, allowed: bool, published: bool) -> Iterator[str]:
    for typed in mistyped_tokens(text):
        yield _(
            "“%(typed)s” is not understood. Write [tel:slug], [art:slug] or [fig:slug], in small "
            "letters and without spaces."
        ) % {"typed": typed}
    for token in dict.fromkeys(tokens_in(text)):
        if not allowed:
            yield _("%(token)s cannot stand here: this text is a title, a link or a label.") % {
                "token": token
            }
        elif why := why_it_shows_nothing(token, known_only=not published):
            yield why


def why_it_shows_nothing(token: Token, *, known_only: bool = False) -> str:
    """Why `token` does not show a visitor what it stands for; empty when it does.

    With `known_only`, what it names needs to exist but not to be public yet.
    """
    rows = _model(_MODELS[token.kind])._default_manager.filter(slug=token.slug)
    if not known_only and _is_shown(token, rows):
        return ""
    if not rows.exists():
        return _("%(token)s: there is nothing with this slug.") % {"token": token}
    if known_only:
        return ""
    if token.kind == TokenKind.PHONE and rows.visible_to(AnonymousUser()).exists():
        return _("%(token)s: this desk has no phone number that visitors can see.") % {
            "token": token
        }
    return _("%(token)s names something that visitors cannot see.") % {"token": token}


def _is_shown(token: Token, rows: Any) -> bool:
    if token.kind != TokenKind.PHONE:
        return bool(rows.visible_to(AnonymousUser()).exists())
    details = _model("ContactDetail")._default_manager.open_to_visitors()
    return any(row.phone for row in details.filter(service__slug=token.slug, kind="phone"))


def _desks_with(typed: str) -> list[str]:
    """Tokens of the desks that have this number."""
    details = _model("ContactDetail")._default_manager.not_archived().filter(kind="phone")
    found = details.filter(value_normalised=normalised_phone(typed)).order_by("service__position")
    slugs = dict.fromkeys(found.values_list("service__slug", flat=True))
    return [str(Token(TokenKind.PHONE, slug)) for slug in slugs]


def _model(name: str) -> Any:
    """By name: the modules of these models import this one."""
    return apps.get_model("knowledge", name)
