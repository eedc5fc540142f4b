"""The public directory: which desks are in it, and what counts as a change."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from knowledge.confirmation.checks import confirm_all
from knowledge.models import (
    Audience,
    ContactDetail,
    Organisation,
    Region,
    Service,
    Status,
    Verification,
)
from knowledge.models.bookkeeping.public_trace import PublicTrace
from knowledge.models.directory import PLANNED
from knowledge.values.hours.opening_hours import ZONE
from tests.knowledge.confirmation.factories import make_answer, state_of

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def desk():
    """A desk that is the only one of its organisation."""
    others = Service.objects.filter(organisation__slug="comensha").exclude(slug="comensha")
    others.update(organisation=Organisation.objects.get(slug="fier"))
    PublicTrace.objects.update(changed_at=LONG_AGO)
    return Service.objects.get(slug="comensha")


def directory(on=None):
    return Service.objects.in_directory(on=on or timezone.localdate())


def changed(since, on=None):
    """Slugs of the changed desks; asserts that both ways to determine them agree."""
    today = on or timezone.localdate()
    rows = directory(today).with_last_modified(on=today)
    changed = {service.slug for service in directory(today).modified_since(since, on=today)}
    assert changed == {service.slug for service in rows if service.last_modified >= since}
    return changed


def set_(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


TODAY = timezone.localdate()
HIDDEN = [
    {"restricted": True},
    {"status": Status.DRAFT},
    {"publish_on": TODAY + timedelta(days=1)},
]
GONE = [{"status": Status.ARCHIVED}, {"withdraw_on": TODAY}]


@pytest.mark.parametrize("values", HIDDEN)
@pytest.mark.parametrize("of", ["desk", "organisation"])
def test_what_is_hidden_is_not_in_it(desk, values, of):
    set_(desk if of == "desk" else desk.organisation, **values)
    assert not directory().filter(pk=desk.pk).exists()


@pytest.mark.parametrize("values", GONE)
@pytest.mark.parametrize("of", ["desk", "organisation"])
def test_what_was_public_and_is_gone_is_inactive(desk, values, of):
    set_(desk if of == "desk" else desk.organisation, **values)
    assert [service.is_active for service in directory().filter(pk=desk.pk)] == [False]


@pytest.mark.parametrize("values", HIDDEN)
@pytest.mark.parametrize("of", ["desk", "organisation"])
def test_what_never_was_public_is_not_in_it_when_it_is_archived(values, of):
    organisation = Organisation(slug="nieuwe", kind="care", status=Status.PUBLISHED)
    new = Service(slug="nieuw", name_nl="Geheim", name_en="Secret", status=Status.PUBLISHED)
    hidden = new if of == "desk" else organisation
    set_(organisation, **(values if hidden is organisation else {}))
    set_(new, organisation=organisation, **(values if hidden is new else {}))
    assert not directory().filter(pk=new.pk).exists()
    set_(new, status=Status.ARCHIVED)
    set_(hidden, restricted=False, publish_on=None)
    if hidden is organisation:
        set_(organisation, status=Status.PUBLISHED)
    assert not directory().filter(pk=new.pk).exists()


def test_the_name_is_the_one_that_was_public(desk):
    set_(desk, status=Status.ARCHIVED)
    set_(desk, name_nl="Geheime naam", name_en="Secret name")
    (gone,) = directory().filter(pk=desk.pk)
    assert (gone.trace.name_nl, gone.trace.name_en) == ("CoMensha", "CoMensha")


def test_an_archived_desk_that_becomes_restricted_disappears(desk):
    set_(desk, status=Status.ARCHIVED)
    set_(desk, restricted=True)
    assert not directory().filter(pk=desk.pk).exists()


def check_of(desk):
    detail = desk.contact_details.first()
    person = User.objects.create_user("redactie")
    values = {"value": detail.value, "opening_hours": detail.opening_hours, "by": person}
    Verification.objects.create(contact=detail, result="confirmed", method="called", **values)


def bulk_check_of(desk):
    detail = desk.contact_details.first()
    confirm_all({detail.pk: state_of(detail)}, make_answer())


def rename(row, name):
    set_(row, name_nl=name, name_en=name)


CHANGES = {
    "the desk": lambda desk: set_(desk, summary_nl="Anders"),
    "a contact detail": lambda desk: set_(desk.contact_details.first(), label_nl="Anders"),
    "a detail is archived": lambda desk: set_(desk.contact_details.first(), status=Status.ARCHIVED),
    "hours": lambda desk: set_(desk.contact_details.first(), opening_hours="Mo 09:00-10:00"),
    "a detail is deleted": lambda desk: desk.contact_details.first().delete(),
    "a check": check_of,
    "checks together": bulk_check_of,
    "the organisation": lambda desk: set_(desk.organisation, summary_nl="Anders"),
    "the name of the organisation": lambda desk: rename(desk.organisation, "Anders"),
    "regions are set": lambda desk: desk.regions.set(Region.objects.all()[:1]),
    "a region gets the desk": lambda desk: Region.objects.get(code="RE01").services.set([desk]),
    "audiences are set": lambda desk: desk.audiences.set(Audience.objects.all()[:1]),
    "it is archived": lambda desk: set_(desk, status=Status.ARCHIVED),
    "its organisation is archived": lambda desk: set_(desk.organisation, status=Status.ARCHIVED),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_what_others_see_counts(desk, change):
    began = timezone.now()
    assert changed(began) == set()
    CHANGES[change](desk)
    assert changed(began) == {desk.slug}


@pytest.mark.parametrize("row", ["region", "audience"])
def test_another_name_of_what_it_is_tied_to_counts(desk, row):
    region = Region.objects.first()
    audience = Audience.objects.create(slug="proef", name_nl="Proef", status=Status.PUBLISHED)
    desk.regions.set([region])
    desk.audiences.set([audience])
    began = timezone.now()
    if row == "region":
        set_(region, name="Anders")
    else:
        set_(audience, name_nl="Anders")
    assert desk.slug in changed(began)
    began = timezone.now()
    (region if row == "region" else audience).delete()
    assert desk.slug in changed(began)


def test_a_detail_that_moves_changes_both_desks(desk):
    detail, other = desk.contact_details.first(), Service.objects.get(slug="veilig-thuis")
    began = timezone.now()
    set_(detail, service=other)
    assert changed(began) == {desk.slug, other.slug}


@pytest.mark.parametrize("values", HIDDEN)
def test_what_is_hidden_leaves_no_moment(desk, values):
    began = timezone.now()
    detail = ContactDetail(slug="geheim", service=desk, kind="phone", value="112", **values)
    detail.status = values.get("status", Status.PUBLISHED)
    detail.save()
    set_(detail, label_nl="Anders")
    detail.delete()
    assert changed(began) == set()


@pytest.mark.parametrize("name", ["publish_on", "withdraw_on"])
@pytest.mark.parametrize("of", ["desk", "organisation", "detail", "audience"])
def test_a_planned_day_counts_from_its_midnight(desk, of, name):
    audience = Audience.objects.first()
    desk.audiences.set([audience])
    rows = {
        "desk": desk,
        "organisation": desk.organisation,
        "detail": desk.contact_details.first(),
        "audience": audience,
    }
    day = timezone.localdate() + timedelta(days=10)
    set_(rows[of], **{name: day})
    PublicTrace.objects.update(changed_at=LONG_AGO)
    midnight = datetime.combine(day, datetime.min.time(), ZONE)
    second = timedelta(seconds=1)
    assert changed(midnight - second, on=day - timedelta(days=1)) == set()
    assert changed(midnight, on=day) == {desk.slug}
    assert changed(midnight - second, on=day) == {desk.slug}
    assert changed(midnight + second, on=day) == set()
    assert changed(midnight, on=day + timedelta(days=30)) == {desk.slug}


def test_the_second_itself_is_in_it(desk):
    began = timezone.now()
    set_(desk, summary_nl="Anders")
    at = desk.trace.__class__.objects.get(pk=desk.pk).changed_at
    assert at >= began
    assert changed(at) == {desk.slug}
    assert changed(at + timedelta(seconds=1)) == set()


def plan_of(rows):
    """The query plan for `rows`; without sequential scans, which PostgreSQL prefers for small
    tables.
    """
    if connection.vendor == "postgresql":
        connection.cursor().execute("SET LOCAL enable_seqscan = off")
    return rows.values_list("pk").explain()


def test_changes_are_found_by_indexes():
    rows = directory().modified_since(timezone.now(), on=TODAY)
    plan = plan_of(rows.order_by("pk"))
    assert "knowledge_publictrace_changed_at" in plan
    for table in ("service", "organisation", "contactdetail"):
        for day in PLANNED:
            assert f"{table}_{day}" in plan
    for scanned in ("knowledge_service", "knowledge_publictrace", "knowledge_contactdetail"):
        assert not re.search(rf"(?i)\b(seq )?scan (on )?{scanned}$", plan, re.M)


def test_desks_of_an_organisation_and_of_an_audience_are_found_by_indexes(desk):
    by_organisation = directory().filter(organisation__slug__in=["comensha"])
    assert "knowledge_service_organisation_id" in plan_of(by_organisation)
    audiences = Audience.objects.filter(slug="politie")
    ties = Service.audiences.through.objects.filter(audience__in=audiences)
    assert "knowledge_service_audiences" in plan_of(
        directory().filter(pk__in=ties.values("service"))
    )
