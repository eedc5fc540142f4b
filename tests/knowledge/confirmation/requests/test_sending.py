"""Confirmation requests: a single-use link, and answers that wait for an editor."""

import re
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.utils import timezone

from knowledge.confirmation.requests import sending
from knowledge.models import ConfirmationRequest, ContactDetail, ContactProposal, Organisation
from tests.knowledge.confirmation.factories import (
    checks_of,
    edit_value,
    get_detail,
    get_editor,
    make_answer,
)

pytestmark = pytest.mark.django_db

NUMBER, OTHER = "033 448 11 86", "033 448 11 87"


def ask(at=None, email="loket@organisatie.example"):
    """Send a request to CoMensha; returns it with the Dutch path in the email."""
    sender = sending.Sender(get_editor(), lambda path: f"https://site.example{path}")
    organisation = Organisation.objects.get(slug="comensha")
    newest = sending.newest_request(organisation)
    sent = sending.send(
        organisation,
        email,
        sender,
        at=at or timezone.now(),
        newest_seen=newest.pk if newest else 0,
    )
    match = re.search(r"https://site\.example(/bevestigen/\S+)", mail.outbox[-1].body)
    assert match
    return sent, match[1]


def answers(client, path, **changes):
    """Form data that a browser would send for `path`; `changes` are named kind_field."""
    sent = {}
    for form in client.get(path).context["form"].forms:
        for name in form.fields:
            value = changes.get(f"{form.detail.kind}_{name}", form[name].value())
            sent[form.add_prefix(name)] = "" if value is None else value
    return sent


def text(response):
    return response.content.decode()


def test_the_letter_is_in_both_languages_with_a_link_in_each():
    _sent, path = ask()
    [email] = mail.outbox
    assert email.to == ["loket@organisatie.example"]
    assert "Kloppen uw contactgegevens?" in email.subject
    assert "Are your contact details right?" in email.subject
    assert f"https://site.example{path}" in email.body
    assert f"https://site.example/en{path}" in email.body
    assert NUMBER in email.body
    assert "&" not in email.body


def test_an_answer_becomes_proposals_and_changes_nothing(client):
    sent, path = ask()
    response = client.post(
        path,
        answers(
            client,
            path,
            phone_answer="changed",
            phone_value=OTHER,
            phone_note="van de balie",
            email_answer="confirmed",
        ),
    )
    assert response.url == "/bevestigen/bedankt/"
    phone, email = ContactProposal.objects.order_by("-value")[::-1]
    assert (phone.value, phone.result, phone.note) == (OTHER, "changed", "van de balie")
    assert (email.result, email.request) == ("confirmed", sent)
    assert get_detail().value == NUMBER
    assert checks_of(get_detail()) == []
    sent.refresh_from_db()
    assert sent.answered_at


