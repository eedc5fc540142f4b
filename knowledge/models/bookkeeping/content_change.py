import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

_BITS = 40  # the sum of eight million marks still fits in a 64-bit integer


def _new_mark() -> int:
    return secrets.randbits(_BITS)


class ContentChange(models.Model):
    """A change of public content. See `knowledge.caching.content_version`."""

    mark = models.PositiveBigIntegerField(default=_new_mark)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("content change")
        verbose_name_plural = _("content changes")

    def __str__(self) -> str:
        return str(self.mark)
