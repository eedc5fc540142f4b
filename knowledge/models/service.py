import re
from datetime import date, datetime, time
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.constraints import schedule_indexes, valid_choice
from knowledge.models.contact_detail import ContactDetail, ContactDetailQuerySet
from knowledge.models.directory import PLANNED, DirectoryQuerySet
from knowledge.models.entry import ForAudiences, SourcedEntry
from knowledge.models.municipality import Municipality
from knowledge.models.querysets import EntryManager, User, is_open
from knowledge.models.region import Region, RegionKind
from knowledge.values.groups import Group, validate_groups
from knowledge.values.hours.opening_hours import ZONE

OLDEST = 120


class ContactBy(models.TextChoices):
    PROFESSIONAL = "professional", _("the professional")
    VICTIM = "victim", _("the boy himself")
    BOTH = "both", _("the professional and the boy himself")


class Coverage(models.TextChoices):
    NATIONAL = "national", _("the whole country")
    REGIONAL = "regional", _("one for each region")
    LOCAL = "local", _("one place or region")


class ServiceQuerySet(DirectoryQuerySet["Service"]):
    def open_to(self, *, restricted: bool, on: date) -> Self:
        """As for any entry; a desk of a hidden organisation is hidden too."""
        own = is_open(restricted=restricted, on=on)
        return self.filter(own, is_open(restricted=restricted, on=on, of="organisation__"))

    def for_age(self, age: int) -> Self:
        """Desks for someone of `age` years; unknown limits do not exclude."""
        old_enough = Q(min_age=None) | Q(min_age__lte=age)
        young_enough = Q(max_age=None) | Q(max_age__gte=age)
        return self.filter(old_enough, young_enough)

    def for_professionals(self) -> Self:
        return self.filter(contact_by__in=[ContactBy.PROFESSIONAL, ContactBy.BOTH])

    def for_victims(self) -> Self:
        return self.filter(contact_by__in=[ContactBy.VICTIM, ContactBy.BOTH])

    def anonymous_possible(self) -> Self:
        return self.filter(anonymous=True)

    def reachable(self) -> Self:
        """Desks with a public contact detail or with an explanation how to find them."""
        return self.filter(_has_public_contact() | Q(how_to_reach__gt=""))

    def with_a_public_contact(self) -> Self:
        return self.filter(_has_public_contact())

    def covering(self, municipality: Municipality) -> Self:
        """National desks, and desks that cover a region of `municipality`."""
        near = Region.objects.filter(municipalities=municipality)
        links = Service.regions.through.objects.filter(
            service=models.OuterRef("pk"), region__in=near
        )
        return self.filter(Q(coverage=Coverage.NATIONAL) | models.Exists(links))

    def on_home_page(self) -> Self:
        return self.exclude(home_position=None).order_by("home_position")

    def with_contacts(self, user: User) -> Self:
        """Add the organisation and visible contact details, with their sources and checks."""
        details = ContactDetail.objects.visible_to(user).with_checks()
        return self._with_details(details.with_sources(user))

    def with_reach(self, user: User) -> Self:
        """As `with_contacts`, without sources, which lists of desks do not show."""
        return self._with_details(ContactDetail.objects.visible_to(user).with_checks())

    def _with_details(self, details: ContactDetailQuerySet) -> Self:
        return self.select_related("organisation").prefetch_related(
            Prefetch("contact_details", details)
        )


def _has_public_contact() -> models.Exists:
    details = ContactDetail.objects.published().filter(restricted=False)
    return models.Exists(details.filter(service=models.OuterRef("pk")))


_ServiceManager = EntryManager.from_queryset(ServiceQuerySet)


class ServiceManager(_ServiceManager["Service"]):
    """Default manager of desks."""


