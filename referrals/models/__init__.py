"""The guide as rows, one noun a file. `referrals.graph` makes a pure flow of them."""

from referrals.models.flow import Flow
from referrals.models.outcome import Outcome, OutcomeQuestion, OutcomeService
from referrals.models.question import Option, OptionService, Question, QuestionKind

__all__ = [
    "Flow",
    "Option",
    "OptionService",
    "Outcome",
    "OutcomeQuestion",
    "OutcomeService",
    "Question",
    "QuestionKind",
]
