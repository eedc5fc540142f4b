"""Editing pages of the guide."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from knowledge.editing.base import EntryAdmin, PermanentSlug, SideBySide, searchable
from knowledge.editing.change_reasons import OneEntry
from knowledge.editing.locking import LockedFormMixin, OptimisticLockMixin
from knowledge.history.deleted_admin import Deletable
from knowledge.history.history_admin import HistoryPages
from referrals import models
from referrals.releases.admin import FlowReleaseAdmin, PublishPages
from referrals.releases.references import pointing_here

__all__ = ["FlowReleaseAdmin"]  # registered where it is written


@admin.register(models.Flow)
class FlowAdmin(PublishPages, EntryAdmin):
    shown = ("title", "start")
    slug_from = "title_nl"
    autocomplete_fields = ("start",)
    search_fields = searchable(models.Flow, "title", "slug")


class GuideRowAdmin(HistoryPages, OneEntry, Deletable, OptimisticLockMixin):
    """A row of the guide: its history is kept, and what was deleted can be put back."""


class PointsHere(admin.ModelAdmin):
    """Shows what leads to a row, above its fields; deleting it is refused while anything does."""

    change_form_template = "admin/referrals/points_here.html"

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        context["points_here"] = pointing_here(row) if row else []
        return super().render_change_form(request, context, *args, **kwargs)


class OptionInline(SideBySide, admin.StackedInline):
    model = models.Option
    fk_name = "question"
    shown = ("label", "hint", "goal_question", "goal_outcome", "guidance", "slug", "position")
    autocomplete_fields = ("goal_question", "goal_outcome", "guidance")
    extra = 0
    show_change_link = True


@admin.register(models.Question)
class QuestionAdmin(GuideRowAdmin, PermanentSlug, SideBySide, PointsHere):
    shown = ("text", "why", "kind", "name", "flow", "slug")
    slug_from = "text_nl"
    autocomplete_fields = ("flow",)
    inlines = (OptionInline,)
    list_display = ("text", "slug", "name", "kind")
    list_filter = ("kind", "flow", "name")
    search_fields = searchable(models.Question, "text", "slug", "name")
    save_on_top = True


class OptionServiceInline(SideBySide, admin.StackedInline):
    model = models.OptionService
    shown = ("service", "reason", "position")
    autocomplete_fields = ("service",)
    extra = 0


@admin.register(models.Option)
class OptionAdmin(GuideRowAdmin, SideBySide, admin.ModelAdmin):
    """An answer by itself: here stands what it adds to the outcome."""

    shown = (
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
        "position",
    )
    autocomplete_fields = ("question", "goal_question", "goal_outcome", "guidance")
    inlines = (OptionServiceInline,)
    list_display = ("label", "question", "leads_to")
    list_filter = ("question__kind",)
    list_select_related = ("question", "goal_question", "goal_outcome")
    search_fields = searchable(models.Option, "label", "slug", "question__slug")

    @admin.display(description=_("leads to"))
    def leads_to(self, option: models.Option) -> str:
        return str(option.goal_question or option.goal_outcome or _("only adds"))


class OutcomeServiceInline(SideBySide, admin.StackedInline):
    model = models.OutcomeService
    shown = ("service", "reason", "position")
    autocomplete_fields = ("service",)
    extra = 0


class OutcomeQuestionInline(LockedFormMixin, admin.TabularInline):
    model = models.OutcomeQuestion
    fields = ("question", "position")
    autocomplete_fields = ("question",)
    extra = 0


@admin.register(models.Outcome)
class OutcomeAdmin(GuideRowAdmin, PermanentSlug, SideBySide, PointsHere):
    shown = (
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
    search_fields = searchable(models.Outcome, "title", "slug")
    save_on_top = True
