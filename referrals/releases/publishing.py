"""Publishing the guide: check the draft, save it as a numbered release, restore an older one.

The rows that editors change are the draft. Visitors get the newest release that is intact.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from knowledge.caching.derived import DerivedContent
from knowledge.history.errors import StaleVersionError
from referrals.flow import snapshot
from referrals.flow.checks.cases import case_problems
from referrals.flow.checks.problem import Level, Problem, errors
from referrals.flow.checks.structure import problems
from referrals.flow.model import Flow as PureFlow
from referrals.models import Flow, FlowRelease
from referrals.reading.checks import phrase_problems
from referrals.releases.cases import sentence_problems_on, verdicts_on
from referrals.releases.draft import GUIDE_SLUG, build_flow, desk_facts
from referrals.releases.tokens import token_problems

logger = logging.getLogger(__name__)

MAX_KNOWN = 100
"""States of the draft whose problems are kept; those of further ones are looked for each time."""

_PROBLEMS: DerivedContent[dict[str, tuple[Problem, ...]]] = DerivedContent("problems", dict)
"""By digest of the draft: all checks take longer than everything else on an editing page."""


class PublicationRefusedError(Exception):
    """The guide has errors, all of them in `problems`; nothing was published."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message["en"] for problem in problems))
        self.problems = tuple(problems)


class StaleGuideError(StaleVersionError):
    """Someone published or edited since the publisher's page was made; nothing was published.

    `current` is the newest release, None when there is none.
    """


class NothingNewError(Exception):
    """The newest release has the same content already; nothing was published."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A flow to follow, and the release that it comes from (0 for the draft)."""

    number: int
    published_at: datetime
    flow: PureFlow
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """A flow that could be published, its problems, and the release that it would replace.

    `seen` identifies this state: it changes with every edit and with every new release.
    """

    flow: PureFlow
    problems: tuple[Problem, ...]
    newest: FlowRelease | None
    digest: str

    @property
    def seen(self) -> str:
        return f"{self.newest.number if self.newest else 0}:{self.digest}"

    @property
    def errors(self) -> list[Problem]:
        return errors(list(self.problems))

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.level == Level.WARNING]

    @property
    def is_new(self) -> bool:
        return self.newest is None or self.newest.digest != self.digest


def current_guide() -> Guide | None:
    """The newest intact release of the guide; None when there is none.

    A release with a damaged snapshot is logged and skipped: an older guide that is intact is
    better than none.
    """
    releases = FlowRelease.objects.filter(flow__slug=GUIDE_SLUG, flow__status="published")
    rows = releases.newest_first().values_list("pk", "number", "published_at", "digest")
    for pk, number, published_at, digest in rows.iterator(chunk_size=1):
        try:
            return Guide(number, published_at, _cached_flow(pk, digest))
        except snapshot.SnapshotError:
            logger.exception("release %s of the guide is damaged", number)
    return None


def read_flow(release: FlowRelease) -> PureFlow:
    """The flow of a release. SnapshotError when its data is not what was published."""
    if snapshot.digest(release.snapshot) != release.digest:
        raise snapshot.SnapshotError(f"release {release.number} was changed after publication")
    return snapshot.from_data(release.snapshot)


@lru_cache(maxsize=8)
def _cached_flow(pk: int, digest: str) -> PureFlow:
    """Cached per process: a release never changes, and its digest identifies it."""
    release: FlowRelease = FlowRelease.objects.get(pk=pk)
    if release.digest != digest:
        raise snapshot.SnapshotError(f"release {release.number} was changed after publication")
    return read_flow(release)


def check_draft(row: Flow) -> Draft:
    """Build the draft of `row` and run all checks on it."""
    flow = build_flow(row)
    newest = FlowRelease.objects.filter(flow=row).order_by("-number").first()
    digest = snapshot.digest(snapshot.to_data(flow))
    return Draft(flow, _known_problems(flow, digest), newest, digest)


def _known_problems(flow: PureFlow, digest: str) -> tuple[Problem, ...]:
    """`problems_of`, once for each state of draft and desks, but anew in a transaction."""
    known = _PROBLEMS.get()
    found = known[digest] if digest in known else problems_of(flow)
    if len(known) < MAX_KNOWN:
        known[digest] = found
    return found


def problems_of(flow: PureFlow) -> tuple[Problem, ...]:
    """What is wrong with `flow` beside the desks as they are now, its cases included."""
    return (
        *problems(flow, desk_facts()),
        *phrase_problems(flow),
        *token_problems(flow),
        *case_problems(verdicts_on(flow)),
        *sentence_problems_on(flow),
    )


def publish(row: Flow, *, by: User | None, reason: str, seen: str | None = None) -> FlowRelease:
    """Publish the draft of `row` as the next release.

    `seen` is the `Draft.seen` that the publisher's page was made of; None skips that check.
    Raises PublicationRefusedError, StaleGuideError or NothingNewError; nothing is written.
    """
    with transaction.atomic():
        Flow.objects.select_for_update().get(pk=row.pk)
        draft = check_draft(row)
        if seen is not None and seen != draft.seen:
            raise StaleGuideError(draft.newest)
        if not draft.is_new:
            raise NothingNewError
        return _release(row, draft, by=by, reason=reason)


def restore(
    release: FlowRelease, *, by: User | None, reason: str, seen: int | None = None
) -> FlowRelease:
    """Publish an older release again as the newest one; the draft is left alone.

    `seen` is the number of the newest release when the publisher's page was made. Raises what
    `publish` raises, and SnapshotError when the older release is damaged.
    """
    with transaction.atomic():
        row = Flow.objects.select_for_update().get(pk=release.flow_id)
        flow = read_flow(release)
        newest = FlowRelease.objects.filter(flow=row).order_by("-number").first()
        if seen is not None and newest and seen != newest.number:
            raise StaleGuideError(newest)
        draft = Draft(flow, problems_of(flow), newest, release.digest)
        if not draft.is_new:
            raise NothingNewError
        return _release(row, draft, by=by, reason=reason, restored_from=release)


def _release(
    row: Flow,
    draft: Draft,
    *,
    by: User | None,
    reason: str,
    restored_from: FlowRelease | None = None,
) -> FlowRelease:
    if draft.errors:
        raise PublicationRefusedError(draft.errors)
    release: FlowRelease = FlowRelease.objects.create(
        flow=row,
        number=draft.newest.number + 1 if draft.newest else 1,
        snapshot=snapshot.to_data(draft.flow),
        digest=draft.digest,
        published_by=by,
        reason=reason,
        software_version=settings.VERSION,
        warnings=[{"id": p.id, "culprit": p.node, "words": p.message} for p in draft.warnings],
        restored_from=restored_from,
    )
    return release


def publish_shipped() -> FlowRelease | None:
    """Publish the guide that ships with the software, unless an editor has published.

    Returns None when nothing changed or when the newest release is an editor's: from then on
    publishing is up to the editors. Raises PublicationRefusedError when the guide has errors.
    """
    row = Flow.objects.filter(slug=GUIDE_SLUG, status="published").first()
    if row is None:
        return None
    newest = FlowRelease.objects.filter(flow=row).order_by("-number").first()
    if newest and newest.published_by_id:
        return None
    try:
        return publish(row, by=None, reason="Starting content")
    except NothingNewError:
        return None
