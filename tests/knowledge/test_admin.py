"""Editing pages: all of them open, languages are side by side, bad input loses nothing."""

import pytest
from django.contrib import admin
from django.urls import reverse

from knowledge.models import ContactDetail, Service, Signal
from knowledge.models.entry import Versioned
from tests.pages import filled_in

pytestmark = pytest.mark.django_db

APPS = ("knowledge", "referrals")
OURS = [
    model
    for model in admin.site._registry
    if model._meta.app_label in APPS and issubclass(model, Versioned)  # the others are only read
]


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_noun_can_be_listed_searched_added_and_edited(admin_client, model):
    assert admin_client.get(address(model, "changelist")).status_code == 200
    assert admin_client.get(address(model, "changelist"), {"q": "jongen"}).status_code == 200
    assert admin_client.get(address(model, "add")).status_code == 200
    row = model._default_manager.first()
    assert admin_client.get(address(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_list_does_not_ask_more_for_more_rows(admin_client, model, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        admin_client.get(address(model, "changelist"))


def test_every_noun_of_the_knowledge_base_can_be_edited():
    names = {model.__name__ for model in OURS}
    assert {
        "Source",
        "ExploitationForm",
        "Signal",
        "RiskPlace",
        "CodeWord",
        "LegalArticle",
    } <= names
    assert {"Guidance", "Resource", "KeyFigure", "Organisation", "Service"} <= names
    assert {"ContactDetail", "Flow", "Question", "Option", "Outcome"} <= names


def test_languages_stand_side_by_side(admin_client):
    signal = Signal.objects.first()
    html = admin_client.get(address(Signal, "change", signal.pk)).content.decode()
    row = html[html.index("field-name_nl") - 200 : html.index("id_description_nl")]
    assert "id_name_nl" in row
    assert "id_name_en" in row
    assert 'id="id_name"' not in html


def test_visitors_are_sent_to_the_login(client):
    response = client.get("/beheer/knowledge/signal/")
    assert response.status_code == 302
    assert "/beheer/login/" in response.url


def test_related_entries_are_found_by_typing(admin_client):
    query = {
        "term": "comensha",
        "app_label": "knowledge",
        "model_name": "contactdetail",
        "field_name": "service",
    }
    found = admin_client.get("/beheer/autocomplete/", query).json()["results"]
    assert "CoMensha" in [row["text"] for row in found]


def test_an_editor_corrects_a_number(admin_client):
    detail = ContactDetail.objects.get(slug="comensha-telefoon")
    sent = filled_in(
        admin_client,
        address(ContactDetail, "change", detail.pk),
        value="033 448 11 87",
        change_reason="Zo is het",
    )
    response = admin_client.post(address(ContactDetail, "change", detail.pk), sent)
    assert response.status_code == 302
    assert "033 448 11 87" in admin_client.get("/loketten/comensha/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", "033 448"),
        ("value", "\x00"),
        ("opening_hours", "ma-vr 9-5"),
        ("label_en", ""),
        ("hours_note_nl", ""),
    ],
)
def test_a_mistake_is_said_and_nothing_is_lost(admin_client, field, value):
    detail = ContactDetail.objects.get(slug="comensha-telefoon")
    detail.label_nl, detail.label_en = "Overdag", "By day"
    detail.save()
    sent = filled_in(
        admin_client,
        address(ContactDetail, "change", detail.pk),
        label_nl="Ander label",
        **{field: value},
    )
    response = admin_client.post(address(ContactDetail, "change", detail.pk), sent)
    html = response.content.decode()
    assert response.status_code == 200
    assert "errorlist" in html
    assert "Ander label" in html
    detail.refresh_from_db()
    assert detail.label_nl == "Overdag"


def test_a_published_desk_without_english_is_refused(admin_client):
    service = Service.objects.get(slug="nidos")
    service.name_en = ""
    service.save()
    html = admin_client.get(address(Service, "change", service.pk)).content.decode()
    assert "id_name_en" in html
    with pytest.raises(Exception, match="taal"):
        service.full_clean()
