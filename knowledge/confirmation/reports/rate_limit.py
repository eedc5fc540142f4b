"""Rate limits by visitor that store no IP address, only a daily keyed hash."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

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

    Otherwise nothing is counted, and the result is the number of seconds until they would. Each
    submission takes a key of its own that did not exist: of two at the same moment, for the last
    one that a limit allows, one gets it.
    """
    taken: list[str] = []
    for limit in limits:
        key, wait = _take(limit, at.timestamp())
        if wait:
            cache.delete_many(taken)
            return wait
        taken.append(key)
    return 0


def _take(limit: Limit, now: float) -> tuple[str, int]:
    """A free key of `limit`, now taken; or the seconds until there is one."""
    keys = [f"{limit.key}:{number}" for number in range(limit.maximum)]
    until = cache.get_many(keys)
    free = [key for key in keys if until.get(key, 0) <= now]
    cache.delete_many(key for key in free if key in until)
    for key in free:
        if cache.add(key, now + PERIOD.total_seconds(), PERIOD.total_seconds()):
            return key, 0
    return "", max(math.ceil(min(until.values(), default=now) - now), 1)


def client_address(request: HttpRequest) -> str:
    """IP address of the client, as the outermost of our own proxies saw it.

    An IPv6 address is cut to its /64 network, because one visitor has all addresses in it.
    """
    return _network(_seen_by_proxy(request), 32, 64)


def client_network(request: HttpRequest) -> str:
    """The /24 or, of IPv6, the /48 that the client is in: as much as one customer may have."""
    return _network(_seen_by_proxy(request), 24, 48)


def _seen_by_proxy(request: HttpRequest) -> str:
    """Counted from the right: entries further to the left in X-Forwarded-For can be forged."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if 0 < settings.TRUSTED_PROXIES <= len(forwarded):
        address = forwarded[-settings.TRUSTED_PROXIES].strip() or address
    return address


def _network(address: str, of_ipv4: int, of_ipv6: int) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    length = of_ipv4 if parsed.version == 4 else of_ipv6
    return str(ip_network(f"{parsed}/{length}", strict=False).network_address)
