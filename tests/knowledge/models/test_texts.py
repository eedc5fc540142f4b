"""What is refused in a text: typed numbers, and tokens that show nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from knowledge.models import ContactDetail, Guidance, LegalArticle, Service, Signal, Synonym
from knowledge.models.texts import unchecked_texts
from referrals.models import Outcome, Question

pytestmark = pytest.mark.django_db


def refused(row, **texts):
    """Messages of the columns that are refused with `texts`."""
    for column, text in texts.items():
        setattr(row, column, text)
    try:
        row.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def entry(**values):
    row = Guidance.objects.published().first()
    for name, value in values.items():
        setattr(row, name, value)
    return row


def test_a_typed_number_is_refused_with_the_token_of_its_desk():
    (message,) = refused(entry(), body_nl="Bel 033-4481186.")["body_nl"]
    assert "[tel:comensha]" in message
    assert "033-4481186" in message


def test_the_message_is_in_the_language_of_the_editor():
    with translation.override("en"):
        assert "is not typed" in refused(entry(), body_en="Call 0900-8844.")["body_en"][0]
    assert "typt u niet" in refused(entry(), body_en="Call 0900-8844.")["body_en"][0]


def test_a_number_that_no_desk_has_is_refused_too():
    assert "[tel:slug" in refused(entry(), summary_nl="Bel 010 417 41 74.")["summary_nl"][0]


def test_a_short_number_is_refused_when_a_desk_has_it():
    assert "[tel:noodnummer-bes]" in refused(entry(), do_nl="Bel daar 911.")["do_nl"][0]
    assert not refused(entry(), do_nl="Bel 112. Kom binnen 100 dagen terug.", do_en="Call 112.")


@pytest.mark.parametrize("token", ["[tel:bestaat-niet]", "[art:sr-999]", "[fig:niets]"])
@pytest.mark.parametrize("status", ["draft", "published"])
def test_an_unknown_slug_is_refused(token, status):
    assert token in refused(entry(status=status), body_nl=f"Zie {token}.")["body_nl"][0]


@pytest.mark.parametrize("change", [{"status": "draft"}, {"restricted": True}])
def test_what_visitors_cannot_see_is_refused_in_a_published_text(change):
    LegalArticle.objects.filter(slug="sr-273f").update(**change)
    assert "body_nl" in refused(entry(), body_nl="Zie [art:sr-273f].")
    assert not refused(entry(status="draft"), body_nl="Zie [art:sr-273f].")


def test_a_desk_without_a_public_number_is_refused():
    assert not refused(entry(), body_nl="Bel [tel:comensha].")
    ContactDetail.objects.filter(service__slug="comensha", kind="phone").update(restricted=True)
    assert "body_nl" in refused(entry(), body_nl="Bel [tel:comensha].")


def test_a_title_takes_no_token():
    assert "title_nl" in refused(entry(), title_nl="Bel [tel:comensha]")


def test_a_mistyped_token_is_refused():
    assert "body_nl" in refused(entry(), body_nl="Bel [Tel: comensha].")


def test_the_guide_is_held_to_it():
    outcome = Outcome.objects.first()
    assert "steps_nl" in refused(outcome, steps_nl="Bel 0900-8844.")
    question = Question.objects.first()
    assert "text_nl" in refused(question, text_nl="Belde u [tel:comensha]?")


def test_words_that_visitors_type_may_hold_a_number():
    assert not refused(Synonym.objects.first(), words_nl="0900-8844")


def test_content_that_is_loaded_whole_is_checked_afterwards():
    with unchecked_texts():
        assert not refused(Signal.objects.first(), description_nl="Bel 0900-8844.")


def test_every_token_of_the_content_that_ships_has_its_desk():
    service = Service.objects.get(slug="veilig-thuis")
    assert not refused(service)
