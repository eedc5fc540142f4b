"""How sure contact details are, in the lists of the editing site; requests to organisations."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from knowledge.confirmation.bulk_views import chosen_now, sure_page
from knowledge.confirmation.forms import STATES
from knowledge.editing.readonly import ReadOnlyAdmin
from knowledge.models import ConfirmationRequest, ContactDetail
from knowledge.values.confirmation import State


class ConfirmationFilter(admin.SimpleListFilter):
    title = _("confirmation")
    parameter_name = "staat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(state.value, words) for state, words in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        details: Any = queryset
        chosen = self.value()
        if chosen not in list(State):
            return queryset
        found: QuerySet[Any] = details.in_state(State(chosen), at=timezone.now())
        return found


class WithChecks(admin.ModelAdmin):
    """A list of contact details with the state of each, that can be confirmed together."""

    change_list_template = "admin/knowledge/contactdetail/change_list.html"
    actions: Any = ("confirm_together",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        details: Any = super().get_queryset(request)
        found: QuerySet[Any] = details.with_checks()
        return found

    @admin.display(description=_("confirmation"))
    def confirmation(self, detail: ContactDetail) -> str:
        found = detail.confirmation(timezone.now())
        day = found.unreachable_at or found.confirmed_at
        words = str(STATES[found.state])
        return f"{words} ({date_format(timezone.localdate(day), 'j-n-Y')})" if day else words

    @admin.action(description=_("Still right: confirm what is chosen"), permissions=["change"])
    def confirm_together(self, request: HttpRequest, details: QuerySet[Any]) -> HttpResponse:
        return sure_page(request, chosen_now(details))


class AskToConfirm(BaseModelAdmin):
    """An organisation can be asked whether its details are right."""

    change_form_template = "admin/knowledge/organisation/change_form.html"


@admin.register(ConfirmationRequest)
class ConfirmationRequestAdmin(ReadOnlyAdmin):
    """What was asked and answered: looked at, never edited."""

    list_display = ("organisation", "email", "sent_at", "sent_by", "expires_at", "answered_at")
    list_filter = ("answered_at", "sent_at")
    list_select_related = ("organisation", "sent_by")
    search_fields = ("organisation__slug", "email")
