"""The editors' queue of what visitors say is wrong."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from knowledge.models import CorrectionReport
from knowledge.models.review.report import Part

QUEUE = "admin:knowledge_correctionreport_changelist"

# Where on the editing page the field stands that a report is about.
_OF_CONTACT = {
    Part.VALUE: "id_value",
    Part.OPENING_HOURS: "id_opening_hours",
    Part.GONE: "id_status",
}
_OF_DESK = {
    Part.VALUE: "contact_details-group",
    Part.OPENING_HOURS: "contact_details-group",
    Part.NAME: "id_name_nl",
    Part.FOR_WHOM: "id_min_age",
    Part.AFTER_CONTACT: "id_after_contact_nl",
    Part.GONE: "id_status",
}


def field_address(report: CorrectionReport) -> str:
    """Where an editor can change what `report` is about, down to the field."""
    if report.contact_id:
        page = reverse("admin:knowledge_contactdetail_change", args=[report.contact_id])
        field = _OF_CONTACT.get(Part(report.part))
    else:
        page = reverse("admin:knowledge_service_change", args=[report.service_id])
        field = _OF_DESK.get(Part(report.part))
    return f"{page}#{field}" if field else page


class HandledFilter(admin.SimpleListFilter):
    """What waits is shown unless something else is asked."""

    title = _("handled")
    parameter_name = "handled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("handled")), ("all", _("all"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": _("waiting")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "yes":
            return queryset.exclude(handled_at=None)
        return queryset if self.value() == "all" else queryset.waiting()


@admin.register(CorrectionReport)
class CorrectionReportAdmin(admin.ModelAdmin):
    """Reports are read, handled and deleted; what a visitor wrote is not changed."""

    change_form_template = "admin/knowledge/report.html"
    list_display = ("about", "message", "state", "reply_to", "received_at")
    list_display_links = ("received_at",)
    list_filter = (HandledFilter, "part")
    list_select_related = ("service", "contact", "handled_by")
    fields = ("about", "message", "reply_to", "received_at", "handled_at", "handled_by")
    readonly_fields = ("about",)
    actions = ("handle",)
    actions_on_bottom = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("knowledge.change_contactdetail")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Editors may: someone may have written about a person, and that goes at once."""
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        reports: Any = super().get_queryset(request)
        kept: QuerySet[Any] = reports.kept(at=timezone.now())
        return kept

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        CorrectionReport.objects.delete_too_old(at=timezone.now())
        return super().changelist_view(request, extra_context)

    def get_urls(self) -> list[URLPattern]:
        handled = self.admin_site.admin_view(require_POST(self.handle_one))
        name = "knowledge_correctionreport_handle"
        return [path("<int:pk>/handled/", handled, name=name), *super().get_urls()]

    @admin.display(description=_("to the field"))
    def about(self, report: CorrectionReport) -> str:
        what = f"{report.service}, {report.contact}" if report.contact else str(report.service)
        part = report.get_part_display()
        return format_html('<a href="{}">{}: {}</a>', field_address(report), what, part)

    @admin.display(description=_("handled"))
    def state(self, report: CorrectionReport) -> str:
        if report.handled_at:
            day = timezone.localdate(report.handled_at)
            return f"{day:%d-%m-%Y}, {report.handled_by}"
        address = reverse("admin:knowledge_correctionreport_handle", args=[report.pk])
        button = '<button class="button" formaction="{}" aria-label="{}">{}</button>'
        label = gettext("Handled: %(report)s") % {"report": report}
        return format_html(button, address, label, gettext("Handled"))

    @admin.action(description=_("Mark as handled"))
    def handle(self, request: HttpRequest, queryset: Any) -> None:
        count = queryset.mark_handled(by=request.user, at=timezone.now())
        words = ngettext("%d report handled.", "%d reports handled.", count) % count
        messages.success(request, words)

    def handle_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        report: Any = get_object_or_404(self.get_queryset(request), pk=pk)
        self.handle(request, self.get_queryset(request).filter(pk=report.pk))
        return redirect(QUEUE)
