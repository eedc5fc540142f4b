"""Pages of the import: upload, preview, apply; who may do what; bad input loses nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from knowledge.models import ContactDetail, ImportDraft, Service
from tests.knowledge.editing.spreadsheets.files import (
    NEW_PLACE,
    NUMBER,
    as_csv,
    edited,
    export,
    opened,
    rows_of,
)

pytestmark = pytest.mark.django_db
NEW_NUMBER = "033 448 11 87"


def address(page, *args, noun="contactdetail"):
    return reverse(f"admin:knowledge_{noun}_{page}", args=args)


def as_user(client, user):
    client.force_login(user)
    return client


def upload(client, data, name="contact.csv", noun="contactdetail"):
    file = SimpleUploadedFile(name, data)
    return client.post(address("import", noun=noun), {"file": file})


def html(response):
    return b"".join(response).decode() if response.streaming else response.content.decode()


def uploaded(client, user, data, noun="contactdetail"):
    """The address of the preview of what `user` sent in."""
    response = upload(as_user(client, user), data, noun=noun)
    assert response.status_code == 302
    return response.url


@pytest.mark.parametrize("noun", ["organisation", "service", "contactdetail"])
def test_the_lists_lead_to_export_and_import(client, editor, noun):
    page = html(as_user(client, editor).get(address("changelist", noun=noun) + "?q=fier"))
    assert f"{address('export', noun=noun)}?q=fier" in page
    assert address("import", noun=noun) in page
    assert client.get(address("import", noun=noun)).status_code == 200


def test_who_only_reads_can_export_and_not_import(client, reader):
    page = html(as_user(client, reader).get(address("changelist")))
    assert address("export") in page
    assert address("import") not in page
    assert client.get(address("export")).status_code == 200
    assert client.get(address("import")).status_code == 403
    assert client.get(address("preview", 1)).status_code == 403


def test_who_does_not_see_all_cannot_import(client, editor):
    editor.user_permissions.remove(*editor.user_permissions.filter(codename="see_restricted"))
    assert as_user(client, editor).get(address("import")).status_code == 403


def test_visitors_get_no_file(client):
    for page in ("export", "import"):
        assert "login" in client.get(address(page)).url


def test_a_selection_is_exported(client, editor):
    response = as_user(client, editor).post(
        address("export") + "?kind__exact=email", {"kind": "csv"}
    )
    assert response["Content-Disposition"].startswith('attachment; filename="contactgegevens-')
    assert {row["kind"] for row in rows_of(response.content)} == {"email"}


def test_all_is_exported_as_xlsx(client, editor):
    response = as_user(client, editor).post(address("export"), {"kind": "xlsx"})
    page = opened(response.content).worksheets[0]
    assert page.max_row == ContactDetail.objects.count() + 1


@pytest.mark.parametrize("query", ["kind__exact=\x00", "q=\x00", "onzin=1", "p=99", "id__in=x"])
def test_a_strange_selection_is_no_error(client, editor, query):
    response = as_user(client, editor).get(f"{address('export')}?{query}", follow=True)
    assert response.status_code == 200


def test_an_unknown_kind_of_file_is_said(client, editor):
    response = as_user(client, editor).post(address("export"), {"kind": "exe"})
    assert response.status_code == 200
    assert "errorlist" in html(response)


def test_from_upload_to_saved(client, editor):
    url = uploaded(client, editor, edited(editor, value=NEW_NUMBER))
    page = html(client.get(url))
    assert "033 448 11 86" in page
    assert NEW_NUMBER in page
    assert "1 van 1 rijen nagekeken" in page
    assert "Deze 1 wijziging doorvoeren" in page
    assert ContactDetail.objects.get(slug=NUMBER).value == "033 448 11 86"
    page = html(client.post(url, {"reason": "Nieuw nummer"}))
    assert "1 gegeven bewaard" in page
    detail = ContactDetail.objects.get(slug=NUMBER)
    assert detail.value == NEW_NUMBER
    assert detail.history.first().history_user == editor
    assert "al doorgevoerd" in html(client.get(url))
    assert "al doorgevoerd" in html(client.post(url, {"reason": "Nog eens"}))


def test_in_english(client, editor):
    url = uploaded(client, editor, edited(editor, value=NEW_NUMBER))
    page = html(client.get(f"/en{url}"))
    assert "1 of 1 rows checked" in page
    assert "After the import" in page


def test_a_reason_is_needed(client, editor):
    url = uploaded(client, editor, edited(editor, value=NEW_NUMBER))
    page = html(client.post(url, {"reason": ""}))
    assert "errorlist" in page
    assert NEW_NUMBER in page
    assert ContactDetail.objects.get(slug=NUMBER).value == "033 448 11 86"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "leeg"),
        (b"a;b\n", "namen van de kolommen"),
        (b"a\x00;\x00", "geen CSV in UTF-8"),
        (b"PK\x03\x04", "geen XLSX-bestand"),
    ],
)
def test_a_file_that_is_none_is_said_at_its_field(client, editor, data, sentence):
    response = upload(as_user(client, editor), data)
    assert response.status_code == 200
    assert sentence in html(response)
    assert not ImportDraft.objects.exists()


def test_no_file_at_all(client, editor):
    response = as_user(client, editor).post(address("import"), {})
    assert "errorlist" in html(response)


def test_wrong_rows_are_named_and_cannot_be_applied(client, editor):
    url = uploaded(client, editor, edited(editor, opening_hours="meestal"))
    page = html(client.get(url))
    assert "opening_hours" in page
    assert "kan niet worden doorgevoerd" in page
    assert 'name="reason"' not in page
    assert "Er is niets bewaard" in html(client.post(url, {"reason": "Toch"}))
    assert ContactDetail.objects.get(slug=NUMBER).opening_hours != "meestal"


def test_a_change_between_preview_and_apply_is_named(client, editor):
    url = uploaded(client, editor, edited(editor, value=NEW_NUMBER))
    html(client.get(url))
    detail = ContactDetail.objects.get(slug=NUMBER)
    detail.value = "033 448 11 88"
    detail.save()
    page = html(client.post(url, {"reason": "x"}))
    assert "033 448 11 88" in page
    assert "Er is niets bewaard" in page


def test_a_visitor_who_goes_away_saves_nothing(client, editor, monkeypatch):
    monkeypatch.setattr("knowledge.editing.spreadsheets.applying.STEP", 1)
    monkeypatch.setattr(connection, "close", lambda: None)  # the test needs it afterwards
    rows = [{**row, "position": str(NEW_PLACE)} for row in rows_of(export(editor))]
    url = uploaded(client, editor, as_csv(rows))
    response = client.post(url, {"reason": "x"})
    while b"<li>3 gegevens bewaard" not in next(response.streaming_content):
        assert not connection.needs_rollback
    assert ContactDetail.objects.filter(position=NEW_PLACE).count() >= 3
    response.close()
    assert not ContactDetail.objects.filter(position=NEW_PLACE).exists()


def test_a_failure_on_our_side_is_said_and_saves_nothing(client, editor, monkeypatch, caplog):
    url = uploaded(client, editor, edited(editor, value=NEW_NUMBER))
    monkeypatch.setattr("knowledge.editing.spreadsheets.applying.bulk_record_history", None)
    page = html(client.post(url, {"reason": "x"}))
    assert "Er ging bij ons iets mis" in page
    assert page.rstrip().endswith("</html>")
    assert ContactDetail.objects.get(slug=NUMBER).value == "033 448 11 86"


def test_an_import_is_of_who_sent_it(client, editor, publisher):
    url = uploaded(client, editor, edited(editor, value=NEW_NUMBER))
    assert as_user(client, publisher).get(url).status_code == 404


def test_an_import_can_be_thrown_away(client, editor):
    url = uploaded(client, editor, edited(editor, value=NEW_NUMBER))
    assert client.post(url, {"discard": "1"}).status_code == 302
    assert not ImportDraft.objects.exists()


def test_with_four_eyes_a_second_person_finds_and_applies_it(client, editor, publisher, settings):
    settings.FOUR_EYES = True
    data = edited(editor, Service, "nidos", name_nl="Anders", name_en="Other")
    url = uploaded(client, editor, data, noun="service")
    assert 'name="offer"' in html(client.get(url))
    html(client.post(url, {"reason": "Nieuwe naam", "offer": "1"}))
    assert "iemand anders" in html(client.post(url, {"reason": "Toch"})).lower()
    assert Service.objects.get(slug="nidos").name_nl != "Anders"
    page = html(as_user(client, publisher).get(address("import", noun="service")))
    assert "Nieuwe naam" in page
    assert "Nieuwe naam" in html(client.get(url))
    assert "1 gegeven bewaard" in html(client.post(url, {"reason": "Nieuwe naam"}))
    assert Service.objects.get(slug="nidos").name_nl == "Anders"


def test_nothing_on_these_pages_is_inline(client, editor):
    url = uploaded(client, editor, edited(editor, value=NEW_NUMBER))
    for page in (url, address("import"), address("export")):
        text = html(client.get(page))
        assert "<style" not in text
        assert "style=" not in text
        assert " onclick" not in text
