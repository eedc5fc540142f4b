import re
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, RegexValidator, URLValidator
from django.db import models
from django.db.models import Case, OuterRef, Subquery, When
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.constraints import schedule_indexes, valid_choice
from knowledge.models.entry import SourcedEntry
from knowledge.models.normalised import NormalisedValueField, normalised
from knowledge.models.querysets import EntryManager, EntryQuerySet, is_published
from knowledge.models.verification import Result, Verification
from knowledge.values.confirmation import Confirmation, State, confirmation
from knowledge.values.hours.opening_hours import parse_hours, understood
from knowledge.values.phones import Phone, PhoneError, read_phone
from knowledge.values.phones_text import menu_choice, why_refused

MAX_HOURS = 250  # characters of opening hours in their normalised notation


class ContactKind(models.TextChoices):
    PHONE = "phone", _("Phone")
    CHAT = "chat", _("Chat")
    EMAIL = "email", _("Email")
    FORM = "form", _("Form")
    WEBSITE = "website", _("Website")
    ADDRESS = "address", _("Address")


class ContactDetailQuerySet(EntryQuerySet["ContactDetail"]):
    def with_checks(self) -> Self:
        """Annotate what `ContactDetail.confirmation` needs.

        `confirmed_at`: the last check that found its current value and hours right.
        `unreachable_at`: the newest check of its current value, if that could not reach it.
        A number that is only written in another way is still the same value.
        """
        checks = Verification.objects.filter(
            contact=OuterRef("pk"),
            value_normalised=OuterRef("value_normalised"),
            extension=OuterRef("extension"),
        )
        newest = checks.newest_first()
        as_now = newest.good().filter(opening_hours=OuterRef("opening_hours"))
        failed = newest.annotate(failed_at=Case(When(result=Result.UNREACHABLE, then="at")))
        return self.annotate(
            confirmed_at=Subquery(as_now.values("at")[:1]),
            unreachable_at=Subquery(failed.values("failed_at")[:1]),
        )

    def unreachable(self) -> Self:
        return self.with_checks().exclude(unreachable_at=None)

    def never_confirmed(self) -> Self:
        return self._reachable().filter(confirmed_at=None)

    def overdue(self, *, at: datetime, days: int) -> Self:
        """Last confirmed `days` ago or longer."""
        return self._reachable().filter(confirmed_at__lte=at - timedelta(days=days))

    def due_soon(self, *, at: datetime, days: int, soon: int) -> Self:
        """Confirmed, for at most `soon` more days."""
        since = at - timedelta(days=days)
        return self._reachable().filter(
            confirmed_at__gt=since, confirmed_at__lte=since + timedelta(days=soon)
        )

    def confirmed(self, *, at: datetime, days: int, soon: int) -> Self:
        """Confirmed for more than `soon` more days."""
        return self._reachable().filter(confirmed_at__gt=at - timedelta(days=days - soon))

    def in_state(self, state: State, *, at: datetime) -> Self:
        """Details whose confirmation at `at` has this state; the states are disjoint."""
        days, soon = settings.CONFIRMED_FOR_DAYS, settings.DUE_SOON_DAYS
        if state == State.UNREACHABLE:
            return self.unreachable()
        if state == State.NEVER:
            return self.never_confirmed()
        if state == State.OVERDUE:
            return self.overdue(at=at, days=days)
        if state == State.DUE_SOON:
            return self.due_soon(at=at, days=days, soon=soon)
        return self.confirmed(at=at, days=days, soon=soon)

    def _reachable(self) -> Self:
        return self.with_checks().filter(unreachable_at=None)

    def with_unreadable_hours(self) -> Self:
        """Details whose hours were stored under older rules: they are shown as not known."""
        values = self.exclude(opening_hours="").order_by()
        stored = values.values_list("opening_hours", flat=True).distinct()
        return self.filter(opening_hours__in=[value for value in stored if not understood(value)])

    def in_use(self, *, on: date) -> Self:
        """Published details of published desks and organisations, restricted ones included."""
        desk, organisation = "service__", "service__organisation__"
        return self.published(on=on).filter(
            is_published(on=on, of=desk), is_published(on=on, of=organisation)
        )

    def with_desks(self, *, on: date) -> Self:
        """Annotate checks and prefetch desks, for `knowledge.open_data.hsds`."""
        rows = _desks().in_directory(on=on).with_directory_details(on=on)
        return self.with_checks().prefetch_related(models.Prefetch("service", rows))

    def open_to_visitors(self) -> Self:
        """Details that every visitor may see, of desks that every visitor may see."""
        visitor = AnonymousUser()
        return self.visible_to(visitor).filter(service__in=_desks().visible_to(visitor))


def _desks() -> Any:
    """Manager of `Service`, whose module imports this one."""
    return apps.get_model("knowledge", "Service")._default_manager


_ContactDetailManager = EntryManager.from_queryset(ContactDetailQuerySet)


class ContactDetailManager(_ContactDetailManager["ContactDetail"]):
    """Default manager of contact details."""


