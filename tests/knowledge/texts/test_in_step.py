"""A text that is older than the other language is marked, whoever changes it."""

import pytest
from django.urls import reverse

from knowledge.history.recording import single_history_entry
from knowledge.history.restoring import restore
from knowledge.models import Organisation, OutdatedText, Signal
from knowledge.texts.in_step import languages_together, outdated_texts, steps
from referrals.models import OutcomeService, Question
from tests.knowledge.editing.change_pages import address, change_page, filled, save

A = {"name_nl": "een", "name_en": "one"}


@pytest.mark.parametrize(
    ("before", "after", "marked", "behind", "caught_up"),
    [
        (A, A | {"name_nl": "twee"}, {}, {"name_en": "name_nl"}, {"name_nl"}),
        (A, A | {"name_en": "two"}, {}, {"name_nl": "name_en"}, {"name_en"}),
        (A, {"name_nl": "twee", "name_en": "two"}, {}, {}, {"name_nl", "name_en"}),
        (A, A | {"name_nl": " een\n"}, {}, {}, set()),
        (A, A | {"name_en": "1"}, {"name_en": ("name_nl", "nul")}, {}, {"name_en"}),
        (A, A | {"name_nl": "nul"}, {"name_en": ("name_nl", "nul")}, {}, {"name_nl", "name_en"}),
        (A, A | {"name_nl": "twee"}, {"name_en": ("name_nl", "nul")}, {}, {"name_nl"}),
        (A | {"name_en": ""}, A, {}, {}, {"name_en"}),
        (A, A | {"name_en": ""}, {}, {}, {"name_en"}),
        (A | {"name_en": ""}, {"name_nl": "twee", "name_en": ""}, {}, {}, {"name_nl", "name_en"}),
    ],
)
def test_what_a_save_does(before, after, marked, behind, caught_up):
    found = steps(["name"], before, after, marked)
    assert (found.behind, found.caught_up) == (behind, caught_up)


@pytest.fixture
def signal(db):
    return Signal.objects.first()


def behind(row):
    return set(outdated_texts(row))


def test_the_form_marks_the_other_language_and_says_so(admin_client, signal):
    before = signal.description_nl
    save(admin_client, signal, description_nl="Nieuw en duidelijk.")
    assert behind(signal) == {"description_en"}
    page = admin_client.get(change_page(signal)).content.decode()
    assert "Loopt achter" in page
    assert before.split(".")[0] in page
    save(admin_client, signal, description_en="New and clear.")
    assert not behind(signal)
    assert "Loopt achter" not in admin_client.get(change_page(signal)).content.decode()


def test_still_right_is_one_tick_and_in_the_history(admin_client, signal):
    save(admin_client, signal, description_nl="Nieuw en duidelijk.")
    save(admin_client, signal, still_right=["description_en"])
    assert not behind(signal)
    newest = signal.history.first()
    assert newest.history_user.username == "admin"
    assert "klopt nog" in newest.history_change_reason


def test_an_editor_may_say_so_of_a_public_text_without_review(client_of, admin_client, signal):
    save(admin_client, signal, description_nl="Nieuw en duidelijk.")
    save(client_of("editor"), signal, still_right=["description_en"])
    assert not behind(signal)


def test_a_proposal_marks_nothing_until_it_is_accepted(client_of, signal):
    save(client_of("editor"), signal, description_nl="Nieuw en duidelijk.")
    assert not behind(signal)


def test_the_guide_too_also_in_the_rows_of_a_page(admin_client, db):
    question = Question.objects.first()
    save(admin_client, question, text_nl="Wat is er gebeurd?")
    assert behind(question) == {"text_en"}
    desk = OutcomeService.objects.first()
    desk.reason_nl = "Omdat het kan."
    desk.save()
    assert behind(desk) == {"reason_en"}
    assert "Loopt achter" in admin_client.get(change_page(desk.outcome)).content.decode()
    prefix = prefix_of(admin_client, desk)
    sent = filled(admin_client, desk.outcome, **{f"{prefix}-still_right": ["reason_en"]})
    sent |= {"asks-TOTAL_FORMS": "0", "asks-INITIAL_FORMS": "0"}
    assert admin_client.post(change_page(desk.outcome), sent).status_code == 302
    assert not behind(desk)
    assert "klopt nog" in desk.history.first().history_change_reason


def prefix_of(client, row):
    page = client.get(change_page(row.outcome))
    for inline in page.context["inline_admin_formsets"]:
        for form in inline.formset.initial_forms:
            if form.instance == row:
                return form.prefix
    raise LookupError(row)


def test_restoring_what_it_said_puts_both_in_step_again(signal):
    with single_history_entry(signal):
        signal.save()
    before = signal.history.first()
    signal.description_nl = "Nieuw en duidelijk."
    signal.save()
    assert behind(signal) == {"description_en"}
    restore(before, seen=signal.version, reason="Terug", may_publish=True)
    assert not behind(signal)


def test_the_starting_content_brings_both_languages(signal):
    signal.description_nl = "Nieuw en duidelijk."
    signal.save()
    with languages_together():
        signal.name_nl = "Anders"
        signal.save()
    assert not behind(signal)


def test_a_deleted_row_leaves_no_mark(db):
    desk = OutcomeService.objects.first()
    desk.reason_nl = "Omdat het kan."
    desk.save()
    desk.delete()
    assert not OutdatedText.objects.exists()


def test_the_first_page_counts_them_and_the_list_leads_to_each(admin_client, signal):
    index, listed = reverse("admin:index"), reverse("admin:outdated_texts")
    assert listed not in admin_client.get(index).content.decode()
    save(admin_client, signal, description_nl="Nieuw en duidelijk.")
    assert listed in admin_client.get(index).content.decode()
    assert change_page(signal) in admin_client.get(listed).content.decode()
    narrowed = admin_client.get(address(Signal, "changelist") + "?vertaling=achter")
    assert list(narrowed.context["cl"].queryset) == [signal]


def test_a_spreadsheet_marks_it_as_well(db):
    desk = Organisation.objects.first()
    desk.summary_nl = "Kort."
    desk.save()
    assert behind(desk) == {"summary_en"}


def test_the_form_says_how_a_text_reads_and_what_to_do(admin_client, signal):
    signal.description_nl = "woord " * 26 + "."
    signal.save()
    page = admin_client.get(change_page(signal)).content.decode()
    assert "Gemiddeld 26 woorden per zin; langste zin 26 woorden; lange woorden: 0." in page
    assert "hooguit 25 woorden" in page
    signal.description_nl = "Bel eerst. Praat dan."
    signal.save()
    page = admin_client.get(change_page(signal)).content.decode()
    assert "Gemiddeld 2 woorden per zin; langste zin 2 woorden" in page
    assert "hooguit 25 woorden" not in page


def test_editors_read_our_words_on_a_page(client_of, db):
    editor = client_of("editor")
    page = editor.get(reverse("admin:words")).content.decode()
    assert "zorgcoördinator" in page
    assert "care coordinator" in page
    assert reverse("admin:words") in editor.get(reverse("admin:index")).content.decode()
