"""Every message has a Dutch translation, and the check of that can fail."""

from babel.messages.catalog import Catalog

from knowledge.texts.glossary import never_used
from tools import messages


def test_every_text_has_its_dutch():
    assert messages.catalogue_problems() == []


def test_texts_on_screen_use_the_words_of_the_glossary():
    used = [
        (text, word, instead)
        for message in messages.current()
        if message.id
        for language, texts in (("en", message.id), ("nl", message.string))
        for text in ([texts] if isinstance(texts, str) else texts)
        for word, instead in never_used(text, language, "")
    ]
    assert used == []


def test_texts_of_templates_and_code_are_collected():
    ids = {message.id for message in messages.extracted()}
    assert "Start the guide" in ids  # a template
    assert "A code word is always restricted." in ids  # a model
    assert ("Source:", "Sources:") in ids  # a plural


def test_a_text_without_dutch_is_a_fault(monkeypatch):
    wanted = messages.extracted()
    wanted.add("A brand-new sentence")
    monkeypatch.setattr(messages, "extracted", lambda: wanted)
    assert "not in the catalogue: 'A brand-new sentence'" in messages.catalogue_problems()


def test_an_empty_or_stale_translation_is_a_fault(monkeypatch):
    catalog: Catalog = messages.current()
    catalog["Start the guide"].string = ""
    catalog.add("Nobody uses this", string="Niemand gebruikt dit")
    monkeypatch.setattr(messages, "current", lambda: catalog)
    problems = messages.catalogue_problems()
    assert "no Dutch for: 'Start the guide'" in problems
    assert "no longer used: 'Nobody uses this'" in problems
    assert any("django.mo" in problem for problem in problems)
