"""Change tracking for the open data: maintains `PublicTrace` and `PublicKey` by model signals.

A change counts when the record was public before it or is public after it. Hidden records are
never tracked, not even the time of a change.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.utils import timezone

from knowledge.models import Audience, ContactDetail, Organisation, Region, Service, Verification
from knowledge.models.bookkeeping.public_trace import PublicKey, PublicTrace
from knowledge.models.contact_detail import ContactDetailQuerySet
from knowledge.models.directory import VISITOR
from knowledge.open_data.hsds.values import AT_LOCATION, ORGANISATION, SERVICE, uid

_NAMES = ("name_nl", "name_en")
KINDS: dict[type[models.Model], tuple[str, ...]] = {
    Service: (SERVICE,),
    Organisation: (ORGANISATION,),
    ContactDetail: (AT_LOCATION,),
}
"""Models whose records have a URL of their own in the API, and their kinds of identifier."""


def mark_changed(services: Any) -> None:
    """Set `changed_at` of these desks (a queryset or keys) to now."""
    PublicTrace.objects.filter(service__in=services).update(changed_at=timezone.now())


def mark_checked(contacts: Iterable[int]) -> None:
    """Mark the desks of these contact details (keys) as changed.

    Call it after writing checks in bulk, which sends no signal.
    """
    visible: ContactDetailQuerySet = ContactDetail.objects.visible_to(VISITOR)
    mark_changed(visible.filter(pk__in=list(contacts)).order_by().values("service"))


def give_keys(row: Any) -> None:
    """Store the API identifiers of `row`. They follow from its slug, which never changes."""
    for kind in KINDS[type(row)]:
        values = {"kind": kind, "slug": row.slug}
        PublicKey.objects.get_or_create(uid=uid(kind, row.slug), defaults=values)


def _remember_visibility(sender: Any, instance: Any, **_signal: Any) -> None:
    visible = sender.objects.visible_to(VISITOR).filter(pk=instance.pk)
    names = {Service: _NAMES, ContactDetail: ("service_id",)}.get(sender, ("pk",))
    instance.visible_before = visible.values(*names).first() if instance.pk else None


def _track_service(sender: Any, instance: Any, created: bool, **_signal: Any) -> None:
    visible = sender.objects.visible_to(VISITOR).filter(pk=instance.pk)
    public = visible.values(*_NAMES).first() or instance.visible_before
    if created:
        give_keys(instance)
    if public:
        names = {name: text or "" for name, text in public.items()}
        values = {"changed_at": timezone.now(), "was_public": True, **names}
        PublicTrace.objects.update_or_create(service=instance, defaults=values)
    elif created:
        PublicTrace.objects.create(service=instance, changed_at=timezone.now())


def _track_part(sender: Any, instance: Any, created: bool, **_signal: Any) -> None:
    """Track a record that is shown as part of desks."""
    if created and sender in KINDS:
        give_keys(instance)
    if (
        instance.visible_before
        or sender.objects.visible_to(VISITOR).filter(pk=instance.pk).exists()
    ):
        mark_changed(_desks_of(instance))


def _track_deletion(sender: Any, instance: Any, **_signal: Any) -> None:
    if sender.objects.visible_to(VISITOR).filter(pk=instance.pk).exists():
        mark_changed(_desks_of(instance))


def _track_check(instance: Verification, **_signal: Any) -> None:
    mark_checked([instance.contact_id])


def _track_region(instance: Any, **_signal: Any) -> None:
    mark_changed(_desks_of(instance))


def _track_relation(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_signal: Any
) -> None:
    """Track regions and audiences of desks, changed from either side of the relation."""
    if not action.startswith("post") and action != "pre_clear":
        return
    desks = [instance.pk] if not reverse else list(pk_set or _desks_of(instance))
    mark_changed(Service.objects.visible_to(VISITOR).filter(pk__in=desks).values("pk"))


def _desks_of(row: Any) -> Any:
    if isinstance(row, ContactDetail):
        before = getattr(row, "visible_before", None) or {}
        return {row.service_id, before.get("service_id", row.service_id)}
    name = {Organisation: "organisation", Audience: "audiences", Region: "regions"}[type(row)]
    return Service.objects.filter(**{name: row}).values("pk")


def track_public_changes() -> None:
    """Connect the signals; called once, when the models are loaded."""
    for model in (Service, Organisation, ContactDetail, Audience):
        pre_save.connect(
            _remember_visibility, sender=model, dispatch_uid=f"before {model.__name__}"
        )
        track = _track_service if model is Service else _track_part
        post_save.connect(track, sender=model, dispatch_uid=f"trace of {model.__name__}")
    post_save.connect(_track_check, sender=Verification, dispatch_uid="trace of a check")
    post_save.connect(_track_region, sender=Region, dispatch_uid="trace of a region")
    pre_delete.connect(_track_region, sender=Region, dispatch_uid="trace of a deleted region")
    for part in (ContactDetail, Audience):
        name = f"trace of a deleted {part.__name__}"
        pre_delete.connect(_track_deletion, sender=part, dispatch_uid=name)
    for through in (Service.regions.through, Service.audiences.through):
        m2m_changed.connect(
            _track_relation, sender=through, dispatch_uid=f"trace of {through.__name__}"
        )
