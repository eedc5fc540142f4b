"""Error summary: the errors of a form at the top of the page, each with a link to its field."""

from collections.abc import Iterator
from typing import NamedTuple

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField

register = template.Library()


class FieldError(NamedTuple):
    field: str
    """The id of the input to correct; of one with several inputs, the first."""

    message: str
    id: str = ""
    """The id of this message for `aria-describedby`, when the form does not repeat it."""


@register.inclusion_tag("portal/_error_summary.html", takes_context=True)
def error_summary(context: template.Context) -> dict[str, object]:
    """Errors of the form or formset in the context, if there is one."""
    form = context.get("form")
    if not getattr(form, "errors", None):
        return {"has_errors": False}
    forms = getattr(form, "forms", [form])
    return {"has_errors": True, "errors": [error for part in forms for error in _errors(part)]}


def _errors(form: BaseForm) -> Iterator[FieldError]:
    visible = form.visible_fields()
    first = _id(visible[0]) if visible else ""
    repeats_errors = getattr(getattr(form, "helper", None), "form_show_errors", True)
    for message in form.non_field_errors():
        yield FieldError(first, str(message))
    for field in form:
        for message in field.errors:
            error_id = "" if repeats_errors else f"{field.auto_id}_error"
            yield FieldError(first if field.is_hidden else _id(field), str(message), error_id)


def _id(field: BoundField) -> str:
    return field.id_for_label or f"{field.auto_id}_0"
