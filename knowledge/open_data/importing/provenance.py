"""Where a record came from, at its editing page."""

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.http import HttpRequest, HttpResponse

from knowledge.open_data.importing.note import note_about


class ShowsPublisher(BaseModelAdmin):
    """For an admin of entries that may come from another publisher."""

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if record := context.get("original"):
            context["imported"] = note_about(record)
        return super().render_change_form(request, context, *args, **kwargs)
