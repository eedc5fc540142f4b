"""Form data of editing pages, as a browser would submit it."""

from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm
from django.test import Client


def filled_in(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """Form data of the editing page at `address`, inlines included, with `changes`.

    `changes` by input name; None leaves the input out, as for an unchecked checkbox.
    """
    context = client.get(address).context
    sent: dict[str, Any] = {}
    for form in _forms(context):
        for field in form:
            value = field.value()
            if hasattr(value, "__iter__") and not isinstance(value, str):
                value = [getattr(item, "pk", item) for item in value]
            if value not in (None, False, "", []):
                sent[field.html_name] = str(value) if not isinstance(value, list) else value
    sent.update(changes)
    return {name: value for name, value in sent.items() if value is not None}


def _forms(context: Any) -> Iterator[BaseForm]:
    yield context["adminform"].form
    for inline in context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.forms
