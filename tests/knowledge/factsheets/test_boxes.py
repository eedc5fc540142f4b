"""Boxes and lists of a sheet, without a database."""

import pytest

from knowledge.factsheets.boxes import own_blocks, placed
from knowledge.models.factsheet import Role
from knowledge.pdf.document import ItemList, Paragraph, Section


def beside(*roles: str) -> list[bool]:
    made = [Section(str(i), role, (), role=role) for i, role in enumerate(roles)]
    return [section.beside for section in placed(made)]


@pytest.mark.parametrize("role", [Role.PLAIN, Role.NOW])
def test_ordinary_text_is_paragraphs(role):
    assert own_blocks(role, "Een\nregel.\n\nTwee.") == (Paragraph("Een regel."), Paragraph("Twee."))


@pytest.mark.parametrize("role", [Role.TODAY, Role.NEVER, Role.STEPS, Role.LIST, Role.VOICES])
def test_in_a_list_each_line_is_an_item(role):
    (points,) = own_blocks(role, "Een.\n\n Twee. \n")
    assert isinstance(points, ItemList)
    assert [item.title for item in points.items] == ["Een.", "Twee."]
    assert points.numbered == (role == Role.STEPS)


def test_what_boys_said_is_always_marked_as_told_in_other_words():
    (voices,) = own_blocks(Role.VOICES, "Een jongen vertelde iets.")
    assert voices.note == "Naar wat jongens vertelden, in onze woorden."


def test_above_entries_the_text_of_a_list_is_a_paragraph():
    assert own_blocks(Role.LIST, "Let op.", takes="signals") == (Paragraph("Let op."),)
    assert isinstance(own_blocks(Role.TODAY, "Bel.", takes="services")[0], ItemList)


def test_no_text_is_no_block():
    assert own_blocks(Role.STEPS, " \n ") == ()


def test_two_boxes_share_a_row_and_a_third_begins_a_new_one():
    assert beside("now", "now", "now") == [False, True, False]
    assert beside("now", "today", "never", "steps", "voices") == [False, False, True, False, True]
    assert beside("never", "today", "", "voices") == [False] * 4
