"""Admin pages of releases: publish the draft, list, compare and restore publishing."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.editing.readonly import ReadOnlyAdmin
from knowledge.permissions import signed_in
from referrals import models
from referrals.flow.checks.problem import Problem
from referrals.flow.diff import Difference, differences
from referrals.flow.snapshot import SnapshotError
from referrals.releases import publishing
from referrals.releases.cases_admin import draft_cases
from referrals.releases.charts_admin import draft_chart, release_chart
from referrals.releases.forms import CompareForm, PublishForm, RestoreForm
from referrals.releases.paths_admin import draft_paths, release_paths, reviews_by_path
from referrals.releases.preview import shared_link
from referrals.releases.references import edit_urls
from referrals.templatetags.flow_text import in_language

CHANGED_MEANWHILE = gettext_lazy(
    "Someone else has edited or published the guide in the meantime. Nothing was "
    "published: check it again."
)
MAY_PUBLISH = "knowledge.publish_entries"
NOTHING_NEW = gettext_lazy("Visitors already see exactly this guide. Nothing was published.")


def with_edit_urls(
    items: Sequence[Problem | Difference],
) -> list[tuple[Problem | Difference, str]]:
    """Each item with the admin URL of the row it is about, "" when that row no longer exists."""
    urls = edit_urls({item.node for item in items})
    return [(item, urls.get(item.node, "")) for item in items]


class PublishMixin(admin.ModelAdmin):
    """Adds pages to a guide's admin: check and publish, all paths, all cases, flow diagram."""

    def get_urls(self) -> list[URLPattern]:
        publish = self.admin_site.admin_view(self.publish_view)
        paths = self.admin_site.admin_view(draft_paths)
        chart = self.admin_site.admin_view(draft_chart)
        cases = self.admin_site.admin_view(draft_cases)
        return [
            path("<int:pk>/publiceren/", publish, name="referrals_flow_publish"),
            path("<int:pk>/wegen/", paths, name="referrals_flow_paths"),
            path("<int:pk>/kaart/", chart, name="referrals_flow_chart"),
            path("<int:pk>/casussen/", cases, name="referrals_flow_cases"),
            *super().get_urls(),
        ]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(models.Flow, pk=pk)
        may_change = self.has_change_permission(request, row)
        if not may_change or not request.user.has_perm(MAY_PUBLISH):
            raise PermissionDenied
        draft = publishing.check_draft(row)
        form = PublishForm(request.POST or None, initial={"seen": draft.seen})
        if request.method == "POST" and form.is_valid() and self._publish(request, row, form):
            return redirect("admin:referrals_flowrelease_changelist")
        current = publishing.current_guide()
        changes = differences(current.flow, draft.flow) if current else []
        context = {
            **self.admin_site.each_context(request),
            "title": _("Publish the guide"),
            "flow": row,
            "draft": draft,
            "form": form,
            "errors": with_edit_urls(draft.errors),
            "warnings": with_edit_urls(draft.warnings),
            "changes": with_edit_urls(changes),
            "shared_link": settings.SITE_URL + shared_link(),
        }
        return TemplateResponse(request, "admin/referrals/publish.html", context)

    def _publish(self, request: HttpRequest, row: models.Flow, form: PublishForm) -> bool:
        seen, reason = form.cleaned_data["seen"], form.cleaned_data["reason"]
        try:
            release = publishing.publish(row, by=signed_in(request), reason=reason, seen=seen)
        except publishing.PublicationRefusedError:
            messages.error(request, _("The guide has errors, so nothing was published."))
        except publishing.StaleGuideError:
            messages.error(request, CHANGED_MEANWHILE)
        except publishing.NothingNewError:
            messages.error(request, NOTHING_NEW)
        else:
            messages.success(request, _("Published as release %d.") % release.number)
            return True
        return False


@admin.register(models.FlowRelease)
class FlowReleaseAdmin(ReadOnlyAdmin):
    """Read-only: releases can be viewed, compared and restored."""

    list_display = ("number", "published_at", "publisher", "reason", "restored_from")
    list_display_links = ("number", "published_at")
    list_select_related = ("published_by", "restored_from", "flow")
    ordering = ("-number",)

    def get_urls(self) -> list[URLPattern]:
        paths = self.admin_site.admin_view(release_paths)
        chart = self.admin_site.admin_view(release_chart)
        return [
            path("<int:pk>/wegen/", paths, name="referrals_flowrelease_paths"),
            path("<int:pk>/kaart/", chart, name="referrals_flowrelease_chart"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("by"))
    def publisher(self, release: models.FlowRelease) -> str:
        return str(release.published_by or _("came with the software"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One release: its details, its changes since another release, and the restore form."""
        release = self.get_object(request, unquote(object_id))
        if release is None:
            raise Http404
        if not self.has_view_permission(request, release):
            raise PermissionDenied
        newest = models.FlowRelease.objects.filter(flow=release.flow).latest("number")
        form = RestoreForm(request.POST or None, initial={"seen": newest.number})
        may_restore = request.user.has_perms(("referrals.change_flow", MAY_PUBLISH))
        if request.method == "POST":
            if not may_restore:
                raise PermissionDenied
            if form.is_valid() and self._restore(request, release, form):
                return redirect("admin:referrals_flowrelease_changelist")
        context = {
            **self.admin_site.each_context(request),
            **self._compared(request, release),
            "title": _("Release %d") % release.number,
            "release": release,
            "newest": newest,
            "reviewed": len(reviews_by_path(release)),
            "form": form if may_restore and release != newest else None,
        }
        return TemplateResponse(request, "admin/referrals/release.html", context)

    def _compared(self, request: HttpRequest, release: Any) -> dict[str, Any]:
        """Context: the changes since the release chosen, or that one of the two is damaged."""
        compare = CompareForm(request.GET)
        number = compare.number(release.number - 1)
        others = models.FlowRelease.objects.filter(flow=release.flow, number=number)
        other = others.first()
        try:
            flow = publishing.read_flow(release)
            changes = differences(publishing.read_flow(other), flow) if other else []
        except SnapshotError:
            return {"compare": compare, "damaged": True}
        return {"compare": compare, "other": other, "changes": with_edit_urls(changes)}

    def _restore(self, request: HttpRequest, release: Any, form: RestoreForm) -> bool:
        seen, reason = form.cleaned_data["seen"], form.cleaned_data["reason"]
        try:
            restored = publishing.restore(release, by=signed_in(request), reason=reason, seen=seen)
        except publishing.PublicationRefusedError as error:
            messages.error(request, _("This release now has errors, so it was not restored."))
            for problem in error.problems:
                messages.error(request, in_language(problem.message))
        except publishing.StaleGuideError:
            messages.error(request, CHANGED_MEANWHILE)
        except publishing.NothingNewError:
            messages.error(request, NOTHING_NEW)
        except SnapshotError:
            messages.error(request, _("This release is damaged, so it was not restored."))
        else:
            messages.success(request, _("Restored as release %d.") % restored.number)
            return True
        return False
