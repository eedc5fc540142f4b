"""Publishing the guide: check the draft, keep it as a numbered release, restore an old one.

The rows that editors change are the draft. Visitors walk the newest release that is sound.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from referrals.flow import snapshot
from referrals.flow.checks.problem import Level, Problem, errors
from referrals.flow.checks.structure import problems
from referrals.flow.model import Flow as PureFlow
from referrals.models import Flow, FlowRelease
from referrals.releases.draft import GUIDE, build, desk_facts

logger = logging.getLogger(__name__)


class PublicationRefusedError(Exception):
    """The guide has errors, all of them in `problems`; nothing was published."""

    def __init__(self, found: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.words["en"] for problem in found))
        self.problems = tuple(found)


class ChangedMeanwhileError(Exception):
    """Someone published or edited since the publisher looked; nothing was published."""


class NothingNewError(Exception):
    """What would be published is what visitors walk already."""


@dataclass(frozen=True, slots=True)
class Guide:
    """What visitors walk: the flow, and which release of it."""

    number: int
    published_at: datetime
    flow: PureFlow
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft as it was looked at: `seen` stands for it and for the newest release."""

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
    """The newest sound release of the guide; None when there is none.

    A release whose snapshot was damaged is passed over and reported in the log: an older
    guide that is whole is better than none.
    """
    releases: Any = FlowRelease.objects.filter(flow__slug=GUIDE, flow__status="published")
    rows = releases.newest_first().values_list("pk", "number", "published_at", "digest")
    for pk, number, published_at, digest in rows.iterator(chunk_size=1):
        try:
            return Guide(number, published_at, _flow(pk, digest))
        except snapshot.SnapshotError:
            logger.exception("release %s of the guide is damaged", number)
    return None


def read(release: FlowRelease) -> PureFlow:
    """The flow of a release. SnapshotError when its data is not what was published."""
    if snapshot.digest(release.snapshot) != release.digest:
        raise snapshot.SnapshotError(f"release {release.number} was changed after publication")
    return snapshot.from_data(release.snapshot)


@lru_cache(maxsize=8)
def _flow(pk: int, digest: str) -> PureFlow:
    """Read once per process: a release never changes, and its digest says which it is."""
    release: FlowRelease = FlowRelease.objects.get(pk=pk)
    if release.digest != digest:
        raise snapshot.SnapshotError(f"release {release.number} was changed after publication")
    return read(release)


def look(row: Flow) -> Draft:
    """The draft of `row`, its problems, and what it would replace."""
    flow = build(row)
    newest = FlowRelease.objects.filter(flow=row).order_by("-number").first()
    digest = snapshot.digest(snapshot.to_data(flow))
    return Draft(flow, tuple(problems(flow, desk_facts())), newest, digest)


def publish(
    row: Flow, *, by: AbstractBaseUser | None, reason: str, seen: str | None = None
) -> FlowRelease:
    """Publish the draft of `row` as the next release.

    `seen` is what the publisher looked at (`Draft.seen`). Raises PublicationRefusedError,
    ChangedMeanwhileError or NothingNewError, and then nothing is written.
    """
    with transaction.atomic():
        Flow.objects.select_for_update().get(pk=row.pk)
        draft = look(row)
        if seen is not None and seen != draft.seen:
            raise ChangedMeanwhileError
        if not draft.is_new:
            raise NothingNewError
        return _release(row, draft, by=by, reason=reason)


def restore(
    release: FlowRelease, *, by: AbstractBaseUser | None, reason: str, seen: int | None = None
) -> FlowRelease:
    """Make an old release the newest again; the draft stays as it is.

    `seen` is the number of the newest release that the publisher saw. Raises as `publish`
    does, and SnapshotError when the old release is damaged.
    """
    with transaction.atomic():
        row: Any = Flow.objects.select_for_update().get(pk=release.flow_id)
        flow = read(release)
        newest = FlowRelease.objects.filter(flow=row).order_by("-number").first()
        if seen is not None and newest and seen != newest.number:
            raise ChangedMeanwhileError
        draft = Draft(flow, tuple(problems(flow, desk_facts())), newest, release.digest)
        if not draft.is_new:
            raise NothingNewError
        return _release(row, draft, by=by, reason=reason, restored_from=release)


def _release(
    row: Flow,
    draft: Draft,
    *,
    by: AbstractBaseUser | None,
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
        warnings=[{"id": p.id, "culprit": p.culprit, "words": p.words} for p in draft.warnings],
        restored_from=restored_from,
    )
    return release


def publish_shipped() -> FlowRelease | None:
    """Publish the guide that came with the software, where no editor has published yet.

    None when there is nothing new, or the newest release is an editor's: then it is up to
    the editors. PublicationRefusedError when the shipped guide has errors.
    """
    row: Any = Flow.objects.filter(slug=GUIDE, status="published").first()
    if row is None:
        return None
    newest = FlowRelease.objects.filter(flow=row).order_by("-number").first()
    if newest and newest.published_by_id:
        return None
    try:
        return publish(row, by=None, reason="Starting content")
    except NothingNewError:
        return None
