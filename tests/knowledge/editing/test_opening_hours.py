"""Opening hours on the editing pages: their meaning is shown before they are saved."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from knowledge.editing.opening_hours import OpeningHoursField
from knowledge.models import ContactDetail, PendingEdit, Verification
from tests.hours import agreed, understood
from tests.knowledge.confirmation.factories import get_detail
from tests.knowledge.editing.change_pages import change_page, contact_prefix, filled
from tests.pages import filled_in

pytestmark = pytest.mark.django_db

TYPED, STORED = "We-Th 9:00-17:00", "We-Th 09:00-17:00"
NIGHT = "We-Th 20:00-02:00"
WHY = {"change_reason": "gebeld"}


@pytest.fixture
def detail() -> ContactDetail:
    return get_detail()


def stored():
    return get_detail().opening_hours


def hours_field(response):
    return response.context["adminform"].form["opening_hours"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "woensdag en donderdag 09:00–17:00"), ("en", "Wednesday and Thursday 09:00")],
)
def test_the_week_is_shown_in_words_and_saved_the_second_time(
    admin_client, detail, language, words
):
    before = detail.history.count()
    with translation.override(language):
        sent = filled(admin_client, detail, opening_hours=TYPED, **WHY)
        page = admin_client.post(change_page(detail), sent)
        assert page.status_code == 200
        assert words in page.content.decode()
        assert hours_field(page).value() == TYPED
        assert (stored(), detail.history.count()) == (detail.opening_hours, before)
        assert admin_client.post(change_page(detail), agreed(page, sent)).status_code == 302
    assert (stored(), detail.history.count()) == (STORED, before + 1)


def test_other_hours_are_shown_anew(admin_client, detail):
    sent = filled(admin_client, detail, opening_hours=TYPED, **WHY)
    page = admin_client.post(change_page(detail), sent)
    other = {**agreed(page, sent), "opening_hours": "Fr 10:00-12:00"}
    page = admin_client.post(change_page(detail), other)
    assert "vrijdag 10:00" in page.content.decode()
    assert stored() == detail.opening_hours
    admin_client.post(change_page(detail), agreed(page, other))
    assert stored() == "Fr 10:00-12:00"


def test_hours_over_midnight_need_a_tick(admin_client, detail):
    sent = filled(admin_client, detail, opening_hours=NIGHT, **WHY)
    page = admin_client.post(change_page(detail), sent)
    again = agreed(page, sent)
    page = admin_client.post(change_page(detail), again)
    assert "Vink het vakje" in str(hours_field(page).errors)
    assert stored() == detail.opening_hours
    ticked = agreed(page, again, tick=True)
    other_error = admin_client.post(change_page(detail), {**ticked, "value": "nul"})
    assert agreed(other_error, {})["opening_hours_next_day"] == "on"
    assert admin_client.post(change_page(detail), ticked).status_code == 302
    assert stored() == "We-Th 20:00-02:00"


def test_a_tick_for_other_hours_does_not_count(admin_client, detail):
    sent = filled(admin_client, detail, opening_hours=NIGHT, **WHY)
    sent = agreed(admin_client.post(change_page(detail), sent), sent, tick=True)
    page = admin_client.post(change_page(detail), {**sent, "opening_hours": "Fr 21:00-03:00"})
    assert agreed(page, {}) == {"opening_hours_seen": "Fr 21:00-03:00"}


@pytest.mark.parametrize("text", ["meestal wel", "Mo 25:00-26:00", "x" * 1001, "Mo\x00"])
def test_what_cannot_be_read_stays_in_the_box(admin_client, detail, text):
    page = admin_client.post(
        change_page(detail), filled(admin_client, detail, opening_hours=text, **WHY)
    )
    assert hours_field(page).errors
    assert hours_field(page).value() == text
    assert not understood(page)
    assert stored() == detail.opening_hours


def test_hours_that_are_too_long_to_keep_are_refused(admin_client, detail):
    days = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    spans = [f"{hour}:{minute:02}-{hour}:{minute + 9}" for hour in (8, 9) for minute in (10, 30)]
    text = "; ".join(
        f"{day} {','.join(spans)},1{number}:00-20:00" for number, day in enumerate(days)
    )
    page = admin_client.post(
        change_page(detail), filled(admin_client, detail, opening_hours=text, **WHY)
    )
    assert "te lang" in str(hours_field(page).errors)
    assert stored() == detail.opening_hours


@pytest.mark.parametrize("text", ["", "niet bekend", "Not known"])
def test_hours_can_become_unknown(admin_client, text):
    ContactDetail.objects.filter(slug="comensha-telefoon").update(opening_hours=STORED)
    detail = get_detail()
    sent = filled(admin_client, detail, **WHY)
    sent["opening_hours"] = text
    assert admin_client.post(change_page(detail), sent).status_code == 302
    assert stored() == ""


def test_hours_left_alone_are_not_asked_about(admin_client):
    ContactDetail.objects.filter(slug="comensha-telefoon").update(opening_hours=NIGHT)
    detail = get_detail()
    sent = filled(admin_client, detail, label_nl="Vraag naar de balie", label_en="Ask", **WHY)
    assert admin_client.post(change_page(detail), sent).status_code == 302


def test_a_preview_does_not_ask(admin_client, detail):
    sent = filled(admin_client, detail, opening_hours=TYPED, _preview="nl", **WHY)
    page = admin_client.post(change_page(detail), sent).content.decode()
    assert "17:00" in page
    assert "opening_hours" not in page
    assert stored() == detail.opening_hours


def test_on_the_page_of_a_desk_with_other_mistakes(admin_client, detail):
    desk = detail.service
    name = f"{contact_prefix(admin_client, desk, detail)}-opening_hours"
    sent = filled(admin_client, desk, **{name: NIGHT, "name_nl": ""}, **WHY)
    page = admin_client.post(change_page(desk), sent)
    assert page.context["adminform"].form.errors.keys() == {"name_nl"}
    assert understood(page) == {f"{name}_seen": "We-Th 20:00-02:00"}
    corrected = {**agreed(page, sent, tick=True), "name_nl": desk.name_nl}
    assert admin_client.post(change_page(desk), corrected).status_code == 302
    assert stored() == "We-Th 20:00-02:00"


def test_a_new_contact_detail_is_asked_about_too(admin_client, detail):
    desk = detail.service
    sent = filled(admin_client, desk, **WHY)
    number = sent["contact_details-TOTAL_FORMS"]
    new = {"kind": "phone", "value": "033 448 11 88", "opening_hours": TYPED, "slug": "proef"}
    new |= {"status": "draft", "position": "9"}
    sent |= {f"contact_details-{number}-{field}": value for field, value in new.items()}
    sent["contact_details-TOTAL_FORMS"] = str(int(number) + 1)
    page = admin_client.post(change_page(desk), sent)
    assert not ContactDetail.objects.filter(slug="proef").exists()
    assert admin_client.post(change_page(desk), agreed(page, sent)).status_code == 302
    assert get_detail("proef").opening_hours == STORED


@pytest.fixture
def second(django_user_model) -> Client:
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("tweede", "t@redactie.example"))
    return client


def test_a_conflict_and_the_words_come_in_one_page(admin_client, second, detail):
    sent = filled(second, detail, opening_hours=TYPED, **WHY)
    detail.opening_hours = "Fr 10:00-12:00"
    detail.save()
    page = second.post(change_page(detail), sent)
    html = page.content.decode()
    assert 'class="collision"' in html
    for words in ("vrijdag 10:00–12:00", "woensdag en donderdag 09:00–17:00"):
        assert words in html
    newest = page.context["adminform"].form["version"].value()
    sent = {**agreed(page, sent), "version": newest}
    assert second.post(change_page(detail), sent).status_code == 302
    assert stored() == STORED


def test_hours_that_only_another_changed_are_taken_over_without_a_question(second, detail):
    sent = filled(second, detail, label_nl="Balie", label_en="Desk", **WHY)
    detail.opening_hours = NIGHT
    detail.save()
    page = second.post(change_page(detail), sent)
    assert not understood(page)
    assert not hours_field(page).errors
    assert hours_field(page).value() == hours_field(page).field.prepare_value(NIGHT)


def test_hours_of_older_rules_are_listed_and_have_to_be_corrected(admin_client):
    old = "Mo-Fr 09:00-17:00; SH off"
    ContactDetail.objects.filter(slug="comensha-telefoon").update(opening_hours=old)
    address = reverse("admin:knowledge_contactdetail_changelist") + "?tijden=onleesbaar"
    assert address in admin_client.get("/beheer/").content.decode()
    assert [row.slug for row in admin_client.get(address).context["cl"].result_list] == [
        "comensha-telefoon"
    ]
    detail = get_detail()
    page = admin_client.post(
        change_page(detail), filled(admin_client, detail, label_nl="B", label_en="D", **WHY)
    )
    assert hours_field(page).value() == old
    assert "vakanties" in str(hours_field(page).errors)


@pytest.mark.parametrize("words_only", [True, False])
@pytest.mark.parametrize(
    "notation", ["24/7", "Mo-Fr 09:00-17:00", "Mo-Fr 09:00-17:00; PH off", NIGHT]
)
def test_what_the_box_shows_can_be_read_back(notation, words_only):
    field = OpeningHoursField(words_only=words_only)
    shown = field.prepare_value(notation)
    assert not field.has_changed(notation, shown) or (words_only and shown == "")


def test_a_confirmed_detail_stays_confirmed_when_its_hours_are_saved_unchanged(
    admin_client, django_user_model
):
    ContactDetail.objects.filter(slug="comensha-telefoon").update(opening_hours=STORED)
    detail = get_detail()
    Verification.objects.create(
        contact=detail,
        by=django_user_model.objects.get(username="admin"),
        result="confirmed",
        method="called",
        value=detail.value,
        opening_hours=STORED,
    )
    sent = filled(admin_client, detail, opening_hours=TYPED, position="7", **WHY)
    assert admin_client.post(change_page(detail), sent).status_code == 302
    assert ContactDetail.objects.with_checks().get(pk=detail.pk).confirmed_at


@pytest.mark.parametrize("left_out", [(), ("opening_hours_seen", "opening_hours_next_day")])
def test_a_proposed_change_is_accepted_as_it_was_made(
    admin_client, second, detail, settings, left_out
):
    """Also one that was made before the editing pages showed hours in words."""
    settings.FOUR_EYES = True
    sent = filled(admin_client, detail, opening_hours=NIGHT, **WHY)
    agreed_with = agreed(admin_client.post(change_page(detail), sent), sent, tick=True)
    admin_client.post(change_page(detail), agreed_with)
    edit = PendingEdit.objects.get()
    edit.typed = {name: typed for name, typed in edit.typed.items() if name not in left_out}
    edit.save()
    address = reverse("admin:knowledge_contactdetail_pending", args=[detail.pk, edit.pk])
    page = second.get(address)
    assert f"woensdag en donderdag 20:00–02:00 (de volgende dag) ({NIGHT})" in page.content.decode()
    assert second.post(address, agreed(page, filled_in(second, address), tick=True)).url
    edit.refresh_from_db()
    assert (stored(), edit.decision) == (NIGHT, "accepted")
