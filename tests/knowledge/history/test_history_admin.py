"""The history page of a record, the page of one version, and restoring it."""

import pytest

from knowledge.history.history_admin import PAGE
from knowledge.history.recording import single_history_entry
from knowledge.models import Audience, ContactDetail, Signal, Source, Status, Verification
from tests.knowledge.editing.change_pages import (
    change_page,
    history_page,
    save,
    user_with,
    version_page,
)

pytestmark = pytest.mark.django_db

OTHER_NUMBER = "033 448 11 87"
NO_PUBLISHER = ("knowledge.view_signal", "knowledge.change_signal")


@pytest.fixture
def detail():
    return ContactDetail.objects.get(slug="comensha-telefoon")


@pytest.fixture
def signal():
    return Signal.objects.order_by("slug").first()


def change(row, reason="Omdat", **values):
    for name, value in values.items():
        setattr(row, name, value)
    with single_history_entry(row, reason):
        row.save()


def restore(client, row, entry, whole=None, **sent):
    page = version_page(whole or row, entry)
    seen = client.get(page).context["form"]["seen"].value()
    return client.post(page, {"reason": "Dit was beter", "seen": seen, **sent}, follow=True)


def test_a_number_is_changed_looked_up_and_restored(admin_client, client, detail):
    old = detail.value
    save(admin_client, detail, value=OTHER_NUMBER, change_reason="Zo op hun site")
    html = admin_client.get(history_page(detail.service)).content.decode()
    for text in ("Waarde", old, OTHER_NUMBER, "admin", "Zo op hun site", "Contactgegeven"):
        assert text.lower() in html.lower()
    page = client.get("/loketten/comensha/").content.decode()
    assert OTHER_NUMBER in page

    first = detail.history.last()
    html = restore(admin_client, detail, first, whole=detail.service).content.decode()
    assert "Dit was beter" in html
    detail.refresh_from_db()
    assert detail.value == old
    page = client.get("/loketten/comensha/").content.decode()
    assert detail.display in page
    assert OTHER_NUMBER not in page
    assert not Verification.objects.filter(contact=detail).exists()
    assert ContactDetail.objects.with_checks().get(pk=detail.pk).confirmed_at is None


def test_restoring_is_a_change_with_a_version_and_a_reason(admin_client, admin_user, signal):
    change(signal, name_nl="Anders", name_en="Different")
    version = signal.version
    first = signal.history.last()
    restore(admin_client, signal, first)
    signal.refresh_from_db()
    assert signal.version == version + 1
    newest = signal.history.first()
    assert newest.history_user == admin_user
    assert newest.history_change_reason.startswith("De versie van ")
    assert newest.history_change_reason.endswith("Dit was beter")
    assert newest.name_nl == first.name_nl


def test_restoring_restores_relations_and_names_deleted_records(admin_client, signal):
    stays, goes = (
        Audience.objects.create(slug=slug, name_nl=name, name_en=name)
        for slug, name in (("proef-blijft", "Blijft"), ("proef-weg", "Verdwijnt"))
    )
    with single_history_entry(signal, "Publiek"):
        signal.save()
        signal.audiences.set([stays, goes])
    entry = signal.history.first()
    with single_history_entry(signal):
        signal.save()
        signal.audiences.clear()
    goes.delete()
    html = restore(admin_client, signal, entry).content.decode()
    assert set(signal.audiences.all()) == {stays}
    assert "Verdwijnt (bestaat niet meer)" in html


def test_a_stale_page_restores_nothing(admin_client, signal):
    change(signal, name_nl="Anders")
    entry, seen = signal.history.last(), signal.version
    change(signal, name_nl="Nog anders")
    html = restore(admin_client, signal, entry, seen=seen).content.decode()
    assert "Iemand wijzigde dit intussen" in html
    signal.refresh_from_db()
    assert signal.name_nl == "Nog anders"


@pytest.mark.parametrize(
    "sent", [{"reason": ""}, {"reason": "\x00"}, {"seen": "x"}, {"seen": ""}, {"seen": "9" * 30}]
)
def test_a_mistake_in_the_form_restores_nothing(admin_client, signal, sent):
    change(signal, name_nl="Anders")
    response = restore(admin_client, signal, signal.history.last(), **sent)
    assert response.status_code == 200
    signal.refresh_from_db()
    assert signal.name_nl == "Anders"


def test_a_version_that_is_invalid_now_is_reported_and_not_partly_saved(admin_client, signal):
    published = signal.status
    change(signal, status=Status.DRAFT, name_en="")
    without_english = signal.history.first()
    type(without_english).objects.filter(pk=without_english.pk).update(status=published)
    change(signal, status=published, name_en="English", name_nl="Nederlands")
    html = restore(admin_client, signal, without_english).content.decode()
    assert "Er is niets gewijzigd" in html
    signal.refresh_from_db()
    assert (signal.name_nl, signal.name_en) == ("Nederlands", "English")


