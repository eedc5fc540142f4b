"""Counting what visitors send without keeping who they are."""

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
    """At most `most` in an hour of whatever `key` stands for."""

    key: str
    most: int


def limit(what: str, who: str, most: int, *, at: datetime) -> Limit:
    """The limit of `who` for `what`, under a key that cannot be read back and changes daily."""
    day = timezone.localdate(at).isoformat()
    hashed = salted_hmac(
        "knowledge.confirmation.reports.rate_limit", f"{what}:{day}:{who}", algorithm="sha256"
    )
    return Limit(f"limit:{hashed.hexdigest()}", most)


def seconds_to_wait(limits: Sequence[Limit], *, at: datetime) -> int:
    """Seconds until each of `limits` has room for one more; 0 when they have, and it is counted."""
    now = at.timestamp()
    since = now - PERIOD.total_seconds()
    counted = [[one for one in cache.get(limit.key, []) if one > since] for limit in limits]
    full = [
        times[-limit.most] - since
        for limit, times in zip(limits, counted, strict=True)
        if len(times) >= limit.most
    ]
    if full:
        return math.ceil(max(full))
    for limit, times in zip(limits, counted, strict=True):
        cache.set(limit.key, [*times, now], PERIOD.total_seconds())
    return 0


def client_address(request: HttpRequest) -> str:
    """Where a request comes from, as the outermost of our own proxies saw it.

    What stands further to the left in X-Forwarded-For can be written by anyone. Of IPv6 only
    the network: one visitor has all addresses in it.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if 0 < settings.TRUSTED_PROXIES <= len(forwarded):
        address = forwarded[-settings.TRUSTED_PROXIES].strip() or address
    return _network(address)


def _network(address: str) -> str:
    try:
        read = ip_address(address)
    except ValueError:
        return address
    if isinstance(read, IPv6Address):
        return str(read.ipv4_mapped or read.exploded[:19])
    return str(read)
