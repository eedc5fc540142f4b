"""Saving in the admin: one history entry for each record that changed, with the reason."""

import pytest

from knowledge.models import Audience, ContactDetail, Service, Signal, Source, Status
from tests.knowledge.editing.change_pages import (
    change_page,
    contact_prefix,
    filled,
    save,
    user_with,
)

pytestmark = pytest.mark.django_db

OTHER_NUMBER = "033 448 11 87"


@pytest.fixture
def detail():
    return ContactDetail.objects.get(slug="comensha-telefoon")


@pytest.fixture
def service(detail):
    return detail.service


def test_a_changed_number_asks_why_and_loses_nothing(admin_client, detail):
    response = save(admin_client, detail, value=OTHER_NUMBER)
    form = response.context["adminform"].form
    assert list(form.errors) == ["change_reason"]
    html = response.content.decode()
    assert OTHER_NUMBER in html
    assert html.index("Zeg waarom") > html.index("id_value")
    detail.refresh_from_db()
    assert detail.value != OTHER_NUMBER


def test_the_reason_stands_in_the_history_with_who(admin_client, admin_user, detail):
    before = detail.history.count()
    response = save(admin_client, detail, value=OTHER_NUMBER, change_reason="Zo op hun site")
    assert response.status_code == 302
    newest = detail.history.first()
    assert (newest.history_change_reason, newest.history_user) == ("Zo op hun site", admin_user)
    assert detail.history.count() == before + 1


def test_on_the_page_of_the_desk_a_changed_number_asks_why(admin_client, service, detail):
    prefix = contact_prefix(admin_client, service, detail)
    changes = {f"{prefix}-value": OTHER_NUMBER}
    response = save(admin_client, service, **changes)
    assert list(response.context["adminform"].form.errors) == ["change_reason"]
    assert OTHER_NUMBER in response.content.decode()
    response = save(admin_client, service, **changes, change_reason="Zo op hun site")
    assert response.status_code == 302
    assert detail.history.first().history_change_reason == "Zo op hun site"


def test_only_what_changed_gets_an_entry_and_a_version(admin_client, service, detail):
    others = [*service.contact_details.exclude(pk=detail.pk), service]
    counts = {row: row.history.count() for row in others}
    prefix = contact_prefix(admin_client, service, detail)
    save(admin_client, service, **{f"{prefix}-value": OTHER_NUMBER}, change_reason="Zo is het")
    assert {row: row.history.count() for row in others} == counts
    version = service.version
    service.refresh_from_db()
    assert service.version == version


def test_values_and_relations_together_are_one_entry(admin_client):
    signal = Signal.objects.first()
    before = signal.history.count()
    audiences = list(Audience.objects.values_list("pk", flat=True))
    response = save(admin_client, signal, name_nl="Een ander woord", audiences=audiences)
    assert response.status_code == 302
    assert signal.history.count() == before + 1
    newest = signal.history.first()
    assert newest.name_nl == "Een ander woord"
    assert {row.audience_id for row in newest.audiences.all()} == set(audiences)


def test_sources_of_a_contact_detail_on_the_page_of_its_desk_are_one_entry(
    admin_client, service, detail
):
    prefix = contact_prefix(admin_client, service, detail)
    other = Source.objects.exclude(pk__in=detail.sources.values("pk")).first()
    before = detail.history.count()
    sent = filled(admin_client, service, change_reason="Andere bron")
    sent |= {f"{prefix}-value": OTHER_NUMBER, f"{prefix}-sources": [other.pk]}
    assert admin_client.post(change_page(service), sent).status_code == 302
    assert detail.history.count() == before + 1


def test_saving_without_changes_writes_nothing(admin_client):
    signal = Signal.objects.first()
    before = signal.history.count()
    assert save(admin_client, signal, change_reason="Zomaar").status_code == 302
    assert signal.history.count() == before


def test_other_records_need_no_reason(admin_client):
    signal = Signal.objects.first()
    assert save(admin_client, signal, name_nl="Een ander woord").status_code == 302
    assert signal.history.first().history_change_reason is None


def test_a_contact_detail_is_archived_on_the_page_of_its_desk(admin_client, service, detail):
    prefix = contact_prefix(admin_client, service, detail)
    html = admin_client.get(change_page(service)).content.decode()
    assert f"{prefix}-DELETE" not in html
    checkbox = f'type="checkbox" name="{prefix}-archive"'
    assert checkbox in html
    changes = {f"{prefix}-archive": "on"}
    response = save(admin_client, service, **changes)
    assert list(response.context["adminform"].form.errors) == ["change_reason"]
    save(admin_client, service, **changes, change_reason="Afgesloten")
    detail.refresh_from_db()
    assert detail.status == Status.ARCHIVED
    html = admin_client.get(change_page(service)).content.decode()
    assert checkbox not in html


def test_a_new_desk_has_one_entry(admin_client):
    page = admin_client.get("/beheer/knowledge/service/add/")
    sent = {
        name: value
        for inline in page.context["inline_admin_formsets"]
        for name, value in (
            (f"{inline.formset.prefix}-TOTAL_FORMS", 0),
            (f"{inline.formset.prefix}-INITIAL_FORMS", 0),
        )
    }
    organisation = Service.objects.first().organisation
    sent |= {
        "slug": "proef",
        "name_nl": "Proef",
        "name_en": "Trial",
        "organisation": organisation.pk,
        "contact_by": "both",
        "coverage": "national",
        "status": "draft",
        "position": 100,
        "change_reason": "Nieuw loket",
        "audiences": [Audience.objects.first().pk],
    }
    response = admin_client.post("/beheer/knowledge/service/add/", sent)
    assert response.status_code == 302, response.context["errors"]
    (entry,) = Service.objects.get(slug="proef").history.all()
    assert (entry.history_type, entry.history_change_reason) == ("+", "Nieuw loket")


def test_a_user_who_may_only_view_is_offered_no_archiving(client, django_user_model, service):
    looks = ("knowledge.view_service", "knowledge.view_contactdetail")
    client.force_login(user_with(django_user_model, *looks))
    html = client.get(change_page(service)).content.decode()
    assert "-archive" not in html
    assert "change_reason" not in html


def test_a_desk_changes_without_a_reason_while_its_numbers_stay(admin_client, service):
    response = save(admin_client, service, summary_nl="Iets anders", summary_en="Different")
    assert response.status_code == 302


def test_a_user_who_may_only_view_numbers_need_not_explain_them(
    client, django_user_model, service, detail
):
    may = ("view_service", "change_service", "view_contactdetail", "publish_entries")
    user = user_with(django_user_model, *(f"knowledge.{code}" for code in may))
    client.force_login(user)
    sent = filled(client, service, summary_nl="Iets anders", summary_en="Different")
    prefix = contact_prefix(client, service, detail).rpartition("-")[0]
    inputs = {name: value for name, value in sent.items() if not _is_row(name, prefix)}
    response = client.post(change_page(service), inputs)
    assert response.status_code == 302, response.context["errors"]


def _is_row(name, prefix):
    """Whether an input belongs to a row of the formset; a browser sends none that is read-only."""
    return name.startswith(f"{prefix}-") and not name.endswith("_FORMS")
