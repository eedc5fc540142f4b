"""Reading a feed in all its formats, and rejecting unsafe files before reading them."""

import json
import zipfile

import pytest

from knowledge.open_data.importing import files
from knowledge.open_data.importing.files import read_feed
from knowledge.open_data.importing.problems import InvalidFeedError
from tests.knowledge.open_data.importing.feeds import a_service, an_organization, table, write_json
from tests.knowledge.open_data.importing.feeds import tables as some_tables


def refusal(path) -> str:
    """All messages about a file, whether or not it could be read."""
    try:
        return "\n".join(map(str, read_feed(path).problems))
    except InvalidFeedError as error:
        return str(error)


def zipped(path, contents, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, text in contents.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize(
    "content",
    [
        a_service(),
        [a_service()],
        {"total_items": 1, "contents": [a_service()]},
    ],
)
def test_json_as_an_api_gives_it(tmp_path, content):
    feed = read_feed(write_json(tmp_path, content))
    assert [row["name"] for _origin, row in feed.services] == ["Inloop voor jongens"]
    assert feed.problems == []


def test_json_lines(tmp_path):
    path = tmp_path / "alles.jsonl"
    lines = [json.dumps(row) for row in (an_organization(), a_service())]
    path.write_text("\n".join(lines) + "\n\n")
    feed = read_feed(path)
    assert (len(feed.organizations), len(feed.services)) == (1, 1)


def test_a_folder_with_pages_of_an_api(tmp_path):
    write_json(tmp_path, {"contents": [a_service()]}, "services.json")
    write_json(tmp_path, {"contents": [an_organization()]}, "organizations.json")
    write_json(tmp_path, {"version": "3.2"}, "base.json")
    (tmp_path / "lees-mij.txt").write_text("niets")
    feed = read_feed(tmp_path)
    assert (len(feed.organizations), len(feed.services)) == (1, 1)
    assert feed.skipped_files == ["base.json"]


def test_tables_are_joined_to_what_an_api_gives(tmp_path):
    for name, text in some_tables().items():
        (tmp_path / name).write_text(text)
    archive = zipped(tmp_path / "datapackage.zip", some_tables())
    for path in (tmp_path, archive):
        (_origin, service), *others = read_feed(path).services
        assert others == []
        assert [phone["number"] for phone in service["phones"]] == ["033 448 11 86"]
        assert service["schedules"][0]["byday"] == "MO,TU,WE,TH,FR"
        assert service["minimum_age"] == 12
        assert service["organization_id"] == an_organization()["id"]


@pytest.mark.parametrize("name", ["url.csv", "urls.csv"])
def test_a_table_may_be_called_as_in_the_standard_or_in_the_plural(tmp_path, name):
    url = {"id": "u", "url": "https://x.example/", "service_id": a_service()["id"]}
    path = zipped(tmp_path / "a.zip", {**some_tables(), name: table([url])})
    assert read_feed(path).services[0][1]["additional_urls"][0]["id"] == "u"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.json", b'{"name": ', "is not JSON"),
        ("a.json", b'[{"minimum_age": NaN}]', "NaN is not a JSON value"),
        ("a.json", b"[" * 100_000, "nested too deep"),
        ("a.json", '{"name": "Café"}'.encode("latin-1"), "line 1 is not in UTF-8"),
        ("a.json", b"[1, 2]", "record 1: is not an object"),
        ("a.jsonl", b'{"name": "x"}\n{', "line 2: is not JSON"),
        ("a.json", b"{}", "contains no services or organisations"),
        ("services.csv", b"id,name\n1\n", "line 2: has 1 cells, the header row has 2"),
        ("services.csv", b"name\nx\n", "needs a header row with id"),
        ("services.csv", b'id,name\n1,"x\n', "is not CSV"),
        ("services.csv", b"id,name\n1,\xe9\n", "line 2 is not in UTF-8"),
        ("services.csv", b"id,name\n1," + b"x" * 110_000, "is longer than 100,000 characters"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, name, data, message):
    path = tmp_path / name
    path.write_bytes(data)
    assert message in refusal(path)


def test_all_lines_that_are_wrong_are_named(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("{\n" + json.dumps(a_service()) + "\n[\n")
    assert [problem.origin for problem in read_feed(path).problems] == [
        "a.jsonl, line 1",
        "a.jsonl, line 3",
    ]


def test_what_is_not_there_is_said(tmp_path):
    assert "is not there" in refusal(tmp_path / "weg.json")


@pytest.mark.parametrize(
    "name", ["../services.csv", "/services.csv", "a/../../services.csv", "C:/services.csv"]
)
def test_a_path_that_leads_out_of_a_zip_is_refused(tmp_path, name):
    path = zipped(tmp_path / "a.zip", {name: table([{"id": "1"}])})
    assert "is outside the ZIP" in refusal(path)


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 100_000)
    path = zipped(tmp_path / "a.zip", {"services.csv": "x" * 10_000_000})
    assert path.stat().st_size < 100_000
    assert "unpacks to more than" in refusal(path)


def test_a_zip_with_a_thousand_files_or_a_table_twice_is_refused(tmp_path):
    many = zipped(tmp_path / "a.zip", {f"{number}.csv": "" for number in range(1000)})
    assert "more than 200 files" in refusal(many)
    twice = zipped(tmp_path / "b.zip", {"a/services.csv": "id", "b/services.csv": "id"})
    assert "appears in it twice" in refusal(twice)


def test_a_broken_zip_is_refused(tmp_path):
    whole = zipped(tmp_path / "a.zip", some_tables(), zipfile.ZIP_STORED).read_bytes()
    path = tmp_path / "b.zip"
    path.write_bytes(whole.replace(b"Inloop voor jongens", b"Inloop voor meisjes"))
    assert "is not a ZIP that can be read" in refusal(path)


def test_an_enormous_file_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 1000)
    assert "import it in parts" in refusal(write_json(tmp_path, [a_service()] * 10))


def test_too_many_records_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_RECORDS", 3)
    assert "more than 3 records" in refusal(write_json(tmp_path, [a_service()] * 4))


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "services.json").symlink_to(write_json(tmp_path, a_service()))
    assert "outside the folder" in refusal(folder)
