"""Hidden entries with every kind of relation."""

from copy import copy
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.base import ModelState
from django.utils import timezone

from knowledge.introspection import LANGUAGES
from knowledge.models import (
    ContactDetail,
    DefaultDesks,
    Entry,
    Factsheet,
    FactsheetSection,
    Guidance,
    KeyFigure,
    LegalArticle,
    Offence,
    Organisation,
    Region,
    Resource,
    Service,
    Status,
)
from knowledge.models.default_desks import subject_choices
from knowledge.models.factsheet import SELECTABLE_MODELS
from knowledge.models.leads_to_desks import LeadsToDesks
from referrals.flow.snapshot import digest
from referrals.models import FlowRelease, Option, OptionService, Outcome, OutcomeService
from referrals.releases.draft import GUIDE_SLUG

TEXT, SLUG = "zwq7tekst", "zwq7slug"
"""Markers in every text and every slug of a hidden entry."""

RESTRICTED = "restricted"
ENTRY_MODELS: list[Any] = [model for model in apps.get_models() if issubclass(model, Entry)]
SECTION_TEXTS = ("title", "text")  # of a section of a factsheet
UNMARKED_FIELDS = {
    "slug",
    "opening_hours",
    "extension",
    "kind",
    "region_kind",
    "comparison",  # only of a figure with a value
}  # have a format of their own


def hiding_states() -> dict[str, dict[str, Any]]:
    today = timezone.localdate()
    return {
        RESTRICTED: {"restricted": True},
        "draft": {"status": Status.DRAFT},
        "archived": {"status": Status.ARCHIVED},
        "planned": {"publish_on": today + timedelta(days=1)},
        "withdrawn": {"withdraw_on": today},
    }


def slug_of(state: str, model: Any) -> str:
    return f"{SLUG}-{state}-{model._meta.model_name}"


def marker_of(state: str, model: Any) -> str:
    return f"{TEXT}-{state}-{model._meta.model_name}"


def hide_everywhere() -> None:
    """One entry of every model for each way of being hidden, in every relation."""
    for state, values in hiding_states().items():
        entries = {model: _copy(model, state, values) for model in ENTRY_MODELS}
        _link_many_to_many(entries)
        _link_foreign_keys(entries, state)
        _add_to_guide(state)
        _add_to_factsheets(state, entries[Factsheet])
        _add_to_table_of_offences(state, entries[LegalArticle])
        _add_to_comparison(entries[KeyFigure])


def _copy(model: Any, state: str, values: dict[str, Any]) -> Any:
    entry = model.objects.filter(status=Status.PUBLISHED).order_by("pk").first()
    entry = entry or model.objects.order_by("pk").first()
    assert entry is not None, f"there is no {model.__name__} to copy"
    entry.pk, entry._state.adding = None, True
    entry.status, entry.restricted = Status.PUBLISHED, model.__name__ == "CodeWord"
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            _set_marker(entry, field, marker_of(state, model))
    entry.slug = slug_of(state, model)
    if model is DefaultDesks:
        entry.subject = _pages_without_usual_desks()
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save()
    return entry


def _pages_without_usual_desks() -> str:
    taken = set(DefaultDesks.objects.values_list("subject", flat=True))
    return next(subject for subject, _label in subject_choices() if subject not in taken)


def _set_marker(entry: Any, field: Any, mark: str) -> None:
    if field.name in UNMARKED_FIELDS:
        return
    if isinstance(field, models.URLField):
        mark = f"https://{mark}.example"
    if isinstance(field, models.EmailField):
        mark = f"{mark}@voorbeeld.example"
    setattr(entry, field.name, mark[: field.max_length])


def _link_many_to_many(entries: dict[Any, Any]) -> None:
    """Every many-to-many relation, of the guide too, in both directions.

    Written directly to the through tables: history is not what is tested.
    """
    for model in apps.get_models():
        if model._meta.app_label not in ("knowledge", "referrals", "portal"):
            continue
        for field in model._meta.many_to_many:
            rows = model._default_manager.values_list("pk", flat=True)
            others = field.related_model._default_manager.values_list("pk", flat=True)
            if field.related_model in entries:
                _add_links(field, [(row, entries[field.related_model].pk) for row in rows])
            if model in entries:
                _add_links(field, [(entries[model].pk, other) for other in others[:20]])


def _add_links(field: Any, pairs: list[tuple[int, int]]) -> None:
    through = field.remote_field.through
    if through._meta.auto_created:
        own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        links = [through(**{own: one, other: two}) for one, two in pairs]
        through.objects.bulk_create(links, ignore_conflicts=True)


