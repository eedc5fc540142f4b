"""EntryAdmin, the base of all editing pages, and the mixins for fields that it shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db import models, transaction
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge.editing.change_reasons import SingleHistoryEntryMixin
from knowledge.editing.filters import ReviewFilter, SourceFilter, TranslationFilter
from knowledge.editing.intent import EditIntent, Mode, intent_of, set_intent
from knowledge.editing.locking import LockedFormMixin, OptimisticLockMixin
from knowledge.editing.moderation import ModerationMixin, fields_to_review
from knowledge.editing.number_search import NumberSearchMixin
from knowledge.editing.preview import PreviewMixin
from knowledge.editing.texts import STILL_RIGHT
from knowledge.history.archive_admin import ArchiveMixin, StatusFilter
from knowledge.history.history_admin import HistoryMixin
from knowledge.introspection import LANGUAGES, localized, translated_fields
from knowledge.models.entry import SourcedEntry
from knowledge.open_data.importing.provenance import ProvenanceMixin

Row = str | tuple[str, ...]


def side_by_side(model: type[models.Model], names: Sequence[Row]) -> list[Row]:
    """Form rows for `names`: all languages of a translated field share a row; rows stay."""
    texts = translated_fields(model)
    return [
        tuple(localized(name, language) for language in LANGUAGES)
        if isinstance(name, str) and name in texts
        else name
        for name in names
    ]


def search_columns(model: type[models.Model], *names: str) -> list[str]:
    """`search_fields` for `names`, in every language where they are translated."""
    columns: list[str] = []
    for row in side_by_side(model, names):
        columns.extend([row] if isinstance(row, str) else row)
    return columns


def with_token_help(model: Any, fieldsets: Any) -> Any:
    """`fieldsets`, the first of which says what to write instead of a phone number."""
    if set(translated_fields(model)) <= model.without_tokens:
        return fieldsets
    (title, first), *others = fieldsets
    why = _(
        "Phone numbers, articles and figures are not typed into texts. Write [tel:veilig-thuis] "
        "for the number of a desk, [art:sr-273f] for an article, [fig:slug] for a figure: visitors "
        "see what it is at present. The slug is the last part of the address of its page."
    )
    return [(title, {**first, "description": why}), *others]


class TranslatedFieldsMixin(LockedFormMixin):
    """Shows the languages of a field side by side; `field_names` are without language suffix."""

    field_names: Sequence[str] = ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        named = side_by_side(self.model, self.field_names)
        may_change = self.has_change_permission(request, obj)
        return [*named, *([STILL_RIGHT] if may_change else []), "version"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not isinstance(self, admin.ModelAdmin):  # once a page, not with each row
            return fieldsets
        return with_token_help(self.model, fieldsets)


class PermanentSlugMixin(BaseModelAdmin):
    """Prefills the slug from `slug_from` on the add page; after that it is read-only.

    A slug is part of URLs.
    """

    slug_from: str = "name_nl"

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {"slug": (self.slug_from,)} if obj is None else {}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else ("slug",)


class EntryAdmin(
    # One rule of order, held by system check knowledge.E001: SingleHistoryEntryMixin comes before
    # OptimisticLockMixin and TranslatedFieldsMixin, whose form does not ask why a record changes.
    ProvenanceMixin,
    PreviewMixin,
    ModerationMixin,
    HistoryMixin,
    SingleHistoryEntryMixin,
    ArchiveMixin,
    NumberSearchMixin,
    PermanentSlugMixin,
    OptimisticLockMixin,
    TranslatedFieldsMixin,
    admin.ModelAdmin,
):
    """An entry of the knowledge base: its texts, its sources, and whether and where it is shown."""

    list_filter: ClassVar[tuple[str | type[admin.ListFilter], ...]] = (
        StatusFilter,
        "restricted",
        ReviewFilter,
        TranslationFilter,
    )
    list_display: tuple[str, ...] = ("__str__", "status", "restricted", "review_by", "updated_at")
    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    actions_on_bottom = True
    save_on_top = True

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Save the form, preview it or propose it.

        A preview and a proposal are saved like any other form, since only then is it known what
        visitors would see and whether the change needs review. Then they are rolled back.
        """
        intent = set_intent(request, intent_of(request))
        response = super().changeform_view(request, object_id, form_url, extra_context)
        outcome = intent_of(request)
        if outcome.mode is Mode.PROPOSE and object_id:
            return self.propose(request, int(object_id), outcome.changed)
        if outcome.note != intent.note:
            return self.changeform_view(request, object_id, form_url, extra_context)
        return response

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Any]]:
        form = super().get_form(request, obj, change, **kwargs)
        intent = intent_of(request)
        return _with_note(form, intent) if intent.note else form

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Any],
        formsets: Sequence[BaseModelFormSet[Any, Any]],
        change: bool,
    ) -> None:
        """The last step of a save, after which it is known whether the change needs review."""
        super().save_related(request, form, formsets, change)
        if intent_of(request).mode is not Mode.SAVE:
            return
        if changed := fields_to_review(request.user, form, formsets):
            draft = gettext("Only publishers can publish. Save this as a draft.")
            proposal = EditIntent(Mode.PROPOSE, changed=tuple(changed))
            set_intent(request, proposal if change else EditIntent(note=draft, field="status"))

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._rolled_back(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._rolled_back(request, obj) or super().response_change(request, obj)

    def _rolled_back(self, request: HttpRequest, entry: Any) -> HttpResponse | None:
        """Roll back a save that must not stay; return the preview if one was requested.

        An empty response is never sent: `changeform_view` replaces it.
        """
        intent = intent_of(request)
        if intent.saves:
            return None
        page = self.public_page(request, entry) if intent.is_preview else None
        if intent.is_preview and page is None:
            why = gettext(
                "Visitors would not see this, because what it belongs to is not published."
            )
            set_intent(request, EditIntent(Mode.PREVIEW, note=why))
        transaction.set_rollback(True)
        return page or HttpResponse()

    def get_list_filter(self, request: HttpRequest) -> Any:
        listed = super().get_list_filter(request)
        return [*listed, SourceFilter] if issubclass(self.model, SourcedEntry) else listed

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        model_fields = {field.name for field in self.model._meta.get_fields()}
        positions = [name for name in ("position", "home_position") if name in model_fields]
        publication = ("status", "restricted", "review_by", *positions)
        planned = ("publish_on", "withdraw_on")
        still_right = [STILL_RIGHT] if self.has_change_permission(request, obj) else []
        own = [name for name in self.field_names if name != "sources"]
        fieldsets = [
            (None, {"fields": [*side_by_side(self.model, own), *still_right]}),
            (_("How it is shown"), {"fields": [publication, planned, "slug", "version"]}),
        ]
        if "sources" in model_fields:
            fieldsets.insert(1, (_("Where it comes from"), {"fields": ["sources"]}))
        return with_token_help(self.model, fieldsets)


def _with_note(form: type[ModelForm[Any]], intent: EditIntent) -> type[ModelForm[Any]]:
    """A subclass of `form` that shows `intent.note` as an error, and so is never valid."""

    class FormWithNote(form):  # type: ignore[valid-type,misc]  # a base known at run time
        def clean(self) -> Any:
            cleaned = super().clean()
            if not self.conflict:
                self.add_error(intent.field, intent.note)
            return cleaned

    return FormWithNote
