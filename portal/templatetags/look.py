"""The look of the site in the head of a page. None of this asks the database anything."""

from django import template
from django.conf import settings

from portal.theme.colours import colours

register = template.Library()


@register.inclusion_tag("portal/_look.html")
def look() -> dict[str, object]:
    """The colours: ours, then those of the organisation."""
    ground = {scheme: found["ground"] for scheme, found in colours().items()}
    return {"ground": ground, "css": settings.THEME.css}


@register.inclusion_tag("portal/_house.html")
def house() -> dict[str, object]:
    """Logo and name of the organisation, beside the name of the site; nothing without a theme."""
    return {"theme": settings.THEME}
