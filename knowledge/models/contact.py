import re
from datetime import datetime, timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from knowledge.hours import check_hours
from knowledge.models.base import EntryQuerySet, SourcedEntry, valid_choice
from knowledge.models.verification import Verification
from knowledge.phones import Phone, read_phone


class ContactKind(models.TextChoices):
    PHONE = "phone", _("Phone")
    CHAT = "chat", _("Chat")
    EMAIL = "email", _("E-mail")
    FORM = "form", _("Form")
    WEBSITE = "website", _("Website")
    ADDRESS = "address", _("Address")


class ContactDetailQuerySet(EntryQuerySet):
    def with_checks(self) -> Self:
        """Adds `confirmed_at`: when it was last found right, as it stands now; and of the newest
        check `checked_at` and `last_result`. None where there was no such check.
        """
        checks = Verification.objects.filter(contact=OuterRef("pk")).newest_first()
        as_now = checks.good().filter(
            value=OuterRef("value"), opening_hours=OuterRef("opening_hours")
        )
        return self.annotate(
            confirmed_at=Subquery(as_now.values("at")[:1]),
            checked_at=Subquery(checks.values("at")[:1]),
            last_result=Subquery(checks.values("result")[:1]),
        )

    def never_confirmed(self) -> Self:
        return self.with_checks().filter(confirmed_at=None)

    def overdue(self, *, at: datetime, days: int) -> Self:
        """Confirmed once, but longer than `days` ago."""
        return self.with_checks().filter(confirmed_at__lte=at - timedelta(days=days))

    def due_soon(self, *, at: datetime, days: int, soon: int) -> Self:
        """Still confirmed, but not for longer than `soon` days."""
        since = at - timedelta(days=days)
        return self.with_checks().filter(
            confirmed_at__gt=since, confirmed_at__lte=since + timedelta(days=soon)
        )


class ContactDetail(SourcedEntry):
    """One way to reach a desk. Saved is not the same as confirmed."""

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
    label = models.CharField(
        _("label"), max_length=160, blank=True, help_text=_("What to ask for, for example.")
    )
    opening_hours = models.CharField(
        _("opening hours"),
        max_length=250,
        blank=True,
        help_text=_("In OpenStreetMap notation: 24/7, or Mo-Fr 09:00-17:00. Empty is not known."),
    )
    hours_note = models.TextField(_("about the hours"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = ContactDetailQuerySet.as_manager()

    class Meta(SourcedEntry.Meta):
        ordering = ["position", "slug"]
        verbose_name = _("contact detail")
        verbose_name_plural = _("contact details")
        constraints = [
            *SourcedEntry.Meta.constraints,
            valid_choice("kind", ContactKind),
            models.UniqueConstraint(
                fields=["service", "kind", "value"],
                name="knowledge_contactdetail_once_a_service",
                violation_error_message=_("This desk has this contact detail already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.display}"

    def get_absolute_url(self) -> str:
        return self.service.get_absolute_url()

    def clean(self) -> None:
        super().clean()
        problems: dict[str, Any] = {}
        try:
            self._check_value()
        except (ValidationError, ValueError) as error:
            problems["value"] = _not_valid(self.kind, error)
        try:
            if self.opening_hours:
                check_hours(self.opening_hours)
        except ValueError:
            problems["opening_hours"] = _(
                "These hours cannot be read. Write them like Mo-Fr 09:00-17:00, or 24/7."
            )
        if problems:
            raise ValidationError(problems)

    def _check_value(self) -> None:
        if self.kind == ContactKind.PHONE:
            read_phone(self.value)
        elif self.kind == ContactKind.EMAIL:
            EmailValidator()(self.value)
        elif self.kind != ContactKind.ADDRESS:
            URLValidator(schemes=["https", "http"])(self.value)

    @property
    def phone(self) -> Phone | None:
        """The number to dial; None for other kinds and for a value saved unchecked."""
        if self.kind != ContactKind.PHONE:
            return None
        try:
            return read_phone(self.value)
        except ValueError:
            return None

    @property
    def has_hours(self) -> bool:
        """Whether someone answers at certain hours; a website or a mailbox is always there."""
        return self.kind in (ContactKind.PHONE, ContactKind.CHAT, ContactKind.ADDRESS)

    @property
    def display(self) -> str:
        """The value as people read it."""
        if self.phone:
            return self.phone.display
        return re.sub(r"^https?://(www\.)?", "", self.value).rstrip("/")

    @property
    def uri(self) -> str:
        """Where a link to it leads; empty for an address."""
        if self.phone:
            return self.phone.uri
        if self.kind == ContactKind.EMAIL:
            return f"mailto:{self.value}"
        return "" if self.kind in (ContactKind.ADDRESS, ContactKind.PHONE) else self.value


def _not_valid(kind: str, error: Exception) -> str:
    if kind == ContactKind.PHONE:
        return str(
            _("This is not a Dutch phone number that can be dialled. Write it like 033 448 11 86.")
        )
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
