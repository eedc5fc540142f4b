"""Django's cache in the database, with sealed JSON in place of pickles."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.utils import timezone

from knowledge.caching.sealing import seal, unseal

_WITHOUT_END = timedelta(days=3_650)
_GET = "SELECT cache_key, value FROM cache WHERE cache_key = ANY(%s) AND expires >= %s"
_GET_SQLITE = (
    "SELECT cache_key, value FROM cache "
    "WHERE cache_key IN (SELECT value FROM json_each(%s)) AND expires >= %s"
)
_TOUCH = "UPDATE cache SET expires = %s WHERE cache_key = %s AND expires >= %s"
_SET = (
    "INSERT INTO cache (cache_key, value, expires) VALUES (%s, %s, %s) "
    "ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
)
_ADD = (
    "INSERT INTO cache (cache_key, value, expires) VALUES (%s, %s, %s) "
    "ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires "
    "WHERE cache.expires < %s"
)


class SealedTable(DatabaseCache):
    """Values are numbers, texts and lists of them. What is not sealed by us is not there.

    Rows are never culled at random: `daily` deletes those whose time is up.
    """

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        by_stored = {self.make_and_validate_key(key, version=version): key for key in keys}
        if not by_stored:
            return {}
        with connection.cursor() as cursor:
            now = _adapted(timezone.now())
            if connection.vendor == "sqlite":
                cursor.execute(_GET_SQLITE, [json.dumps([*by_stored]), now])
            else:
                cursor.execute(_GET, [[*by_stored], now])
            rows = cursor.fetchall()
        opened = ((stored, unseal(f"count/{stored}", _decoded(value))) for stored, value in rows)
        return {
            by_stored[stored]: json.loads(content)
            for stored, content in opened
            if content is not None
        }

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        until, now = self._until(timeout), _adapted(timezone.now())
        with connection.cursor() as cursor:
            if mode == "touch":
                cursor.execute(_TOUCH, [until, key, now])
                return bool(cursor.rowcount > 0)
            sealed = seal(f"count/{key}", json.dumps(value).encode())
            row = [key, base64.b64encode(sealed).decode(), until]
            if mode == "add":
                cursor.execute(_ADD, [*row, now])
            else:
                cursor.execute(_SET, row)
            return bool(cursor.rowcount > 0)

    def _until(self, timeout: Any) -> Any:
        at = self.get_backend_timeout(timeout)
        if at is None:
            return _adapted(timezone.now() + _WITHOUT_END)
        return _adapted(datetime.fromtimestamp(at, UTC))


def _adapted(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at.replace(microsecond=0))


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return None
