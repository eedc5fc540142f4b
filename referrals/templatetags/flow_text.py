"""Texts of a pure flow in the visitor's language."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from referrals.flow.model import Text

register = template.Library()


@register.filter
def in_language(text: Text) -> str:
    """The words in the active language, or in Dutch when they are not there."""
    return text.get(get_language() or "") or text.get(settings.LANGUAGE_CODE, "")
