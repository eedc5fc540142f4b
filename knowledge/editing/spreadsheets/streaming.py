"""A streamed page that shows progress while the work goes on, without a script.

No state is stored: any process can serve it, and a client that disconnects closes the generator.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

_PLACEHOLDER = "<!-- the work -->"  # in the template
_LOG = logging.getLogger(__name__)

Work = Generator[str, None, str]
"""Yields progress messages and returns the HTML of the result."""


def streamed_page(
    request: HttpRequest, template: str, context: dict[str, Any], work: Work
) -> StreamingHttpResponse:
    """Render `template` with the progress of `work`, followed by its result."""
    get_token(request)  # the cookie cannot be set once the response has started
    page = render_to_string(template, context, request)
    language = translation.get_language() or "nl"
    response = StreamingHttpResponse(_pieces(page, work, language))
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"  # a proxy must not buffer the progress
    return response


def _pieces(page: str, work: Work, language: str) -> Iterator[str]:
    head, tail = page.split(_PLACEHOLDER)
    with translation.override(language):
        yield f'{head}<div class="sheet-steps" role="status"><ul>'
        result = yield from _steps(work)
        yield f'</ul></div><div class="sheet-result">{result}</div>{tail}'


def _steps(work: Work) -> Generator[str, None, str]:
    try:
        while True:
            yield format_html("<li>{}</li>", next(work))
    except StopIteration as end:
        return str(end.value)
    except Exception:
        _LOG.exception("Work on a page that was being sent failed")
        sentence = _("Something went wrong on our side. Nothing was saved.")
        return format_html('<ul class="errorlist"><li>{}</li></ul>', sentence)
    finally:
        work.close()
