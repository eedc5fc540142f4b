"""Admin of confirmation: state of contact details in lists, requests to organisations."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from knowledge.confirmation.bulk_views import bulk_confirm_page, current_states
from knowledge.confirmation.forms import STATES
from knowledge.editing.readonly import ReadOnlyAdmin
from knowledge.models import ConfirmationRequest, ContactDetail
from knowledge.models.contact_detail import ContactDetailQuerySet
from knowledge.values.confirmation import State
from knowledge.values.hours.words import hours_in_words


class ConfirmationFilter(admin.SimpleListFilter):
    title = _("confirmation")
    parameter_name = "staat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(state.value, label) for state, label in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        details = cast(ContactDetailQuerySet, queryset)
        state = self.value()
        if state not in list(State):
            return queryset
        return details.in_state(State(state), at=timezone.now())


class ConfirmationListMixin(admin.ModelAdmin):
    """For the admin of contact details: shows their state and confirms several at once."""

    change_list_template = "admin/knowledge/contactdetail/change_list.html"
    actions: Any = ("confirm_together",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return cast(ContactDetailQuerySet, super().get_queryset(request)).with_checks()

    @admin.display(description=_("confirmation"))
    def confirmation(self, detail: ContactDetail) -> str:
        confirmation = detail.confirmation(timezone.now())
        day = confirmation.unreachable_at or confirmation.confirmed_at
        label = str(STATES[confirmation.state])
        return f"{label} ({date_format(timezone.localdate(day), 'j-n-Y')})" if day else label

    @admin.display(description=_("opening hours"), ordering="opening_hours")
    def hours(self, detail: ContactDetail) -> str:
        stored = detail.opening_hours
        return hours_in_words(stored, timezone.localdate()) if stored else ""

    @admin.action(
        description=_("Still right: confirm the selected details"), permissions=["change"]
    )
    def confirm_together(self, request: HttpRequest, details: QuerySet[Any]) -> HttpResponse:
        return bulk_confirm_page(request, current_states(details))


class AskToConfirmMixin(admin.ModelAdmin):
    """Adds a button that asks an organisation to confirm its contact details."""

    change_form_template = "admin/knowledge/organisation/change_form.html"


@admin.register(ConfirmationRequest)
class ConfirmationRequestAdmin(ReadOnlyAdmin):
    """Requests and their answers, read-only."""

    list_display = ("organisation", "email", "sent_at", "sent_by", "expires_at", "answered_at")
    list_filter = ("answered_at", "sent_at")
    list_select_related = ("organisation", "sent_by")
    search_fields = ("organisation__slug", "email")