class ContactDetail(SourcedEntry):
    """One way to reach a desk."""

    service = models.ForeignKey(
        "knowledge.Service",
        on_delete=models.CASCADE,
        related_name="contact_details",
        verbose_name=_("desk"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind.choices)
    value = models.CharField(
        _("value"), max_length=250, help_text=_("A phone number, an address, a web address.")
    )
    value_normalised = NormalisedValueField()
    extension = models.CharField(
        _("menu choice or extension"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"\A[0-9]+\Z", _("Write only the digits: 3, not “choose 3”."))],
        help_text=_("What to choose after calling: 3. Only for a phone number."),
    )
    label = models.CharField(
        _("label"), max_length=160, blank=True, help_text=_("For example, what to ask for.")
    )
    opening_hours = models.CharField(
        _("opening hours"),
        max_length=MAX_HOURS,
        blank=True,
        help_text=_(
            "As you would say it: Monday to Friday 9:00-17:00, or 24/7. Leave empty if not known."
        ),
    )
    hours_note = BoundedTextField(_("about the hours"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    # Annotated by `with_checks`; without it a detail counts as never confirmed.
    confirmed_at: datetime | None = None
    unreachable_at: datetime | None = None

    objects: ClassVar[ContactDetailManager] = ContactDetailManager()
    # For the types of related managers: modeltranslation replaces the class at run time.
    _default_manager: ClassVar[ContactDetailManager]

    class Meta(SourcedEntry.Meta):
        ordering = ["position", "slug"]
        verbose_name = _("contact detail")
        verbose_name_plural = _("contact details")
        indexes = schedule_indexes("contactdetail")
        constraints = [
            *SourcedEntry.Meta.constraints,
            valid_choice("kind", ContactKind),
            models.UniqueConstraint(
                fields=["service", "kind", "extension", "value_normalised"],
                name="knowledge_contactdetail_once_a_service",
                violation_error_message=_("This desk already has this contact detail."),
            ),
            models.CheckConstraint(
                condition=models.Q(extension="") | models.Q(kind=ContactKind.PHONE),
                name="knowledge_contactdetail_extension_of_phone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.display_in_full}"

    def get_absolute_url(self) -> str:
        return self.service.get_absolute_url()

    def clean(self) -> None:
        super().clean()
        self.value_normalised = normalised(self.kind, self.value)
        problems: dict[str, Any] = {}
        if self.extension and self.kind != ContactKind.PHONE:
            problems["extension"] = _("Only a phone number has a menu choice or an extension.")
        try:
            self._check_value()
        except (ValidationError, ValueError) as error:
            problems["value"] = _not_valid(error)
        try:
            if self.opening_hours:
                self.opening_hours = _normalised(self.opening_hours)
        except ValueError as error:
            problems["opening_hours"] = str(error)
        if problems:
            raise ValidationError(problems)

    def validate_constraints(self, exclude: Any = None) -> None:
        """Compare the normalised value too, which no form has and so every form excludes."""
        excluded = set(exclude or ())
        if not excluded & {"kind", "value"}:
            excluded -= {"value_normalised", "extension"}
        super().validate_constraints(exclude=excluded)

    def _check_value(self) -> None:
        if self.kind == ContactKind.PHONE:
            read_phone(self.value)
        elif self.kind == ContactKind.EMAIL:
            EmailValidator()(self.value)
        elif self.kind != ContactKind.ADDRESS:
            URLValidator(schemes=["https", "http"])(self.value)

    def confirmation(self, at: datetime) -> Confirmation:
        """Its confirmation at the aware moment `at`. Needs `with_checks`."""
        return confirmation(
            self.confirmed_at,
            self.unreachable_at,
            at=at,
            days=settings.CONFIRMED_FOR_DAYS,
            soon=settings.DUE_SOON_DAYS,
        )

    @property
    def phone(self) -> Phone | None:
        """The parsed phone number; None for other kinds and for an invalid value."""
        if self.kind != ContactKind.PHONE:
            return None
        try:
            return read_phone(self.value)
        except PhoneError:
            return None

    @property
    def checked_facts(self) -> tuple[str, str, str]:
        """What a check is about: it holds for as long as these stay the same."""
        return normalised(self.kind, self.value), self.extension, self.opening_hours

    @property
    def has_hours(self) -> bool:
        """Whether opening hours apply; a website or mailbox is always available."""
        return self.kind in (ContactKind.PHONE, ContactKind.CHAT, ContactKind.ADDRESS)

    @property
    def display(self) -> str:
        """The value formatted for reading, without what to choose after calling."""
        if self.phone:
            return self.phone.display
        return re.sub(r"^https?://(www\.)?", "", self.value).rstrip("/")

    @property
    def menu_choice(self) -> str:
        """What to choose after calling, such as "choose 3"; empty for most numbers."""
        return menu_choice(self.extension)

    @property
    def display_in_full(self) -> str:
        """The value and what to choose after calling, in one text."""
        return f"{self.display}, {self.menu_choice}" if self.extension else self.display

    @property
    def uri(self) -> str:
        """Link target; empty for an address."""
        if self.phone:
            return self.phone.uri
        if self.kind == ContactKind.EMAIL:
            return f"mailto:{self.value}"
        return "" if self.kind in (ContactKind.ADDRESS, ContactKind.PHONE) else self.value


def _normalised(hours: str) -> str:
    """Raises ValueError, whose text is shown, for hours that cannot be kept."""
    notation = parse_hours(hours).notation
    if len(notation) > MAX_HOURS:
        raise ValueError(_("These hours are too long to be stored. Leave out what you can."))
    return notation


def _not_valid(error: Exception) -> str:
    if isinstance(error, PhoneError):
        return why_refused(error.refusal)
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
