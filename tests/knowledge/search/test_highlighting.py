from knowledge.search.highlighting import asked_words, marked, piece
from knowledge.search.index import SearchIndex
from knowledge.search.query import Asked, Narrowed
from tests.knowledge.search.test_index import document


def asked(text):
    index = SearchIndex(
        [document("1", "Melden van jongensprostitutie", "Een jongen. Prostitutie van jongens.")], []
    )
    return asked_words(index.search(Asked(text), Narrowed()).reading, index.lexicon)


def test_every_form_is_marked_and_nothing_else():
    html = marked("Wat is gemeld? Een jongetje meldt iets & meer.", asked("melden jongens"))
    assert html == (
        "Wat is <mark>gemeld</mark>? Een <mark>jongetje</mark> <mark>meldt</mark> iets &amp; meer."
    )


def test_a_compound_is_marked_as_a_whole():
    assert marked("Jongensprostitutie", asked("prostitutie")) == "<mark>Jongensprostitutie</mark>"


def test_what_is_typed_or_shown_is_never_html():
    html = marked("<b>melden</b> <script>", asked("<i>melden"))
    assert html == "&lt;b&gt;<mark>melden</mark>&lt;/b&gt; &lt;script&gt;"


def test_the_first_text_unless_only_another_says_it():
    is_asked = asked("prostitutie")
    assert piece("Iets", ["Waar het over gaat.", "Eerst. Dan prostitutie."], is_asked) == (
        "Dan prostitutie."
    )
    assert piece("Prostitutie", ["Waar het over gaat.", "Prostitutie."], is_asked) == (
        "Waar het over gaat."
    )
    assert piece("Iets", ["Waar het over gaat."], is_asked) == "Waar het over gaat."
    assert piece("Iets", [], is_asked) == ""


def test_a_long_text_is_cut_around_what_was_asked():
    text = "woord " * 100 + "prostitutie " + "daarna " * 100
    cut = piece("Iets", [text], asked("prostitutie"))
    assert len(cut) < 260
    assert "prostitutie" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
