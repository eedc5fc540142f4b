"""Opening hours in a spreadsheet: the preview says what they mean."""

import pytest

from knowledge.editing.spreadsheets.applying import ImportRefusedError, apply
from knowledge.models import ContactDetail, ImportDraft
from tests.knowledge.editing.spreadsheets.files import NUMBER, checked, edited, finished
from tests.knowledge.editing.spreadsheets.test_pages import html, uploaded

pytestmark = pytest.mark.django_db

NIGHT = "We-Th 20:00-02:00"


def stored():
    return ContactDetail.objects.get(slug=NUMBER).opening_hours


@pytest.mark.parametrize(
    ("prefix", "words"),
    [("", "woensdag en donderdag 09:00–17:00"), ("/en", "Wednesday and Thursday 09:00–17:00")],
)
def test_the_preview_shows_the_week_in_words(client, editor, prefix, words):
    url = uploaded(client, editor, edited(editor, opening_hours="We-Th 9:00-17:00"))
    page = html(client.get(f"{prefix}{url}"))
    assert words in page
    assert 'name="next_day"' not in page
    assert "1 gegeven bewaard" in html(client.post(url, {"reason": "Gebeld"}))
    assert stored() == "We-Th 09:00-17:00"


def test_another_spelling_of_the_same_hours_changes_nothing(editor):
    result = checked(edited(editor, opening_hours="Mo,Tu,We,Th,Fr 9:00-17:00"), editor)
    assert (result.changes, result.unchanged) == ([], 1)


def test_hours_over_midnight_need_one_tick_and_the_reason_stays(client, editor):
    before = stored()
    url = uploaded(client, editor, edited(editor, opening_hours=NIGHT))
    page = html(client.get(url))
    assert "tot de volgende dag" in page
    assert 'name="next_day"' in page
    page = html(client.post(url, {"reason": "Van de nachtdienst", "asked_next_day": "1"}))
    assert "Van de nachtdienst" in page
    assert "vink dit aan" in page
    assert stored() == before
    sent = {"reason": "Van de nachtdienst", "asked_next_day": "1", "next_day": "on"}
    assert "1 gegeven bewaard" in html(client.post(url, sent))
    assert stored() == NIGHT


def test_without_the_tick_nothing_is_ever_saved(client, editor):
    uploaded(client, editor, edited(editor, opening_hours=NIGHT))
    draft = ImportDraft.objects.get()
    with pytest.raises(ImportRefusedError):
        finished(apply(draft.pk, editor, "Toch"))
    assert stored() != NIGHT


def test_hours_of_older_rules_do_not_stand_in_the_way_of_a_row_left_alone(editor):
    ContactDetail.objects.filter(slug=NUMBER).update(opening_hours="SH off")
    assert checked(edited(editor), editor).unchanged == 1
    (problem,) = checked(edited(editor, position="3"), editor).problems
    assert problem.column == "opening_hours"
