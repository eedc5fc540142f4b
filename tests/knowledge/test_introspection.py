from knowledge.introspection import LANGUAGES, missing_translations, translated_fields
from knowledge.models import LoadedRecord, Organisation


def test_the_languages_are_dutch_and_english():
    assert LANGUAGES == ("nl", "en")


def test_a_required_text_must_stand_in_every_language():
    organisation = Organisation(name_nl="Naam", summary_nl="Tekst", summary_en=" ")
    assert missing_translations(organisation) == ["name_en", "summary_en"]


def test_an_optional_text_stands_in_all_languages_or_in_none():
    texts = {"name_nl": "N", "name_en": "N", "summary_nl": "S", "summary_en": "S"}
    assert missing_translations(Organisation(**texts)) == []
    begun = Organisation(**texts, description_en="Only English")
    assert missing_translations(begun) == ["description_nl"]


def test_a_model_without_translations_has_none():
    assert translated_fields(LoadedRecord) == ()
