"""Importing a new table: planned first, applied atomically, old links keep working."""

from datetime import date

import pytest

from knowledge.models import Municipality, MunicipalityAlias, Region
from knowledge.regions.cbs_import import apply_import, plan_import
from knowledge.regions.cbs_table import TableError, read_table
from knowledge.regions.lookup import find_municipality, municipality_by_slug
from tests.knowledge.regions.cbs_file import current_rows, text_of, write

pytestmark = pytest.mark.django_db

YEAR = 2027
DAY = date(2027, 1, 1)


@pytest.fixture
def rows():
    """The table of next year; its only change is the planned merger."""
    rows = current_rows()
    del rows["GM1696"]
    return rows


@pytest.fixture
def plan(rows, tmp_path):
    """Factory for an import plan of the current `rows`."""

    def make(**successors: str):
        table = read_table(write(tmp_path / "table.csv", text_of(list(rows.values()))))
        return plan_import(table, YEAR, successors)

    return make


def sentences(plan) -> list[str]:
    return list(plan.sentences())


def state() -> list[object]:
    return [
        *Municipality.objects.order_by("pk").values_list(),
        *Municipality.regions.through.objects.order_by("pk").values_list(),
        *MunicipalityAlias.objects.order_by("pk").values_list(),
        *Region.objects.order_by("pk").values_list(),
    ]


def test_a_merger_that_was_planned_is_no_change(plan):
    assert plan().is_empty
    assert sentences(plan()) == []


def test_a_plan_changes_nothing(plan, rows):
    before = state()
    del rows["GM0363"]
    rows["GM0513"]["GM"] = ("GM0513", "Nieuw Gouda")
    assert sentences(plan())
    assert state() == before


def test_a_merger_into_a_new_municipality_keeps_old_links(plan, rows):
    rows["GM9001"] = {**rows.pop("GM0513"), "GM": ("GM9001", "Goudse Plassen")}
    del rows["GM0627"]
    import_plan = plan(GM0513="GM9001", GM0627="GM9001")
    assert sentences(import_plan) == [
        "new: Goudse Plassen (GM9001), RE06 VT10",
        "ended: Gouda (GM0513), merged into GM9001",
        "ended: Waddinxveen (GM0627), merged into GM9001",
    ]
    apply_import(import_plan)
    gouda = Municipality.objects.get(slug="gouda")
    assert gouda.ended_on == date(2026, 12, 31)
    assert municipality_by_slug("gouda", on=DAY).slug == "goudse-plassen"
    assert municipality_by_slug("gouda", on=date(2026, 12, 31)) == gouda
    assert find_municipality("Waddinxveen", on=DAY).exact.code == "GM9001"
    assert find_municipality("Waddinxveen", on=DAY).exact.police_unit.code == "RE06"
    assert plan().is_empty


def test_without_a_known_successor_it_says_so_and_keeps_it(plan, rows):
    del rows["GM0513"]
    assert sentences(plan()) == ["ended: Gouda (GM0513), no successor known"]
    apply_import(plan())
    assert municipality_by_slug("gouda", on=DAY).slug == "gouda"
    assert plan().is_empty


def test_a_new_code_under_the_same_name_is_the_successor(plan, rows):
    rows["GM9001"] = {**rows.pop("GM0513"), "GM": ("GM9001", "Gouda")}
    assert "ended: Gouda (GM0513), merged into GM9001" in sentences(plan())
    apply_import(plan())
    assert municipality_by_slug("gouda", on=DAY).slug == "gouda-gm9001"
    assert find_municipality("gouda", on=DAY).exact.code == "GM9001"


def test_a_new_name_keeps_the_address_and_the_old_name(plan, rows):
    rows["GM0513"]["GM"] = ("GM0513", "Kaasstad")
    assert sentences(plan()) == ["renamed: Gouda is now Kaasstad (GM0513)"]
    apply_import(plan())
    assert municipality_by_slug("gouda", on=DAY).name == "Kaasstad"
    assert find_municipality("gouda", on=DAY).exact.slug == "gouda"
    assert find_municipality("kaasstad", on=DAY).exact.slug == "gouda"
    assert plan().is_empty


def test_a_change_of_a_mark_only_makes_no_other_name(plan, rows):
    rows["GM1900"]["GM"] = ("GM1900", "Sudwest Fryslan")
    apply_import(plan())
    aliases = MunicipalityAlias.objects.filter(municipality__code="GM1900")
    assert "Súdwest-Fryslân" not in {alias.name for alias in aliases}


def test_a_move_to_another_region(plan, rows):
    rows["GM0513"]["VT"] = ("VT09", "Haaglanden")
    rows["GM0513"]["RE"] = ("RE07", "Rotterdam")
    assert sentences(plan()) == ["moved: Gouda (GM0513) from RE06 VT10 to RE07 VT09"]
    apply_import(plan())
    gouda = Municipality.objects.get(slug="gouda")
    assert (gouda.police_unit.code, gouda.veilig_thuis_region.code) == ("RE07", "VT09")
    kept = gouda.regions.filter(code="").values_list("slug", flat=True)
    assert list(kept) == ["zorgcoordinatie-den-haag-hollands-midden"]
    assert gouda.regions.count() == 3
    assert plan().is_empty


def test_a_new_region_is_added(plan, rows):
    rows["GM0513"]["VT"] = ("VT99", "Groene Hart")
    assert sentences(plan())[0] == "new region: Groene Hart (VT99)"
    apply_import(plan())
    region = Municipality.objects.get(slug="gouda").veilig_thuis_region
    assert (region.slug, region.name) == ("veilig-thuis-groene-hart", "Groene Hart")


def test_a_known_region_under_a_new_code_is_refused(plan, rows):
    rows["GM0513"]["VT"] = ("VT99", "Haaglanden")
    with pytest.raises(TableError, match="VT99 is new but has the same name as VT09: Haaglanden"):
        plan()


def test_a_merger_that_is_called_off(plan, rows):
    rows["GM1696"] = current_rows()["GM1696"]
    (sentence,) = sentences(plan())
    assert sentence == "continues after all: Wijdemeren (GM1696), was to end on 2026-12-31"
    apply_import(plan())
    wijdemeren = Municipality.objects.get(slug="wijdemeren")
    assert (wijdemeren.ended_on, wijdemeren.successor) == (None, None)


def test_a_table_that_is_cut_off_is_refused(plan, rows):
    for code in list(rows)[100:]:
        del rows[code]
    with pytest.raises(TableError, match="241 of 342 municipalities would end"):
        plan()


def test_successors_that_cannot_be_are_all_named(plan, rows):
    del rows["GM0513"]
    with pytest.raises(TableError) as caught:
        plan(GM0513="GM9999", GM0363="GM0344")
    assert caught.value.problems == (
        "GM9999 is named as a successor but is not in this table",
        "GM0363 has a successor but does not end in this table",
    )


def test_a_mistake_while_applying_undoes_everything(plan, rows):
    del rows["GM0513"]
    rows["GM0363"]["GM"] = ("GM0363", "Mokum")
    rows["GM0344"]["VT"] = ("VT99", "Groningen!")  # its slug is in use
    before = state()
    with pytest.raises(TableError):
        apply_import(plan())
    assert state() == before
