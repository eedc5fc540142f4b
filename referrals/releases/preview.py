"""Walking the draft before it is published: who may, and links that expire."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser, User
from django.core import signing
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from referrals.models import Flow
from referrals.releases.draft import GUIDE, build
from referrals.releases.publishing import Guide

GOOD_FOR = timedelta(days=7)
_SALT = "referrals.releases.preview"


class _KeyForm(forms.Form):
    sleutel = forms.CharField(max_length=200, required=False)


def key_in(query: QueryDict) -> str:
    """The key in an address; empty when there is none that can be read."""
    form = _KeyForm({"sleutel": query.get("sleutel", "")})
    return form.cleaned_data["sleutel"] if form.is_valid() else ""


def may_preview(user: User | AnonymousUser, key: str) -> bool:
    """Editors may, and whoever has a key that was signed here and is not too old."""
    if user.has_perm("referrals.view_flow"):
        return True
    try:
        return bool(signing.loads(key, salt=_SALT, max_age=GOOD_FOR) == GUIDE)
    except signing.BadSignature:
        return False


def shared_link() -> str:
    """Path of the draft for someone without an account; good for `GOOD_FOR`."""
    key = signing.dumps(GUIDE, salt=_SALT)
    return f"{reverse('preview')}?{urlencode({'sleutel': key})}"


def draft_guide() -> Guide | None:
    """The draft as a guide to walk; its number is 0, for no release has that."""
    row: Any = Flow.objects.select_related("start").filter(slug=GUIDE).first()
    return Guide(0, timezone.now(), build(row), is_current=False) if row else None
