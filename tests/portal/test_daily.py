"""The daily command deletes every kind of row whose time is up, and no other."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from knowledge.models import SearchCount
from knowledge.models.bookkeeping.content_change import ContentChange

pytestmark = pytest.mark.django_db


def keys() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cache")
        return cursor.fetchone()[0]


def test_sessions_that_ended_are_deleted():
    now = timezone.now()
    for name, until in (("old", now - timedelta(minutes=1)), ("new", now + timedelta(hours=1))):
        Session.objects.create(session_key=name, session_data="", expire_date=until)
    call_command("daily", verbosity=0)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_counts_of_attempts_are_deleted():
    cache.clear()
    cache.set("old", 1, -5)
    cache.set("new", 1, 60)
    assert keys() == 2
    call_command("daily", verbosity=0)
    assert keys() == 1
    assert cache.get("new") == 1


def test_counts_of_searches_and_old_changes_are_deleted():
    SearchCount.objects.create(day="2020-01-01", word="oud")
    old = ContentChange.objects.create()
    ContentChange.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=2))
    call_command("daily", verbosity=0)
    assert not SearchCount.objects.exists()
    assert not ContentChange.objects.filter(pk=old.pk).exists()
