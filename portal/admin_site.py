"""The editing site: its first page says what is due."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal import editors_desk


class EditorsSite(admin.AdminSite):
    site_header = _("Verwijswijzer: editing")
    site_title = "Verwijswijzer"
    index_title = _("What is due")

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
