"""Rate limits by visitor that store no IP address, only a daily keyed hash."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

PERIOD = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `maximum` submissions in `PERIOD` under the cache key `key`."""

    key: str
    maximum: int


def limit(scope: str, subject: str, maximum: int, *, at: datetime) -> Limit:
    """The limit of `subject` in `scope`, under a hashed key that changes daily."""
    day = timezone.localdate(at).isoformat()
    hashed = salted_hmac(
        "knowledge.confirmation.reports.rate_limit", f"{scope}:{day}:{subject}", algorithm="sha256"
    )
    return Limit(f"limit:{hashed.hexdigest()}", maximum)


def retry_after(limits: Sequence[Limit], *, at: datetime) -> int:
    """Count one submission; 0 when all `limits` allow it.

    Otherwise nothing is counted, and the result is the number of seconds until they would.
    """
    now = at.timestamp()
    since = now - PERIOD.total_seconds()
    counted = [[sent for sent in cache.get(limit.key, []) if sent > since] for limit in limits]
    full = [
        times[-limit.maximum] - since
        for limit, times in zip(limits, counted, strict=True)
        if len(times) >= limit.maximum
    ]
    if full:
        return math.ceil(max(full))
    for limit, times in zip(limits, counted, strict=True):
        cache.set(limit.key, [*times, now], PERIOD.total_seconds())
    return 0


def client_address(request: HttpRequest) -> str:
    """IP address of the client, as the outermost of our own proxies saw it.

    Entries further to the left in X-Forwarded-For can be forged. An IPv6 address is cut to its
    /64 network, because one visitor has all addresses in it.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if 0 < settings.TRUSTED_PROXIES <= len(forwarded):
        address = forwarded[-settings.TRUSTED_PROXIES].strip() or address
    return _network(address)


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or parsed.exploded[:19])
    return str(parsed)
