"""The entry types of the guide, in the order in which they are loaded."""

from pathlib import Path

from knowledge.loading.entries import EntrySpec, Part
from referrals import models

_CONTENT = Path(__file__).parent / "content"

ENTRIES = (
    EntrySpec(
        models.Flow,
        _CONTENT / "flows.yaml",
        (Part("stand_ins", models.StandIn, "flow"), Part("cues", models.Cue, "flow")),
    ),
    EntrySpec(
        models.Question,
        _CONTENT / "questions.yaml",
        (
            Part(
                "options",
                models.Option,
                "question",
                (Part("adds", models.OptionService, "option"),),
            ),
        ),
        withdraws=True,
    ),
    EntrySpec(
        models.Outcome,
        _CONTENT / "outcomes",
        (
            Part("desks", models.OutcomeService, "outcome"),
            Part("side_questions", models.OutcomeQuestion, "outcome", shorthand="question"),
        ),
        withdraws=True,
    ),
    EntrySpec(models.Case, _CONTENT / "cases", withdraws=True),
)
