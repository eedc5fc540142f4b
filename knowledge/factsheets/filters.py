"""Filter for the admin list of factsheets.

Not in an admin.py: the dashboard imports it, and must not register any admin.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.editing.filters import ToDoFilter
from knowledge.factsheets.gaps import sheets_with_gaps


class GapFilter(ToDoFilter):
    """Factsheets with a section that names entries visitors cannot see."""

    title = _("left out")
    parameter_name = "hiaten"
    choice = ("ja", _("refer to entries visitors cannot see"))

    def narrowed(self, rows: Any) -> QuerySet[Any]:
        narrowed: QuerySet[Any] = rows.filter(pk__in=sheets_with_gaps(on=timezone.localdate()))
        return narrowed