def _link_foreign_keys(entries: dict[Any, Any], state: str) -> None:
    """Foreign keys: contact details; national and regional desks, and desks of an organisation."""
    national = Service.objects.get(slug="veilig-thuis")
    detail, service = entries[ContactDetail], entries[Service]
    detail.service, detail.kind = national, "website"
    detail.value = f"https://{marker_of(state, ContactDetail)}.example"
    detail.save()
    service.organisation = Organisation.objects.get(slug="fier")
    service.home_position, service.regional_of, service.region_kind = 1, national, ""
    service.save()
    service.regions.set(Region.objects.all())
    ordinary = Service.objects.exclude(slug__startswith=SLUG).filter(
        regional_of=None, region_kind=""
    )
    public = ordinary.exclude(pk=national.pk).order_by("slug").first()
    # Updated without save(): that would be a change, which the API would report.
    Service.objects.filter(pk=public.pk).update(regional_of=service)
    for model in apps.get_models():
        if issubclass(model, LeadsToDesks):  # another entry for each way of being hidden
            row = model.objects.filter(first_desk=None).exclude(slug__startswith=SLUG).first()
            model.objects.filter(pk=row and row.pk).update(first_desk=service)
    _add_desk_of_hidden_organisation(entries, state)


def _add_desk_of_hidden_organisation(entries: dict[Any, Any], state: str) -> None:
    """A published entry that is hidden because its parent is."""
    desk = copy(entries[Service])
    desk.pk, desk._state = None, ModelState()
    desk.slug = f"{SLUG}-{state}-ofhidden"
    for field in desk._meta.concrete_fields:
        if getattr(desk, field.attname) == marker_of(state, Service):
            setattr(desk, field.attname, f"{TEXT}-{state}-ofhidden")
    desk.organisation, desk.regional_of = entries[Organisation], None
    desk.status, desk.restricted = Status.PUBLISHED, False
    desk.publish_on = desk.withdraw_on = None
    desk.save()


def _add_to_factsheets(state: str, hidden: Any) -> None:
    """In every section that selects its own entries, and in a section of a hidden factsheet."""
    for section in FactsheetSection.objects.exclude(takes=""):
        named = slug_of(state, SELECTABLE_MODELS[section.takes].model)
        only = f"{named}\n{section.only}" if section.only else ""
        FactsheetSection.objects.filter(pk=section.pk).update(only=only)
    texts = {
        f"{name}_{code}": f"{TEXT}-{state}-factsheet"
        for name in SECTION_TEXTS
        for code in LANGUAGES
    }
    FactsheetSection.objects.create(factsheet=hidden, **texts)


def _add_to_table_of_offences(state: str, hidden: Any) -> None:
    texts = {f"description_{code}": f"{TEXT}-{state}-offence" for code in LANGUAGES}
    Offence.objects.create(article=hidden, min_age=0, **texts)


def _add_to_comparison(hidden: Any) -> None:
    """Among figures that are drawn beside each other, as the longest bar."""
    shown = KeyFigure.objects.exclude(comparison="").first()
    assert shown is not None
    KeyFigure.objects.filter(pk=hidden.pk).update(comparison=shown.comparison, value=9999)


def _add_to_guide(state: str) -> None:
    """In the draft and the release: desk, added desk, law, guidance, resources.

    Not as the first desk: added desks directly follow the first, whoever sees it.
    """
    reasons = {f"reason_{language}": f"{TEXT}-{state}-reason" for language in LANGUAGES}
    service = Service.objects.get(slug=slug_of(state, Service))
    for outcome in Outcome.objects.all():
        OutcomeService.objects.create(outcome=outcome, service=service, position=1, **reasons)
    for option in Option.objects.filter(added_services__isnull=False).distinct():
        OptionService.objects.create(option=option, service=service, position=1, **reasons)
    release = FlowRelease.objects.filter(flow__slug=GUIDE_SLUG).order_by("-number").first()
    data = release.snapshot
    reason = dict.fromkeys(LANGUAGES, f"{TEXT}-{state}-reason")
    named_rows = {"articles": LegalArticle, "guidance": Guidance, "resources": Resource}
    for outcome in data["outcomes"]:
        named = {"service": service.slug, "reasons": [reason]}
        outcome["referrals"].append(named)
        for name, model in named_rows.items():
            outcome[name].insert(0, slug_of(state, model))
    # Releases cannot be changed; this one must look as if these were public at publication.
    models.QuerySet(FlowRelease).filter(pk=release.pk).update(snapshot=data, digest=digest(data))