def test_what_is_left_open_is_not_proposed(client):
    _sent, path = ask()
    client.post(path, answers(client, path, email_answer="unreachable"))
    assert list(ContactProposal.objects.values_list("contact__kind", "result")) == [
        ("email", "unreachable")
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"phone_answer": "changed", "phone_value": "nul drie drie"}, "value"),
        ({"phone_answer": "changed", "phone_value": ""}, "value"),
        ({"phone_answer": "changed", "phone_value": NUMBER}, "value"),
        ({"phone_answer": "changed", "phone_value": "\x00"}, "value"),
        (
            {"phone_answer": "changed", "phone_value": OTHER, "phone_opening_hours": "9-5"},
            "opening_hours",
        ),
        ({"phone_answer": "x"}, "answer"),
        ({"phone_note": "zonder antwoord"}, "answer"),
        ({"phone_answer": "confirmed", "phone_note": "x" * 501}, "note"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_is_kept(client, changes, field):
    sent, path = ask()
    typed = answers(client, path, **{"email_answer": "confirmed", **changes})
    response = client.post(path, typed)
    assert response.status_code == 200
    invalid = [form for form in response.context["form"].forms if form.errors]
    assert [(form.detail.kind, list(form.errors)) for form in invalid] == [("phone", [field])]
    assert ContactProposal.objects.count() == 0
    sent.refresh_from_db()
    assert sent.answered_at is None


def test_an_empty_answer_is_no_answer(client):
    _sent, path = ask()
    assert "Beantwoord ten minste" in text(client.post(path, answers(client, path)))
    assert ContactProposal.objects.count() == 0


def test_what_an_editor_changed_meanwhile_is_shown_anew(client):
    _sent, path = ask()
    typed = answers(client, path, phone_answer="confirmed", phone_note="klopt")
    edit_value(get_detail(), OTHER)
    response = client.post(path, typed)
    assert "veranderd nadat u de pagina opende" in text(response)
    assert OTHER in text(response)
    assert "klopt" in text(response)
    assert ContactProposal.objects.count() == 0
    assert client.post(path, answers(client, path, phone_answer="confirmed")).status_code == 302


def test_a_link_works_once(client):
    _sent, path = ask()
    typed = answers(client, path, email_answer="confirmed")
    assert client.post(path, typed).status_code == 302
    other = {**typed, **{name: "unreachable" for name in typed if name.endswith("answer")}}
    again = client.post(path, other)
    assert again.status_code == 409
    assert "al gebruikt" in text(again)
    assert client.get(path).status_code == 409
    assert ContactProposal.objects.count() == 1


def test_a_double_click_is_one_answer_and_thanks_twice(client):
    _sent, path = ask()
    typed = answers(client, path, phone_answer="changed", phone_value=OTHER, phone_note="nieuw")
    first, second = client.post(path, typed), client.post(path, typed)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert ContactProposal.objects.count() == 1


def test_a_link_stops_after_two_weeks(client):
    _sent, path = ask(at=timezone.now() - timedelta(days=13, hours=23))
    assert client.get(path).status_code == 200
    ConfirmationRequest.objects.update(expires_at=timezone.now())
    response = client.get(path)
    assert response.status_code == 410
    assert NUMBER not in text(response)
    assert "werkt niet meer" in text(response)


def test_a_changed_link_opens_nothing(client):
    _sent, path = ask()
    for changed in (path[:-2] + "/", "/bevestigen/x:y/"):
        response = client.get(changed)
        assert response.status_code == 404
        assert "niet volledig" in text(response)
        assert NUMBER not in text(response)


def test_an_organisation_that_is_withdrawn_has_nothing_to_confirm(client):
    _sent, path = ask()
    Organisation.objects.filter(slug="comensha").update(status="archived")
    assert client.get(path).status_code == 410


def test_the_page_shows_only_what_anybody_may_see(client):
    _sent, path = ask()
    ContactDetail.objects.filter(slug="comensha-email").update(restricted=True)
    assert "info@comensha.nl" not in text(client.get(path))
    assert get_detail("shop-den-haag-telefoon").display not in text(client.get(path))


def test_the_page_is_private_and_the_only_one_with_a_cookie(client):
    _sent, path = ask()
    response = client.get(path)
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "same-origin"
    assert list(response.cookies) == ["csrftoken"]
    assert not client.get("/bevestigen/bedankt/").cookies
    assert client.get(f"/en{path}").status_code == 200


def test_nothing_is_recorded_when_the_mail_cannot_be_sent(monkeypatch):
    def refuse(*args, **kwargs):
        raise SMTPException("nobody home")

    monkeypatch.setattr(sending, "send_mail", refuse)
    with pytest.raises(SMTPException):
        ask()
    assert ConfirmationRequest.objects.count() == 0


def test_a_second_click_does_not_send_twice():
    ask()
    organisation = Organisation.objects.get(slug="comensha")
    sender = sending.Sender(get_editor(), str)
    with pytest.raises(sending.AlreadySentError):
        sending.send(organisation, "a@b.example", sender, at=timezone.now(), newest_seen=0)
    assert len(mail.outbox) == 1


def due():
    """Slugs of the organisations that the daily command would ask."""
    return {recipient.organisation.slug for recipient in sending.recipients_due(at=timezone.now())}


def test_an_organisation_is_asked_when_something_is_due_and_not_again_soon():
    assert "comensha" in due()
    ask()
    assert "comensha" not in due()
    ConfirmationRequest.objects.update(sent_at=timezone.now() - timedelta(days=31))
    assert "comensha" in due()


def test_an_organisation_that_confirmed_everything_is_not_asked():
    for detail in sending.details_of(Organisation.objects.get(slug="comensha")):
        confirm_directly(detail)
    assert "comensha" not in due()


def confirm_directly(detail):
    answer = make_answer()
    detail.verifications.create(
        by=answer.by,
        result="confirmed",
        method=answer.method,
        value=detail.value,
        opening_hours=detail.opening_hours,
    )


def test_an_organisation_that_answered_is_not_asked_until_an_editor_decides(client):
    _sent, path = ask()
    client.post(path, answers(client, path, email_answer="confirmed"))
    ConfirmationRequest.objects.update(sent_at=timezone.now() - timedelta(days=31))
    assert "comensha" not in due()
    ContactProposal.objects.update(
        decision="refused", decided_by=get_editor(), decided_at=timezone.now()
    )
    assert "comensha" in due()


def test_an_editor_sees_what_will_be_sent_and_sends_it(admin_client):
    organisation = Organisation.objects.get(slug="comensha")
    address = f"/beheer/controleren/vragen/{organisation.pk}/"
    button = text(admin_client.get(f"/beheer/knowledge/organisation/{organisation.pk}/change/"))
    assert address in button
    page = admin_client.get(address)
    assert page.context["form"]["email"].value() == "info@comensha.nl"
    assert NUMBER in page.context["email"].body
    assert mail.outbox == []
    wrong = admin_client.post(address, {"email": "geen adres", "newest": 0})
    assert "email" in wrong.context["form"].errors
    admin_client.post(address, {"email": "loket@organisatie.example", "newest": 0})
    twice = admin_client.post(address, {"email": "loket@organisatie.example", "newest": 0})
    assert "niets opnieuw verstuurd" in text(twice)
    [email] = mail.outbox
    shown = page.context["email"].body
    assert email.subject == page.context["email"].subject
    assert re.sub(r"/bevestigen/\S+/", "/bevestigen/.../", email.body) == shown
    assert ConfirmationRequest.objects.get().sent_by.get_username() == "admin"
    requests_list = admin_client.get("/beheer/knowledge/confirmationrequest/")
    assert "loket@organisatie.example" in text(requests_list)
