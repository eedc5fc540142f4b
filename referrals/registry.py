"""The nouns of the guide in the order in which they can be loaded."""

from pathlib import Path

from knowledge.loading.entries import Noun, Part
from referrals import models

_CONTENT = Path(__file__).parent / "content"

NOUNS = (
    Noun(models.Flow, _CONTENT / "flows.yaml"),
    Noun(
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
    ),
    Noun(
        models.Outcome,
        _CONTENT / "outcomes.yaml",
        (
            Part("desks", models.OutcomeService, "outcome"),
            Part("side_questions", models.OutcomeQuestion, "outcome", shorthand="question"),
        ),
    ),
)
