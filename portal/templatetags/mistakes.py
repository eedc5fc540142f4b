"""What is wrong in a form, said once at the top of the page, each with a link to its field."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField

register = template.Library()


class Mistake(NamedTuple):
    field: str
    """The id of what can be corrected; where it has several parts, of the first."""

    sentence: str
    said: str = ""
    """The id by which the field refers to this sentence, where the form does not say it again."""


@register.inclusion_tag("portal/_mistakes.html", takes_context=True)
def mistakes(context: template.Context) -> dict[str, list[Mistake]]:
    """Of the form of this page, if it has one, or of each of its forms."""
    form: Any = context.get("form")
    if not getattr(form, "errors", None):
        return {"mistakes": []}
    parts = getattr(form, "forms", [form])
    return {"mistakes": [mistake for part in parts for mistake in _mistakes(part)]}


def _mistakes(form: BaseForm) -> Iterator[Mistake]:
    shown = form.visible_fields()
    first = _id(shown[0]) if shown else ""
    says_it = getattr(getattr(form, "helper", None), "form_show_errors", True)
    for sentence in form.non_field_errors():
        yield Mistake(first, str(sentence))
    for field in form:
        for sentence in field.errors:
            said = "" if says_it else f"{field.auto_id}_error"
            yield Mistake(first if field.is_hidden else _id(field), str(sentence), said)


def _id(field: BoundField) -> str:
    return field.id_for_label or f"{field.auto_id}_0"
