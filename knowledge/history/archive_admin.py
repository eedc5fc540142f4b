"""Archiving in place of deleting: on the page of an entry, on lists, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from knowledge.history.history_admin import tell_problems
from knowledge.history.recording import parts_of
from knowledge.introspection import foreign_keys
from knowledge.models import Entry, Status

ALL = "all"


class StatusFilter(admin.SimpleListFilter):
    """Archived entries are out of the way until somebody asks for them."""

    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Status.choices, (ALL, _("all, also archived"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in Status.values:
            return queryset.filter(status=self.value())
        return queryset if self.value() == ALL else queryset.exclude(status=Status.ARCHIVED)

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": _("not archived")}
        yield from others


@dataclass(frozen=True, slots=True)
class Listed:
    """A row on the page that asks whether to archive: what uses it, each with its address."""

    row: Any
    usages: list[tuple[str, str]]


class ArchiveMixin(admin.ModelAdmin):
    """Nothing is deleted here: an entry is archived, and can be put back."""

    actions: Any = ("archive_selected",)

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
        """A field that is filled by typing does not offer what is archived."""
        rows, doubled = super().get_search_results(request, queryset, search_term)
        match = request.resolver_match
        if match and match.url_name == "autocomplete":
            rows = rows.exclude(status=Status.ARCHIVED)
        return rows, doubled

    @admin.action(permissions=["change"], description=gettext_lazy("Archive"))
    def archive_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        return self._ask(request, list(queryset), None)

    def archive_one_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        row: Any = get_object_or_404(self.model, pk=pk)
        self._check_change(request, row)
        return self._ask(request, [row], None)

    def archive_view(self, request: HttpRequest) -> HttpResponse:
        """Archives what was shown on the page before, as far as nobody changed it meanwhile."""
        self._check_change(request, None)
        form = ArchiveForm(request.POST or None)
        if not form.is_valid():
            pks = _keys_in(request.POST.get("seen", ""))
            rows = list(self._rows(pks))
            if request.method != "POST" or not rows:
                return redirect(self._list())
            return self._ask(request, rows, form)
        seen, reason = form.cleaned_data["seen"], form.cleaned_data["reason"]
        for row in self._rows(seen):
            self._archive(request, row, seen[row.pk], reason)
        return redirect(self._list())

    def unarchive_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Gives an archived entry the status that it had."""
        row: Any = get_object_or_404(self.model, pk=pk)
        self._check_change(request, row)
        status = status_before(row)
        may = row.status == Status.ARCHIVED and can_unarchive(request.user, row, status)
        form = RestoreForm(request.POST or None, initial={"seen": row.version})
        if request.method == "POST":
            if not may:
                raise PermissionDenied
            if form.is_valid() and self._unarchive(request, row, form):
                return redirect(self._page("change", pk))
        context = {
            **self._context(request, _("Put back “%(name)s”") % {"name": row}),
            "row": row,
            "status": Status(status).label,
            "may": may,
            "form": form,
        }
        return TemplateResponse(request, "admin/knowledge/unarchive.html", context)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        if row and self.has_change_permission(request, row):
            page = "unarchive" if row.status == Status.ARCHIVED else "archive_one"
            context[f"{page}_address"] = self._page(page, row.pk)
        return super().render_change_form(request, context, *args, **kwargs)

    def _ask(self, request: HttpRequest, rows: list[Any], form: Any) -> HttpResponse:
        """The page that shows what would be archived, and what names it."""
        living = [row for row in rows if row.status != Status.ARCHIVED]
        listed = [row for row in living if can_archive(request.user, row, row.status)]
        seen = ",".join(f"{row.pk}:{row.version}" for row in listed)
        context = {
            **self._context(request, _("Archive")),
            "listed": [Listed(row, _links(row)) for row in listed],
            "refused": [row for row in living if row not in listed],
            "form": form or ArchiveForm(initial={"seen": seen}),
            "action": self._page("archive"),
        }
        return TemplateResponse(request, "admin/knowledge/archive.html", context)

    def _archive(self, request: HttpRequest, row: Entry, seen: int, reason: str) -> None:
        said = {"name": row}
        if not can_archive(request.user, row, row.status):
            messages.error(request, _("“%(name)s” was not archived: ask a publisher.") % said)
        elif row.status != Status.ARCHIVED:
            try:
                archive(row, seen=seen, reason=reason)
                messages.success(request, _("“%(name)s” was archived.") % said)
            except StaleVersionError:
                changed = _("“%(name)s” was not archived: somebody changed it meanwhile.")
                messages.error(request, changed % said)

    def _unarchive(self, request: HttpRequest, row: Any, form: RestoreForm) -> bool:
        try:
            unarchive(row, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"])
        except StaleVersionError:
            changed = _("Somebody changed it meanwhile. Nothing was put back: look again.")
            messages.error(request, changed)
        except ValidationError as error:
            tell_problems(request, self.model, error)
        else:
            messages.success(request, _("“%(name)s” was put back.") % {"name": row})
            return True
        return False

    def _check_change(self, request: HttpRequest, row: Any) -> None:
        if not self.has_change_permission(request, row):
            raise PermissionDenied

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts}

    def _rows(self, pks: Iterable[int]) -> Any:
        return self.model._default_manager.filter(pk__in=list(pks))

    def _page(self, page: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def _list(self) -> str:
        return self._page("changelist")


def _keys_in(seen: str) -> list[int]:
    """Keys in a form of which something else was wrong; none when they cannot be read."""
    field = ArchiveForm({"reason": "-", "seen": seen})
    return list(field.cleaned_data["seen"]) if field.is_valid() else []


def _links(row: models.Model) -> list[tuple[str, str]]:
    return list(dict.fromkeys(_linked(usage) for usage in usages_of(row)))


def _linked(row: models.Model) -> tuple[str, str]:
    """What a row is and is called, and where it is edited; of a part what it belongs to."""
    if not admin.site.is_registered(type(row)):
        for key in foreign_keys(type(row)):
            if key in parts_of(key.related_model):
                return _linked(getattr(row, key.name))
    name = f"{row._meta.verbose_name}: {row}"
    try:
        page = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
        return name, reverse(page, args=[row.pk])
    except NoReverseMatch:
        return name, ""
