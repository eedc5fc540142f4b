"""The loader: all or nothing, reports every problem, never overwrites an editor."""

from pathlib import Path

import pytest

from knowledge.loading.entries import EntrySpec
from knowledge.loading.files import ContentError, read_entries
from knowledge.loading.loader import load
from knowledge.loading.registry import ENTRIES as KNOWLEDGE
from knowledge.loading.report import LoadReport
from knowledge.models import ContactDetail, LoadedRecord, Organisation, Service, Source
from referrals.models import Option, Question
from referrals.registry import ENTRIES as REFERRALS

pytestmark = pytest.mark.django_db

SOURCE = """
- slug: proef-bron
  title: Een bron
  publisher: Uitgever
  note: {nl: Eerste, en: First}
"""
ORGANISATION = """
- slug: proef
  name: {nl: Proef, en: Trial}
  kind: care
  summary: {nl: Tekst, en: Text}
  sources: [proef-bron]
"""
SERVICE = """
- slug: proefloket
  organisation: proef
  name: {nl: Loket, en: Desk}
  summary: {nl: Tekst, en: Text}
  sources: [proef-bron, nji-signalering]
"""


class Folder:
    """Content files in a temporary folder, loaded on top of the shipped content."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write(sources=SOURCE, organisations=ORGANISATION, services=SERVICE)

    def write(self, **files: str) -> None:
        for name, text in files.items():
            (self.path / f"{name}.yaml").write_text(text)

    def load(self) -> LoadReport:
        return load(
            [
                EntrySpec(Source, self.path / "sources.yaml"),
                EntrySpec(Organisation, self.path / "organisations.yaml"),
                EntrySpec(Service, self.path / "services.yaml"),
            ]
        )

    def messages(self) -> list[str]:
        with pytest.raises(ContentError) as caught:
            self.load()
        return [str(problem) for problem in caught.value.problems]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_it_works(folder):
    assert folder.load().added == 3
    service = Service.objects.get(slug="proefloket")
    assert (service.name_nl, service.name_en) == ("Loket", "Desk")
    assert service.status == "published"
    assert {source.slug for source in service.sources.all()} == {"proef-bron", "nji-signalering"}


def test_loading_again_changes_nothing(folder):
    folder.load()
    before = Service.objects.get(slug="proefloket").updated_at
    assert folder.load() == LoadReport(unchanged=3)
    assert Service.objects.get(slug="proefloket").updated_at == before


def test_the_shipped_content_is_loaded_once_and_then_unchanged():
    report = load([*KNOWLEDGE, *REFERRALS])
    assert report.added == report.updated == 0
    assert report.unchanged == LoadedRecord.objects.count() > 300
    assert not report.changed_by_editor


def test_a_changed_file_updates_what_no_editor_touched(folder):
    folder.load()
    folder.write(services=SERVICE.replace("Loket", "Balie").replace("proef-bron, ", ""))
    report = folder.load()
    assert (report.updated, report.unchanged) == (1, 2)
    service = Service.objects.get(slug="proefloket")
    assert service.name_nl == "Balie"
    assert [source.slug for source in service.sources.all()] == ["nji-signalering"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda service: Service.objects.filter(pk=service.pk).update(name_en="Counter"),
        lambda service: service.sources.clear(),
        lambda service: Service.objects.filter(pk=service.pk).update(status="archived"),
        lambda service: Service.objects.filter(pk=service.pk).update(min_age=12),
    ],
)
def test_what_an_editor_changed_is_left_alone_and_said(folder, edit):
    folder.load()
    edit(Service.objects.get(slug="proefloket"))
    before = Service.objects.filter(slug="proefloket").values()[0]
    folder.write(services=SERVICE.replace("Loket", "Balie"))
    assert folder.load().changed_by_editor == ["services.yaml: proefloket"]
    assert Service.objects.filter(slug="proefloket").values()[0] == before


def test_a_field_that_came_with_a_new_version_is_no_editors_change(folder):
    folder.load()
    record = LoadedRecord.objects.get(slug="proefloket")
    del record.entry["languages"]  # as if the field was added after loading
    record.entry["dropped_since"] = "x"
    record.save()
    folder.write(services=SERVICE + "  languages: nl en\n")
    assert folder.load().updated == 1
    assert Service.objects.get(slug="proefloket").languages == "nl en"


def test_what_an_editor_deleted_stays_away(folder):
    folder.load()
    Service.objects.get(slug="proefloket").delete()
    assert folder.load().deleted_by_editor == ["services.yaml: proefloket"]
    assert not Service.objects.filter(slug="proefloket").exists()


def test_what_an_editor_made_under_the_same_slug_is_left_alone(folder):
    Source.objects.create(slug="proef-bron", title="Van een redacteur", publisher="x")
    assert folder.load().changed_by_editor == ["sources.yaml: proef-bron"]
    assert Source.objects.get(slug="proef-bron").title == "Van een redacteur"


def test_a_changed_answer_of_a_question_counts_as_a_change_of_the_question():
    Option.objects.filter(question__slug="rol", slug="hotel").update(label_en="Inn")
    report = load([*KNOWLEDGE, *REFERRALS])
    assert report.changed_by_editor == ["questions.yaml: rol"]


def test_questions_keep_their_answers_when_loaded():
    question = Question.objects.get(slug="gevaar")
    entries, _problems = read_entries(next(s for s in REFERRALS if s.model is Question))
    shipped = [option["slug"] for option in entries["gevaar"].raw["options"]]
    assert [option.slug for option in question.options.all()] == shipped


def test_all_mistakes_are_named_at_once_and_nothing_is_loaded(folder):
    folder.write(
        sources=SOURCE + "- title: Zonder slug\n- slug: proef-bron\n  title: Dubbel\n",
        organisations=ORGANISATION.replace("en: Trial", "fr: Essai").replace(
            "kind: care", "kind: x"
        ),
        services=SERVICE.replace("nji-signalering", "bestaat-niet") + "  colour: red\n",
    )
    messages = folder.messages()
    assert messages == [
        "sources.yaml: entry 2: has no slug",
        "sources.yaml: proef-bron: appears twice in the file",
        "organisations.yaml: proef: name: 'fr' is not a language of this site",
        "organisations.yaml: proef: name: has no text in en",
        "services.yaml: proefloket: sources: there is no source 'bestaat-niet'",
        "services.yaml: proefloket: colour: is not a field of service",
    ]
    assert not Source.objects.filter(slug="proef-bron").exists()


def test_what_the_models_refuse_is_named_too(folder):
    folder.write(
        organisations=ORGANISATION.replace("kind: care", "kind: other"),
        services=SERVICE + "  min_age: 30\n  max_age: 20\n  contact_by: nobody\n",
    )
    messages = "\n".join(folder.messages())
    assert "organisations.yaml: proef: kind" in messages
    assert not Service.objects.filter(slug="proefloket").exists()


def test_a_mistake_found_while_writing_rolls_everything_back(folder):
    folder.write(services=SERVICE + "  min_age: 30\n  max_age: 20\n")
    (message,) = folder.messages()
    assert message.startswith("services.yaml: proefloket: __all__: ")
    assert not Source.objects.filter(slug="proef-bron").exists()
    assert not LoadedRecord.objects.filter(slug="proef-bron").exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- slug: [unclosed", "cannot be read"),
        ("just words", "is not a list of entries"),
        ("", "is not a list of entries"),
        ("- just a word", "entry 1: has no slug"),
        ("- slug: 12", "entry 1: has no slug"),
    ],
)
def test_a_file_that_is_no_content_is_refused(folder, text, expected):
    folder.write(sources=text)
    assert any(expected in message for message in folder.messages())


def test_a_missing_file_is_named(folder):
    (folder.path / "services.yaml").unlink()
    assert any("services.yaml: -: cannot be read" in message for message in folder.messages())


def test_values_of_the_wrong_type_are_refused(folder):
    folder.write(services=SERVICE + "  min_age: [12]\n  position: first\n")
    assert any("min_age: must be one value" in message for message in folder.messages())
    folder.write(services=SERVICE + "  min_age: twelve\n")
    assert any("min_age" in message for message in folder.messages())


def test_a_phone_number_that_does_not_exist_is_refused(tmp_path):
    path = tmp_path / "contact_details.yaml"
    path.write_text(
        "- {slug: x, service: comensha, kind: phone, value: '12345', sources: [comensha-nl]}"
    )
    with pytest.raises(ContentError, match="x: value"):
        load([EntrySpec(ContactDetail, path)])


@pytest.mark.parametrize(
    ("hours", "message"),
    [
        ("Mo-Fr 09:00-17:00; SH off", "opening_hours: "),
        ("Mo-Fr 9:00-17:00", "opening_hours: write this as 'Mo-Fr 09:00-17:00'"),
    ],
)
def test_opening_hours_stand_in_the_file_as_they_are_stored(tmp_path, hours, message):
    file = tmp_path / "contact_details.yaml"
    file.write_text(
        f'- {{slug: proef, service: comensha, kind: phone, value: "033 448 11 88", '
        f'opening_hours: "{hours}", sources: [comensha-nl]}}'
    )
    with pytest.raises(ContentError) as caught:
        load([EntrySpec(ContactDetail, file)])
    (problem,) = caught.value.problems
    assert problem.message.startswith(message)


def test_a_folder_is_read_file_by_file(tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "b.yaml").write_text(SOURCE.replace("proef-bron", "tweede-bron"))
    (folder / "a.yaml").write_text(SOURCE)
    (folder / "notes.txt").write_text("no content")
    assert load([EntrySpec(Source, folder)]).added == 2
    assert Source.objects.filter(slug__in=["proef-bron", "tweede-bron"]).count() == 2


def test_mistakes_in_a_folder_name_the_file(tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    with pytest.raises(ContentError, match=r"sources: -: has no \.yaml files"):
        load([EntrySpec(Source, folder)])
    (folder / "a.yaml").write_text(SOURCE)
    (folder / "b.yaml").write_text(SOURCE + "- slug: x\n  colour: red\n")
    (folder / "c.yaml").write_text("words")
    with pytest.raises(ContentError) as caught:
        load([EntrySpec(Source, folder)])
    assert [str(problem) for problem in caught.value.problems] == [
        "b.yaml: proef-bron: is in a.yaml too",
        "c.yaml: -: is not a list of entries",
        "b.yaml: x: colour: is not a field of source",
    ]


def test_only_the_guide_withdraws(folder):
    folder.load()
    folder.write(services="[]")
    assert folder.load().withdrawn == 0
    assert Service.objects.filter(slug="proefloket").exists()
    assert {spec.model.__name__ for spec in [*KNOWLEDGE, *REFERRALS] if spec.withdraws} == {
        "Question",
        "Outcome",
        "Case",
    }
