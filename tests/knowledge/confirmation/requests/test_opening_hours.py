"""An organisation reads and types opening hours in words, never in their notation."""

import pytest
from django.core import mail
from django.utils import translation

from knowledge.models import ContactDetail, ContactProposal
from tests.hours import agreed, understood
from tests.knowledge.confirmation.factories import edit_value, get_detail
from tests.knowledge.confirmation.requests.test_sending import OTHER, answers, ask, text

pytestmark = pytest.mark.django_db

TYPED, STORED, NIGHT = "We-Th 9:00-17:00", "We-Th 09:00-17:00", "We-Th 20:00-02:00"


def changed_to(client, path, hours, **more):
    return answers(client, path, phone_answer="changed", phone_opening_hours=hours, **more)


def box(page):
    form = next(form for form in page.context["form"].forms if form.detail.kind == "phone")
    return form["opening_hours"]


def test_the_letter_and_the_page_say_hours_in_words(client):
    _sent, path = ask()
    words = "maandag t/m vrijdag 09:00–17:00"
    assert words in mail.outbox[0].body
    assert "Monday to Friday 09:00–17:00" in mail.outbox[0].body
    page = client.get(path)
    assert words in text(page)
    for shown in (mail.outbox[0].body, text(page)):
        assert "Mo-Fr" not in shown


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "woensdag en donderdag 09:00–17:00"),
        ("en", "Wednesday and Thursday 09:00–17:00"),
    ],
)
def test_the_week_is_shown_in_words_and_sent_the_second_time(client, language, words):
    _sent, path = ask()
    path = path if language == "nl" else f"/en{path}"
    with translation.override(language):
        sent = changed_to(client, path, TYPED, phone_note="van de balie")
        page = client.post(path, sent)
        assert words in text(page)
        assert box(page).value() == TYPED
        assert box(page).form["note"].value() == "van de balie"
        assert ContactProposal.objects.count() == 0
        assert client.post(path, agreed(page, sent)).status_code == 302
    assert ContactProposal.objects.get().opening_hours == STORED
    assert get_detail().opening_hours == "Mo-Fr 09:00-17:00"


def test_hours_over_midnight_need_a_tick(client):
    _sent, path = ask()
    sent = changed_to(client, path, NIGHT)
    for _time in range(2):
        page = client.post(path, sent)
        sent = agreed(page, sent)
    assert "Vink het vakje" in text(page)
    assert ContactProposal.objects.count() == 0
    assert client.post(path, agreed(page, sent, tick=True)).status_code == 302
    assert ContactProposal.objects.get().opening_hours == NIGHT


def test_hours_that_cannot_be_read_stay_in_the_box(client):
    _sent, path = ask()
    page = client.post(path, changed_to(client, path, "meestal wel"))
    assert box(page).errors
    assert box(page).value() == "meestal wel"
    assert not understood(page)


def test_hours_left_alone_stay_as_they_are(client):
    _sent, path = ask()
    sent = answers(client, path, phone_answer="changed", phone_value=OTHER)
    assert client.post(path, sent).status_code == 302
    assert ContactProposal.objects.get().opening_hours == "Mo-Fr 09:00-17:00"


def test_hours_can_become_unknown(client):
    _sent, path = ask()
    assert client.post(path, changed_to(client, path, "niet bekend")).status_code == 302
    assert ContactProposal.objects.get().opening_hours == ""


def test_words_that_cannot_be_read_back_leave_an_empty_box_that_keeps_the_hours(
    client, monkeypatch
):
    hidden = "knowledge.editing.opening_hours.hours_in_words"
    monkeypatch.setattr(hidden, lambda _stored, _on: "zoals vorig jaar")
    _sent, path = ask()
    page = client.get(path)
    assert box(page).value() == ""
    assert "Laat dit leeg om de tijden hierboven te houden" in text(page)
    sent = answers(client, path, phone_answer="changed", phone_value=OTHER)
    assert client.post(path, sent).status_code == 302
    assert ContactProposal.objects.get().opening_hours == "Mo-Fr 09:00-17:00"


def test_hours_of_older_rules_are_said_to_be_unknown(client):
    ContactDetail.objects.filter(slug="comensha-telefoon").update(opening_hours="SH off")
    _sent, path = ask()
    page = client.get(path)
    assert "SH off" not in mail.outbox[0].body + text(page)
    assert "niet bekend" in text(page)


def test_typed_hours_are_not_dropped_by_another_answer(client):
    _sent, path = ask()
    page = client.post(
        path, answers(client, path, phone_answer="confirmed", phone_opening_hours=TYPED)
    )
    assert "Kies een antwoord" in text(page)
    assert box(page).value() == TYPED


def test_a_newer_detail_and_the_words_come_in_one_page(client):
    _sent, path = ask()
    sent = changed_to(client, path, TYPED)
    edit_value(get_detail(), OTHER)
    page = client.post(path, sent)
    assert "veranderd nadat u de pagina opende" in text(page)
    assert "woensdag en donderdag" in text(page)
    version = box(page).form["version"]
    sent = {**agreed(page, sent), version.html_name: version.value()}
    assert client.post(path, sent).status_code == 302
    assert ContactProposal.objects.get().opening_hours == STORED
