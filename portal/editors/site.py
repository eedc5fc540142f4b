"""The admin site, with the editors' dashboard as its index."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminToField
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.tokens.uses import empty_tokens
from portal.editors import dashboard
from portal.editors.texts import outdated_page, words_page
from portal.outgoing.status import mail_problem
from portal.pages.resubmission import holds_text, resubmission_page


class EditorsSite(admin.AdminSite):
    site_header = _("Verwijswijzer: editing")
    site_title = "Verwijswijzer"
    index_title = _("What is due")

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Reject an empty `_to_field`, a 500 in Django; keep a form whose session has ended."""

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if "" in (request.GET.get(TO_FIELD_VAR), request.POST.get(TO_FIELD_VAR)):
                raise DisallowedModelAdminToField("No field was named.")
            return view(request, *args, **kwargs)

        guarded = super().admin_view(checked, cacheable)

        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if holds_text(request) and not request.user.is_authenticated:
                return resubmission_page(request)
            return guarded(request, *args, **kwargs)

        return kept

    def get_urls(self) -> list[Any]:
        pages = [
            path("achterlopend/", self.admin_view(outdated_page), name="outdated_texts"),
            path("woorden/", self.admin_view(words_page), name="words"),
        ]
        return [*pages, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        user = cast(User, request.user)
        now = timezone.now()
        details = dashboard.checked_details(now)
        figures = {
            "details_due": dashboard.contact_details_due(details),
            "waiting": dashboard.others_waiting(now),
            "guide": dashboard.guide_problems(),
            "texts": dashboard.texts_due(user, now),
            "mail": mail_problem(now),
            "empty_tokens": [(one.name, one.url, one.why) for one in empty_tokens()],
            "missed": dashboard.missed_searches(now),
            "by_kind": dashboard.confirmed_by_kind(details),
            "by_region": dashboard.confirmed_by_region(details),
        }
        return super().index(request, {**figures, **(extra_context or {})})
