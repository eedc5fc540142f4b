from collections.abc import Iterable

from django.db import models

from knowledge.values.tokens import Token, TokenKind

MAX_SLUG = 80


class NamedTokenQuerySet(models.QuerySet["NamedToken"]):
    def tokens(self) -> set[Token]:
        return {Token(TokenKind(kind), slug) for kind, slug in self.values_list("kind", "slug")}

    def remember(self, tokens: Iterable[Token]) -> None:
        """Add those that are new, in a fixed order, so that two transactions cannot deadlock."""
        found = {token for token in tokens if len(token.slug) <= MAX_SLUG}
        if not found:
            return
        known = self.filter(slug__in={token.slug for token in found}).tokens()
        new = sorted(found - known, key=str)
        rows = [NamedToken(kind=token.kind, slug=token.slug) for token in new]
        NamedToken._default_manager.bulk_create(rows, ignore_conflicts=True)


class NamedToken(models.Model):
    """A token that stands, or once stood, in a stored text.

    Written by `knowledge.tokens.naming` when a row is saved; whoever writes texts in bulk calls
    `remember`. It stays when the text is gone: an older release of the guide may hold it too, and
    what all texts name together is little.
    """

    kind = models.CharField(max_length=10)
    slug = models.SlugField(max_length=MAX_SLUG)

    objects = NamedTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "token in texts"
        verbose_name_plural = "tokens in texts"
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="knowledge_namedtoken_once")
        ]

    def __str__(self) -> str:
        return str(Token(TokenKind(self.kind), self.slug))
