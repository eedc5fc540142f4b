"""Calls to the organisation's identity provider: with a deadline, and none while it is away."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.helpers import render_authentication_error
from django.http import HttpRequest, HttpResponseBase

DEADLINE = 3.0  # seconds for one call
AWAY = 30.0  # seconds during which a provider that did not answer is not asked again
REMEMBERED = 3600.0  # seconds for which its addresses are kept
_DISCOVERY = "/.well-known/openid-configuration"

_threads = ThreadPoolExecutor(2, thread_name_prefix="provider")
_away_until: dict[str, float] = {}
_discovered: dict[str, tuple[float, requests.Response]] = {}


class ProviderSession(requests.Session):
    """Raises requests.RequestException within the deadline when the provider does not answer."""

    def request(self, method: Any, url: Any, *arguments: Any, **more: Any) -> requests.Response:
        now, host = time.monotonic(), urlsplit(str(url)).netloc
        until, known = _discovered.get(str(url), (0.0, None))
        if known is not None and now < until:
            return known
        if now < _away_until.get(host, 0.0):
            raise requests.ConnectionError("The provider did not answer a moment ago.")
        more["timeout"] = DEADLINE
        call = _threads.submit(super().request, method, url, *arguments, **more)
        try:
            response = call.result(DEADLINE)
        except (TimeoutError, requests.RequestException):
            call.cancel()
            _away_until[host] = time.monotonic() + AWAY
            raise requests.ConnectionError("The provider did not answer.") from None
        if str(url).endswith(_DISCOVERY) and response.ok:
            _discovered[str(url)] = (time.monotonic() + REMEMBERED, response)
        return response


class CallsToProvider(DefaultSocialAccountAdapter):
    def get_requests_session(self) -> requests.Session:
        return ProviderSession()


View = Callable[..., HttpResponseBase]


def answers_without_provider(view: View) -> View:
    """The page that says that the organisation did not answer, instead of an error."""

    @wraps(view)
    def answered(request: HttpRequest, provider_id: str) -> HttpResponseBase:
        try:
            return view(request, provider_id)
        except (requests.RequestException, KeyError) as error:
            page: HttpResponseBase = render_authentication_error(
                request, provider_id, exception=error
            )
            return page

    return answered
