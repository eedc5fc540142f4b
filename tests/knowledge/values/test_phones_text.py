import pytest
from django.utils import translation

from knowledge.values.phones import Refusal
from knowledge.values.phones_text import menu_choice, why_refused


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_is_a_sentence_in_the_language_of_the_user(refusal):
    with translation.override("en"):
        english = why_refused(refusal)
    assert english.endswith(".")
    assert why_refused(refusal).endswith(".")
    assert why_refused(refusal) != english


def test_a_menu_choice_is_said_after_the_number():
    assert menu_choice("3") == "kies 3"
    assert menu_choice("") == ""
    with translation.override("en"):
        assert menu_choice("3") == "choose 3"
