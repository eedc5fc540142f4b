from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.constraints import valid_choice
from knowledge.values.groups import Group, validate_groups
from referrals.flow.model import NONE, RESERVED_NAMES, Kind
from referrals.models.base import GuideRow, NamedService
from referrals.models.phrases import PHRASE_CHECKS


class QuestionKind(models.TextChoices):
    ROUTE = Kind.ROUTE.value, _("route: each answer leads on")
    SIDE_ONE = Kind.SIDE_ONE.value, _("side question, one answer")
    SIDE_MANY = Kind.SIDE_MANY.value, _("side question, several answers or none")


class Question(GuideRow):
    """One question of the guide; see `referrals.flow.model` for its kinds."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    flow = models.ForeignKey(
        "referrals.Flow",
        on_delete=models.CASCADE,
        related_name="questions",
        verbose_name=_("guide"),
    )
    name = models.SlugField(
        _("name in the address"),
        max_length=40,
        help_text=_("Questions on different branches that ask the same thing share this name."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind.choices)
    text = models.CharField(_("question"), max_length=200)
    why = models.CharField(_("why it is asked"), max_length=300)

    without_tokens = frozenset({"text"})

    class Meta:
        ordering = ["id"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            valid_choice("kind", QuestionKind),
            models.CheckConstraint(
                condition=~Q(name__in=RESERVED_NAMES),
                name="referrals_question_name_not_reserved",
                violation_error_message=_(
                    "This name is already used for something else in the web address."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.slug})"

    def clean(self) -> None:
        super().clean()
        if self.pk and self.options.exclude(question_kind=self.kind).exists():
            raise ValidationError(
                {
                    "kind": _(
                        "Remove the answers first: a different kind of question needs different "
                        "answers."
                    )
                }
            )


def validate_aliases(value: str) -> None:
    """Refuse anything but slugs, separated by spaces."""
    for alias in value.split():
        validate_slug(alias)


_WRONG_GOAL = _(
    "An answer to a route question leads to exactly one question or outcome; an answer "
    "to a side question leads nowhere and only adds something."
)


class Option(GuideRow):
    """An answer: to a route question with exactly one goal, to a side question with none.

    A database constraint enforces this, and a constraint cannot refer to another table: so
    `question_kind` copies the kind of the question on every save.
    """

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="options", verbose_name=_("question")
    )
    question_kind = models.CharField(max_length=10, editable=False)
    slug = models.SlugField(_("slug"), max_length=40)
    aliases = models.CharField(
        _("earlier names in the address"),
        max_length=200,
        blank=True,
        validators=[validate_aliases],
        help_text=_("Separated by spaces. A link with an earlier name still means this answer."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    label = models.CharField(_("answer"), max_length=160)
    hint = models.CharField(_("what it leads to"), max_length=200, blank=True)

    without_tokens = frozenset({"label", "hint", "phrases", "hints"})
    any_numbers = frozenset({"phrases", "hints"})

    goal_question = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="options_leading_here",
        verbose_name=_("next question"),
    )
    goal_outcome = models.ForeignKey(
        "referrals.Outcome",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="options_leading_here",
        verbose_name=_("outcome"),
    )
    guidance = models.ManyToManyField(
        "knowledge.Guidance", blank=True, verbose_name=_("guidance it adds")
    )
    min_age = models.PositiveSmallIntegerField(_("he is at least"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("he is at most"), null=True, blank=True)
    says = models.CharField(
        _("he is"),
        max_length=120,
        blank=True,
        validators=[validate_groups],
        help_text=format_lazy(
            _("What this answer says about him, for the checks: {groups}"),
            groups=", ".join(Group.values),
        ),
    )
    tonight = models.BooleanField(
        _("he needs someone tonight"),
        default=False,
        help_text=_("If ticked, the stand-ins for tonight are for him too."),
    )
    phrases = BoundedTextField(
        _("phrases"),
        blank=True,
        validators=PHRASE_CHECKS,
        help_text=_("One per line. A sentence with one of these says this answer."),
    )
    hints = BoundedTextField(
        _("hints"),
        blank=True,
        validators=PHRASE_CHECKS,
        help_text=_(
            "One per line. A sentence with one of these may mean this answer; the other answers "
            "stay possible."
        ),
    )
    when_said = models.BooleanField(
        _("only when the sentence says it"),
        default=False,
        help_text=_(
            "If ticked, this answer is not considered for a sentence that does not say it."
        ),
    )

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "slug"], name="referrals_option_once_a_question"
            ),
            models.CheckConstraint(
                condition=Q(
                    question_kind=Kind.ROUTE, goal_question=None, goal_outcome__isnull=False
                )
                | Q(question_kind=Kind.ROUTE, goal_question__isnull=False, goal_outcome=None)
                | Q(
                    question_kind__in=[Kind.SIDE_ONE, Kind.SIDE_MANY],
                    goal_question=None,
                    goal_outcome=None,
                ),
                name="referrals_option_exactly_one_goal",
                violation_error_message=_WRONG_GOAL,
            ),
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(min_age__lte=models.F("max_age")),
                name="referrals_option_ages_in_order",
                violation_error_message=_("The minimum age is higher than the maximum age."),
            ),
            models.CheckConstraint(
                condition=~Q(slug=NONE),
                name="referrals_option_slug_not_reserved",
                violation_error_message=_("This slug is reserved for 'none of these'."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.slug})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.question_kind = self.question.kind
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Check the goals here: forms skip constraints on `question_kind`, not being a field."""
        super().clean()
        if not self.question_id:
            return
        self.question_kind = self.question.kind
        goals = [goal for goal in (self.goal_question_id, self.goal_outcome_id) if goal]
        if len(goals) != (1 if self.question_kind == Kind.ROUTE else 0):
            raise ValidationError(_WRONG_GOAL)


class OptionService(NamedService):
    """A desk that an answer adds to any outcome that follows, with the reason."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="added_services")
    fits_better = models.BooleanField(
        _("fits better"),
        default=False,
        help_text=_(
            "It fits better than the outcome's own first desk and comes before it. "
            "The reason says why."
        ),
    )

    class Meta(NamedService.Meta):
        verbose_name = _("added desk")
        verbose_name_plural = _("added desks")
        constraints = [
            models.UniqueConstraint(
                fields=["option", "service"], name="referrals_optionservice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.option}: {self.service}"
