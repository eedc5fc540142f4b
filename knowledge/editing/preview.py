"""How an entry would look to visitors, before anything of it is saved."""

from __future__ import annotations

import copy
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import resolve, reverse
from django.utils.translation import override

from knowledge.editing.intent import PREVIEW_BUTTON
from knowledge.introspection import LANGUAGES
from knowledge.models import Status


class PreviewMixin(admin.ModelAdmin):
    """For an admin of entries with a public page: their own, or the list named `list_url`.

    `preview_kinds` are other formats of that page, such as "pdf"; the template labels them.
    """

    list_url = ""
    preview_kinds: tuple[str, ...] = ()

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["previews"] = LANGUAGES if self._has_page() else ()
        context["preview_kinds"] = self.preview_kinds
        return super().render_change_form(request, context, *args, **kwargs)

    def public_page(self, request: HttpRequest, entry: Any) -> HttpResponse | None:
        """The page visitors would get if `entry` were published as it now is; None if hidden.

        Writes to the database: call it in a transaction that rolls back.
        """
        entry.status, entry.publish_on, entry.withdraw_on = Status.PUBLISHED, None, None
        entry.save()
        language, _dash, kind = request.POST[PREVIEW_BUTTON].partition("-")
        with override(language if language in LANGUAGES else LANGUAGES[0]):
            address = self.preview_address(entry, kind)
            match = resolve(address)
            public = copy.copy(request)
            public.method, public.GET, public.POST = "GET", QueryDict(), QueryDict()
            public.path = public.path_info = address
            public.resolver_match = match
            try:
                page: HttpResponse = match.func(public, *match.args, **match.kwargs)
            except Http404:
                return None
        return page

    def preview_address(self, entry: Any, kind: str) -> str:
        """Where visitors would see `entry`; `kind` is one of `preview_kinds`, empty for HTML."""
        return reverse(self.list_url) if self.list_url else str(entry.get_absolute_url())

    def _has_page(self) -> bool:
        return bool(self.list_url) or hasattr(self.model, "get_absolute_url")
