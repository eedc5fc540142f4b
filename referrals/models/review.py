from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PathReview(models.Model):
    """An expert's approval of one path of one release.

    `path` is `Path.key`: the answers as a canonical query. The expert is recorded by role only.
    """

    release = models.ForeignKey(
        "referrals.FlowRelease",
        on_delete=models.PROTECT,
        related_name="reviews",
        verbose_name=_("release"),
    )
    path = models.CharField(_("path"), max_length=500)
    role = models.CharField(_("expert's role"), max_length=100)
    reviewed_on = models.DateField(_("reviewed on"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["path", "reviewed_on"]
        verbose_name = _("review of a path")
        verbose_name_plural = _("reviews of paths")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "path", "role"], name="referrals_pathreview_once_a_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.path}"
