"""Keeps `PublicTrace` and `PublicKey`: noted with every save of what other programs can see.

A change counts when anybody could see the record before it, or can after it. So what is hidden
leaves no trace, not even a moment.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.utils import timezone

from knowledge.models import Audience, ContactDetail, Organisation, Region, Service, Verification
from knowledge.models.bookkeeping.public_trace import PublicKey, PublicTrace
from knowledge.models.directory import VISITOR
from knowledge.open_data.hsds.values import AT_LOCATION, ORGANISATION, SERVICE, uid

_NAMES = ("name_nl", "name_en")
KINDS: dict[type[models.Model], tuple[str, ...]] = {
    Service: (SERVICE,),
    Organisation: (ORGANISATION,),
    ContactDetail: (AT_LOCATION,),
}
"""The nouns that have an address in the API of their own, and as what."""


def touch(services: Any) -> None:
    """What anybody sees of these desks changes now."""
    PublicTrace.objects.filter(service__in=services).update(changed_at=timezone.now())


def note_checks(contacts: Iterable[int]) -> None:
    """Contact details with these keys were checked. Call it after checks that send no signal."""
    visible: Any = ContactDetail.objects.visible_to(VISITOR)
    touch(visible.filter(pk__in=list(contacts)).order_by().values("service"))


def give_keys(row: Any) -> None:
    """Identifiers by which `row` is found. Its slug is permanent, and so are these."""
    for kind in KINDS[type(row)]:
        values = {"kind": kind, "slug": row.slug}
        PublicKey.objects.get_or_create(uid=uid(kind, row.slug), defaults=values)


def _look_before(sender: Any, instance: Any, **_signal: Any) -> None:
    visible = sender.objects.visible_to(VISITOR).filter(pk=instance.pk)
    names = {Service: _NAMES, ContactDetail: ("service_id",)}.get(sender, ("pk",))
    instance.seen_before = visible.values(*names).first() if instance.pk else None


def _note_service(sender: Any, instance: Any, created: bool, **_signal: Any) -> None:
    visible = sender.objects.visible_to(VISITOR).filter(pk=instance.pk)
    shown = visible.values(*_NAMES).first() or instance.seen_before
    if created:
        give_keys(instance)
    if shown:
        names = {name: text or "" for name, text in shown.items()}
        seen = {"changed_at": timezone.now(), "was_public": True, **names}
        PublicTrace.objects.update_or_create(service=instance, defaults=seen)
    elif created:
        PublicTrace.objects.create(service=instance, changed_at=timezone.now())


def _note_part(sender: Any, instance: Any, created: bool, **_signal: Any) -> None:
    """A record that is shown within desks."""
    if created and sender in KINDS:
        give_keys(instance)
    if instance.seen_before or sender.objects.visible_to(VISITOR).filter(pk=instance.pk).exists():
        touch(_desks_of(instance))


def _note_going(sender: Any, instance: Any, **_signal: Any) -> None:
    if sender.objects.visible_to(VISITOR).filter(pk=instance.pk).exists():
        touch(_desks_of(instance))


def _note_check(instance: Verification, **_signal: Any) -> None:
    note_checks([instance.contact_id])


def _note_region(instance: Any, **_signal: Any) -> None:
    touch(_desks_of(instance))


def _note_tie(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_signal: Any
) -> None:
    """Regions and audiences of desks, from either side."""
    if not action.startswith("post") and action != "pre_clear":
        return
    desks = [instance.pk] if not reverse else list(pk_set or _desks_of(instance))
    touch(Service.objects.visible_to(VISITOR).filter(pk__in=desks).values("pk"))


def _desks_of(row: Any) -> Any:
    if isinstance(row, ContactDetail):
        before = getattr(row, "seen_before", None) or {}
        return {row.service_id, before.get("service_id", row.service_id)}
    name = {Organisation: "organisation", Audience: "audiences", Region: "regions"}[type(row)]
    return Service.objects.filter(**{name: row}).values("pk")


def keep_traces() -> None:
    """Called once, when the models are there."""
    for model in (Service, Organisation, ContactDetail, Audience):
        pre_save.connect(_look_before, sender=model, dispatch_uid=f"before {model.__name__}")
        note = _note_service if model is Service else _note_part
        post_save.connect(note, sender=model, dispatch_uid=f"trace of {model.__name__}")
    post_save.connect(_note_check, sender=Verification, dispatch_uid="trace of a check")
    post_save.connect(_note_region, sender=Region, dispatch_uid="trace of a region")
    pre_delete.connect(_note_region, sender=Region, dispatch_uid="trace of a region that goes")
    for part in (ContactDetail, Audience):
        name = f"trace of {part.__name__} that goes"
        pre_delete.connect(_note_going, sender=part, dispatch_uid=name)
    for through in (Service.regions.through, Service.audiences.through):
        m2m_changed.connect(_note_tie, sender=through, dispatch_uid=f"trace of {through.__name__}")