def test_restoring_does_not_publish_without_permission_to(client, django_user_model, signal):
    client.force_login(user_with(django_user_model, *NO_PUBLISHER))
    was_published = signal.history.last()
    assert was_published.status == Status.PUBLISHED
    change(signal, status=Status.DRAFT, name_nl="Anders")
    restore(client, signal, was_published)
    signal.refresh_from_db()
    assert (signal.status, signal.name_nl) == (Status.DRAFT, was_published.name_nl)


def test_with_four_eyes_only_a_publisher_restores_what_is_public(
    client, django_user_model, signal, settings
):
    settings.FOUR_EYES = True
    client.force_login(user_with(django_user_model, *NO_PUBLISHER))
    change(signal, name_nl="Anders")
    page = version_page(signal, signal.history.last())
    assert client.get(page).context["form"] is None
    assert client.post(page, {"reason": "x", "seen": signal.version}).status_code == 403


def test_with_view_permission_only_the_history_is_shown_and_nothing_restored(
    client, django_user_model, signal
):
    client.force_login(user_with(django_user_model, "knowledge.view_signal"))
    change(signal, name_nl="Anders")
    page = version_page(signal, signal.history.last())
    assert client.get(history_page(signal)).status_code == 200
    assert client.get(page).context["form"] is None
    assert client.post(page, {"reason": "x", "seen": signal.version}).status_code == 403


def test_others_see_no_history(client, django_user_model, signal):
    assert client.get(history_page(signal)).status_code == 302
    client.force_login(user_with(django_user_model))
    assert client.get(history_page(signal)).status_code == 403
    assert client.get(version_page(signal, signal.history.last())).status_code == 403


def test_the_slug_stays(admin_client, signal):
    entry = signal.history.last()
    change(signal, slug="een-andere-slug", name_nl="Anders")
    restore(admin_client, signal, entry)
    signal.refresh_from_db()
    assert signal.slug == "een-andere-slug"


def test_a_version_is_shown_beside_the_present_record(admin_client, signal):
    change(signal, name_nl="Anders")
    page = admin_client.get(version_page(signal, signal.history.last()))
    fields = {field.label: field for field in page.context["fields"]}
    assert fields["Naam (Nederlands)"].now == "Anders"
    assert fields["Naam (Nederlands)"].differs
    assert not fields["Naam (Engels)"].differs
    assert "Slug" in fields


def test_the_present_cannot_be_restored(admin_client, signal):
    html = admin_client.get(version_page(signal, signal.history.first())).content.decode()
    assert "Zo is het nu" in html
    assert 'name="reason"' not in html


def test_a_version_of_another_record_is_not_found(admin_client, signal):
    other = Signal.objects.exclude(pk=signal.pk).first().history.first()
    assert admin_client.get(version_page(signal, other)).status_code == 404
    assert admin_client.get(f"{history_page(signal)}signal/{10**25}/").status_code == 404


def test_a_restored_version_in_english_leaves_the_dutch_alone(admin_client, signal):
    old_nl, old_en = signal.name_nl, signal.name_en
    change(signal, name_nl="Anders", name_en="Different")
    page = "/en" + version_page(signal, signal.history.last())
    admin_client.post(page, {"reason": "Better", "seen": signal.version})
    signal = Signal.objects.get(pk=signal.pk)
    assert (signal.name_nl, signal.name_en) == (old_nl, old_en)


@pytest.mark.parametrize(("prefix", "label"), [("", "Naam (Engels)"), ("/en", "Name (English)")])
def test_the_history_names_the_language(admin_client, signal, prefix, label):
    change(signal, name_en="Different")
    html = admin_client.get(prefix + history_page(signal)).content.decode()
    assert label in html
    assert "name_en" not in html


def test_a_long_history_has_pages(admin_client, signal, django_assert_max_num_queries):
    for number in range(PAGE + 5):
        source = Source.objects.create(slug=f"bron-{number}", title=f"Bron {number}")
        with single_history_entry(signal, f"Reden {number}"):
            signal.name_nl = f"Naam {number}"
            signal.save()
            signal.sources.add(source)
    with django_assert_max_num_queries(20):
        html = admin_client.get(history_page(signal)).content.decode()
    assert f"Reden {PAGE + 4}" in html
    assert "Reden 4" not in html
    html = admin_client.get(history_page(signal), {"p": 2}).content.decode()
    assert "Reden 4" in html
    assert "meegekomen met de software" in html
    for nonsense in ("x", "0", "\x00", "99999999", "9" * 40):
        assert admin_client.get(history_page(signal), {"p": nonsense}).status_code == 200


def test_the_editing_page_leads_to_the_history(admin_client, signal):
    assert history_page(signal) in admin_client.get(change_page(signal)).content.decode()
