"""Every message has a Dutch translation, and the check of that can fail."""

from babel.messages.catalog import Catalog

from tools import messages


def test_every_text_has_its_dutch():
    assert messages.faults() == []


def test_texts_of_templates_and_code_are_collected():
    found = {message.id for message in messages.collected()}
    assert "Start the guide" in found  # a template
    assert "A code word is always restricted." in found  # a model
    assert ("Source:", "Sources:") in found  # a plural


def test_a_text_without_dutch_is_a_fault(monkeypatch):
    wanted = messages.collected()
    wanted.add("A brand-new sentence")
    monkeypatch.setattr(messages, "collected", lambda: wanted)
    assert "not in the catalogue: 'A brand-new sentence'" in messages.faults()


def test_an_empty_or_stale_translation_is_a_fault(monkeypatch):
    catalog: Catalog = messages.current()
    catalog["Start the guide"].string = ""
    catalog.add("Nobody uses this", string="Niemand gebruikt dit")
    monkeypatch.setattr(messages, "current", lambda: catalog)
    faults = messages.faults()
    assert "no Dutch for: 'Start the guide'" in faults
    assert "no longer used: 'Nobody uses this'" in faults
    assert any("django.mo" in fault for fault in faults)
