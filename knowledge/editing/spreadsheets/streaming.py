"""A page that is sent while the work goes on, so that progress is in sight without a script.

It holds no state anywhere: any process can serve it, and who goes away closes the generator.
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

_HERE = "<!-- the work -->"  # where the template leaves room
_LOG = logging.getLogger(__name__)

Work = Generator[str, None, str]
"""Yields sentences about the progress and returns the HTML of the result."""


def worked_on(
    request: HttpRequest, template: str, context: dict[str, Any], work: Work
) -> StreamingHttpResponse:
    """The page of `template` with the progress of `work`, and then its result."""
    get_token(request)  # once the answer has begun it is too late for the cookie
    page = render_to_string(template, context, request)
    language = translation.get_language() or "nl"
    response = StreamingHttpResponse(_pieces(page, work, language))
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"  # a proxy must not save the progress up
    return response


def _pieces(page: str, work: Work, language: str) -> Iterator[str]:
    head, tail = page.split(_HERE)
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
