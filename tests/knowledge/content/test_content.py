"""The starting content, checked against its source documents."""

import re
from collections.abc import Iterator

import pytest
import yaml
from django.db.models import Model

from knowledge.introspection import LANGUAGES, localized, translated_fields
from knowledge.loading.registry import ENTRIES as KNOWLEDGE
from knowledge.models import ContactDetail, LegalArticle, RiskPlace, Service, SourcedEntry
from referrals.registry import ENTRIES as REFERRALS
from tests.paths import ROOT

pytestmark = pytest.mark.django_db

LONGEST_SHARED_RUN = 7

# Names that sources and content have in common because there is no other name.
PROPER_NAMES = (
    "Consortium seksuele uitbuiting jongens en jonge mannen",
    "Nationaal Rapporteur Mensenhandel en Seksueel Geweld tegen Kinderen",
)


def words(text: str) -> list[str]:
    for name in PROPER_NAMES:
        text = text.replace(name, " ")
    text = re.sub(r"https?://\S+", " ", text)
    return re.findall(r"[^\W_]+", text.lower())


def runs(text: str, length: int = LONGEST_SHARED_RUN) -> set[tuple[str, ...]]:
    tokens = words(text)
    return {tuple(tokens[start : start + length]) for start in range(len(tokens) - length + 1)}


def texts(record: Model) -> Iterator[str]:
    """The lines of each text; a list item is a line."""
    for field in translated_fields(type(record)):
        for language in LANGUAGES:
            yield from (getattr(record, localized(field, language)) or "").splitlines()


def records() -> Iterator[Model]:
    for spec in (*KNOWLEDGE, *REFERRALS):
        yield from spec.model._default_manager.all()
        for part in spec.parts:
            yield from part.model._default_manager.all()


def test_no_sentence_is_copied_from_a_source(shared):
    documents = [*(shared / "seeds").glob("*.txt"), shared / "facts" / "contacts-and-law.md"]
    assert len(documents) == 6
    theirs = set().union(*(runs(document.read_text()) for document in documents))
    copied = [
        f"{record._meta.label} {record}: {' '.join(run)}"
        for record in records()
        for text in texts(record)
        for run in runs(text) & theirs
    ]
    assert copied == []


def test_every_contact_detail_stands_in_the_facts(shared):
    documents = [*(shared / "facts").glob("*.md"), *(shared / "seeds").glob("*.txt")]
    facts = "".join(document.read_text() for document in documents)
    digits = re.sub(r"(?<=\d)[ -](?=\d)", "", facts)
    for detail in ContactDetail.objects.all():
        if detail.kind == "phone":
            assert re.sub(r"\D", "", detail.value) in digits, detail
        else:
            assert detail.display.removeprefix("www.") in facts, detail


def test_every_article_number_stands_in_the_facts(shared):
    facts = "".join(file.read_text() for file in (shared / "facts").glob("*.md"))
    for article in LegalArticle.objects.all():
        assert article.number in facts, article


def test_every_fact_names_its_source():
    for spec in KNOWLEDGE:
        if issubclass(spec.model, SourcedEntry):
            for entry in spec.model.objects.published():
                assert entry.sources.exists(), f"{spec.model.__name__} {entry.slug} has no source"


def test_a_desk_has_a_contact_detail_or_says_how_it_is_found():
    reachable = set(Service.objects.reachable().values_list("slug", flat=True))
    assert set(Service.objects.values_list("slug", flat=True)) == reachable


def test_named_sites_are_restricted():
    named = {"boys4u", "kinky-nl", "bullchat", "grindr", "sexjobs"}
    places = RiskPlace.objects.filter(slug__in=named)
    assert {place.slug for place in places if place.restricted} == named


def test_articles_that_were_replaced_name_what_came_instead():
    ended = LegalArticle.objects.exclude(in_force_until=None)
    assert ended.count() == 8
    for article in ended:
        for successor in article.successors.all():
            assert successor.in_force_from > article.in_force_until
        assert article.successors.exists(), article


JUDGING = ("jongenshoer", "hoer ", "prostituee", "prostitué ", "dadertje", " rent boy", "whore")


def test_no_word_judges_the_boy():
    for record in records():
        for text in texts(record):
            for word in JUDGING:
                assert word not in text.lower(), f"{record}: {word}"


def test_a_report_to_m_is_never_called_an_aangifte():
    for detail in Service.objects.filter(slug="meld-misdaad-anoniem"):
        assert "anonieme aangifte" not in " ".join(texts(detail)).lower()


def test_no_internal_word_reaches_the_screen():
    pattern = re.compile(r"\b(seed|verified|unverified|facts file|todo|lorem)\b|CHECK")
    for record in records():
        for text in texts(record):
            assert not pattern.search(text), f"{record}: {text[:80]}"


def test_every_file_of_content_is_loaded():
    files = {path.name for app in ("knowledge", "referrals") for path in
             (ROOT / app / "content").iterdir()}  # fmt: skip
    assert files == {spec.file.name for spec in (*KNOWLEDGE, *REFERRALS)}


def test_the_coverage_names_only_entries_that_exist():
    known = {
        f"{spec.file.stem}/{slug}"
        for spec in (*KNOWLEDGE, *REFERRALS)
        for slug in spec.model._default_manager.values_list("slug", flat=True)
    }
    text = (ROOT / "docs" / "coverage.md").read_text()
    named = set(re.findall(r"`([a-z_]+/[a-z0-9-]+)`", text))
    assert named - known == set()
    assert len(named) > 100


def test_every_entry_has_its_place_in_the_coverage():
    text = (ROOT / "docs" / "coverage.md").read_text()
    specs = {spec.file.stem: spec for spec in (*KNOWLEDGE, *REFERRALS)}
    for stem in ("signals", "risk_places", "guidance", "resources", "legal_articles",
                 "key_figures", "exploitation_forms", "organisations", "services",
                 "sources", "outcomes", "questions"):  # fmt: skip
        for slug in specs[stem].model._default_manager.values_list("slug", flat=True):
            assert f"`{stem}/{slug}`" in text, f"{stem}/{slug}"


def test_content_files_are_plain_yaml():
    files = [
        file for spec in (*KNOWLEDGE, *REFERRALS) for file in (spec.file, *spec.file.glob("*"))
    ]
    plain = [file for file in files if file.suffix == ".yaml"]
    assert {"services.yaml", "danger.yaml"} <= {file.name for file in plain}
    for file in plain:
        assert isinstance(yaml.safe_load(file.read_text()), list), file
