"""Admin pages for spreadsheets: export a file, preview what an import changes, apply it."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters, ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from knowledge.editing.spreadsheets.applying import (
    ImportRefusedError,
    Progress,
    apply,
    may_apply,
    sheet_of,
)
from knowledge.editing.spreadsheets.checking import CheckResult, check
from knowledge.editing.spreadsheets.columns import SHEETS, Sheet
from knowledge.editing.spreadsheets.forms import ApplyForm, ExportForm, UploadForm
from knowledge.editing.spreadsheets.streaming import Work, streamed_page
from knowledge.editing.spreadsheets.writing import CONTENT_TYPES, export_file
from knowledge.models import ImportDraft
from knowledge.models.querysets import may_see_restricted
from knowledge.permissions import may_publish, signed_in

_TEMPLATES = "admin/knowledge/spreadsheets/"


class SpreadsheetMixin(ModelAdmin):
    """Adds export and import to the change list of a model that has a `Sheet`."""

    change_list_template = f"{_TEMPLATES}change_list.html"

    @property
    def sheet(self) -> Sheet:
        return SHEETS[self.model]

    @property
    def _sheet_name(self) -> str:
        """Prefix of the names of its pages, as the admin has it."""
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def get_urls(self) -> list[URLPattern]:
        name = self._sheet_name
        view = self.admin_site.admin_view
        return [
            path("exporteren/", view(self.export_view), name=f"{name}_export"),
            path("importeren/", view(self.import_view), name=f"{name}_import"),
            path("importeren/<int:pk>/", view(self.preview_view), name=f"{name}_preview"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        sheets = {
            "export_url": f"{self._sheet_address('export')}?{request.GET.urlencode()}",
            "import_url": self._sheet_address("import") if self._may_import(request) else "",
        }
        return super().changelist_view(request, {**sheets, **(extra_context or {})})

    def _sheet_address(self, page: str, *args: Any) -> str:
        return reverse(f"admin:{self._sheet_name}_{page}", args=args)

    def _may_import(self, request: HttpRequest) -> bool:
        """An import replaces whole records, so it takes a user who may see all of them."""
        return self.has_change_permission(request) and may_see_restricted(request.user)

    def _sheet_context(self, request: HttpRequest, title: str, **context: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "list_url": self._sheet_address("changelist"),
            **context,
        }

    def export_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            if any("\x00" in value for value in request.GET.values()):
                raise IncorrectLookupParameters
            chosen = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return redirect(self._sheet_address("export"))
        form = ExportForm(request.POST or None)
        rows = self.model._default_manager.filter(pk__in=chosen.queryset.values("pk"))
        if request.method == "POST" and form.is_valid():
            kind = form.cleaned_data["kind"]
            data = export_file(self.sheet, rows, request.user, kind)
            return _download(data, kind, str(self.opts.verbose_name_plural))
        context = self._sheet_context(
            request,
            _("Export"),
            form=form,
            count=rows.count(),
            total=self.model._default_manager.count(),
        )
        return TemplateResponse(request, f"{_TEMPLATES}export.html", context)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not self._may_import(request):
            raise PermissionDenied
        data = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*data, sheet=self.sheet)
        if form.is_valid():
            return redirect(self._sheet_address("preview", self._store_import(request, form).pk))
        drafts = ImportDraft.objects.filter(noun=self.sheet.key, done_at=None)
        context = self._sheet_context(
            request,
            _("Import"),
            form=form,
            mine=list(drafts.filter(made_by=signed_in(request)).defer("rows")),
            waiting=list(
                self._offered_imports(request).exclude(made_by=request.user).defer("rows")
            ),
            export_url=self._sheet_address("export"),
        )
        return TemplateResponse(request, f"{_TEMPLATES}import.html", context)

    def _store_import(self, request: HttpRequest, form: UploadForm) -> ImportDraft:
        ImportDraft.objects.expired(at=timezone.now()).delete()
        return ImportDraft.objects.create(
            noun=self.sheet.key,
            file_name=form.cleaned_data["file"].name[-200:],
            rows=form.table.rows,
            ignored=form.table.ignored,
            made_by=signed_in(request),
        )

    def _offered_imports(self, request: HttpRequest) -> Any:
        """Imports of others that this user may apply, under four eyes."""
        drafts = ImportDraft.objects.filter(noun=self.sheet.key)
        second = request.user
        if not (settings.FOUR_EYES and may_publish(second)):
            return drafts.none()
        return drafts.waiting().select_related("made_by")

    def _import_draft(self, request: HttpRequest, pk: int) -> ImportDraft:
        user = signed_in(request)
        mine = ImportDraft.objects.filter(noun=self.sheet.key, made_by=user, pk=pk)
        draft = mine.first() or self._offered_imports(request).filter(pk=pk).first()
        if draft is None:
            raise Http404
        return draft

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        if not self._may_import(request):
            raise PermissionDenied
        draft = self._import_draft(request, pk)
        form = ApplyForm(request.POST or None, initial={"reason": draft.reason})
        page = self._sheet_context(
            request, _("Import"), draft=draft, import_url=self._sheet_address("import")
        )
        if request.method == "POST" and "discard" in request.POST and draft.made_by == request.user:
            draft.delete()
            messages.success(request, _("The import was discarded. Nothing was changed."))
            return redirect(self._sheet_address("import"))
        if request.method == "POST" and form.is_valid():
            if "offer" in request.POST and draft.made_by == request.user:
                return self._offer_import(request, draft, form.cleaned_data["reason"])
            work = _apply_work(request, draft, form, page)
        else:
            work = _preview_work(request, draft, form, page)
        return streamed_page(request, f"{_TEMPLATES}working.html", page, work)

    def _offer_import(self, request: HttpRequest, draft: ImportDraft, reason: str) -> HttpResponse:
        draft.reason, draft.offered_at = reason, timezone.now()
        draft.save()
        messages.success(request, _("The import is waiting for a publisher."))
        return redirect(self._sheet_address("import"))


def _download(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=CONTENT_TYPES[kind])
    file = f"{slugify(name)}-{timezone.localdate()}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["Cache-Control"] = "no-store"
    return response


def _preview_work(
    request: HttpRequest, draft: ImportDraft, form: ApplyForm, page: dict[str, Any]
) -> Work:
    """Check the rows and render what they would change."""
    if draft.done_at:
        return render_to_string(f"{_TEMPLATES}_applied.html", page, request)
    steps = check(sheet_of(draft), draft.rows, draft.made_by)
    result: CheckResult = yield from _check_progress(steps, len(draft.rows))
    user = signed_in(request)
    context = {
        **page,
        "form": form,
        "result": result,
        "may_apply": may_apply(user, draft, result),
        "is_mine": draft.made_by == user,
    }
    return render_to_string(f"{_TEMPLATES}_preview.html", context, request)


def _check_progress(
    steps: Generator[int, None, CheckResult], total: int
) -> Generator[str, None, CheckResult]:
    while True:
        try:
            yield _("%(done)s of %(total)s rows checked") % _progress_numbers(next(steps), total)
        except StopIteration as end:
            result: CheckResult = end.value
            return result


def _apply_work(
    request: HttpRequest, draft: ImportDraft, form: ApplyForm, page: dict[str, Any]
) -> Work:
    """Save the changes, or render why nothing was saved."""
    user, sent = signed_in(request), form.cleaned_data
    steps: Generator[Progress, None, int] = apply(
        draft.pk, user, sent["reason"], next_day=sent["next_day"]
    )
    context = dict(page)
    try:
        while True:
            what, done = next(steps)
            text = _("%(done)s records saved")
            if what == "checked":
                text = _("%(done)s of %(total)s rows checked")
            yield text % _progress_numbers(done, len(draft.rows))
    except StopIteration as end:
        context["saved"] = end.value
    except ImportRefusedError as error:
        context["refused"] = error
    finally:
        steps.close()
    return render_to_string(f"{_TEMPLATES}_applied.html", context, request)


def _progress_numbers(done: int, total: int) -> dict[str, str]:
    return {
        "done": number_format(done, force_grouping=True),
        "total": number_format(total, force_grouping=True),
    }
