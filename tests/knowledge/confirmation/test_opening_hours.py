"""Opening hours in the queue: their meaning is shown before a correction is recorded."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from knowledge.confirmation.checks import correct
from knowledge.models import ContactDetail, ContactProposal
from tests.hours import agreed, understood
from tests.knowledge.confirmation.factories import (
    checks_of,
    get_detail,
    make_answer,
    make_proposal,
    state_of,
)
from tests.knowledge.confirmation.test_views import PAGE, filled, text

pytestmark = pytest.mark.django_db

TYPED, STORED, NIGHT = "We-Th 9:00-17:00", "We-Th 09:00-17:00", "We-Th 20:00-02:00"
OLD = "Mo-Fr 09:00-17:00; SH off"


def changed_to(client, hours, **more):
    return filled(client, get_detail(), answer="changed", opening_hours=hours, **more)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "woensdag en donderdag 09:00–17:00"),
        ("en", "Wednesday and Thursday 09:00–17:00"),
    ],
)
def test_the_week_is_shown_in_words_and_recorded_the_second_time(admin_client, language, words):
    path = PAGE if language == "nl" else f"/en{PAGE}"
    with translation.override(language):
        sent = changed_to(admin_client, TYPED, note="gebeld")
        page = admin_client.post(path, sent)
        assert words in text(page)
        assert page.context["form"]["opening_hours"].value() == TYPED
        assert page.context["form"]["note"].value() == "gebeld"
        assert checks_of(get_detail()) == []
        assert admin_client.post(path, agreed(page, sent)).status_code == 302
    assert get_detail().opening_hours == STORED
    assert [result for result, _value in checks_of(get_detail())] == ["changed"]


def test_hours_over_midnight_need_a_tick(admin_client):
    sent = changed_to(admin_client, NIGHT)
    for _time in range(2):
        page = admin_client.post(PAGE, sent)
        sent = agreed(page, sent)
    assert "Vink het vakje" in text(page)
    assert get_detail().opening_hours != NIGHT
    assert admin_client.post(PAGE, agreed(page, sent, tick=True)).status_code == 302
    assert get_detail().opening_hours == NIGHT


def test_under_four_eyes_it_becomes_a_proposal_in_words(admin_client, settings):
    settings.FOUR_EYES = True
    sent = changed_to(admin_client, TYPED)
    admin_client.post(PAGE, agreed(admin_client.post(PAGE, sent), sent))
    assert ContactProposal.objects.get().opening_hours == STORED
    html = text(admin_client.get(PAGE, {"detail": get_detail().pk}))
    assert "woensdag en donderdag 09:00–17:00" in html


def test_a_newer_detail_is_shown_before_the_words(admin_client):
    sent = changed_to(admin_client, TYPED)
    detail = get_detail()
    detail.opening_hours = "Fr 10:00-12:00"
    detail.save()
    page = admin_client.post(PAGE, sent)
    assert page.status_code == 409
    for words in ("vrijdag 10:00–12:00", "woensdag en donderdag 09:00–17:00"):
        assert words in text(page)
    form = page.context["form"]
    seen = {name: form[name].value() for name in ("version", "check_seen")}
    assert admin_client.post(PAGE, agreed(page, {**sent, **seen})).status_code == 302
    assert get_detail().opening_hours == STORED


def test_hours_that_were_not_typed_follow_the_change_of_another(admin_client):
    sent = filled(admin_client, get_detail(), answer="changed", value="033 448 11 88")
    detail = get_detail()
    detail.opening_hours = NIGHT
    detail.save()
    page = admin_client.post(PAGE, sent)
    assert page.status_code == 409
    assert not understood(page)
    field = page.context["form"]["opening_hours"]
    assert field.value() == field.field.prepare_value(NIGHT)


def test_hours_of_older_rules_can_be_confirmed_as_unknown(admin_client):
    ContactDetail.objects.filter(slug="comensha-telefoon").update(opening_hours=OLD)
    sent = filled(admin_client, get_detail(), answer="confirmed")
    assert admin_client.post(PAGE, sent).status_code == 302
    sent = filled(admin_client, get_detail(), answer="changed", value="033 448 11 88")
    page = admin_client.post(PAGE, sent)
    assert "opening_hours" in page.context["form"].errors
    assert page.context["form"]["opening_hours"].value() == OLD


def test_another_spelling_of_the_same_hours_is_no_correction():
    detail, answer = get_detail(), make_answer()
    with pytest.raises(ValidationError, match="staat het er al"):
        correct(
            detail.pk,
            state_of(detail),
            answer,
            value=detail.value,
            opening_hours="Mo-Fr 9:00-17:00",
        )
    assert checks_of(detail) == []


def test_the_lists_say_hours_in_words(admin_client):
    row = {"item": f"{get_detail().pk}-{state_of(get_detail()).version}-0"}
    words = "maandag t/m vrijdag 09:00–17:00"
    assert words in text(admin_client.get(f"{PAGE}lijst/"))
    assert words in text(admin_client.post(f"{PAGE}samen/", row))
    assert words in text(admin_client.get("/beheer/knowledge/contactdetail/?q=comensha"))
    make_proposal(get_detail(), opening_hours=NIGHT)
    card = text(admin_client.get(PAGE, {"detail": get_detail().pk}))
    assert "woensdag en donderdag 20:00–02:00" in card


def test_the_history_says_hours_in_words(admin_client):
    detail = get_detail()
    detail.opening_hours = STORED
    detail.save()
    page = text(admin_client.get(f"/beheer/knowledge/contactdetail/{detail.pk}/history/"))
    assert f"woensdag en donderdag 09:00–17:00 ({STORED})" in page
