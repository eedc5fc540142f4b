from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser, User

from knowledge.caching.public_pages import collect_expiries
from knowledge.desks.who_to_call import show_desks_of, who_to_call
from knowledge.models import DefaultDesks, Guidance, Service
from knowledge.models.default_desks import PageKind
from knowledge.values.hours.opening_hours import ZONE

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()
READER = User(is_superuser=True, is_active=True)
DAY = datetime(2026, 12, 7, 12, 0, tzinfo=ZONE)
NIGHT = datetime(2026, 12, 6, 23, 0, tzinfo=ZONE)


def entry_with(*desks: str, first: str = "") -> Guidance:
    """An entry with these desks, as a page reads it."""
    entry = Guidance.objects.get(slug="lvb")
    entry.first_desk = Service.objects.get(slug=first) if first else None
    entry.save()
    entry.desks.set(Service.objects.filter(slug__in=desks))
    return read(VISITOR)


def read(user) -> Guidance:
    return Guidance.objects.with_desks_to_call(user).get(slug="lvb")


def usual(subject: str, *desks: str) -> DefaultDesks:
    row, _new = DefaultDesks.objects.update_or_create(
        subject=subject, defaults={"slug": subject, "status": "published", "first_desk": None}
    )
    row.desks.set(Service.objects.filter(slug__in=desks))
    return row


def names(*args, entry=None, user=VISITOR, at=DAY) -> list[str]:
    return [view.service.slug for view in who_to_call(user, at, *args, entry=entry)]


def test_what_answers_now_comes_first_then_what_fits_best():
    entry = entry_with("politie-zeden", first="comensha")
    assert names(entry=entry, at=DAY) == ["comensha", "politie-zeden"]
    assert names(entry=entry, at=NIGHT) == ["politie-zeden", "comensha"]


def test_unknown_hours_are_not_open():
    assert names(entry=entry_with("politie-zeden", first="helpwanted")) == [
        "politie-zeden",
        "helpwanted",
    ]


def test_without_desks_of_its_own_it_has_those_of_its_part_then_of_its_kind_then_of_all():
    usual("guidance-talking", "comensha")
    usual("guidance", "politie-avim")
    usual("all", "veilig-thuis")
    entry = entry_with()
    assert names("guidance-talking", "guidance", entry=entry) == ["comensha"]
    assert names("guidance-aftercare-not-there", "guidance", entry=entry) == ["politie-avim"]
    assert names("sources", entry=entry) == ["veilig-thuis"]


def test_without_a_number_the_next_that_has_one_is_added():
    usual("guidance", "politie-avim")
    assert names("guidance", entry=entry_with("nidos")) == ["politie-avim", "nidos"]


def test_at_most_three_and_one_of_them_has_a_number():
    entry = entry_with("nidos", "huisarts", "spoedzorg-jeugd", "politie-zeden")
    found = names(entry=entry)
    assert len(found) == 3
    assert "politie-zeden" in found
    usual("guidance", "politie-avim")
    found = names("guidance", entry=entry_with("nidos", "huisarts", "spoedzorg-jeugd"))
    assert len(found) == 3
    assert found[0] == "politie-avim"


@pytest.mark.parametrize("change", [{"status": "draft"}, {"restricted": True}])
def test_a_hidden_desk_is_passed_over(change):
    entry_with("politie-zeden", first="comensha")
    Service.objects.filter(slug="comensha").update(**change)
    assert names(entry=read(VISITOR)) == ["politie-zeden"]
    assert ("comensha" in names(entry=read(READER), user=READER)) == ("restricted" in change)


def test_usual_desks_that_are_a_draft_do_not_count():
    usual("all", "veilig-thuis")
    row = usual("guidance", "comensha")
    assert names("guidance") == ["comensha"]
    row.status = "draft"
    row.save()
    assert names("guidance") == ["veilig-thuis"]


def test_usual_desks_that_are_restricted_are_for_who_may_see_them():
    usual("all", "veilig-thuis")
    row = usual("guidance", "comensha")
    row.restricted = True
    row.save()
    assert names("guidance") == ["veilig-thuis"]
    assert names("guidance", user=READER) == ["comensha"]


def test_without_usual_desks_those_of_the_home_page_but_for_the_emergency_number():
    DefaultDesks.objects.all().delete()
    found = names(PageKind.FIGURES)
    assert found[0] == "veilig-thuis"
    assert "noodnummer-112" not in found


def test_a_page_expires_when_one_of_its_desks_opens_or_closes():
    with collect_expiries() as expiries:
        who_to_call(VISITOR, DAY, entry=entry_with("comensha"))
    assert DAY.replace(hour=17) in expiries


def test_a_row_of_a_list_shows_only_desks_of_its_own():
    entry = entry_with("politie-zeden", first="comensha")
    show_desks_of([entry], NIGHT)
    assert [view.service.slug for view in entry.desks_now] == ["politie-zeden", "comensha"]
    entry = entry_with()
    show_desks_of([entry], NIGHT)
    assert entry.desks_now == []
