"""Tokens in a text: finding, replacing, and what only looks like one."""

import pickle

import pytest

from knowledge.values.text import lines
from knowledge.values.tokens import RichText, Token, TokenKind, Value, mistyped_tokens, resolved

NUMBER = Value("0900-8844", "tel:09008844", ", kies 3", is_phone=True)
ARTICLE = Value("art. 273f Sr", "/wetsartikelen/sr-273f/")
VALUES = {
    Token(TokenKind.PHONE, "politie"): NUMBER,
    Token(TokenKind.ARTICLE, "sr-273f"): ARTICLE,
    Token(TokenKind.FIGURE, "geen"): Value("een aantal"),
}
LINK = '<a class="tel" href="tel:09008844" translate="no">0900-8844</a>, kies 3'


def shown(text):
    return resolved(text, VALUES.__getitem__)


def test_a_token_is_plain_text_and_a_link_in_html():
    text = shown("Bel [tel:politie] & vraag.")
    assert text == "Bel 0900-8844, kies 3 & vraag."
    assert text.__html__() == f"Bel {LINK} &amp; vraag."


def test_what_is_typed_around_it_is_escaped():
    assert "<script>" not in shown("<script>[tel:politie]</script>").__html__()


def test_a_text_without_tokens_stays_the_same_object():
    for text in ("Gewone tekst.", "Een [opmerking] tussen haken."):
        assert shown(text) is text


def test_at_the_start_of_a_sentence_it_has_a_capital():
    assert (
        shown("[art:sr-273f] geldt. [art:sr-273f] ook.") == "Art. 273f Sr geldt. Art. 273f Sr ook."
    )
    assert shown("Zie [art:sr-273f].") == "Zie art. 273f Sr."
    assert shown("Eerst.\n[fig:geen]") == "Eerst.\nEen aantal"


def test_what_has_no_address_is_no_link():
    assert shown("Het zijn er [fig:geen].").__html__() == "Het zijn er een aantal."


def test_lines_keep_their_links():
    first, second = lines(shown(" Bel [tel:politie] \n\n Zie [art:sr-273f]."))
    assert (first, first.__html__()) == ("Bel 0900-8844, kies 3", f"Bel {LINK}")
    assert second.source == "Zie [art:sr-273f]."


def test_it_can_be_cached():
    text = shown("Bel [tel:politie].")
    copy = pickle.loads(pickle.dumps(text))
    assert (type(copy), copy, copy.html, copy.source) == (RichText, text, text.html, text.source)


@pytest.mark.parametrize(
    "typed", ["[Tel:politie]", "[tel: politie]", "[tel=x]", "[telefoon:x]", "[art:", "[tel:Éen]"]
)
def test_what_looks_like_a_token_is_seen(typed):
    assert mistyped_tokens(f"Bel {typed} nu.")


@pytest.mark.parametrize("text", ["[tel:politie]", "Zie [1] en [opmerking: later].", "Artikel: x"])
def test_what_is_one_or_does_not_look_like_one_is_not(text):
    assert mistyped_tokens(text) == []
