"""Forms of the guide's questions: each answer is a row that can be clicked as a whole."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from referrals.flow.model import Kind, Option, Question
from referrals.flow.resolving import Position
from referrals.templatetags.flow_text import in_language


class _GuideForm(forms.Form):
    """A form that crispy renders inside a form tag of the page."""

    def __init__(self, data: dict[str, str | list[str]] | None) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_errors = False  # the page shows them above the answers


class QuestionForm(_GuideForm):
    """The options of `question`; `heading` is the HTML element of its text.

    `sent` is True when the visitor submitted the form: a single choice then needs an answer.
    """

    def __init__(
        self, question: Question, chosen: Sequence[Option], *, sent: bool, heading: str = "h1"
    ) -> None:
        field = _field(question, chosen, _heading(question, heading))
        field.required = question.kind != Kind.SIDE_MANY
        field.error_messages["required"] = _("Choose an answer to continue.")
        super().__init__({question.name: field.initial} if sent else None)
        self.fields[question.name] = field


class RefineForm(_GuideForm):
    """All side questions of an outcome in one form, with the answers that were given."""

    def __init__(self, position: Position) -> None:
        super().__init__(None)
        chosen = {step.question.slug: step.chosen for step in position.steps}
        for side in position.sides:
            empty = [] if side.kind == Kind.SIDE_MANY else [("", _("Not filled in"))]
            self.fields[side.name] = _field(side, chosen.get(side.slug, ()), _legend(side), empty)


def _field(
    question: Question, chosen: Sequence[Option], label: SafeString, more: Sequence[Any] = ()
) -> forms.ChoiceField:
    """The options of `question` and `more` choices, with those that were chosen."""
    slugs = [option.slug for option in chosen]
    many = question.kind == Kind.SIDE_MANY
    field_class = forms.MultipleChoiceField if many else forms.ChoiceField
    return field_class(
        label=label,
        choices=[*((option.slug, _row(option)) for option in question.options), *more],
        initial=slugs if many else "".join(slugs[:1]),
        required=False,
        widget=forms.CheckboxSelectMultiple if many else forms.RadioSelect,
    )


def _heading(question: Question, heading: str) -> SafeString:
    return format_html(
        '<{level}>{text}</{level}> <span class="why">{why}</span>',
        level=heading,
        text=in_language(question.text),
        why=in_language(question.why),
    )


def _legend(question: Question) -> SafeString:
    text, why = in_language(question.text), in_language(question.why)
    return format_html('<b>{}</b> <span class="why">{}</span>', text, why)


def _row(option: Option) -> SafeString:
    label, hint = in_language(option.label), in_language(option.hint)
    if not hint:
        return format_html('<span class="answer">{}</span>', label)
    return format_html('<span class="answer">{}</span> <span class="hint">{}</span>', label, hint)
