"""What makes everything at once small: the first bytes wait for no row, and no row is kept."""

import gc
import weakref

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from knowledge.models import Service
from knowledge.open_data.datasets import directory
from knowledge.open_data.datasets.knowledge_base import knowledge_base
from knowledge.open_data.hsds import services as mapping
from portal.api.lists import RecordSource

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_collector():
    """Without the garbage collector, only what nothing refers to is freed."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def desks():
    today = timezone.localdate()
    return Service.objects.in_directory(on=today).with_directory_details(on=today)


@pytest.mark.parametrize("made", ["batched", "listed"])
def test_no_row_is_left_behind(no_collector, desks, made):
    now = timezone.now()
    seen: list[weakref.ref[Service]] = []
    details: list[weakref.ref[object]] = []

    def write(desk):
        seen.append(weakref.ref(desk))
        details.extend(weakref.ref(detail) for detail in desk.contact_details.all())
        return mapping.service(desk, now)

    if made == "batched":
        records = map(write, directory.batched(desks))
    else:
        records = RecordSource(desks.order_by("pk"), write, batch=5).all()
    assert sum(1 for _record in records) == len(seen) > 20
    assert len(details) > 20
    left = [ref for ref in seen + details if ref() is not None]
    assert len(left) <= 1  # Django's prefetching keeps one desk of its last batch as a hint


def test_what_is_sent_in_batches_is_complete_and_in_order(desks, monkeypatch):
    monkeypatch.setattr("portal.api.lists._KEYS", 7)
    rows = desks.order_by("pk")
    source = RecordSource(rows, lambda desk: desk.pk, batch=3)
    assert list(source.all()) == [desk.pk for desk in rows]


@pytest.mark.parametrize(
    "address",
    [
        "services.jsonl",
        "organizations.jsonl",
        "datapackage.zip",
        "services?format=ndjson&full=true",
        "services?minimal=true",
        "organizations?format=ndjson&full_service=true",
    ],
)
def test_nothing_is_counted_or_read_whole_before_the_first_bytes(
    client, address, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("portal.api.lists._KEYS", 7)
    rows = []
    from_db = Service.from_db.__func__
    monkeypatch.setattr(
        Service, "from_db", classmethod(lambda cls, *row: rows.append(1) or from_db(cls, *row))
    )
    response = client.get(f"/api/hsds/{address}")
    with django_assert_max_num_queries(8) as asked:
        assert next(iter(response.streaming_content))
    assert not [query for query in asked.captured_queries if "COUNT(" in query["sql"]]
    assert len(rows) <= 20
    response.close()


def test_the_knowledge_base_reads_no_list_of_all_desks():
    with CaptureQueriesContext(connection) as asked:
        assert b"".join(knowledge_base("Proef"))
    of_desks = [query["sql"] for query in asked if 'FROM "knowledge_service"' in query["sql"]]
    assert of_desks
    assert all(" IN (" in sql for sql in of_desks)
