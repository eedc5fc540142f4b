"""What a submitted editing page is for: saving, a preview, a proposal or a review."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from django.http import HttpRequest

PREVIEW_BUTTON = "_preview"


class Mode(Enum):
    SAVE = auto()
    PREVIEW = auto()
    """Answer with the public page; write nothing."""
    PROPOSE = auto()
    """Leave the record alone and store the form as typed for a publisher."""
    REVIEW = auto()
    """A publisher looks at a proposal, or saves it exactly as it was made."""


@dataclass(frozen=True, slots=True)
class EditIntent:
    """Stored on the request as `request.edit`, where every hook of the admin finds it."""

    mode: Mode = Mode.SAVE
    note: str = ""
    """An error to show on the form, which is then never saved."""
    field: str | None = None
    """The field that `note` is about; None for the whole form."""
    changed: tuple[str, ...] = ()
    """Labels of the fields that a proposal changes."""

    @property
    def saves(self) -> bool:
        """Whether what the admin writes may stay in the database."""
        return self.mode in (Mode.SAVE, Mode.REVIEW) and not self.note

    @property
    def is_preview(self) -> bool:
        return self.mode is Mode.PREVIEW


def intent_of(request: HttpRequest) -> EditIntent:
    """The intent set for this request, or else the one of the button that was pressed."""
    intent: EditIntent | None = getattr(request, "edit", None)
    if intent is None:
        return EditIntent(Mode.PREVIEW if PREVIEW_BUTTON in request.POST else Mode.SAVE)
    return intent


def set_intent(request: HttpRequest, intent: EditIntent) -> EditIntent:
    request.edit = intent  # type: ignore[attr-defined]
    return intent
