"""Figures of the editors' dashboard: what is due, and how much is confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from knowledge.editing.filters import (
    SOON,
    LawFilter,
    ReviewFilter,
    SourceFilter,
    TranslationFilter,
    UnreadableHoursFilter,
)
from knowledge.factsheets.filters import GapFilter
from knowledge.factsheets.gaps import sheets_with_gaps
from knowledge.models import (
    ContactDetail,
    ContactProposal,
    CorrectionReport,
    Entry,
    Factsheet,
    LegalArticle,
    OutdatedText,
    PendingEdit,
    SearchCount,
    SentenceCount,
    Status,
    Synonym,
)
from knowledge.models.bookkeeping.sentence_count import SentenceCertainty
from knowledge.search.statistics import NOTHING_FOUND
from knowledge.values.confirmation import Confirmation, State
from referrals.models import Flow
from referrals.releases import publishing
from referrals.releases.draft import GUIDE_SLUG

MISSED_WITHIN = timedelta(days=30)
MAX_MISSED = 10


@dataclass(frozen=True, slots=True)
class Due:
    """A kind of task: `count` of them, and the URL of the list of exactly those."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class MissedSearches:
    """How many searches found nothing at all, and words of our own that were searched for without
    an exact match, each with its count.
    """

    empty: int
    words: list[tuple[str, int]]
    sentences: list[tuple[str, int]]
    """How sentences were answered, and how many of them."""
    url: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a group of contact details are confirmed."""

    name: str
    confirmed: int
    total: int

    @property
    def percent(self) -> int:
        return round(100 * self.confirmed / self.total)


@dataclass(frozen=True, slots=True)
class CheckedDetail:
    """A published contact detail and its confirmation."""

    detail: ContactDetail
    confirmation: Confirmation


def checked_details(at: datetime) -> list[CheckedDetail]:
    """All published contact details, which the figures on them are computed from."""
    details = ContactDetail.objects.published().with_checks()
    rows = details.select_related("service").prefetch_related("service__regions")
    return [CheckedDetail(detail, detail.confirmation(at)) for detail in rows]


def contact_details_due(details: Sequence[CheckedDetail]) -> list[Due]:
    """Checks of contact details, the most urgent first, zeroes included."""
    labels = {
        State.UNREACHABLE: _("could not be reached"),
        State.OVERDUE: _("overdue for a check"),
        State.NEVER: _("never confirmed"),
        State.DUE_SOON: _("due within 30 days"),
    }
    counts = Counter(checked.confirmation.state for checked in details)
    due = [Due(label, counts[state], _queue(state)) for state, label in labels.items()]
    return [*due, *_not_empty([_unreadable_hours()])]


def _unreadable_hours() -> Due:
    count = ContactDetail.objects.not_archived().with_unreadable_hours().count()
    by = UnreadableHoursFilter
    address = f"{_list(ContactDetail)}?{by.parameter_name}={by.choice[0]}"
    return Due(_("with hours that can no longer be understood: shown as not known"), count, address)


def others_waiting(at: datetime) -> list[Due]:
    """Sent by others: reports, answers, changes that wait for a publisher."""
    reports = CorrectionReport.objects.within_retention(at=at).waiting()
    answers = ContactProposal.objects.waiting()
    edits = PendingEdit.objects.waiting()
    due = [
        Due(_("visitor reports"), reports.count(), _list(CorrectionReport)),
        Due(_("answers of organisations"), answers.count(), reverse("confirming")),
        Due(
            _("changes waiting for a publisher"),
            edits.count(),
            f"{_list(PendingEdit)}?decision__exact=open",
        ),
    ]
    return _not_empty(due)


def texts_due(user: AbstractUser, at: datetime) -> list[Due]:
    """Drafts, missing translations, texts due for review, and law that changes."""
    today = timezone.localdate(at)
    models = [model for model in _entries() if user.has_perm(_view_permission(model))]
    counted = [(model, model.objects.to_do(on=today)) for model in models]
    due = [
        Due(f"{_plural(model)}: {label}", counts.get(key, 0), f"{_list(model)}?{parameters}")
        for key, label, parameters in _to_do()
        for model, counts in counted
    ]
    behind = OutdatedText.objects.count()
    due.append(Due(_("texts behind the other language"), behind, reverse("admin:outdated_texts")))
    changing = LegalArticle.objects.not_archived().changing(after=today, until=today + SOON)
    law = f"{_list(LegalArticle)}?{LawFilter.parameter_name}={LawFilter.choice[0]}"
    due.append(Due(_("laws changing within six months"), changing.count(), law))
    gaps = f"{_list(Factsheet)}?{GapFilter.parameter_name}={GapFilter.choice[0]}"
    incomplete = len(sheets_with_gaps(on=today))
    due.append(Due(_("factsheets that refer to entries visitors cannot see"), incomplete, gaps))
    return _not_empty(due)


def _to_do() -> list[tuple[str, str, str]]:
    """Tasks that any entry can need: key in `to_do`, label, and parameters of its filter."""
    filters = [
        ("unsourced", SourceFilter),
        ("untranslated", TranslationFilter),
        ("to_review", ReviewFilter),
    ]
    drafts = ("drafts", _("drafts"), f"status={Status.DRAFT}")
    return [
        drafts,
        *((key, str(by.choice[1]), f"{by.parameter_name}={by.choice[0]}") for key, by in filters),
    ]


def guide_problems() -> list[Due]:
    """Problems that the checks find in the draft of the guide; none without a guide."""
    row = Flow.objects.filter(slug=GUIDE_SLUG).first()
    if row is None:
        return []
    draft = publishing.check_draft(row)
    address = reverse("admin:referrals_flow_publish", args=[row.pk])
    due = [
        Due(_("errors in the guide"), len(draft.errors), address),
        Due(_("warnings about the guide"), len(draft.warnings), address),
    ]
    return _not_empty(due)


def missed_searches(at: datetime) -> MissedSearches:
    """Searches of the last 30 days without an exact match."""
    since = timezone.localdate(at) - MISSED_WITHIN
    rows = SearchCount.objects.since(since)
    counted = {row["word"]: row["total"] for row in rows}
    empty = counted.pop(NOTHING_FOUND, 0)
    words = list(counted.items())[:MAX_MISSED]
    return MissedSearches(empty, words, sentences(since), _list(Synonym))


def sentences(since: date) -> list[tuple[str, int]]:
    """How sentences were answered, each with its count; empty when there were none."""
    totals = SentenceCount.objects.totals(since=since)
    choices = SentenceCertainty.choices if totals else []
    return [(str(label), totals.get(value, 0)) for value, label in choices]


def confirmed_by_kind(details: Sequence[CheckedDetail]) -> list[Share]:
    return _shares((str(checked.detail.get_kind_display()), checked) for checked in details)


def confirmed_by_region(details: Sequence[CheckedDetail]) -> list[Share]:
    """By region; national desks and local ones without a region are groups of their own."""
    return _shares(
        (name, checked) for checked in details for name in _regions(checked.detail.service)
    )


def _regions(service: Any) -> list[str]:
    names = [str(region) for region in service.regions.all()]
    return names or [str(service.get_coverage_display())]


def _shares(rows: Iterable[tuple[str, CheckedDetail]]) -> list[Share]:
    counted: dict[str, list[int]] = {}
    for name, checked in rows:
        numbers = counted.setdefault(name, [0, 0])
        numbers[0] += checked.confirmation.is_confirmed
        numbers[1] += 1
    return [Share(name, *numbers) for name, numbers in sorted(counted.items())]


def _not_empty(due: Iterable[Due]) -> list[Due]:
    return [task for task in due if task.count]


def _plural(model: type[Model]) -> str:
    return capfirst(str(model._meta.verbose_name_plural))


def _entries() -> list[type[Entry]]:
    return [model for model in apps.get_models() if issubclass(model, Entry)]


def _view_permission(model: type[Model]) -> str:
    return f"{model._meta.app_label}.view_{model._meta.model_name}"


def _list(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def _queue(state: State) -> str:
    return f"{reverse('confirming')}?staat={state.value}"
