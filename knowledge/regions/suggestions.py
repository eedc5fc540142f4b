"""Names of municipalities to suggest while somebody types; the same on hundreds of pages."""

from django.utils import timezone

from knowledge.caching.derived import DerivedContent
from knowledge.models import Municipality

_NAMES = DerivedContent(
    "municipality-names",
    lambda: Municipality.objects.current_names(on=timezone.localdate()),
    persist=True,
)


def municipality_names() -> list[str]:
    """Of today's municipalities, by the alphabet."""
    return _NAMES.get()
