"""HSDS objects as rows of tables."""

import csv
import json
from io import StringIO

import pytest

from knowledge.open_data.datasets.columns import TABLES, name_of, resource
from knowledge.open_data.datasets.tables import csv_of, rows_of
from knowledge.open_data.hsds.shapes import Schedule


def cells(value: str) -> list[str]:
    row = {"id": "1", "name": value, "description": "x"}
    return next(csv.reader(StringIO(csv_of("taxonomies", [row]).decode())))


@pytest.mark.parametrize("value", ["=1+1", "@SUM(A1)", "-2+3+cmd|' /C calc'!A0", "+x", "\t=1"])
def test_a_spreadsheet_runs_nothing_and_no_character_is_lost(value):
    assert cells(value)[1] == f" {value}"


@pytest.mark.parametrize("value", ["+31 33 448 11 86", "-5", "a=b", "", 'met "aanhaling"', "a\nb"])
def test_what_is_harmless_stays_as_it_is(value):
    assert cells(value)[1] == value


def test_what_is_nested_becomes_rows_that_point_back():
    term = {"id": "t"}
    service = {
        "id": "s",
        "name": "Loket",
        "organization": {"id": "o", "attributes": [{"id": "x"}]},
        "phones": [
            {"id": "p", "number": "112", "attributes": [{"id": "a", "taxonomy_term": term}]}
        ],
        "additional_urls": [{"id": "u", "url": "https://x.example/"}],
        "service_at_locations": [
            {
                "id": "sal",
                "location_id": "l",
                "location": {"id": "l", "location_type": "physical"},
                "schedules": [{"id": "r"}],
            }
        ],
    }
    assert list(rows_of("services", service)) == [
        ("services", {"id": "s", "organization_id": "o", "name": "Loket"}),
        ("phones", {"id": "p", "service_id": "s", "number": "112"}),
        ("attributes", {"id": "a", "link_id": "p", "taxonomy_term_id": "t"}),
        ("url", {"id": "u", "service_id": "s", "url": "https://x.example/"}),
        ("service_at_location", {"id": "sal", "service_id": "s", "location_id": "l"}),
        ("locations", {"id": "l", "location_type": "physical"}),
        ("schedules", {"id": "r", "service_at_location_id": "sal"}),
    ]


def test_every_table_and_column_is_one_of_the_standard(shared):
    schemas = [json.loads(path.read_text()) for path in (shared / "hsds/schema").glob("*.json")]
    known = {schema["path"]: schema for schema in schemas}
    for table, columns in TABLES.items():
        schema = known[f"{table}.csv"]
        assert name_of(table) == schema["name"]
        assert set(columns) <= set(schema["properties"])
        required = {*schema["required"], *schema.get("tabular_required", ())}
        fields = resource(table)["schema"]["fields"]
        assert {field["name"] for field in fields if "constraints" in field} >= required & set(
            columns
        )
        assert required <= set(columns)


def test_no_field_of_a_schedule_is_lost():
    fields = Schedule.__required_keys__ | Schedule.__optional_keys__
    assert fields - {"attributes"} <= set(TABLES["schedules"])
