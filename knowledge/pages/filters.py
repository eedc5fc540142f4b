"""Filters of lists: plain GET forms. Invalid values give an error and do not filter."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from knowledge.caching.derived import DerivedContent
from knowledge.models import Audience, Guidance, Organisation, Resource, RiskPlace, Signal
from knowledge.models.guidance import Theme
from knowledge.models.legal_article import LegalArticleQuerySet
from knowledge.models.organisation import OrganisationKind
from knowledge.models.querysets import Entry_co, EntryQuerySet
from knowledge.models.resource import ResourceKind
from knowledge.models.risk_place import PlaceRole, PlaceSetting
from knowledge.models.service import OLDEST, ServiceQuerySet
from knowledge.models.signal import SignalCategory


def _choices(choices: type[TextChoices]) -> list[tuple[str, Any]]:
    return [("", _("All")), *choices.choices]


def _audiences() -> tuple[Audience, ...]:
    return tuple(Audience.objects.visible_to(AnonymousUser()))


_AUDIENCES = DerivedContent("filter-audiences", _audiences, persist=True)


class FilterForm(forms.Form):
    """Base class; `chosen` holds the valid, non-empty values."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields if name in data})
        self.prepare()
        self.is_valid()

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_method = "get"
        helper.form_class = "filters"
        helper.disable_csrf = True
        helper.layout = Layout(
            Div(*(Field(name) for name in self.fields), css_class="filter-fields"),
            Submit("", _("Show"), css_class="btn-primary"),
        )
        return helper

    def prepare(self) -> None:
        """Hook to fill in choices from the database; called before validation."""

    @property
    def chosen(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}

    @property
    def active(self) -> bool:
        """True when any filter is set."""
        return any(value is not False for value in self.chosen.values())


class AudienceFilterForm(FilterForm):
    """Base class of filters by profession."""

    field_order: tuple[str, ...] = ("soort", "thema", "doelgroep")

    doelgroep = forms.ChoiceField(label=_("Who it is for"), required=False)

    def prepare(self) -> None:
        field = cast(forms.ChoiceField, self.fields["doelgroep"])
        field.choices = [
            ("", _("All")),
            *((audience.slug, audience.name) for audience in _AUDIENCES.get()),
        ]

    def for_audience(self, entries: EntryQuerySet[Entry_co]) -> EntryQuerySet[Entry_co]:
        chosen = self.chosen.get("doelgroep")
        return entries.for_audience(chosen) if chosen else entries


class ServiceFilter(FilterForm):
    leeftijd = forms.IntegerField(label=_("His age"), min_value=0, max_value=OLDEST, required=False)
    contact = forms.ChoiceField(
        label=_("Who makes contact"),
        choices=[("", _("All")), ("professional", _("I do")), ("victim", _("He does"))],
        required=False,
    )
    soort = forms.ChoiceField(label=_("Kind"), choices=_choices(OrganisationKind), required=False)
    anoniem = forms.BooleanField(label=_("Anonymous contact possible"), required=False)

    def narrow(self, services: ServiceQuerySet) -> ServiceQuerySet:
        chosen = self.chosen
        if "leeftijd" in chosen:
            services = services.for_age(chosen["leeftijd"])
        if chosen.get("contact") == "professional":
            services = services.for_professionals()
        if chosen.get("contact") == "victim":
            services = services.for_victims()
        if "soort" in chosen:
            services = services.filter(organisation__kind=chosen["soort"])
        if chosen.get("anoniem"):
            services = services.anonymous_possible()
        return services


class OrganisationFilter(FilterForm):
    soort = forms.ChoiceField(label=_("Kind"), choices=_choices(OrganisationKind), required=False)

    def narrow(self, organisations: EntryQuerySet[Organisation]) -> EntryQuerySet[Organisation]:
        return _by(organisations, kind=self.chosen.get("soort"))


class SignalFilter(AudienceFilterForm):
    soort = forms.ChoiceField(label=_("Kind"), choices=_choices(SignalCategory), required=False)

    def narrow(self, signals: EntryQuerySet[Signal]) -> EntryQuerySet[Signal]:
        signals = _by(signals, category=self.chosen.get("soort"))
        return self.for_audience(signals)


class PlaceFilter(FilterForm):
    waar = forms.ChoiceField(label=_("Where"), choices=_choices(PlaceSetting), required=False)
    wat = forms.ChoiceField(label=_("What happens"), choices=_choices(PlaceRole), required=False)

    def narrow(self, places: EntryQuerySet[RiskPlace]) -> EntryQuerySet[RiskPlace]:
        return _by(places, setting=self.chosen.get("waar"), role=self.chosen.get("wat"))


class ArticleFilter(FilterForm):
    op = forms.DateField(
        label=_("In force on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: QueryDict, today: date) -> None:
        self.today = today
        super().__init__(data)
        self.fields["op"].widget.format = "%Y-%m-%d"
        if not self.data.get("op"):
            self.data = {"op": today.isoformat()}

    @property
    def day(self) -> date:
        """The requested day; today when missing or invalid."""
        return self.chosen.get("op") or self.today

    def narrow(self, articles: LegalArticleQuerySet) -> LegalArticleQuerySet:
        return articles.applying_on(self.day)


class GuidanceFilter(AudienceFilterForm):
    thema = forms.ChoiceField(label=_("Theme"), choices=_choices(Theme), required=False)

    def narrow(self, guidance: EntryQuerySet[Guidance]) -> EntryQuerySet[Guidance]:
        guidance = _by(guidance, theme=self.chosen.get("thema"))
        return self.for_audience(guidance)


class ResourceFilter(AudienceFilterForm):
    soort = forms.ChoiceField(label=_("Kind"), choices=_choices(ResourceKind), required=False)

    def narrow(self, resources: EntryQuerySet[Resource]) -> EntryQuerySet[Resource]:
        resources = _by(resources, kind=self.chosen.get("soort"))
        return self.for_audience(resources)


def _by(entries: EntryQuerySet[Entry_co], **values: str | None) -> EntryQuerySet[Entry_co]:
    return entries.filter(**{name: value for name, value in values.items() if value})
