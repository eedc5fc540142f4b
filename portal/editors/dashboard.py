"""What the first page for editors says: what is due, and how much is confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from knowledge.editing.filters import SOON, LawFilter, ReviewFilter, TranslationFilter
from knowledge.factsheets.filters import GapFilter
from knowledge.factsheets.gaps import sheets_with_gaps
from knowledge.models import (
    ContactDetail,
    ContactProposal,
    CorrectionReport,
    Entry,
    Factsheet,
    LegalArticle,
    PendingEdit,
    SearchCount,
    Status,
    Synonym,
)
from knowledge.search.statistics import NOTHING_FOUND
from knowledge.values.confirmation import Confirmation, State
from referrals.models import Flow
from referrals.releases import publishing as releases
from referrals.releases.draft import GUIDE_SLUG

MISSED_LATELY = timedelta(days=30)
MOST_MISSED = 10


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do: in words, how many, and the list of exactly those."""

    words: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Missed:
    """How many searches found nothing at all, and words of ours that were asked for when nothing
    exact was found: each with how often.
    """

    empty: int
    words: list[tuple[str, int]]
    address: str


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
class Checked:
    """A published contact detail and how sure it is."""

    detail: ContactDetail
    confirmation: Confirmation


def checked_details(at: datetime) -> list[Checked]:
    """What all figures about contact details are counted from: read once."""
    details = ContactDetail.objects.published().with_checks()
    rows = details.select_related("service").prefetch_related("service__regions")
    return [Checked(detail, detail.confirmation(at)) for detail in rows]


def contact_details_due(details: Sequence[Checked]) -> list[Due]:
    """Checks of contact details, the most urgent first; zero is said too."""
    words = {
        State.UNREACHABLE: _("could not be reached"),
        State.OVERDUE: _("overdue for a check"),
        State.NEVER: _("never confirmed"),
        State.DUE_SOON: _("due within 30 days"),
    }
    counts = Counter(one.confirmation.state for one in details)
    return [Due(said, counts[state], _queue(state)) for state, said in words.items()]


def others_waiting(at: datetime) -> list[Due]:
    """What other people sent: reports, answers, changes that wait for a publisher."""
    reports = CorrectionReport.objects.kept(at=at).waiting()
    answers = ContactProposal.objects.waiting()
    edits = PendingEdit.objects.waiting()
    found = [
        Due(_("reports of visitors"), reports.count(), _list(CorrectionReport)),
        Due(_("answers of organisations"), answers.count(), reverse("confirming")),
        Due(
            _("changes that wait for a publisher"),
            edits.count(),
            f"{_list(PendingEdit)}?decision__exact=open",
        ),
    ]
    return [due for due in found if due.count]


def texts_due(user: AbstractUser, at: datetime) -> list[Due]:
    """Drafts, texts that lack a language or have to be looked at again, law that changes."""
    today = timezone.localdate(at)
    nouns = [model for model in _entries() if user.has_perm(_may_view(model))]
    counted = [(model, model.objects.to_do(on=today)) for model in nouns]
    found = [
        Due(f"{_plural(model)}: {words}", counts[key], f"{_list(model)}?{parameters}")
        for key, words, parameters in _to_do()
        for model, counts in counted
    ]
    changing = LegalArticle.objects.living().changing(after=today, until=today + SOON)
    law = f"{_list(LegalArticle)}?{LawFilter.parameter_name}={LawFilter.choice[0]}"
    found.append(Due(_("law that changes within half a year"), changing.count(), law))
    gaps = f"{_list(Factsheet)}?{GapFilter.parameter_name}={GapFilter.choice[0]}"
    incomplete = len(sheets_with_gaps(on=today))
    found.append(Due(_("factsheets that name what visitors do not see"), incomplete, gaps))
    return [due for due in found if due.count]


def _to_do() -> list[tuple[str, str, str]]:
    """What may be due for any entry: its name in the counts, in words, and its filter."""
    filters = [("untranslated", TranslationFilter), ("to_review", ReviewFilter)]
    drafts = ("drafts", _("drafts"), f"status={Status.DRAFT}")
    return [
        drafts,
        *(
            (key, str(one.choice[1]), f"{one.parameter_name}={one.choice[0]}")
            for key, one in filters
        ),
    ]


def guide_problems() -> list[Due]:
    """What the checks say of the draft of the guide; nothing when there is no guide."""
    row = Flow.objects.filter(slug=GUIDE_SLUG).first()
    if row is None:
        return []
    draft = releases.check_draft(row)
    address = reverse("admin:referrals_flow_publish", args=[row.pk])
    found = [
        Due(_("errors in the guide"), len(draft.errors), address),
        Due(_("warnings about the guide"), len(draft.warnings), address),
    ]
    return [due for due in found if due.count]


def not_found(at: datetime) -> Missed:
    """What visitors asked for in the last weeks without an exact answer."""
    since = timezone.localdate(at) - MISSED_LATELY
    rows = SearchCount.objects.since(since)
    counted = {row["word"]: row["total"] for row in rows}
    empty = counted.pop(NOTHING_FOUND, 0)
    return Missed(empty, list(counted.items())[:MOST_MISSED], _list(Synonym))


def confirmed_by_kind(details: Sequence[Checked]) -> list[Share]:
    return _shares((str(one.detail.get_kind_display()), one) for one in details)


def confirmed_by_region(details: Sequence[Checked]) -> list[Share]:
    """By region; what is for the whole country, or for a place without one, apart."""
    return _shares((name, one) for one in details for name in _regions(one.detail.service))


def _regions(service: Any) -> list[str]:
    named = [str(region) for region in service.regions.all()]
    return named or [str(service.get_coverage_display())]


def _shares(rows: Iterable[tuple[str, Checked]]) -> list[Share]:
    counted: dict[str, list[int]] = {}
    for name, one in rows:
        numbers = counted.setdefault(name, [0, 0])
        numbers[0] += one.confirmation.is_confirmed
        numbers[1] += 1
    return [Share(name, *numbers) for name, numbers in sorted(counted.items())]


def _plural(model: type[Model]) -> str:
    return capfirst(str(model._meta.verbose_name_plural))


def _entries() -> list[type[Entry]]:
    return [model for model in apps.get_models() if issubclass(model, Entry)]


def _may_view(model: type[Model]) -> str:
    return f"{model._meta.app_label}.view_{model._meta.model_name}"


def _list(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def _queue(state: State) -> str:
    return f"{reverse('confirming')}?staat={state.value}"
