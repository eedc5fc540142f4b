"""A new guide takes the place of the shipped one, except for what an editor changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.loading.loader import load
from knowledge.loading.report import LoadReport
from knowledge.models import LoadedRecord
from referrals.models import Flow, Option, Outcome, Question
from referrals.registry import ENTRIES as REFERRALS

pytestmark = pytest.mark.django_db

FLOW = "- {slug: proef, title: {nl: Proef, en: Trial}, start: START}"
QUESTION = """
- slug: SLUG
  flow: proef
  name: SLUG
  kind: route
  text: {nl: Wat, en: What}
  why: {nl: Daarom, en: Because}
  options:
    - {slug: een, label: {nl: Een, en: One}, goal_outcome: END}
    - {slug: twee, label: {nl: Twee, en: Two}, goal_outcome: END}
"""
SIDE = """
- slug: SLUG
  flow: proef
  name: SLUG
  kind: side_many
  text: {nl: Wat, en: What}
  why: {nl: Daarom, en: Because}
  options:
    - {slug: een, label: {nl: Een, en: One}, adds: [{service: comensha, reason: {nl: A, en: A}}]}
"""
OUTCOME = """
- slug: SLUG
  flow: proef
  title: {nl: Einde, en: End}
  desks: [{service: comensha, reason: {nl: Daarom, en: Because}}]
  side_questions: [SIDE]
"""


class GuideFolder:
    """A small guide of its own: one question, one side question, one outcome."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, question: str, side: str, outcome: str) -> None:
        files = {
            "flows": FLOW.replace("START", question),
            "questions": QUESTION.replace("SLUG", question).replace("END", outcome)
            + SIDE.replace("SLUG", side),
            "outcomes": OUTCOME.replace("SLUG", outcome).replace("SIDE", side),
        }
        for name, text in files.items():
            (self.path / f"{name}.yaml").write_text(text)

    def load(self) -> LoadReport:
        flows, questions, outcomes, _cases = REFERRALS
        return load(
            [
                replace(flows, file=self.path / "flows.yaml"),
                replace(questions, file=self.path / "questions.yaml", withdraws=False),
                replace(outcomes, file=self.path / "outcomes.yaml", withdraws=False),
            ]
        )

    def load_and_withdraw(self) -> LoadReport:
        """As `load`, with the guide that ships beside it as good as never loaded."""
        guide = ["referrals.question", "referrals.outcome"]
        shipped = LoadedRecord.objects.filter(model__in=guide)
        ours = ["vraag", "bij", "einde", "vraag-2", "bij-2", "einde-2"]
        shipped.exclude(slug__in=ours).delete()
        flows, questions, outcomes, _cases = REFERRALS
        return load(
            [
                replace(flows, file=self.path / "flows.yaml"),
                replace(questions, file=self.path / "questions.yaml"),
                replace(outcomes, file=self.path / "outcomes.yaml"),
            ]
        )

    def slugs(self) -> set[str]:
        questions = Question.objects.filter(flow__slug="proef").values_list("slug", flat=True)
        outcomes = Outcome.objects.filter(flow__slug="proef").values_list("slug", flat=True)
        return {*questions, *outcomes}


@pytest.fixture
def guide(tmp_path: Path) -> GuideFolder:
    folder = GuideFolder(tmp_path)
    folder.write("vraag", "bij", "einde")
    folder.load()
    folder.write("vraag-2", "bij-2", "einde-2")
    return folder


def test_a_new_guide_takes_the_place_of_the_old_one(guide):
    report = guide.load_and_withdraw()
    assert (report.added, report.updated, report.withdrawn) == (3, 1, 3)
    assert not report.kept
    assert guide.slugs() == {"vraag-2", "bij-2", "einde-2"}
    assert Flow.objects.get(slug="proef").start.slug == "vraag-2"
    assert not LoadedRecord.objects.filter(slug="vraag").exists()
    assert guide.load_and_withdraw() == LoadReport(unchanged=4)


def test_what_was_withdrawn_can_ship_again(guide):
    guide.load_and_withdraw()
    guide.write("vraag", "bij", "einde")
    report = guide.load_and_withdraw()
    assert (report.added, report.withdrawn, report.deleted_by_editor) == (3, 3, [])


def test_a_withdrawn_entry_is_in_the_history_with_its_parts(guide):
    guide.load_and_withdraw()
    assert Outcome.history.filter(slug="einde").latest().history_type == "-"
    option = Option.history.filter(label_nl="Een", goal_question=None).latest()
    question = Question.history.filter(slug="vraag").latest()
    assert question.history_type == option.history_type == "-"
    assert question.history_change_reason == "Starting content"


def test_what_an_editor_changed_is_not_withdrawn_nor_what_it_leads_to(guide):
    Option.objects.filter(question__slug="vraag", slug="een").update(label_en="Uno")
    report = guide.load_and_withdraw()
    assert report.kept == ["questions.yaml: vraag", "questions.yaml: bij", "outcomes.yaml: einde"]
    assert report.withdrawn == 0
    assert {"vraag", "bij", "einde"} < guide.slugs()
    assert Option.objects.filter(goal_outcome__slug="einde").count() == 2


def test_what_no_editor_touched_goes_while_another_entry_stays(guide):
    Question.objects.filter(slug="bij").update(text_en="Which")
    report = guide.load_and_withdraw()
    assert report.kept == ["questions.yaml: bij"]
    assert guide.slugs() == {"bij", "vraag-2", "bij-2", "einde-2"}


def test_an_entry_that_an_editor_made_keeps_what_it_leads_to(guide):
    made = Question.objects.get(slug="vraag")
    made.pk, made.slug = None, "van-een-redacteur"
    made.save()
    end = Outcome.objects.get(slug="einde")
    made.options.create(slug="drie", label_nl="Drie", label_en="Three", goal_outcome=end)
    assert guide.load_and_withdraw().kept == ["questions.yaml: bij", "outcomes.yaml: einde"]
    assert not Question.objects.filter(slug="vraag").exists()


def test_a_question_of_another_kind_takes_new_answers(guide):
    guide.write("vraag", "bij-2", "einde-2")
    file = guide.path / "questions.yaml"
    file.write_text(file.read_text().replace("bij-2", "bij").replace("side_many", "side_one"))
    outcomes = guide.path / "outcomes.yaml"
    outcomes.write_text(outcomes.read_text().replace("bij-2", "bij"))
    guide.load_and_withdraw()
    question = Question.objects.get(slug="bij")
    assert {option.question_kind for option in question.options.all()} == {"side_one"}
