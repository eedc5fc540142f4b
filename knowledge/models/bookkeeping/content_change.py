import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

_BITS = 40  # more than eight million rows add up to less than what a database counts to


def _new_mark() -> int:
    return secrets.randbits(_BITS)


class ContentChange(models.Model):
    """Something that visitors may see has changed. See `knowledge.caching.content_version`."""

    mark = models.PositiveBigIntegerField(default=_new_mark)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of content")
        verbose_name_plural = _("changes of content")

    def __str__(self) -> str:
        return str(self.mark)
