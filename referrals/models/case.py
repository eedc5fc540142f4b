from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.constraints import valid_choice
from referrals.models.base import GuideRow


class Weekday(models.TextChoices):
    """In the order of the week."""

    MONDAY = "mo", _("Monday")
    TUESDAY = "tu", _("Tuesday")
    WEDNESDAY = "we", _("Wednesday")
    THURSDAY = "th", _("Thursday")
    FRIDAY = "fr", _("Friday")
    SATURDAY = "sa", _("Saturday")
    SUNDAY = "su", _("Sunday")


def validate_answers(value: str) -> None:
    """Refuse anything but a query of names and values, such as gevaar=nee&rol=zorg."""
    try:
        given = parse_qsl(value, strict_parsing=True)
    except ValueError:
        given = []
    if not given or urlencode(given) != value:
        raise ValidationError(_("Write the answers as in the address of the guide: a=b&c=d."))


class Case(GuideRow):
    """A made-up situation, and what the guide must answer to it; run at every publishing."""

    without_tokens = any_numbers = frozenset({"situation", "role", "unlisted", "why"})

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    flow = models.ForeignKey(
        "referrals.Flow", on_delete=models.CASCADE, related_name="cases", verbose_name=_("guide")
    )
    situation = BoundedTextField(
        _("situation"), help_text=_("As a professional would tell it. Made up, never a real one.")
    )
    role = models.CharField(_("who asks"), max_length=80)
    weekday = models.CharField(_("day"), max_length=2, choices=Weekday.choices)
    time = models.CharField(
        _("time"),
        max_length=5,
        validators=[RegexValidator(r"^([01]\d|2[0-3]):[0-5]\d$", _("Write a time as 09:30."))],
        help_text=_("In the Netherlands, such as 09:30."),
    )
    answers = models.CharField(
        _("answers that are given"),
        max_length=500,
        validators=[validate_answers],
        help_text=_("Walk the guide and copy what follows the question mark in the address."),
    )
    first_desks = models.ManyToManyField(
        "knowledge.Service",
        related_name="+",
        blank=True,
        verbose_name=_("right first desks"),
        help_text=_("Any one of these is right."),
    )
    no_desk_is_right = models.BooleanField(_("no desk needed is right"), default=False)
    own_organisation_is_right = models.BooleanField(_("own organisation is right"), default=False)
    unlisted = models.CharField(
        _("right desks that we do not list"),
        max_length=200,
        blank=True,
        help_text=_("By name. They are not checked; they show what the directory lacks."),
    )
    divided = models.BooleanField(
        _("practice is divided"),
        default=False,
        help_text=_("Experts differ on the first desk, so that alone does not make it fail."),
    )
    open_needed = models.BooleanField(
        _("the first desk must be open then"),
        default=False,
        help_text=_("It must be known to answer at that moment."),
    )
    must_desks = models.ManyToManyField(
        "knowledge.Service",
        related_name="+",
        blank=True,
        verbose_name=_("desks that must be there"),
    )
    must_guidance = models.ManyToManyField(
        "knowledge.Guidance",
        related_name="+",
        blank=True,
        verbose_name=_("guidance that must be there"),
    )
    must_articles = models.ManyToManyField(
        "knowledge.LegalArticle",
        related_name="+",
        blank=True,
        verbose_name=_("legal articles that must be there"),
    )
    never_first = models.ManyToManyField(
        "knowledge.Service",
        related_name="+",
        blank=True,
        verbose_name=_("desks that must never come first"),
    )
    never_desks = models.ManyToManyField(
        "knowledge.Service",
        related_name="+",
        blank=True,
        verbose_name=_("desks that must never be there"),
    )
    why = BoundedTextField(_("why this is right"))
    sources = models.ManyToManyField(
        "knowledge.Source", related_name="+", blank=True, verbose_name=_("sources")
    )
    known_failure = models.BooleanField(
        _("fails today"),
        default=False,
        help_text=_("It does not refuse publishing yet. Once the case passes, this must be off."),
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            valid_choice("weekday", Weekday),
            models.CheckConstraint(
                condition=Q(time__gte="00:00", time__lte="23:59"),
                name="referrals_case_time_of_day",
                violation_error_message=_("Write a time as 09:30."),
            ),
            models.CheckConstraint(condition=~Q(answers=""), name="referrals_case_has_answers"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def moment(self) -> str:
        """The moment in words."""
        return f"{Weekday(self.weekday).label} {self.time}"
