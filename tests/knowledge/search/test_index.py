"""Which documents match, in which order, and which never do."""

import pytest

from knowledge.search.documents import EVERYWHERE, Document, SynonymGroup
from knowledge.search.index import SearchIndex, squashed
from knowledge.search.query import SearchFilters, SearchText

SYNONYMS = [SynonymGroup(("VT", "meldpunt kindermishandeling"), ("Veilig Thuis",))]


def document(key, title, text="", english="", **values):
    return Document(
        "service", key, {"nl": title, "en": english or title}, {"nl": text, "en": ""}, **values
    )


INDEX = SearchIndex(
    [
        document("vt", "Veilig Thuis: advies en melden", names=("0800-2000",), weight=1.3),
        document("plek", "Thuis", "Ook bij de jongen thuis kan het gebeuren."),
        document("prostitutie", "Jongensprostitutie", "Seks tegen betaling."),
        document("controle", "Team prostitutie", "Controles van bordelen."),
        document("zorg", "Zorgcoördinator mensenhandel", english="Care coordinator"),
        document("hotel", "Hotels", "Een kamer voor een paar uur.", audiences=frozenset({"hotel"})),
        document("jong", "Opvang", "Slaapplek.", max_age=17),
        document("oud", "Opvang", "Slaapplek.", min_age=18),
        document("regio", "Opvang", "Slaapplek.", regions=frozenset({"brabant"})),
        document("geheim", "Geheimplek", restricted=True),
        document("a248b", "Betaalde seks", names=("248b", "Sr")),
    ],
    SYNONYMS,
)


def hits(text, **filters):
    return [
        hit.document.key for hit in INDEX.search(SearchText(text), SearchFilters(**filters)).hits
    ]


def correction(text):
    return INDEX.search(SearchText(text), SearchFilters()).parsed.correction


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("veilig thuis", "vt"),
        ("vielig thuis", "vt"),
        ("veiligthuis", "vt"),
        ("VT", "vt"),
        ("meldpunt kindermishandeling", "vt"),
        ("0800 2000", "vt"),
        ("0800-2000", "vt"),
        ("08002000", "vt"),
        ("gemeld", "vt"),
        ("prostitutie van jongens", "prostitutie"),
        ("jongensprostitutie", "prostitutie"),
        ("zorg coordinator", "zorg"),
        ("zorg-coördinator", "zorg"),
        ("zorgcoordinatoren", "zorg"),
        ("care coordinators", "zorg"),
        ("hotel", "hotel"),
        ("art. 248 b", "a248b"),
        ("artikel 248b", "a248b"),
    ],
)
def test_it_is_the_first(text, first):
    assert hits(text)[0] == first


def test_what_is_exact_goes_before_what_is_similar():
    assert hits("thuis")[0] == "plek"
    assert correction("thuis") is None


def test_a_suggestion_only_for_what_is_similar():
    assert correction("vielig thuis") == "veilig thuis"
    assert correction("veilig thuis") is None
    assert correction("gemeld") is None
    assert correction("xqzzwv") is None
    assert correction("248c") is None  # a number with an error is another number


def test_a_word_that_is_not_finished():
    assert (
        INDEX.search(SearchText("zorgcoo", unfinished=True), SearchFilters()).hits[0].document.key
        == "zorg"
    )


def test_filters():
    assert set(hits("opvang")) == {"jong", "oud", "regio"}
    assert set(hits("opvang", age=17)) == {"jong", "regio"}
    assert set(hits("opvang", age=18)) == {"oud", "regio"}
    assert set(hits("opvang", regions=["groningen"])) == {"jong", "oud"}
    assert set(hits("opvang", regions=["brabant"])) == {"jong", "oud", "regio"}
    assert hits("hotels", audience="zorg") == []
    assert hits("hotels", audience="hotel") == ["hotel"]
    assert hits("hotels", source="signal") == []
    assert EVERYWHERE not in ("groningen", "brabant")


def test_what_is_restricted_is_kept_out_by_the_query_itself():
    assert hits("geheimplek") == []
    assert hits("geheimplek", restricted=True) == ["geheim"]


def test_known_words_are_words_of_our_own():
    parsed = INDEX.search(
        SearchText("jan vielig thuis jongetjes 0612345678"), SearchFilters()
    ).parsed
    assert set(parsed.known_words) <= {"veilig", "thuis"}


def test_a_number_from_abroad_is_the_same_number():
    assert squashed("+31 33 448 11 86") == squashed("033 448 11 86") == "0334481186"


NASTY = [
    "", " ", "a", "x" * 5_000, "word " * 1_000, '"""', "((([[[{{{", "*", "*:*", "?*?*", "+-&&||!^~",
    'title_word:"x"^9', "veilig AND (thuis OR", "-veilig", "a\x00b", "😀😀", "\u202eabc", "مرحبا",
    "jongensthuisprostitutie" * 8 + "x", "thuis" * 40,
    "'; DROP TABLE x;--", "<script>alert(1)</script>", "\\", "~2", "[a TO b]", "🏳️‍🌈", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_bad_input_is_only_text(text):
    INDEX.search(SearchText(text), SearchFilters())
    INDEX.search(SearchText(text, unfinished=True), SearchFilters())


def test_operators_are_words():
    assert hits("-veilig thuis")[0] == "vt"
    assert hits('"veilig" +thuis*')[0] == "vt"


def test_of_what_is_typed_only_our_own_words_are_kept():
    index = SearchIndex([document("vt", "Veilig Thuis", "Wie meldt?")], [])
    for text in ("jan veilig", "melden", "janneke thius"):
        index.search(SearchText(text), SearchFilters())
    assert index.queries.kept.keys() == {"veilig", "thuis"}


def test_words_that_no_document_has_change_no_score():
    def scores(text):
        found = INDEX.search(SearchText(text), SearchFilters()).hits
        return [(hit.document.key, hit.score) for hit in found]

    assert scores("prostitutie xqzzkwj") == scores("prostitutie")
    assert scores("xqzzkwj") == []


def test_a_phrase_is_found_only_with_all_its_words():
    synonyms = [
        SynonymGroup(("vrouwenhulp",), ("thuis xqzzkwj",)),
        SynonymGroup(("vt",), ("thuis",)),
    ]
    index = SearchIndex([document("vt", "Veilig Thuis")], synonyms)
    assert not index.search(SearchText("vrouwenhulp"), SearchFilters()).hits
    assert index.search(SearchText("vt"), SearchFilters()).hits
