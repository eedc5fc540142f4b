"""Downloads: complete, the same for everyone, and 304 when nothing changed."""

import csv
import json
import subprocess
import sys
import zipfile
from io import BytesIO, StringIO

import pytest
from django.test import Client

from knowledge.models import LegalArticle, Service, Signal, Source, Status
from knowledge.open_data.datasets.columns import TABLES
from tests.people import made_person

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

PACKAGE, KNOWLEDGE = "/api/hsds/datapackage.zip", "/api/kennis.json"
ADDRESSES = (
    PACKAGE,
    KNOWLEDGE,
    "/api/hsds/services.jsonl",
    "/api/hsds/organizations.jsonl",
    "/api/hsds/service_at_locations.jsonl",
    "/api/hsds/taxonomies.jsonl",
    "/api/hsds/taxonomy_terms.jsonl",
)


def whole(client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return response.getvalue()


def table(data: bytes, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return list(csv.DictReader(StringIO(archive.read(f"{name}.csv").decode(), newline="")))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_data_package_is_valid(client, tmp_path, language):
    with zipfile.ZipFile(BytesIO(whole(client, f"{PACKAGE}?lang={language}"))) as archive:
        archive.extractall(tmp_path)
    path = tmp_path / "datapackage.json"
    # In a process of its own: it changes how every CSV in its process is read.
    check = [sys.executable, "-m", "frictionless", "validate", str(path), "--json"]
    done = subprocess.run(check, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.stdout, done.stderr
    report = json.loads(done.stdout)
    assert [task["errors"] for task in report["tasks"] if task["errors"]] == []
    assert report["valid"] is True
    assert report["stats"]["tasks"] == len(TABLES)
    described = json.loads((tmp_path / "datapackage.json").read_text())
    assert described["languages"] == [language]
    assert described["licenses"][0]["name"] == "CC-BY-4.0"


def test_every_desk_is_in_it_once(client):
    rows = table(whole(client, PACKAGE), "services")
    names = sorted(row["name"] for row in rows)
    assert names == sorted(Service.objects.published().values_list("name_nl", flat=True))


@pytest.mark.parametrize("name", ["services", "organizations", "taxonomies", "taxonomy_terms"])
def test_lines_are_what_the_list_gives_in_full(client, name):
    lines = [json.loads(line) for line in whole(client, f"/api/hsds/{name}.jsonl").splitlines()]
    query = "?per_page=100" + ("&full=true" if name in ("services", "organizations") else "")
    listed = client.get(f"/api/hsds/{name}{query}").json()
    assert listed["total_pages"] == 1
    assert sorted(lines, key=lambda one: one["id"]) == sorted(
        listed["contents"], key=lambda one: one["id"]
    )


def test_the_knowledge_base_has_its_sources_and_licence(client):
    base = json.loads(whole(client, KNOWLEDGE))
    assert base["licence"]["name"] == "CC-BY-4.0"
    sources = {source["slug"] for source in base["sources"]}
    for noun in ("signals", "legal_articles", "guidance", "resources", "key_figures"):
        assert base[noun]
        for entry in base[noun]:
            assert set(entry["sources"]) <= sources
    assert all(set(one["name"]) == {"nl", "en"} for one in base["signals"])
    assert "restricted" not in base["signals"][0]
    (article,) = (one for one in base["legal_articles"] if one["slug"] == "sr-248")
    assert article["text_seen_on"] == "2026-01-01"
    assert article["text_seen_source"] in sources
    assert set(article["pending_change"]) == {"nl", "en"}


@pytest.mark.parametrize(
    ("model", "field"), [(Signal, "sources"), (LegalArticle, "text_seen_source")]
)
def test_a_source_that_is_hidden_is_not_named(client, model, field):
    source = Source.objects.filter(pk__in=model.objects.values(field)).first()
    assert f'"{source.slug}"' in whole(client, KNOWLEDGE).decode()
    source.restricted = True
    source.save()
    assert f'"{source.slug}"' not in whole(client, KNOWLEDGE).decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_same_content_gives_the_same_bytes_and_is_not_sent_twice(client, address):
    first = client.get(address)
    assert first.streaming
    body = first.getvalue()
    assert whole(client, address) == body
    tag = {"if-none-match": first["ETag"]}
    assert client.get(address, headers=tag).status_code == 304
    head = client.head(address)
    assert (head.status_code, head["ETag"], head.content) == (200, first["ETag"], b"")
    signal = Signal.objects.published().first()
    signal.name_nl = "Anders"
    signal.save()
    assert client.get(address, headers=tag).status_code == 200
    other = client.get(f"{address}?lang=en")
    assert other["ETag"] != client.get(address)["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_is_signed_in_gets_what_everyone_gets(client, address):
    desk = Service.objects.get(slug="comensha")
    desk.restricted = True
    desk.save()
    Signal.objects.filter(pk=Signal.objects.published().first().pk).update(status=Status.DRAFT)
    reader = Client()
    reader.force_login(made_person("reader"))
    response = reader.get(address)
    assert response.getvalue() == whole(client, address)
    assert "private" not in response["Cache-Control"]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/hsds/loketten.jsonl", 404),
        (f"{PACKAGE}?lang=de", 400),
        (f"{PACKAGE}?lang=nl&lang=en", 400),
        (f"{PACKAGE}?lang=%00", 400),
        (f"{KNOWLEDGE}?lang=%00", 200),
    ],
)
def test_what_cannot_be_asked_is_said_in_json(client, address, status):
    response = client.get(address)
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"


def test_only_reading(client):
    for address in ADDRESSES:
        assert client.post(address).status_code == 405
