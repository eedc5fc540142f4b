"""Whose change goes live at once, and whose needs review."""

import pytest
from django.contrib.auth.models import Permission

from knowledge.models import ContactDetail, Organisation, Status
from knowledge.permissions import may_change_at_once, needs_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("redactie")


@pytest.fixture
def publisher(django_user_model):
    user = django_user_model.objects.create_user("publicist")
    user.user_permissions.add(Permission.objects.get(codename="publish_entries"))
    return user


def entry(model, status):
    return model(status=status)


ONE_PAIR = [
    # who, what, status before, status after, fields, waits
    ("editor", Organisation, "draft", "draft", {"name_nl"}, False),
    ("editor", Organisation, "published", "published", {"name_nl"}, True),
    ("editor", Organisation, "published", "draft", {"status"}, True),
    ("editor", Organisation, "draft", "published", {"status"}, True),
    ("editor", Organisation, "", "published", {"status", "name_nl"}, True),
    ("editor", Organisation, "published", "published", set(), False),
    ("editor", ContactDetail, "published", "published", {"value"}, False),
    ("editor", ContactDetail, "published", "published", {"value", "restricted"}, True),
    ("editor", ContactDetail, "draft", "published", {"status"}, True),
    ("publisher", Organisation, "published", "published", {"name_nl"}, False),
    ("publisher", Organisation, "draft", "published", {"status"}, False),
    ("publisher", ContactDetail, "draft", "published", {"status"}, False),
]


@pytest.mark.parametrize(("who", "model", "was", "becomes", "changed", "waits"), ONE_PAIR)
def test_with_two_eyes(editor, publisher, who, model, was, becomes, changed, waits):
    user = {"editor": editor, "publisher": publisher}[who]
    assert needs_review(user, entry(model, becomes), was, changed, None) is waits


TWO_PAIRS = [
    ("editor", Organisation, "draft", "draft", {"name_nl"}, False),
    ("editor", ContactDetail, "published", "published", {"value"}, True),
    ("publisher", ContactDetail, "published", "published", {"value"}, True),
    ("publisher", Organisation, "published", "published", {"name_nl"}, True),
    ("publisher", Organisation, "draft", "published", {"status", "name_nl"}, True),
    ("publisher", Organisation, "draft", "published", {"status"}, False),
    ("editor", Organisation, "draft", "published", {"status"}, True),
]


@pytest.mark.parametrize(("who", "model", "was", "becomes", "changed", "waits"), TWO_PAIRS)
def test_with_four_eyes(settings, editor, publisher, who, model, was, becomes, changed, waits):
    settings.FOUR_EYES = True
    user, other = (editor, publisher) if who == "editor" else (publisher, editor)
    assert needs_review(user, entry(model, becomes), was, changed, other) is waits


def test_with_four_eyes_nobody_publishes_what_they_wrote_last(settings, publisher):
    settings.FOUR_EYES = True
    drafted = entry(Organisation, Status.PUBLISHED)
    assert needs_review(publisher, drafted, "draft", {"status"}, publisher)


def test_what_an_import_may_write(settings, editor, publisher):
    shown, draft = (entry(Organisation, status) for status in ("published", "draft"))
    number = entry(ContactDetail, "published")
    assert [may_change_at_once(editor, one) for one in (shown, draft, number)] == [
        False,
        True,
        True,
    ]
    assert may_change_at_once(publisher, shown)
    settings.FOUR_EYES = True
    assert not may_change_at_once(publisher, shown)
    assert not may_change_at_once(publisher, number)
    assert may_change_at_once(publisher, draft)
