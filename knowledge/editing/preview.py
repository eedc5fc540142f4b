"""How an entry would look to visitors, before anything of it is saved."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from knowledge.introspection import LANGUAGES
from knowledge.models import Status

ASKED = "_preview"


class _PreviewError(Exception):
    """Carries the page out of the transaction, and so takes back what was saved for it."""

    def __init__(self, page: HttpResponse) -> None:
        super().__init__()
        self.page = page


class PreviewMixin(BaseModelAdmin):
    """For an admin of entries with a public page: their own, or the list named `listed_at`.

    `preview_kinds` are other shapes of that page, such as "pdf", with words in the template.
    """

    listed_at = ""
    preview_kinds: tuple[str, ...] = ()

    def save_related(self, request: Any, form: Any, formsets: Sequence[Any], change: bool) -> None:
        if ASKED not in request.POST:
            super().save_related(request, form, formsets, change)
            return
        request.saves_at_once = True  # nothing of it is kept, so nothing has to wait
        super().save_related(request, form, formsets, change)
        raise _PreviewError(self._public_page(request, form.instance))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except _PreviewError as preview:
            return preview.page
        except Http404:
            if ASKED not in request.POST:
                raise
        return self._not_shown(request, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["previews"] = LANGUAGES if self._has_page() else ()
        context["preview_kinds"] = self.preview_kinds
        return super().render_change_form(request, context, *args, **kwargs)

    def _public_page(self, request: HttpRequest, entry: Any) -> HttpResponse:
        """The page that visitors would get if `entry` were published as it now is."""
        entry.status, entry.publish_on, entry.withdraw_on = Status.PUBLISHED, None, None
        entry.save()
        language, _dash, kind = request.POST[ASKED].partition("-")
        with override(language if language in LANGUAGES else LANGUAGES[0]):
            address = self.preview_address(entry, kind)
            found = resolve(address)
            again: Any = copy.copy(request)
            again.method, again.GET, again.POST = "GET", QueryDict(), QueryDict()
            again.path = again.path_info = address
            again.resolver_match, again.is_preview = found, True
            return found.func(again, *found.args, **found.kwargs)

    def preview_address(self, entry: Any, kind: str) -> str:
        """Where visitors would see `entry`; `kind` is of `preview_kinds`, or empty: the page."""
        return reverse(self.listed_at) if self.listed_at else str(entry.get_absolute_url())

    def _not_shown(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page as typed, with the reason why there is nothing to see."""
        why = _("Visitors would not see this: what it belongs to is not published.")
        again: Any = copy.copy(request)
        again.only_show = (None, why)
        return self.changeform_view(again, *args, **kwargs)

    def _has_page(self) -> bool:
        return bool(self.listed_at) or hasattr(self.model, "get_absolute_url")
