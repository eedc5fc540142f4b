"""Admin of the guide's rows."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from knowledge.editing.base import (
    EntryAdmin,
    PermanentSlugMixin,
    TranslatedFieldsMixin,
    search_columns,
    side_by_side,
)
from knowledge.editing.change_reasons import SingleHistoryEntryMixin
from knowledge.editing.locking import LockedFormMixin, OptimisticLockMixin
from knowledge.editing.spreadsheets.columns import SHEETS, Sheet
from knowledge.editing.spreadsheets.pages import SpreadsheetMixin
from knowledge.history.deleted_admin import RecoverableMixin
from knowledge.history.history_admin import HistoryMixin
from referrals import models
from referrals.releases.admin import FlowReleaseAdmin, PublishMixin
from referrals.releases.case_form import MADE_UP, SECTIONS, CaseForm
from referrals.releases.references import rows_leading_to

__all__ = ["FlowReleaseAdmin"]  # registers itself where it is defined

NOTATION = lazy(render_to_string, str)("admin/referrals/phrase_notation.html")
"""How phrases are written."""

SHEETS[models.Case] = Sheet(models.Case, hidden_by=())


class StandInInline(TranslatedFieldsMixin, admin.StackedInline):
    model = models.StandIn
    field_names = ("service", "reason", "min_age", "max_age", "groups", "tonight", "position")
    autocomplete_fields = ("service",)
    extra = 0


@admin.register(models.Flow)
class FlowAdmin(PublishMixin, EntryAdmin):
    field_names = ("title", "start")
    slug_from = "title_nl"
    autocomplete_fields = ("start",)
    inlines = (StandInInline,)
    search_fields = search_columns(models.Flow, "title", "slug")


class GuideRowAdmin(HistoryMixin, SingleHistoryEntryMixin, RecoverableMixin, OptimisticLockMixin):
    """Base of a row's admin: history pages, recovery of deleted rows and optimistic locking."""


class IncomingLinksMixin(admin.ModelAdmin):
    """Lists above the fields what leads to a row; while anything does, it cannot be deleted."""

    change_form_template = "admin/referrals/points_here.html"

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        context["incoming_links"] = rows_leading_to(row) if row else []
        return super().render_change_form(request, context, *args, **kwargs)


class OptionInline(TranslatedFieldsMixin, admin.StackedInline):
    model = models.Option
    fk_name = "question"
    field_names = ("label", "hint", "goal_question", "goal_outcome", "guidance", "slug", "position")
    autocomplete_fields = ("goal_question", "goal_outcome", "guidance")
    extra = 0
    show_change_link = True


@admin.register(models.Question)
class QuestionAdmin(GuideRowAdmin, PermanentSlugMixin, TranslatedFieldsMixin, IncomingLinksMixin):
    field_names = ("text", "why", "kind", "name", "flow", "slug")
    slug_from = "text_nl"
    autocomplete_fields = ("flow",)
    inlines = (OptionInline,)
    list_display = ("text", "slug", "name", "kind")
    list_filter = ("kind", "flow", "name")
    search_fields = search_columns(models.Question, "text", "slug", "name")
    save_on_top = True


class OptionServiceInline(TranslatedFieldsMixin, admin.StackedInline):
    model = models.OptionService
    field_names = ("service", "reason", "fits_better", "position")
    autocomplete_fields = ("service",)
    extra = 0


@admin.register(models.Option)
class OptionAdmin(GuideRowAdmin, TranslatedFieldsMixin, admin.ModelAdmin):
    """An answer on a page of its own, with its phrases and the desks that it adds."""

    field_names = (
        "question",
        "label",
        "hint",
        "goal_question",
        "goal_outcome",
        "guidance",
        "min_age",
        "max_age",
        "says",
        "tonight",
        "slug",
        "aliases",
        "position",
    )
    autocomplete_fields = ("question", "goal_question", "goal_outcome", "guidance")
    inlines = (OptionServiceInline,)
    list_display = ("label", "question", "leads_to")
    list_filter = ("question__kind",)
    list_select_related = ("question", "goal_question", "goal_outcome")
    search_fields = search_columns(models.Option, "label", "slug", "question__slug", "phrases")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        phrases = side_by_side(self.model, ("phrases", "hints", "when_said"))
        return [
            (None, {"fields": self.get_fields(request, obj)}),
            (_("Reading sentences"), {"fields": phrases, "description": NOTATION}),
        ]

    @admin.display(description=_("leads to"))
    def leads_to(self, option: models.Option) -> str:
        return str(option.goal_question or option.goal_outcome or _("only adds"))


class OutcomeServiceInline(TranslatedFieldsMixin, admin.StackedInline):
    model = models.OutcomeService
    field_names = ("service", "reason", "position")
    autocomplete_fields = ("service",)
    extra = 0


class OutcomeQuestionInline(LockedFormMixin, admin.TabularInline):
    model = models.OutcomeQuestion
    fields = ("question", "position")
    autocomplete_fields = ("question",)
    extra = 0


@admin.register(models.Outcome)
class OutcomeAdmin(GuideRowAdmin, PermanentSlugMixin, TranslatedFieldsMixin, IncomingLinksMixin):
    field_names = (
        "title",
        "intro",
        "steps",
        "have_ready",
        "tell_him",
        "articles",
        "guidance",
        "resources",
        "flow",
        "slug",
    )
    slug_from = "title_nl"
    autocomplete_fields = ("articles", "guidance", "resources", "flow")
    inlines = (OutcomeServiceInline, OutcomeQuestionInline)
    list_display = ("title", "slug")
    list_filter = ("flow",)
    search_fields = search_columns(models.Outcome, "title", "slug")
    save_on_top = True


@admin.register(models.Cue)
class CueAdmin(GuideRowAdmin, TranslatedFieldsMixin, admin.ModelAdmin):
    """What phrases say of a sentence itself."""

    field_names = ("kind", "phrases", "says", "position", "flow", "slug")
    autocomplete_fields = ("flow",)
    list_display = ("slug", "kind")
    list_filter = ("kind", "flow")
    search_fields = search_columns(models.Cue, "slug", "phrases", "says")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [(None, {"fields": self.get_fields(request, obj), "description": NOTATION})]


@admin.register(models.Case)
class CaseAdmin(SpreadsheetMixin, GuideRowAdmin, PermanentSlugMixin, TranslatedFieldsMixin):
    """A case, with what the guide must answer to it."""

    form = CaseForm
    slug_from = "role_nl"
    change_list_template = "admin/referrals/case/list.html"
    autocomplete_fields = (
        "flow",
        "first_desks",
        "must_desks",
        "must_guidance",
        "must_articles",
        "never_first",
        "never_desks",
        "sources",
    )
    list_display = ("slug", "role", "moment", "known_failure", "divided")
    list_filter = ("known_failure", "divided", "open_needed", "weekday")
    search_fields = search_columns(models.Case, "slug", "role", "situation", "answers")
    save_on_top = True

    @admin.display(description=_("moment"), ordering="weekday")
    def moment(self, case: models.Case) -> str:
        return case.moment

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            (
                title,
                {
                    "fields": side_by_side(self.model, rows),
                    "description": "" if title else MADE_UP,
                },
            )
            for title, rows in SECTIONS
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        guide = models.Flow.objects.order_by("pk").first()
        address = reverse("admin:referrals_flow_cases", args=[guide.pk]) if guide else ""
        return super().changelist_view(request, {"verdicts_url": address, **(extra_context or {})})
