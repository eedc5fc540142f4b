from knowledge.search.highlighting import excerpt, highlight, word_matcher
from knowledge.search.index import SearchIndex
from knowledge.search.query import SearchFilters, SearchText
from tests.knowledge.search.test_index import document


def matcher(text):
    index = SearchIndex(
        [document("1", "Melden van jongensprostitutie", "Een jongen. Prostitutie van jongens.")], []
    )
    return word_matcher(index.search(SearchText(text), SearchFilters()).parsed, index.lexicon)


def test_every_form_is_marked_and_nothing_else():
    html = highlight("Wat is gemeld? Een jongetje meldt iets & meer.", matcher("melden jongens"))
    assert html == (
        "Wat is <mark>gemeld</mark>? Een <mark>jongetje</mark> <mark>meldt</mark> iets &amp; meer."
    )


def test_a_compound_is_marked_as_a_whole():
    assert (
        highlight("Jongensprostitutie", matcher("prostitutie")) == "<mark>Jongensprostitutie</mark>"
    )


def test_what_is_typed_or_shown_is_never_html():
    html = highlight("<b>melden</b> <script>", matcher("<i>melden"))
    assert html == "&lt;b&gt;<mark>melden</mark>&lt;/b&gt; &lt;script&gt;"


def test_the_first_text_unless_only_another_says_it():
    matches = matcher("prostitutie")
    assert excerpt("Iets", ["Waar het over gaat.", "Eerst. Dan prostitutie."], matches) == (
        "Dan prostitutie."
    )
    assert excerpt("Prostitutie", ["Waar het over gaat.", "Prostitutie."], matches) == (
        "Waar het over gaat."
    )
    assert excerpt("Iets", ["Waar het over gaat."], matches) == "Waar het over gaat."
    assert excerpt("Iets", [], matches) == ""


def test_a_long_text_is_cut_around_what_was_matcher():
    text = "woord " * 100 + "prostitutie " + "daarna " * 100
    cut = excerpt("Iets", [text], matcher("prostitutie"))
    assert len(cut) < 260
    assert "prostitutie" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
