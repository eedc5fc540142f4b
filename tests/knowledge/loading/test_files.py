"""CSV content files: the same entries and the same problems as in YAML."""

from pathlib import Path

import pytest

from knowledge.loading.entries import EntrySpec
from knowledge.loading.files import ContentError, read_entries
from knowledge.loading.loader import load
from knowledge.loading.registry import ENTRIES
from knowledge.loading.report import LoadReport
from knowledge.models import Municipality, MunicipalityAlias, Region

pytestmark = pytest.mark.django_db

REGIONS = "slug,kind,name,code\nproef-oost,police_unit,Proef-Oost,RE98\n"
MUNICIPALITIES = """slug,code,name,regions,ended_on,successor
proefstad,GM9001,Proefstad,proef-oost veilig-thuis-twente,,
proefdorp,GM9002,"Proefdorp, en omstreken",proef-oost,2026-12-31,proefstad
"""
ALIASES = "slug,name,municipality\noud-proefstad,Oud,proefstad\n"


class Folder:
    """CSV files in a temporary folder, loaded on top of the shipped content."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write(regions=REGIONS, municipalities=MUNICIPALITIES, aliases=ALIASES)

    def write(self, **files: str) -> None:
        for name, text in files.items():
            (self.path / f"{name}.csv").write_text(text, encoding="utf-8")

    def load(self) -> LoadReport:
        return load(
            [
                EntrySpec(Region, self.path / "regions.csv"),
                EntrySpec(Municipality, self.path / "municipalities.csv"),
                EntrySpec(MunicipalityAlias, self.path / "aliases.csv"),
            ]
        )

    def messages(self) -> list[str]:
        with pytest.raises(ContentError) as caught:
            self.load()
        assert not Municipality.objects.filter(slug="proefstad").exists()
        return [str(problem) for problem in caught.value.problems]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_table_is_loaded(folder):
    assert folder.load().added == 4
    village = Municipality.objects.get(slug="proefdorp")
    assert village.name == "Proefdorp, en omstreken"
    assert village.ended_on.isoformat() == "2026-12-31"
    assert village.successor.slug == "proefstad"
    slugs = {region.slug for region in village.successor.regions.all()}
    assert slugs == {"proef-oost", "veilig-thuis-twente"}
    assert [alias.name for alias in village.successor.aliases.all()] == ["Oud"]
    assert folder.load() == LoadReport(unchanged=4)


def test_a_mark_at_the_beginning_and_padding_do_no_harm(folder):
    folder.write(regions="\ufeffslug,kind,name,code\nproef-oost, police_unit ,Proef-Oost ,RE98\n")
    assert folder.load().added == 4
    assert Region.objects.get(slug="proef-oost").name == "Proef-Oost"


def test_a_changed_table_updates_what_no_editor_touched(folder):
    folder.load()
    folder.write(municipalities=MUNICIPALITIES.replace("2026-12-31,proefstad", ","))
    assert folder.load().updated == 1
    village = Municipality.objects.get(slug="proefdorp")
    assert (village.ended_on, village.successor) == (None, None)


def test_a_municipality_that_an_editor_changed_is_left_alone(folder):
    folder.load()
    Municipality.objects.get(slug="proefstad").regions.clear()
    folder.write(municipalities=MUNICIPALITIES.replace("Proefstad", "Anders"))
    assert folder.load().changed_by_editor == ["municipalities.csv: proefstad"]
    assert Municipality.objects.get(slug="proefstad").name == "Proefstad"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "regions.csv: -: is not a list of entries"),
        ("kind;name\n", "regions.csv: -: is not a list of entries"),
        ("slug,kind\na,b,c\n", "regions.csv: -: cannot be read: entry 1 has 3 cells instead of 2"),
        ('slug,name\na,"b\n', "regions.csv: -: cannot be read: unexpected end of data"),
        ("slug,name\n,b\n", "regions.csv: entry 1: has no slug"),
        (REGIONS + "proef-oost,police_unit,B,\n", "regions.csv: proef-oost: appears twice"),
        (
            "slug,kind,colour\na,police_unit,red\n",
            "regions.csv: a: colour: is not a field of region",
        ),
        (REGIONS.replace("police_unit", "moon"), "regions.csv: proef-oost: kind: "),
        (REGIONS.replace("RE98", "98"), "regions.csv: proef-oost: code: "),
    ],
)
def test_mistakes_in_a_table_are_named(folder, text, expected):
    folder.write(regions=text)
    assert any(message.startswith(expected) for message in folder.messages()), folder.messages()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("veilig-thuis-twente", "bestaat-niet", "regions: there is no region 'bestaat-niet'"),
        ("veilig-thuis-twente", "politie-limburg", "regions: Hooguit"),
        (",proefstad\n", ",bestaat-niet\n", "successor: there is no municipality"),
        ("2026-12-31", "", "__all__: "),
        ("2026-12-31", "31-12-2026", "ended_on: "),
        ("GM9001", "9001", "code: "),
        ("GM9001", "GM0363", "code: "),
    ],
)
def test_mistakes_in_municipalities_are_named(folder, old, new, expected):
    folder.write(municipalities=MUNICIPALITIES.replace(old, new))
    assert any(f": {expected}" in message for message in folder.messages()), folder.messages()


def test_a_table_that_is_no_text_is_named(folder):
    (folder.path / "regions.csv").write_bytes(b"slug,name\n\xff\xfe,b\n")
    assert any("regions.csv: -: cannot be read" in message for message in folder.messages())


def test_every_shipped_table_is_read_without_a_problem():
    tables = [spec for spec in ENTRIES if spec.file.suffix == ".csv"]
    assert len(tables) == 3
    for spec in tables:
        entries, problems = read_entries(spec)
        assert entries
        assert not problems
