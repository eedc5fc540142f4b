"""Editing cases, and the page with the verdict on each."""

from html import unescape

import pytest
from django.urls import reverse

from knowledge.models import Service
from referrals.models import Case, Flow

pytestmark = pytest.mark.django_db

ANSWERS = "gevaar=nee&rol=hotel&anoniem=ja"


@pytest.fixture
def row():
    return Flow.objects.get(slug="verwijzen")


def sent(row, **values):
    words = {
        f"{name}_{language}": f"{name} {language}"
        for name in ("situation", "role", "why")
        for language in ("nl", "en")
    }
    desk = Service.objects.get(slug="meld-misdaad-anoniem")
    given = {"slug": "proef", "flow": row.pk, "weekday": "mo", "time": "09:30", "answers": ANSWERS}
    return {**given, **words, "first_desks": [desk.pk], **values}


def add(client, row, **values):
    return client.post(reverse("admin:referrals_case_add"), sent(row, **values))


def test_the_form_says_that_cases_are_made_up(admin_client):
    page = unescape(admin_client.get(reverse("admin:referrals_case_add")).content.decode())
    assert "Praktijkcasussen zijn verzonnen. Vul nooit iets in van een echte zaak" in page


def test_a_case_is_added_and_recorded(admin_client, row):
    assert add(admin_client, row).status_code == 302
    case = Case.objects.get(slug="proef")
    assert [desk.slug for desk in case.first_desks.all()] == ["meld-misdaad-anoniem"]
    assert case.history.count() == 1


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"answers": "gevaar=misschien"}, "answers", "gevaar=misschien"),
        ({"answers": "gevaar=nee&rol=hotel"}, "answers", "hotel-melden"),
        ({"answers": "zomaar wat"}, "answers", "a=b&c=d"),
        ({"answers": "?gevaar=ja"}, "answers", "a=b&c=d"),
        ({"time": "25:00"}, "time", "09:30"),
        ({"first_desks": []}, "first_desks", "welk loket"),
        ({"situation_en": ""}, "situation_en", ""),
    ],
)
def test_what_cannot_be_run_is_refused_with_the_field(admin_client, row, values, field, words):
    response = add(admin_client, row, **values)
    assert response.status_code == 200
    errors = response.context["adminform"].form.errors
    assert words in " ".join(errors[field])
    assert not Case.objects.filter(slug="proef").exists()


def test_another_right_answer_needs_no_desk(admin_client, row):
    assert add(admin_client, row, first_desks=[], no_desk_is_right="on").status_code == 302


def test_the_page_shows_each_case_with_its_path_and_verdict(admin_client, row):
    comensha = Service.objects.get(slug="comensha").pk
    add(admin_client, row, first_desks=[comensha])
    add(admin_client, row, slug="proef-2", first_desks=[comensha], known_failure="on")
    response = admin_client.get(reverse("admin:referrals_flow_cases", args=[row.pk]))
    lines = {line.verdict.case.slug: line for line in response.context["rows"]}
    assert len(lines) == Case.objects.count()
    page = unescape(response.content.decode())
    assert "Gaat mis</b>: eerst staat '" in page
    assert "Gaat nog mis</b>" in page
    assert f"?{ANSWERS}" in page
    assert lines["proef"].url in page


def test_the_page_is_linked_where_the_guide_and_its_cases_are_edited(admin_client, row):
    address = reverse("admin:referrals_flow_cases", args=[row.pk])
    for name, args in (("flow_change", [row.pk]), ("flow_publish", [row.pk]),
                       ("case_changelist", [])):  # fmt: skip
        page = admin_client.get(reverse(f"admin:referrals_{name}", args=args)).content.decode()
        assert address in page, name


def test_who_may_not_see_the_guide_does_not_see_its_cases(client, django_user_model, row):
    client.force_login(django_user_model.objects.create_user("x", is_staff=True))
    address = reverse("admin:referrals_flow_cases", args=[row.pk])
    assert client.get(address).status_code == 403


def test_the_map_marks_no_cases(admin_client, row):
    page = reverse("admin:referrals_flow_chart", args=[row.pk])
    before = admin_client.get(page).content
    add(admin_client, row, first_desks=[Service.objects.get(slug="comensha").pk])
    assert admin_client.get(page).context["chart"].encode() in before


def test_cases_go_out_as_a_spreadsheet_and_in_again(admin_client):
    exported = admin_client.post(reverse("admin:referrals_case_export"), {"kind": "csv"})
    assert "derde-man-naar-kamer" in exported.content.decode("utf-8-sig")
    assert admin_client.get(reverse("admin:referrals_case_import")).status_code == 200
