from django.db import models
from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from knowledge.models import Entry
from knowledge.values.groups import Group, validate_groups
from referrals.models.base import NamedService


class Flow(Entry):
    """A referral guide: where it starts; its questions and outcomes point back to it."""

    title = models.CharField(_("title"), max_length=160)
    start = models.ForeignKey(
        "referrals.Question",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("first question"),
    )

    class Meta(Entry.Meta):
        ordering = ["slug"]
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def __str__(self) -> str:
        return self.title or self.slug


class StandIn(NamedService):
    """A desk to show while none of an outcome's own desks answers: for whom, and why."""

    flow = models.ForeignKey(
        Flow, on_delete=models.CASCADE, related_name="stand_ins", verbose_name=_("guide")
    )
    min_age = models.PositiveSmallIntegerField(_("he is at least"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(
        _("he is at most"),
        null=True,
        blank=True,
        help_text=_("While his age is not known, he counts as the youngest he can be."),
    )
    groups = models.CharField(
        _("only for"),
        max_length=120,
        blank=True,
        validators=[validate_groups],
        help_text=format_lazy(
            _("For anyone in one of these groups; empty means everyone: {groups}"),
            groups=", ".join(Group.values),
        ),
    )
    tonight = models.BooleanField(
        _("only if he needs someone tonight"),
        default=False,
    )

    class Meta(NamedService.Meta):
        verbose_name = _("stand-in")
        verbose_name_plural = _("stand-ins")
        constraints = [
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(min_age__lte=F("max_age")),
                name="referrals_standin_ages_in_order",
                violation_error_message=_("The minimum age is higher than the maximum age."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.flow}: {self.service}"
