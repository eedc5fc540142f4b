"""Municipality names for suggestions while typing, cached: hundreds of pages show them."""

from django.utils import timezone

from knowledge.caching.derived import DerivedContent
from knowledge.models import Municipality

_NAMES = DerivedContent(
    "municipality-names",
    lambda: Municipality.objects.current_names(on=timezone.localdate()),
    persist=True,
)


def municipality_names() -> list[str]:
    """Names of today's municipalities, alphabetically."""
    return _NAMES.get()
