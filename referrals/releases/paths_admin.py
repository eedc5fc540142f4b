"""Admin page with every path of the draft or a release."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from knowledge.permissions import signed_in
from referrals.flow.model import Flow as PureFlow
from referrals.flow.paths import Path, all_paths
from referrals.flow.snapshot import SnapshotError
from referrals.models import Flow, FlowRelease, PathReview
from referrals.releases.draft import build_flow
from referrals.releases.path_forms import PathFilter, ReviewForm
from referrals.releases.publishing import read_flow

PAGE_SIZE = 100


def draft_paths(request: HttpRequest, pk: int) -> HttpResponse:
    """Every path of the draft."""
    row = get_object_or_404(Flow, pk=pk)
    if not request.user.has_perm("referrals.view_flow"):
        raise PermissionDenied
    return _page(request, build_flow(row), None, _("All paths of the draft"))


def release_paths(request: HttpRequest, pk: int) -> HttpResponse:
    """Every path of a release; the filtered ones can be marked as reviewed."""
    release = get_object_or_404(FlowRelease, pk=pk)
    if not request.user.has_perm("referrals.view_flowrelease"):
        raise PermissionDenied
    try:
        flow = read_flow(release)
    except SnapshotError:
        messages.error(request, _("This release is damaged."))
        return redirect("admin:referrals_flowrelease_changelist")
    return _page(request, flow, release, _("All paths of release %d") % release.number)


def reviews_by_path(release: FlowRelease) -> dict[str, list[PathReview]]:
    """Reviews of a release, grouped by path key."""
    by_path: dict[str, list[PathReview]] = {}
    for review in PathReview.objects.filter(release=release):
        by_path.setdefault(review.path, []).append(review)
    return by_path


def _page(
    request: HttpRequest, flow: PureFlow, release: FlowRelease | None, title: str
) -> HttpResponse:
    paths = list(all_paths(flow))
    path_filter = PathFilter(request.GET, flow, paths)
    filtered = path_filter.narrow(paths)
    form = ReviewForm(request.POST or None)
    if request.method == "POST":
        if release is None or not request.user.has_perm("referrals.add_pathreview"):
            raise PermissionDenied
        if form.is_valid():
            count = _mark_reviewed(request, release, filtered, form)
            messages.success(request, _("%d paths marked as reviewed.") % count)
            return redirect(request.get_full_path())
    reviews = reviews_by_path(release) if release else {}
    page = Paginator(filtered, PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        **admin.site.each_context(request),
        "title": title,
        "release": release,
        "filter": path_filter,
        "page": page,
        "rows": [(path, reviews.get(path.key, [])) for path in page],
        "total": len(paths),
        "reviewed": sum(path.key in reviews for path in paths),
        "form": form if release and request.user.has_perm("referrals.add_pathreview") else None,
    }
    return TemplateResponse(request, "admin/referrals/paths.html", context)


def _mark_reviewed(
    request: HttpRequest, release: FlowRelease, paths: list[Path], form: ReviewForm
) -> int:
    """Mark `paths` as reviewed, unless this role did so before; returns how many are new."""
    reviews = [
        PathReview(
            release=release, path=path.key, entered_by=signed_in(request), **form.cleaned_data
        )
        for path in paths
    ]
    before = PathReview.objects.filter(release=release).count()
    PathReview.objects.bulk_create(reviews, ignore_conflicts=True)
    return PathReview.objects.filter(release=release).count() - before
