"""The editing site: its first page says what is due."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminToField
from django.contrib.admin.options import TO_FIELD_VAR
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.editors import dashboard as editors_desk


class EditorsSite(admin.AdminSite):
    site_header = _("Verwijswijzer: editing")
    site_title = "Verwijswijzer"
    index_title = _("What is due")

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Refuses an empty name of a field, which Django would look up and not find."""

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if "" in (request.GET.get(TO_FIELD_VAR), request.POST.get(TO_FIELD_VAR)):
                raise DisallowedModelAdminToField("No field was named.")
            return view(request, *args, **kwargs)

        return super().admin_view(checked, cacheable)

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        user: Any = request.user
        now = timezone.now()
        details = editors_desk.checked_details(now)
        desk = {
            "details_due": editors_desk.contact_details_due(details),
            "waiting": editors_desk.others_waiting(now),
            "guide": editors_desk.guide_problems(),
            "texts": editors_desk.texts_due(user, now),
            "missed": editors_desk.not_found(now),
            "by_kind": editors_desk.confirmed_by_kind(details),
            "by_region": editors_desk.confirmed_by_region(details),
        }
        return super().index(request, {**desk, **(extra_context or {})})
