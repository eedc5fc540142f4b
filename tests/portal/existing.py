"""Existing values for the URL parameters of the admin."""

import re
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from knowledge import models
from referrals.models import Option
from tests.portal.every_url import PARAMETER


def made_rows() -> dict[str, int]:
    """Rows of models that the starting content lacks, by model or URL parameter."""
    other = User.objects.create_user("iemand-anders")
    desk = models.Service.objects.order_by("pk").first()
    option = Option.objects.filter(question__kind="side_many").order_by("pk").first()
    option._history_user = other
    option.delete()
    report = models.CorrectionReport.objects.create(service=desk, part="other", message="Anders")
    asked = models.ConfirmationRequest.objects.create(
        organisation=models.Organisation.objects.order_by("pk").first(),
        email="redactie@voorbeeld.example",
        expires_at=timezone.now() + timedelta(days=1),
    )
    sheet = models.ImportDraft.objects.create(
        noun="service", file_name="x.csv", rows=[], made_by=other
    )
    return {
        "other": other.pk,
        "correctionreport": report.pk,
        "confirmationrequest": asked.pk,
        "importeren": sheet.pk,
        "deleted": Option.history.filter(history_type="-").latest("history_date").history_id,
    }


def model_in(path: str) -> Any:
    found = re.match(r"beheer/(knowledge|referrals|auth)/(\w+)/", path)
    return apps.get_model(found[1], found[2]) if found else None


def waiting(row: Any, rows: dict[str, int]) -> int:
    """A pending edit of `row` by another user."""
    kind = ContentType.objects.get_for_model(row)
    made = {"typed": {}, "made_by_id": rows["other"]}
    edits = models.PendingEdit.objects
    return edits.get_or_create(content_type=kind, object_id=row.pk, defaults=made)[0].pk


def value(part: str, path: str, rows: dict[str, int]) -> Any:
    """An existing value for one URL parameter."""
    model = model_in(path)
    row = model._default_manager.order_by("pk").first() if model else None
    if "importeren" in path:
        return rows["importeren"]
    if part == "pending":
        return waiting(row, rows)
    if part in ("entry", "history_id"):
        return row.history.first().history_id if row else rows["deleted"]
    if part in ("pk", "object_id"):
        return row.pk if row else models.Organisation.objects.order_by("pk").first().pk
    known = {
        "part": model._meta.model_name if model else "",
        "label": "referrals.option",
        "app_label": "knowledge",
        "url": "niets",
        "content_type_id": ContentType.objects.get_for_model(models.Organisation).pk,
    }
    return known[part]


def address_of(path: str, rows: dict[str, int]) -> str:
    def exists(part: re.Match[str]) -> str:
        return str(value(part[1] or part[2], path, rows))

    return "/" + PARAMETER.sub(exists, path).replace("^", "").replace("$", "")
