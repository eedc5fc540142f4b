"""The guide as rows, one model a file; `referrals.releases.draft` builds a pure flow of them."""

from referrals.models.case import Case, Weekday
from referrals.models.cue import Cue, CueKind
from referrals.models.flow import Flow, StandIn
from referrals.models.outcome import Outcome, OutcomeQuestion, OutcomeService
from referrals.models.question import Option, OptionService, Question, QuestionKind
from referrals.models.release import FlowRelease
from referrals.models.review import PathReview

__all__ = [
    "Case",
    "Cue",
    "CueKind",
    "Flow",
    "FlowRelease",
    "Option",
    "OptionService",
    "Outcome",
    "OutcomeQuestion",
    "OutcomeService",
    "PathReview",
    "Question",
    "QuestionKind",
    "StandIn",
    "Weekday",
]
