"""/.well-known/security.txt (RFC 9116): where to report a vulnerability.

Without SECURITY_CONTACT there is no such page, and `manage.py check --deploy` warns. The expiry
date is a setting too, so that the contact is reviewed once a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.checks import Warning
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control


@cache_control(max_age=3600)
def security_txt(request: HttpRequest) -> HttpResponse:
    if not settings.SECURITY_CONTACT:
        raise Http404
    text = security_txt_content(
        settings.SECURITY_CONTACT,
        until=settings.SECURITY_CONTACT_UNTIL,
        policy=settings.SECURITY_POLICY,
        canonical=f"{settings.SITE_URL}{request.path}",
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def security_txt_content(
    contacts: Iterable[str], *, until: date, policy: str, canonical: str
) -> str:
    lines = [f"Contact: {contact}" for contact in contacts]
    lines += [f"Expires: {until.isoformat()}T00:00:00Z", "Preferred-Languages: nl, en"]
    lines += [f"Canonical: {canonical}", *([f"Policy: {policy}"] if policy else [])]
    return "\n".join(lines) + "\n"


def check_security_contact(app_configs: Sequence[Any] | None, **options: Any) -> list[Warning]:
    if not settings.SECURITY_CONTACT:
        hint = "Set SECURITY_CONTACT and SECURITY_CONTACT_UNTIL: docs/operations.md."
        return [Warning("There is no security.txt.", hint=hint, id="portal.W001")]
    if timezone.localdate() >= settings.SECURITY_CONTACT_UNTIL:
        hint = "See whether the contact is right, and set a later day."
        return [Warning("SECURITY_CONTACT_UNTIL has passed.", hint=hint, id="portal.W002")]
    return []
