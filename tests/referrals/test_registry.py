"""The guide in files: phrases and cues are loaded as they stand there."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.loading.files import ContentError
from knowledge.loading.loader import load
from knowledge.loading.report import LoadReport
from knowledge.models import LoadedRecord
from referrals.models import Cue, Option
from referrals.registry import ENTRIES

pytestmark = pytest.mark.django_db

GUIDE = """
- slug: proef
  title: {nl: Proef, en: Trial}
  start: vraag
"""
CUES = """
  cues:
    - slug: meisje
      kind: doubt
      phrases: {nl: "meisje\\ndochter", en: girl}
      says: {nl: Het gaat om een meisje., en: It is about a girl.}
    - slug: iemand
      kind: person
      phrases: {nl: jongen, en: boy}
"""
QUESTION = """
- slug: vraag
  flow: proef
  name: vraag
  kind: side_many
  text: {nl: Een vraag?, en: A question?}
  why: {nl: Daarom, en: Because}
  options:
    - slug: ja
      label: {nl: Ja, en: "Yes"}
"""
PHRASES = """
      phrases:
        nl: |
          chanteert
          dreigt + foto
        en: blackmails
      hints: {nl: foto, en: picture}
      when_said: true
"""


def load_guide(path: Path, cues: str = "", phrases: str = "") -> LoadReport:
    (path / "flows.yaml").write_text(GUIDE + cues)
    (path / "questions.yaml").write_text(QUESTION + phrases)
    flows, questions, *_rest = ENTRIES
    return load(
        [
            replace(flows, file=path / "flows.yaml"),
            replace(questions, file=path / "questions.yaml", withdraws=False),
        ]
    )


def test_phrases_and_cues_come_with_a_new_version_and_are_loaded_once(tmp_path):
    load_guide(tmp_path)
    for record in LoadedRecord.objects.filter(slug__in=["proef", "vraag"]):  # of before there were
        record.entry.pop("cues", None)
        for option in record.entry.get("options", []):
            del option["phrases"], option["hints"], option["when_said"]
        record.save()
    assert load_guide(tmp_path, CUES, PHRASES) == LoadReport(updated=2)
    option = Option.objects.get(question__slug="vraag")
    assert (option.phrases_nl, option.phrases_en) == ("chanteert\ndreigt + foto", "blackmails")
    assert (option.hints_nl, option.hints_en, option.when_said) == ("foto", "picture", True)
    cues = Cue.objects.filter(flow__slug="proef")
    assert [(cue.slug, cue.kind, cue.position) for cue in cues] == [
        ("meisje", "doubt", 1),
        ("iemand", "person", 2),
    ]
    assert (cues[0].phrases_nl, cues[0].says_en) == ("meisje\ndochter", "It is about a girl.")
    assert load_guide(tmp_path, CUES, PHRASES) == LoadReport(unchanged=2)


def test_phrases_that_an_editor_changed_stay(tmp_path):
    load_guide(tmp_path, CUES, PHRASES)
    Option.objects.filter(question__slug="vraag").update(hints_nl="beeld")
    Cue.objects.filter(flow__slug="proef", slug="iemand").update(phrases_nl="hij")
    report = load_guide(tmp_path)
    assert report.changed_by_editor == ["flows.yaml: proef", "questions.yaml: vraag"]
    assert Option.objects.get(question__slug="vraag").hints_nl == "beeld"
    assert Cue.objects.get(flow__slug="proef", slug="iemand").phrases_nl == "hij"


def test_a_doubt_that_does_not_say_why_is_refused(tmp_path):
    silent = CUES.replace("says:", "# says:")
    with pytest.raises(ContentError) as caught:
        load_guide(tmp_path, silent)
    found = {str(problem).partition(" Schrijf")[0] for problem in caught.value.problems}
    assert found == {f"flows.yaml: proef: says_{language}:" for language in ("nl", "en")}
