"""Users who work with spreadsheets."""

import pytest
from django.contrib.auth.models import Permission, User


def with_permissions(name, *codes):
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return user


EDITS = [
    f"{verb}_{noun}"
    for verb in ("view", "add", "change")
    for noun in ("organisation", "service", "contactdetail")
]


@pytest.fixture
def editor(db):
    return with_permissions("redactie", "see_restricted", *EDITS)


@pytest.fixture
def publisher(db):
    return with_permissions("publicatie", "see_restricted", "publish_entries", *EDITS)


@pytest.fixture
def reader(db):
    return with_permissions("lezer", "view_service", "view_contactdetail", "view_organisation")
