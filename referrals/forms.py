"""Form of one question: each answer is a large row that can be clicked as a whole."""

from collections.abc import Sequence

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from referrals.flow.model import Kind, Option, Question
from referrals.templatetags.flow_text import in_language


class QuestionForm(forms.Form):
    """The options of `question`; `heading` is the HTML element of its text.

    `sent` is True when the visitor submitted the form: a single choice then needs an answer.
    """

    def __init__(
        self, question: Question, chosen: Sequence[Option], *, sent: bool, heading: str = "h1"
    ) -> None:
        values = [option.slug for option in chosen]
        many = question.kind == Kind.SIDE_MANY
        value: str | list[str] = values if many else "".join(values[:1])
        super().__init__({question.name: value} if sent else None)
        field_class = forms.MultipleChoiceField if many else forms.ChoiceField
        self.fields[question.name] = field_class(
            label=_heading(question, heading),
            choices=[(option.slug, _row(option)) for option in question.options],
            initial=value,
            required=not many,
            widget=forms.CheckboxSelectMultiple if many else forms.RadioSelect,
            error_messages={"required": _("Choose an answer to continue.")},
        )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_errors = False  # the page shows them above the answers


def _heading(question: Question, heading: str) -> SafeString:
    return format_html(
        '<{level}>{text}</{level}> <span class="why">{why}</span>',
        level=heading,
        text=in_language(question.text),
        why=in_language(question.why),
    )


def _row(option: Option) -> SafeString:
    label, hint = in_language(option.label), in_language(option.hint)
    if not hint:
        return format_html('<span class="answer">{}</span>', label)
    return format_html('<span class="answer">{}</span> <span class="hint">{}</span>', label, hint)
