from knowledge.introspection import LANGUAGES
from knowledge.texts.glossary import glossary, never_used


def test_every_term_has_both_languages_and_each_word_one_place():
    words = [term.words[code] for term in glossary() for code in LANGUAGES]
    assert all(words)
    assert all(set(term.note) in (set(), set(LANGUAGES)) for term in glossary())
    for code in LANGUAGES:
        own = [term.words[code] for term in glossary()]
        assert len(own) == len(set(own))


def test_no_term_is_a_word_that_another_replaces():
    for term in glossary():
        for code in LANGUAGES:
            assert not list(never_used(term.words[code], code, "")), term.words


def test_words_that_we_do_not_use_are_found_whole_and_with_any_ending():
    assert list(never_used("The Perpetrators left.", "en", "")) == [("Perpetrators", "offender")]
    assert not list(never_used("the encounter, a counter-offer", "en", ""))
    assert [word for word, _instead in never_used("Voor LHBTI jongeren", "nl", "")] == ["LHBTI"]
    assert not list(never_used("Voor LHBTIQ+-jongeren", "nl", ""))


def test_a_word_of_a_source_may_stand_in_the_entry_about_it():
    text = "Bronnen noemen dat jongensprostitutie."
    assert list(never_used(text, "nl", "iets-anders"))
    assert not list(never_used(text, "nl", "jongensprostitutie"))
