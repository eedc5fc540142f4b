"""Admin of reports: the editors' queue of mistakes that visitors reported."""

from collections.abc import Iterator
from typing import Any, cast

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
from knowledge.models.review.correction_report import CorrectionReportQuerySet, Part

QUEUE = "admin:knowledge_correctionreport_changelist"

# Id of the HTML element on the editing page that a report is about.
_CONTACT_FIELDS = {
    Part.VALUE: "id_value",
    Part.OPENING_HOURS: "id_opening_hours",
    Part.GONE: "id_status",
}
_DESK_FIELDS = {
    Part.VALUE: "contact_details-group",
    Part.OPENING_HOURS: "contact_details-group",
    Part.NAME: "id_name_nl",
    Part.FOR_WHOM: "id_min_age",
    Part.AFTER_CONTACT: "id_after_contact_nl",
    Part.GONE: "id_status",
}


def field_url(report: CorrectionReport) -> str:
    """URL of the editing page of what `report` is about, with the field as fragment."""
    if report.contact_id:
        page = reverse("admin:knowledge_contactdetail_change", args=[report.contact_id])
        field = _CONTACT_FIELDS.get(Part(report.part))
    else:
        page = reverse("admin:knowledge_service_change", args=[report.service_id])
        field = _DESK_FIELDS.get(Part(report.part))
    return f"{page}#{field}" if field else page


class HandledFilter(admin.SimpleListFilter):
    """Shows open reports unless another choice is made."""

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
    """Reports can be read, handled and deleted, but what a visitor wrote cannot be changed."""

    change_form_template = "admin/knowledge/report.html"
    list_display = ("about", "message", "state", "sender", "received_at")
    list_display_links = ("received_at",)
    list_filter = (HandledFilter, "looks_automatic", "part")
    list_select_related = ("service", "contact", "handled_by")
    fields = (
        "about",
        "message",
        "reply_to",
        "looks_automatic",
        "received_at",
        "handled_at",
        "handled_by",
    )
    readonly_fields = ("about",)
    actions = ("handle",)
    actions_on_bottom = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("knowledge.change_contactdetail")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Editors may delete: a report that describes a person must be removed at once."""
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        reports = cast(CorrectionReportQuerySet, super().get_queryset(request))
        return reports.within_retention(at=timezone.now())

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        CorrectionReport.objects.delete_expired(at=timezone.now())
        return super().changelist_view(request, extra_context)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.handle_one))
        name = "knowledge_correctionreport_handle"
        return [path("<int:pk>/handled/", view, name=name), *super().get_urls()]

    @admin.display(description=_("to the field"))
    def about(self, report: CorrectionReport) -> str:
        subject = f"{report.service}, {report.contact}" if report.contact else str(report.service)
        part = report.get_part_display()
        return format_html('<a href="{}">{}: {}</a>', field_url(report), subject, part)

    @admin.display(description=_("sender"))
    def sender(self, report: CorrectionReport) -> str:
        mark = gettext("perhaps a program") if report.looks_automatic else ""
        return " · ".join(filter(None, (report.reply_to, mark)))

    @admin.display(description=_("handled"))
    def state(self, report: CorrectionReport) -> str:
        if report.handled_at:
            day = timezone.localdate(report.handled_at)
            return f"{day:%d-%m-%Y}, {report.handled_by}"
        url = reverse("admin:knowledge_correctionreport_handle", args=[report.pk])
        button = '<button class="button" formaction="{}" aria-label="{}">{}</button>'
        label = gettext("Handled: %(report)s") % {"report": report}
        return format_html(button, url, label, gettext("Handled"))

    @admin.action(description=_("Mark as handled"))
    def handle(self, request: HttpRequest, queryset: Any) -> None:
        count = queryset.mark_handled(by=request.user, at=timezone.now())
        message = ngettext("%d report handled.", "%d reports handled.", count) % count
        messages.success(request, message)

    def handle_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        report = get_object_or_404(self.get_queryset(request), pk=pk)
        self.handle(request, self.get_queryset(request).filter(pk=report.pk))
        return redirect(QUEUE)
