"""Tags for the theme: stylesheets and colours, and the organisation beside the site's name."""

from django import template
from django.conf import settings

from portal.theme.colours import colours

register = template.Library()


@register.inclusion_tag("portal/_theme.html")
def theme() -> dict[str, object]:
    """The colour tokens of the site, then those of the organisation."""
    ground = {scheme: tokens["ground"] for scheme, tokens in colours().items()}
    return {"ground": ground, "css": settings.THEME.css}


@register.inclusion_tag("portal/_organisation.html")
def organisation() -> dict[str, object]:
    """Logo or name of the organisation; nothing without a theme."""
    return {"theme": settings.THEME}
