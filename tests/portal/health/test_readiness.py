import threading

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from portal.health import readiness
from referrals.models import Flow

pytestmark = pytest.mark.django_db


def test_ready_costs_one_query_and_says_nothing_else(client, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(1):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def not_ready(client) -> bool:
    answer = client.get("/readyz")
    assert "no-store" in answer["Cache-Control"]
    return (answer.status_code, answer.content) == (503, b"not ready")


def test_without_a_guide_it_is_not_ready(client):
    Flow.objects.update(status="draft")
    assert not_ready(client)


def test_a_database_that_does_not_answer_makes_it_not_ready(client, monkeypatch):
    def refuse(*_given):
        raise OperationalError("no answer")

    with connection.execute_wrapper(refuse):
        assert not_ready(client)
        assert client.get("/healthz").status_code == 200


def test_a_migration_that_was_not_applied_makes_it_not_ready(client, monkeypatch, caplog):
    """Migrations are checked at each probe until all are applied, and then never again."""
    applied = dict.fromkeys(readiness.MigrationExecutor(connection).loader.disk_migrations)
    last = applied.popitem()
    monkeypatch.setattr(readiness, "migrations_applied", threading.Event())
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _self: dict(applied))
    assert not_ready(client)
    assert "migrations are not applied yet" in caplog.text
    applied.update([last])
    assert client.get("/readyz").status_code == 200
    applied.clear()
    assert client.get("/readyz").status_code == 200
