"""Public identifiers and modification times, for the open data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge.introspection import localized


class PublicKey(models.Model):
    """Maps an identifier of the API to its record; see `knowledge.open_data.hsds.values.uid`."""

    uid = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=30)
    slug = models.SlugField(max_length=80, db_index=False)

    class Meta:
        verbose_name = _("public key")
        verbose_name_plural = _("public keys")

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class PublicTrace(models.Model):
    """When the public data of a desk last changed, and its last public name.

    Written by `knowledge.open_data.change_tracking`. Scheduled publications and withdrawals
    are not in it: on those days nothing is saved.
    """

    service = models.OneToOneField(
        "knowledge.Service", on_delete=models.CASCADE, primary_key=True, related_name="trace"
    )
    changed_at = models.DateTimeField(_("changed"), db_index=True)
    was_public = models.BooleanField(_("was public"), default=False)
    name_nl = models.CharField(max_length=160, blank=True)
    name_en = models.CharField(max_length=160, blank=True)

    class Meta:
        verbose_name = _("public trace")
        verbose_name_plural = _("public traces")

    def __str__(self) -> str:
        return str(self.service_id)

    @property
    def name(self) -> str:
        """In the active language, else in Dutch."""
        return str(getattr(self, localized("name", get_language() or "nl")) or self.name_nl)
