"""Preview of the draft: permission to see it, and signed links that expire."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.contrib.auth.models import AnonymousUser, User
from django.core import signing
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from referrals.models import Flow
from referrals.releases.draft import GUIDE_SLUG, build_flow
from referrals.releases.publishing import Guide

LINK_LIFETIME = timedelta(days=7)
_SALT = "referrals.releases.preview"


class _KeyForm(forms.Form):
    sleutel = forms.CharField(max_length=200, required=False)


def preview_key(query: QueryDict) -> str:
    """The key in `query`; empty when it is absent or invalid."""
    form = _KeyForm({"sleutel": query.get("sleutel", "")})
    return form.cleaned_data["sleutel"] if form.is_valid() else ""


def may_preview(user: User | AnonymousUser, key: str) -> bool:
    """Allowed for editors, and for anyone with a key that we signed within `LINK_LIFETIME`."""
    if user.has_perm("referrals.view_flow"):
        return True
    try:
        return bool(signing.loads(key, salt=_SALT, max_age=LINK_LIFETIME) == GUIDE_SLUG)
    except signing.BadSignature:
        return False


def shared_link() -> str:
    """Signed URL path of the draft, for someone without an account; see `LINK_LIFETIME`."""
    key = signing.dumps(GUIDE_SLUG, salt=_SALT)
    return f"{reverse('preview')}?{urlencode({'sleutel': key})}"


def draft_guide() -> Guide | None:
    """The draft as a `Guide` with number 0, which no release has."""
    row = Flow.objects.select_related("start").filter(slug=GUIDE_SLUG).first()
    return Guide(0, timezone.now(), build_flow(row), is_current=False) if row else None
