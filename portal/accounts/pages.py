"""Recognises account pages."""

from django.http import HttpRequest

PREFIX = "account/"


def is_account_page(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.route.removeprefix("en/").startswith(PREFIX)
