"""The flow diagram: public for the release, with problems and changes for editors."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from referrals.models import Flow, FlowRelease, Option, Outcome, Question
from tests.referrals.releases.test_publishing import overwrite_digest

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft_page():
    return reverse("admin:referrals_flow_chart", args=[Flow.objects.get(slug="verwijzen").pk])


@pytest.fixture
def release_page():
    return reverse("admin:referrals_flowrelease_chart", args=[FlowRelease.objects.get().pk])


def test_the_map_is_public_and_a_list_stands_beside_it(client):
    html = client.get("/verwijzen/kaart/").content.decode()
    assert "<svg" in html
    assert "Hetzelfde als lijst" in html
    assert html.count(Question.objects.get(slug="gevaar").text_nl) >= 1
    assert html.count(Outcome.objects.get(slug="acuut-gevaar").title_nl) >= 1
    assert "<style" not in html
    assert " style=" not in html
    assert "Show as a list" in client.get("/en/verwijzen/kaart/").content.decode()


def test_the_map_shows_the_release_and_not_the_draft(client):
    Question.objects.filter(slug="gevaar").update(text_nl="Nieuw concept?")
    assert "Nieuw concept?" not in client.get("/verwijzen/kaart/").content.decode()


def test_without_a_guide_the_map_gives_the_numbers(client):
    overwrite_digest(FlowRelease.objects.get())
    response = client.get("/verwijzen/kaart/")
    assert response.status_code == 503
    assert "0800-2000" in response.content.decode()


def test_boxes_of_the_draft_lead_to_their_rows(admin_client, draft_page):
    html = admin_client.get(draft_page).content.decode()
    question = Question.objects.get(slug="gevaar")
    assert reverse("admin:referrals_question_change", args=[question.pk]) in html


def test_problems_and_changes_are_drawn(admin_client, draft_page):
    plain = admin_client.get(draft_page).content.decode()
    Question.objects.filter(slug="gevaar").update(text_nl="Anders?")
    changed = admin_client.get(draft_page).content.decode()
    assert changed.count("Gewijzigd") > plain.count("Gewijzigd")
    Option.objects.filter(question__slug="gevaar", slug="ja").delete()
    broken = admin_client.get(draft_page).content.decode()
    assert broken.count("Probleem") > plain.count("Probleem")


def test_a_release_has_its_diagram(admin_client, release_page):
    assert "<svg" in admin_client.get(release_page).content.decode()
    overwrite_digest(FlowRelease.objects.get())
    assert "beschadigd" in admin_client.get(release_page, follow=True).content.decode()


def test_diagrams_of_drafts_are_for_editors(client, draft_page, release_page, django_user_model):
    assert client.get(draft_page).status_code == 302
    client.force_login(django_user_model.objects.create_user("k", password="x", is_staff=True))
    assert client.get(draft_page).status_code == 403
    assert client.get(release_page).status_code == 403


def test_each_row_says_what_points_to_it(admin_client):
    outcome = Outcome.objects.get(slug="acuut-gevaar")
    html = admin_client.get(
        reverse("admin:referrals_outcome_change", args=[outcome.pk])
    ).content.decode()
    start = html.index("points-here")
    assert "(gevaar)" in html[start : start + 600]
    side = Question.objects.get(slug="opvang-jong")
    html = admin_client.get(
        reverse("admin:referrals_question_change", args=[side.pk])
    ).content.decode()
    assert "(jong-uitgebuit)" in html


def test_deleting_what_something_points_to_is_refused_with_what(admin_client):
    outcome = Outcome.objects.get(slug="acuut-gevaar")
    address = reverse("admin:referrals_outcome_delete", args=[outcome.pk])
    html = admin_client.get(address).content.decode()
    assert escape(str(Option.objects.get(question__slug="gevaar", slug="ja"))) in html
    admin_client.post(address, {"post": "yes"})
    assert Outcome.objects.filter(slug="acuut-gevaar").exists()
