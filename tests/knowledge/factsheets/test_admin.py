"""Editing a sheet with its sections: one page, preview, review by a publisher."""

import io

import pytest
from django.core.exceptions import ValidationError
from pypdf import PdfReader

from knowledge.models import Factsheet, FactsheetSection, PendingEdit, Signal
from tests.knowledge.editing.change_pages import change_page, filled, history_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet() -> Factsheet:
    return Factsheet.objects.get(slug="wie-bellen")


def section(**values) -> FactsheetSection:
    texts = {"title_nl": "Kop", "title_en": "Heading"}
    return FactsheetSection(factsheet=Factsheet.objects.first(), **{**texts, **values})


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"takes": "signals", "kinds": "health onzin"}, "kinds", "onzin"),
        ({"takes": "signals", "only": "geen-signaal"}, "only", "geen-signaal"),
        ({"takes": "figures", "kinds": "health"}, "kinds", "health"),
        ({"takes": "", "only": "comensha"}, "only", "neemt niets over"),
        ({"takes": "", "kinds": "health"}, "kinds", "neemt niets over"),
        ({"title_en": ""}, "title_en", "taal"),
        ({"instead_nl": "zo", "instead_en": "so"}, "instead_nl", "loketten"),
        ({"text_nl": "Alleen Nederlands"}, "text_en", "taal"),
    ],
)
def test_a_mistake_in_a_section_is_said_at_its_field(values, field, message):
    with pytest.raises(ValidationError) as error:
        section(**values).full_clean()
    assert message in " ".join(error.value.message_dict[field])


def test_a_good_section_is_taken():
    slugs = Signal.objects.values_list("slug", flat=True)[:2]
    section(takes="signals", kinds="health", only="\n".join(slugs)).full_clean()


def test_the_page_tells_what_can_be_taken(client_of, sheet):
    html = client_of("editor").get(change_page(sheet)).content.decode()
    assert "veilig-thuis" in html
    assert "possessions" in html


def test_a_publisher_changes_a_section_at_once_and_the_history_tells(client_of, sheet):
    publisher = client_of("publisher")
    changes = {"sections-0-title_nl": "Deze nummers", "change_reason": "Duidelijker"}
    response = publisher.post(change_page(sheet), filled(publisher, sheet, **changes))
    assert response.status_code == 302, response.context["errors"]
    assert sheet.sections.first().title_nl == "Deze nummers"
    history = publisher.get(history_page(sheet)).content.decode()
    assert "Deze nummers" in history


def test_what_an_editor_changes_in_a_section_of_a_public_sheet_waits(client_of, sheet):
    editor, before = client_of("editor"), sheet.sections.first().title_nl
    changes = {"sections-0-title_nl": "Iets anders"}
    editor.post(change_page(sheet), filled(editor, sheet, **changes))
    assert sheet.sections.first().title_nl == before
    assert PendingEdit.objects.waiting().about(sheet).count() == 1


def test_so_does_a_section_that_he_removes(client_of, sheet):
    editor = client_of("editor")
    editor.post(change_page(sheet), filled(editor, sheet, **{"sections-0-DELETE": "on"}))
    assert sheet.sections.exists()
    assert PendingEdit.objects.waiting().about(sheet).count() == 1


def test_in_a_draft_an_editor_changes_sections_at_once(client_of, sheet):
    Factsheet.objects.filter(pk=sheet.pk).update(status="draft")
    editor = client_of("editor")
    changes = {"sections-0-title_nl": "Iets anders", "sections-0-title_en": "Something else"}
    editor.post(change_page(sheet), filled(editor, sheet, **changes))
    assert sheet.sections.first().title_nl == "Iets anders"


@pytest.mark.parametrize(("language", "title"), [("nl", "Vóór"), ("en", "Before")])
def test_a_preview_shows_the_sheet_with_what_was_typed_and_saves_nothing(
    client_of, sheet, language, title
):
    editor, before = client_of("editor"), sheet.sections.first().title_nl
    changes = {
        "sections-0-title_nl": "Vóór het bellen",
        "sections-0-title_en": "Before you call",
        "_preview": language,
    }
    response = editor.post(change_page(sheet), filled(editor, sheet, **changes))
    html = response.content.decode()
    assert title in html
    assert response.context["document"].sections[0].title.startswith(title)
    assert sheet.sections.first().title_nl == before


def test_a_preview_on_paper_is_a_pdf_of_what_was_typed(client_of, sheet):
    editor = client_of("editor")
    changes = {"title_en": "Not saved yet", "_preview": "en-pdf"}
    response = editor.post(change_page(sheet), filled(editor, sheet, **changes))
    reader = PdfReader(io.BytesIO(response.content))
    assert reader.metadata.title == "Not saved yet"
    assert "no-store" in response["Cache-Control"]
    sheet.refresh_from_db()
    assert sheet.title_en != "Not saved yet"
