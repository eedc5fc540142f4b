"""What tokens in texts stand for at present, as every visitor may see it.

The values of all tokens in stored texts are read once for each version of the content. A request
has them at hand before its view runs, so that rendering asks the database nothing. Any other token,
which an editor has typed and not saved yet, is read when it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import OperationalError
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge.caching.availability import DATABASE_UNAVAILABLE, content_state
from knowledge.caching.derived import DerivedContent
from knowledge.introspection import LANGUAGES, localized
from knowledge.models import ContactDetail, KeyFigure, LegalArticle, NamedToken, Service
from knowledge.models.contact_detail import ContactKind
from knowledge.models.directory import VISITOR
from knowledge.values.phones_text import menu_choice
from knowledge.values.tokens import RichText, Token, TokenKind, Value, resolved

Targets = dict[Token, dict[str, Value]]
"""The value of each token by language; nothing where visitors see nothing."""

_at_hand: ContextVar[Targets | None] = ContextVar("targets", default=None)
_typed: ContextVar[bool] = ContextVar("as typed", default=False)


def displayed(text: str, language: str = "") -> str:
    """`text` as it is shown in `language`, or in the active one: its tokens replaced."""
    if "[" not in text or isinstance(text, RichText) or _typed.get():
        return text
    language = language or get_language() or LANGUAGES[0]

    def value_of(token: Token) -> Value:
        targets = _targets()
        found = targets[token] if token in targets else _asked(token)
        return found.get(language) or _nameless(token.kind, language)

    return resolved(text, value_of)


@contextmanager
def as_typed() -> Iterator[None]:
    """Leave tokens as they are: where many rows are written and nothing is shown."""
    before = _typed.set(True)
    try:
        yield
    finally:
        _typed.reset(before)


def shown(tokens: Iterable[Token]) -> set[Token]:
    """Those of `tokens` that show visitors what they name: no desk without a number."""
    wanted, named = set(tokens), _NAMED.get()
    targets = named | _read(wanted - named.keys())
    return {token for token in wanted if _shows(token, targets)}


def hidden() -> set[Token]:
    """The tokens of stored texts that do not show visitors what they name."""
    named = _NAMED.get()
    return {token for token in named if not _shows(token, named)}


def _shows(token: Token, targets: Targets) -> bool:
    value = targets[token].get(LANGUAGES[0])
    return value is not None and (value.is_phone or token.kind != TokenKind.PHONE)


def have_at_hand(version: int | None = None) -> None:
    """Keep the targets for the rest of this request, unless it has them.

    `version` is that of the content where this request has already asked for it.
    """
    if _at_hand.get() is None:
        _at_hand.set(_known(version))


def are_current() -> bool:
    """Whether the targets at hand are those of the present content: only then may what shows them
    be kept. The content may have changed since this request began.
    """
    targets = _at_hand.get()
    return targets is None or targets is _known(None)


def _forget(**_signal: Any) -> None:
    _at_hand.set(None)


# At the start too: a request that ended in an exception, or was never closed, has no finish.
request_started.connect(_forget, dispatch_uid="targets of tokens")
request_finished.connect(_forget, dispatch_uid="targets of tokens")


def _targets() -> Targets:
    targets = _at_hand.get()
    return _known(None) if targets is None else targets


def _known(version: int | None) -> Targets:
    try:
        return _NAMED.get() if version is None else _NAMED.at_version(version)
    except (OperationalError, *DATABASE_UNAVAILABLE):
        return {}  # during an outage, by a process that never read them


def _asked(token: Token) -> dict[str, Value]:
    """The value of a token that stands in no stored text: what an editor types and looks at."""
    try:
        asked = _ASKED.get()
        if token not in asked and not content_state.is_unavailable:
            asked |= _read({token})
        return asked.get(token, {})
    except (OperationalError, *DATABASE_UNAVAILABLE):
        return {}


def _read(tokens: Collection[Token]) -> Targets:
    """The values of `tokens`: one query for each kind, and one for the numbers of desks."""
    targets: Targets = {token: {} for token in tokens}
    for kind, read in _READERS.items():
        slugs = {token.slug for token in tokens if token.kind == kind}
        for slug, value in read(slugs) if slugs else ():
            for language in LANGUAGES:
                with translation.override(language):
                    targets[Token(kind, slug)][language] = value()
    return targets


def _desks(slugs: Collection[str]) -> Iterator[tuple[str, Callable[[], Value]]]:
    """The first number of each desk; of a desk without one its name, which leads to its page."""
    names = [localized("name", code) for code in LANGUAGES]
    visible = Service.objects.visible_to(VISITOR).filter(slug__in=slugs)
    services = list(visible.only("slug", *names))
    phones = _phones([service.pk for service in services])
    for service in services:
        yield service.slug, partial(_number_or_name, service, phones.get(service.pk))


def _phones(desks: Collection[int]) -> dict[int, ContactDetail]:
    """The first phone number of each of these desks that has one."""
    details = ContactDetail.objects.visible_to(VISITOR)
    rows = details.filter(kind=ContactKind.PHONE, service__in=desks).order_by("position", "slug")
    phones: dict[int, ContactDetail] = {}
    for detail in rows.only("service_id", "kind", "value", "extension"):
        if detail.service_id not in phones and detail.phone:
            phones[detail.service_id] = detail
    return phones


def _number_or_name(service: Service, phone: ContactDetail | None) -> Value:
    if phone is None:
        return Value(service.name, service.get_absolute_url())
    after = f", {menu_choice(phone.extension)}" if phone.extension else ""
    return Value(phone.display, phone.uri, after, is_phone=True)


def _articles(slugs: Collection[str]) -> Iterator[tuple[str, Callable[[], Value]]]:
    for row in LegalArticle.objects.visible_to(VISITOR).filter(slug__in=slugs):
        yield row.slug, partial(_citation, row)


def _citation(row: LegalArticle) -> Value:
    return Value(row.citation, row.get_absolute_url())


def _figures(slugs: Collection[str]) -> Iterator[tuple[str, Callable[[], Value]]]:
    for row in KeyFigure.objects.visible_to(VISITOR).filter(slug__in=slugs):
        yield row.slug, partial(_figure, row)


def _figure(row: KeyFigure) -> Value:
    return Value(row.figure, f"{reverse('figures')}?bij={row.slug}#{row.slug}")


_READERS = {
    TokenKind.PHONE: _desks,
    TokenKind.ARTICLE: _articles,
    TokenKind.FIGURE: _figures,
}


def _nameless(kind: TokenKind, language: str) -> Value:
    """What stands where a token names something that visitors may not see."""
    with translation.override(language):
        return Value(
            {
                TokenKind.PHONE: _("a desk from the guide"),
                TokenKind.ARTICLE: _("the law"),
                TokenKind.FIGURE: _("a number"),
            }[kind]
        )


_NAMED = DerivedContent(
    "named-tokens", lambda: _read(NamedToken.objects.all().tokens()), persist=True
)
_ASKED: DerivedContent[Targets] = DerivedContent("asked-tokens", dict)