class Service(SourcedEntry, ForAudiences):  # type: ignore[django-manager-missing]  # `first_desk`
    """A desk: a service of an organisation that professionals refer to.

    None in a boolean field means unknown, and is shown as unknown.
    """

    organisation = models.ForeignKey(
        "knowledge.Organisation",
        on_delete=models.PROTECT,
        related_name="services",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("name"), max_length=160)
    summary = BoundedTextField(_("summary"))
    description = BoundedTextField(_("description"), blank=True)
    min_age = models.PositiveSmallIntegerField(_("minimum age"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("maximum age"), null=True, blank=True)
    open_to_men_and_boys = models.BooleanField(_("open to boys and men"), null=True, blank=True)
    contact_by = models.CharField(
        _("who makes contact"), max_length=12, choices=ContactBy.choices, default=ContactBy.BOTH
    )
    anonymous = models.BooleanField(_("anonymous contact possible"), null=True, blank=True)
    free = models.BooleanField(_("free of charge"), null=True, blank=True)
    languages = models.CharField(
        _("languages"),
        max_length=80,
        blank=True,
        validators=[RegexValidator(re.compile(r"^[a-z]{2,3}( [a-z]{2,3})*$"))],
        help_text=_("Language codes separated by spaces: nl en. Leave empty if not known."),
    )
    coverage = models.CharField(
        _("coverage"), max_length=10, choices=Coverage.choices, default=Coverage.NATIONAL
    )
    area = models.CharField(_("area"), max_length=160, blank=True)
    regional_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="regional_services",
        verbose_name=_("regional desk of"),
    )
    region_kind = models.CharField(
        _("regional desks by"),
        max_length=20,
        choices=RegionKind.choices,
        blank=True,
        help_text=_("For a national desk: the type of region used to find its regional desks."),
    )
    regions = models.ManyToManyField(
        Region,
        related_name="services",
        verbose_name=_("covers"),
        blank=True,
        help_text=_("For a regional desk: the regions it serves."),
    )
    not_for = BoundedTextField(_("not for"), blank=True)
    not_for_groups = models.CharField(
        _("not for (fixed list)"),
        max_length=120,
        blank=True,
        validators=[validate_groups],
        help_text=format_lazy(
            _("For the checks of the guide: {groups}"), groups=", ".join(Group.values)
        ),
    )
    how_to_reach = BoundedTextField(
        _("how to find it"), blank=True, help_text=_("Needed when there is no contact detail.")
    )
    after_contact = BoundedTextField(_("what happens after contact"), blank=True)
    call_say = BoundedTextField(
        _("what to say when you call"),
        blank=True,
        help_text=_("What fits in twenty seconds, one item per line."),
    )
    call_asked = BoundedTextField(
        _("what they will ask"), blank=True, help_text=_("One item per line.")
    )
    call_names = BoundedTextField(_("whether names are needed"), blank=True)
    call_no_answer = BoundedTextField(_("what to do if nobody answers"), blank=True)
    home_position = models.PositiveSmallIntegerField(
        _("place on the home page"),
        null=True,
        blank=True,
        help_text=_("Leave empty to keep it off the home page."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    # Annotated by `in_directory` and `with_last_modified`, for the open data.
    is_active: bool
    as_of: date

    objects: ClassVar[ServiceManager] = ServiceManager()
    # For the types of related managers: modeltranslation replaces the class at run time.
    _default_manager: ClassVar[ServiceManager]

    class Meta(SourcedEntry.Meta):
        ordering = ["position", "slug"]
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        permissions = [
            ("see_restricted", "Can see restricted entries"),
            ("publish_entries", "Can publish entries"),
        ]
        indexes = [
            *schedule_indexes("service"),
            models.Index(fields=["position", "slug"], name="knowledge_service_in_order"),
        ]
        constraints = [
            *SourcedEntry.Meta.constraints,
            valid_choice("contact_by", ContactBy),
            valid_choice("coverage", Coverage),
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(min_age__lte=F("max_age")),
                name="knowledge_service_ages_in_order",
                violation_error_message=_("The minimum age is higher than the maximum age."),
            ),
            models.CheckConstraint(
                condition=(Q(min_age=None) | Q(min_age__lte=OLDEST))
                & (Q(max_age=None) | Q(max_age__lte=OLDEST)),
                name="knowledge_service_ages_of_people",
                violation_error_message=_("Nobody is that old."),
            ),
            models.CheckConstraint(
                condition=Q(regional_of=None) | ~Q(regional_of=F("id")),
                name="knowledge_service_not_regional_of_itself",
            ),
            models.CheckConstraint(
                condition=Q(region_kind="") | Q(region_kind__in=RegionKind.values),
                name="knowledge_service_region_kind_valid",
            ),
            models.CheckConstraint(
                condition=Q(region_kind="") | Q(regional_of=None),
                name="knowledge_service_region_kind_of_national",
                violation_error_message=_("A regional desk has no regional desks of its own."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return reverse("service", args=[self.slug])

    @property
    def is_restricted(self) -> bool:
        """True when the desk or its organisation is restricted."""
        return self.restricted or self.organisation.restricted

    @property
    def has_call_script(self) -> bool:
        """Whether anything is known about a call to it, apart from what happens afterwards."""
        return any([self.call_say, self.call_asked, self.call_names, self.call_no_answer])

    @property
    def last_modified(self) -> datetime:
        """When its public data last changed. Needs `with_last_modified`."""
        days = [
            getattr(self, f"{part}_{name}") for part in ("detail", "audience") for name in PLANNED
        ]
        days += [getattr(row, name) for row in (self, self.organisation) for name in PLANNED]
        past = [day for day in days if day and day <= self.as_of]
        return max([self.trace.changed_at, *(datetime.combine(d, time(0), ZONE) for d in past)])

    def clean(self) -> None:
        super().clean()
        if self.regional_of and self.regional_of.regional_of_id:
            raise ValidationError(
                {
                    "regional_of": _(
                        "A regional desk belongs to a national desk, not to another regional desk."
                    )
                }
            )
