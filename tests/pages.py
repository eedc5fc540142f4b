"""Editing pages as a browser fills them in."""

from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm
from django.test import Client


def filled_in(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """What a browser would send for the editing page at `address`, parts included.

    `changes` by the name of the input; None leaves it out, as for a box that is not ticked.
    """
    context = client.get(address).context
    sent: dict[str, Any] = {}
    for form in _forms(context):
        for field in form:
            value = field.value()
            if hasattr(value, "__iter__") and not isinstance(value, str):
                value = [getattr(one, "pk", one) for one in value]
            if value not in (None, False, "", []):
                sent[field.html_name] = str(value) if not isinstance(value, list) else value
    sent.update(changes)
    return {name: value for name, value in sent.items() if value is not None}


def _forms(context: Any) -> Iterator[BaseForm]:
    yield context["adminform"].form
    for inline in context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.forms
