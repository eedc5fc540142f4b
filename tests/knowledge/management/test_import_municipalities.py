"""import_municipalities: it shows the plan, reports errors, and applies with --apply."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from knowledge.models import Municipality
from tests.knowledge.regions.cbs_file import current_rows, text_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tmp_path):
    """The table of next year, without Gouda."""
    rows = current_rows()
    del rows["GM1696"], rows["GM0513"]
    name = "Gebieden_in_Nederland_2027_12012027_101112.csv"
    return write(tmp_path / name, text_of(list(rows.values())))


def run(*arguments) -> str:
    out = StringIO()
    call_command("import_municipalities", *map(str, arguments), stdout=out)
    return out.getvalue()


def ended() -> bool:
    return Municipality.objects.get(slug="gouda").ended_on is not None


def test_it_shows_and_changes_nothing(table):
    said = run(table)
    assert "Municipalities from 2027-01-01:" in said
    assert "ended: Gouda (GM0513), no successor known" in said
    assert "--successor GM0513=GM" in said
    assert "Nothing was changed. Use --apply to make the changes." in said
    assert not ended()


def test_it_applies_when_told(table):
    said = run(table, "--apply", "--successor", "GM0513=GM0627")
    assert "merged into GM0627" in said
    assert "All of these changes were made." in said
    assert Municipality.objects.get(slug="gouda").successor.slug == "waddinxveen"
    assert "Nothing changes." in run(table, "--apply")


def test_a_table_without_a_year_is_asked_for_one(table):
    unnamed = table.rename(table.with_name("table.csv"))
    with pytest.raises(CommandError, match="--year 2027"):
        run(unnamed)
    assert "from 2028-01-01" in run(unnamed, "--year", "2028")
    with pytest.raises(CommandError, match="--year"):
        run(unnamed, "--year", "27")


def test_all_mistakes_are_named_and_nothing_is_changed(table):
    text = table.read_text(encoding="utf-8-sig")
    lines = text.splitlines(keepends=True)
    write(table, text + lines[5] + lines[9].replace("VT", "XX"))
    with pytest.raises(CommandError, match="Nothing was changed") as caught:
        run(table, "--apply")
    assert "several lines: 6, " in str(caught.value)
    assert "is not a code of Veilig Thuis regions" in str(caught.value)
    assert not ended()


@pytest.mark.parametrize("pair", ["GM0513", "GM0513=", "=GM0627"])
def test_a_successor_is_written_as_a_pair(table, pair):
    with pytest.raises(CommandError, match="OLD=NEW"):
        run(table, "--successor", pair)


def test_a_successor_is_given_once(table):
    with pytest.raises(CommandError, match="once"):
        run(table, "--successor", "GM0513=GM0627", "--successor", "GM0513=GM0363")


def test_a_file_that_is_not_there_is_said(table):
    with pytest.raises(CommandError, match="cannot be read"):
        run(table.with_name("Gebieden_in_Nederland_2026.csv"))
