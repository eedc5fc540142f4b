"""Files of the theme, served by the site itself under its Content-Security-Policy."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control


@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme_file(request: HttpRequest, name: str) -> HttpResponse:
    file = settings.THEME.files.get(name)
    if file is None:
        raise Http404
    return HttpResponse(file.content, content_type=file.content_type)
