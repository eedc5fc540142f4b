"""Template filter for the multilingual texts of a pure flow."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from knowledge.tokens.targets import displayed
from referrals.flow.model import Text

register = template.Library()


@register.filter
def in_language(text: Text) -> str:
    """`text` as shown in the active language, falling back on Dutch."""
    return displayed(text.get(get_language() or "") or text.get(settings.LANGUAGE_CODE, ""))
