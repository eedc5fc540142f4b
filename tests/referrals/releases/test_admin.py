"""The pages of an editor: change the guide, be refused, mend it, publish, restore."""

from html import unescape

import pytest
from django.urls import reverse

from referrals import models
from referrals.models import FlowRelease
from tests.referrals.releases.test_publishing import overwrite_digest

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return models.Flow.objects.get(slug="verwijzen")


def publish_page(row):
    return reverse("admin:referrals_flow_publish", args=[row.pk])


def release_page(number):
    release = FlowRelease.objects.get(number=number)
    return reverse("admin:referrals_flowrelease_change", args=[release.pk])


def texts(name, words):
    return {f"{name}_nl": words, f"{name}_en": f"{words} (English)"}


def inlines(*prefixes):
    counts = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return {f"{prefix}-{name}": count for prefix in prefixes for name, count in counts.items()}


def add_outcome(admin_client, row, slug):
    sent = {"slug": slug, "flow": row.pk, **texts("title", f"Uitkomst {slug}")}
    sent |= inlines("desks", "asks")
    response = admin_client.post(reverse("admin:referrals_outcome_add"), sent)
    assert response.status_code == 302, response.context["errors"]
    return models.Outcome.objects.get(slug=slug)


def add_desk(outcome):
    service = models.OutcomeService.objects.first().service
    models.OutcomeService.objects.create(
        outcome=outcome, service=service, reason_nl="Omdat", reason_en="Because"
    )


def send(admin_client, row, reason="Een reden"):
    page = admin_client.get(publish_page(row))
    seen = page.context["draft"].seen
    return admin_client.post(publish_page(row), {"reason": reason, "seen": seen}, follow=True)


def test_from_a_new_question_to_a_release_and_back(admin_client, row):
    yes, no = (add_outcome(admin_client, row, slug) for slug in ("proef-ja", "proef-nee"))
    sent = {"slug": "proef", "name": "proef", "kind": "route", "flow": row.pk}
    sent |= texts("text", "Is dit een proef?") | texts("why", "Om te proberen") | inlines("options")
    sent["options-TOTAL_FORMS"] = 2
    for place, (slug, goal) in enumerate((("ja", yes), ("nee", no))):
        option = {"slug": slug, "position": place, "goal_outcome": goal.pk, **texts("label", slug)}
        sent |= {f"options-{place}-{name}": value for name, value in option.items()}
    assert admin_client.post(reverse("admin:referrals_question_add"), sent).status_code == 302
    question = models.Question.objects.get(slug="proef")

    html = admin_client.get(publish_page(row)).content.decode()
    assert "Niets leidt naar &#x27;proef&#x27;" in html
    assert "Uitkomst &#x27;proef-ja&#x27; noemt geen loket" in html
    assert reverse("admin:referrals_outcome_change", args=[yes.pk]) in html
    assert "fouten" in send(admin_client, row).content.decode()
    assert FlowRelease.objects.count() == 1

    add_desk(yes)
    add_desk(no)
    unlisted = models.Option.objects.get(question__slug="rol", slug="past-niet")
    unlisted.goal_question, unlisted.goal_outcome = question, None
    unlisted.save()
    models.Case.objects.filter(answers__contains="rol=past-niet").delete()  # these end elsewhere
    assert models.Question.objects.filter(slug="leeftijd").exists()
    html = admin_client.get(publish_page(row)).content.decode()
    assert "Antwoord 'past-niet' van vraag 'rol' leidt nu naar 'proef'" in unescape(html)
    assert "uitgave 2" in send(admin_client, row).content.decode()
    asked = admin_client.get("/verwijzen/?gevaar=nee&rol=past-niet").content.decode()
    assert "Is dit een proef?" in asked

    assert "Is dit een proef?" in admin_client.get("/verwijzen/kaart/").content.decode()

    html = admin_client.get(release_page(2)).content.decode()
    assert "Nieuwe vraag &#x27;proef&#x27;." in html
    response = admin_client.post(release_page(1), {"reason": "Terug", "seen": 2}, follow=True)
    assert "uitgave 3" in response.content.decode()
    asked = admin_client.get("/verwijzen/?gevaar=nee&rol=past-niet").content.decode()
    assert "Is dit een proef?" not in asked


