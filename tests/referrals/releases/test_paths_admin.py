"""The page with every path: filtered, and marked as reviewed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from referrals.models import Flow, FlowRelease, PathReview
from tests.referrals.releases.test_publishing import overwrite_digest

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return reverse("admin:referrals_flowrelease_paths", args=[FlowRelease.objects.get().pk])


def path_count(response):
    return response.context["page"].paginator.count


def test_every_path_is_there(admin_client, page):
    response = admin_client.get(page)
    assert path_count(response) == response.context["total"] > 100
    assert admin_client.get(f"{page}?p=2").status_code == 200
    draft = reverse("admin:referrals_flow_paths", args=[Flow.objects.get(slug="verwijzen").pk])
    assert path_count(admin_client.get(draft)) == path_count(response)


def test_when_is_fier_named(admin_client, page):
    response = admin_client.get(page, {"loket": "chat-met-fier"})
    assert 0 < path_count(response) < response.context["total"]
    for path, _reviews in response.context["rows"]:
        assert "chat-met-fier" in path.all_services


def test_paths_are_narrowed_by_answer_and_outcome(admin_client, page):
    hotel = admin_client.get(page, {"antwoord": "rol=hotel"})
    outcomes = {path.outcome.slug for path, _ in hotel.context["rows"]}
    assert {"hotel-anoniem", "hotel-politie"} <= outcomes
    assert "jong-uitgebuit" not in outcomes
    assert path_count(admin_client.get(page, {"uitkomst": "acuut-gevaar"})) == 1
    lvb = admin_client.get(page, {"antwoord": "omstandigheden=lvb"})
    assert 0 < path_count(lvb) < lvb.context["total"]


@pytest.mark.parametrize(
    "query", ["loket=%00", "antwoord=x", "p=-1", "p=x", "uitkomst=a&uitkomst=b"]
)
def test_nonsense_is_no_fault(admin_client, page, query):
    assert admin_client.get(f"{page}?{query}").status_code == 200


def test_the_paths_that_are_shown_are_marked_by_role_and_date(admin_client, page):
    sent = {"role": "Zorgcoördinator", "reviewed_on": "2026-11-01"}
    response = admin_client.post(f"{page}?antwoord=rol%3Dhotel", sent, follow=True)
    count = PathReview.objects.count()
    assert count == path_count(response) > 0
    assert "Zorgcoördinator, 1-11-2026" in response.content.decode()
    admin_client.post(f"{page}?antwoord=rol%3Dhotel", sent)
    assert PathReview.objects.count() == count
    release = FlowRelease.objects.get()
    html = admin_client.get(reverse("admin:referrals_flowrelease_change", args=[release.pk]))
    assert f"{count} wegen nagekeken" in html.content.decode()


def test_a_review_needs_a_role_and_a_day_that_was(admin_client, page):
    tomorrow = (timezone.localdate() + timedelta(days=2)).isoformat()
    for sent in ({"role": "", "reviewed_on": "2026-11-01"}, {"role": "x", "reviewed_on": tomorrow}):
        response = admin_client.post(page, sent)
        assert response.status_code == 200
        assert response.context["form"].errors
    assert not PathReview.objects.exists()


def test_a_damaged_release_is_not_walked(admin_client, page):
    overwrite_digest(FlowRelease.objects.get())
    assert "beschadigd" in admin_client.get(page, follow=True).content.decode()


def test_paths_need_permission(client, page, django_user_model):
    assert client.get(page).status_code == 302
    client.force_login(django_user_model.objects.create_user("k", password="x", is_staff=True))
    assert client.get(page).status_code == 403
    draft = reverse("admin:referrals_flow_paths", args=[Flow.objects.get(slug="verwijzen").pk])
    assert client.post(draft, {}).status_code == 403


def test_view_permission_is_not_enough_to_mark_paths(client, page, django_user_model):
    user = django_user_model.objects.create_user("kijker", password="x", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename="view_flowrelease"))
    client.force_login(user)
    assert client.get(page).status_code == 200
    sent = {"role": "x", "reviewed_on": "2026-11-01"}
    assert client.post(page, sent).status_code == 403
    assert not PathReview.objects.exists()


def test_a_path_shows_the_stand_ins_for_it(admin_client, page):
    html = admin_client.get(page, {"loket": "comensha"}).content.decode()
    assert "Vervangende loketten: politie-geen-spoed" in html
