"""Admin pages for archiving, which replaces deletion, and for unarchiving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.history.archiving import (
    archive,
    can_archive,
    can_unarchive,
    status_before,
    unarchive,
    usages_of,
)
from knowledge.history.errors import StaleVersionError
from knowledge.history.forms import ArchiveForm, RestoreForm
from knowledge.history.history_admin import report_errors
from knowledge.history.recording import parts_of
from knowledge.introspection import foreign_keys
from knowledge.models import Entry, Status

ALL = "all"


class StatusFilter(admin.SimpleListFilter):
    """Status filter of a change list that leaves archived entries out by default."""

    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Status.choices, (ALL, _("all, including archived"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in Status.values:
            return queryset.filter(status=self.value())
        return queryset if self.value() == ALL else queryset.exclude(status=Status.ARCHIVED)

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": _("not archived")}
        yield from others


@dataclass(frozen=True, slots=True)
class ArchiveCandidate:
    """A row that may be archived; `usages` are label and URL of records that refer to it."""

    row: Any
    usages: list[tuple[str, str]]


class ArchiveMixin(admin.ModelAdmin):
    """Archive entries instead of deleting them, and unarchive them."""

    model: type[Entry]
    actions: Sequence[str] = ("archive_selected",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("archiveren/", wrap(self.archive_view), name=f"{name}_archive"),
            path("<int:pk>/archiveren/", wrap(self.archive_one_view), name=f"{name}_archive_one"),
            path("<int:pk>/terugzetten/", wrap(self.unarchive_view), name=f"{name}_unarchive"),
            *super().get_urls(),
        ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Autocomplete fields do not offer archived entries."""
        rows, may_have_duplicates = super().get_search_results(request, queryset, search_term)
        match = request.resolver_match
        if match and match.url_name == "autocomplete":
            rows = rows.exclude(status=Status.ARCHIVED)
        return rows, may_have_duplicates

    @admin.action(permissions=["change"], description=gettext_lazy("Archive"))
    def archive_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        return self._confirm(request, list(queryset), None)

    def archive_one_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(self.model, pk=pk)
        self._check_change(request, row)
        return self._confirm(request, [row], None)

    def archive_view(self, request: HttpRequest) -> HttpResponse:
        """Archive the rows of the confirmation page, except those changed since it was shown."""
        self._check_change(request, None)
        form = ArchiveForm(request.POST or None)
        if not form.is_valid():
            pks = _keys_in(request.POST.get("seen", ""))
            rows = list(self._rows(pks))
            if request.method != "POST" or not rows:
                return redirect(self._url("changelist"))
            return self._confirm(request, rows, form)
        seen, reason = form.cleaned_data["seen"], form.cleaned_data["reason"]
        for row in self._rows(seen):
            self._archive(request, row, seen[row.pk], reason)
        return redirect(self._url("changelist"))

    def unarchive_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give an archived entry the status from before it was archived."""
        row = get_object_or_404(self.model, pk=pk)
        self._check_change(request, row)
        status = status_before(row)
        allowed = row.status == Status.ARCHIVED and can_unarchive(request.user, row, status)
        form = RestoreForm(request.POST or None, initial={"seen": row.version})
        if request.method == "POST":
            if not allowed:
                raise PermissionDenied
            if form.is_valid() and self._unarchive(request, row, form):
                return redirect(self._url("change", pk))
        context = {
            **self._context(request, _("Restore “%(name)s”") % {"name": row}),
            "row": row,
            "status": Status(status).label,
            "allowed": allowed,
            "form": form,
        }
        return TemplateResponse(request, "admin/knowledge/unarchive.html", context)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        if row and self.has_change_permission(request, row):
            page = "unarchive" if row.status == Status.ARCHIVED else "archive_one"
            context[f"{page}_address"] = self._url(page, row.pk)
        return super().render_change_form(request, context, *args, **kwargs)

    def _confirm(self, request: HttpRequest, rows: list[Any], form: Any) -> HttpResponse:
        """The confirmation page: what will be archived, and what refers to it."""
        active = [row for row in rows if row.status != Status.ARCHIVED]
        candidates = [row for row in active if can_archive(request.user, row, row.status)]
        seen = ",".join(f"{row.pk}:{row.version}" for row in candidates)
        context = {
            **self._context(request, _("Archive")),
            "candidates": [ArchiveCandidate(row, _links_to_usages(row)) for row in candidates],
            "refused": [row for row in active if row not in candidates],
            "form": form or ArchiveForm(initial={"seen": seen}),
            "action": self._url("archive"),
        }
        return TemplateResponse(request, "admin/knowledge/archive.html", context)

    def _archive(self, request: HttpRequest, row: Entry, seen: int, reason: str) -> None:
        params = {"name": row}
        if not can_archive(request.user, row, row.status):
            messages.error(request, _("“%(name)s” was not archived: ask a publisher.") % params)
        elif row.status != Status.ARCHIVED:
            try:
                archive(row, seen=seen, reason=reason)
                messages.success(request, _("“%(name)s” has been archived.") % params)
            except StaleVersionError:
                changed = _("“%(name)s” was not archived: someone has changed it in the meantime.")
                messages.error(request, changed % params)
            except ValidationError as error:
                why = {**params, "why": " ".join(error.messages)}
                messages.error(request, _("“%(name)s” was not archived. %(why)s") % why)

    def _unarchive(self, request: HttpRequest, row: Any, form: RestoreForm) -> bool:
        try:
            unarchive(row, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"])
        except StaleVersionError:
            changed = _(
                "Someone has changed it in the meantime. Nothing was restored: check it again."
            )
            messages.error(request, changed)
        except ValidationError as error:
            report_errors(request, self.model, error)
        else:
            messages.success(
                request, _("“%(name)s” has been restored from the archive.") % {"name": row}
            )
            return True
        return False

    def _check_change(self, request: HttpRequest, row: Any) -> None:
        if not self.has_change_permission(request, row):
            raise PermissionDenied

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts}

    def _rows(self, pks: Iterable[int]) -> Any:
        return self.model._default_manager.filter(pk__in=list(pks))

    def _url(self, page: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)


def _keys_in(seen: str) -> list[int]:
    """Keys from an invalid form, so that it can be shown again; none when they are unreadable."""
    field = ArchiveForm({"reason": "-", "seen": seen})
    return list(field.cleaned_data["seen"]) if field.is_valid() else []


def _links_to_usages(row: models.Model) -> list[tuple[str, str]]:
    return list(dict.fromkeys(_link_to(usage) for usage in usages_of(row)))


def _link_to(row: models.Model) -> tuple[str, str]:
    """Label and edit URL of a row; for a part without a page of its own, of what it is part of."""
    if not admin.site.is_registered(type(row)):
        for key in foreign_keys(type(row)):
            if key in parts_of(key.related_model):
                return _link_to(getattr(row, key.name))
    name = f"{row._meta.verbose_name}: {row}"
    try:
        url_name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
        return name, reverse(url_name, args=[row.pk])
    except NoReverseMatch:
        return name, ""