def test_an_old_release_can_be_walked_by_editors_as_it_was(admin_client, client, row):
    before = models.Question.objects.get(slug="gevaar").text_nl
    models.Question.objects.filter(slug="gevaar").update(text_nl="Nieuw?")
    send(admin_client, row)
    html = admin_client.get("/verwijzen/uitgave/1/?gevaar=ja").content.decode()
    assert before in html
    assert "Dit is niet wat bezoekers zien" in html
    assert 'href="/verwijzen/uitgave/1/?gevaar=ja&amp;wijzig=gevaar"' in html
    assert admin_client.get("/verwijzen/uitgave/9/").status_code == 404
    assert "/account/login/" in client.get("/verwijzen/uitgave/1/").url
    overwrite_digest(FlowRelease.objects.get(number=1))
    assert admin_client.get("/verwijzen/uitgave/1/").status_code == 503


def test_publishing_asks_for_a_reason_and_loses_nothing(admin_client, row):
    models.Question.objects.filter(slug="gevaar").update(text_nl="Anders?")
    response = send(admin_client, row, reason="")
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert FlowRelease.objects.count() == 1


def test_publishing_a_stale_draft_is_refused_and_keeps_the_reason_typed(admin_client, row):
    models.Question.objects.filter(slug="gevaar").update(text_nl="Een?")
    seen = admin_client.get(publish_page(row)).context["draft"].seen
    models.Question.objects.filter(slug="gevaar").update(text_nl="Twee?")
    response = admin_client.post(publish_page(row), {"reason": "Mijn reden", "seen": seen})
    html = response.content.decode()
    assert "kijk opnieuw" in html
    assert "Mijn reden" in html
    assert FlowRelease.objects.count() == 1


def test_releases_are_listed_and_cannot_be_edited(admin_client):
    html = admin_client.get(reverse("admin:referrals_flowrelease_changelist")).content.decode()
    assert "meegekomen met de software" in html
    assert admin_client.get(reverse("admin:referrals_flowrelease_add")).status_code == 403


@pytest.mark.parametrize("query", ["met=99", "met=x", "met=%00", "met=0", "met=1&met=2"])
def test_comparing_with_nonsense_is_no_fault(admin_client, query):
    assert admin_client.get(f"{release_page(1)}?{query}").status_code == 200


def test_a_damaged_release_is_said_to_be_damaged(admin_client):
    overwrite_digest(FlowRelease.objects.get(number=1))
    html = admin_client.get(release_page(1)).content.decode()
    assert "na publicatie veranderd" in html


def test_visitors_cannot_publish(client, row):
    for address in (publish_page(row), release_page(1)):
        assert client.get(address).status_code == 302
        assert client.post(address, {"reason": "x", "seen": "1"}).status_code == 403
    assert FlowRelease.objects.count() == 1


def test_staff_without_permissions_cannot_publish_or_restore(client, row, django_user_model):
    user = django_user_model.objects.create_user("kijker", password="x", is_staff=True)
    client.force_login(user)
    assert client.post(publish_page(row), {"reason": "x", "seen": "1"}).status_code == 403
    assert client.post(release_page(1), {"reason": "x", "seen": 1}).status_code == 403


@pytest.mark.parametrize("number", ["0", "9" * 30, "x", "%3Cb%3E", "%00"])
def test_an_address_of_no_release_is_a_404(admin_client, number):
    address = f"/beheer/referrals/flowrelease/{number}/change/"
    assert admin_client.get(address).status_code == 404
    assert admin_client.post(address, {"reason": "x"}).status_code == 404
