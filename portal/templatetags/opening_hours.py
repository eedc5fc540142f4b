"""Opening hours in words."""

from django import template
from django.utils.timezone import localdate

from knowledge.values.hours import words

register = template.Library()


@register.filter
def hours_in_words(stored: str) -> str:
    """What stored hours mean today; "hours not known" when they are empty."""
    return words.hours_in_words(stored, localdate())
