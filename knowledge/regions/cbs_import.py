"""Import of the yearly CBS table: plan the changes to our municipalities, then apply them.

A municipality that is no longer in the table is ended, not deleted: its slug and names lead to
its successor. A renamed one keeps its former name as an alias.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.text import slugify

from knowledge.models import Municipality, MunicipalityAlias, Region, RegionKind
from knowledge.regions.cbs_table import CbsRow, CbsTable, TableError

_KINDS = {
    "RE": (RegionKind.POLICE_UNIT, "politie"),
    "VT": (RegionKind.VEILIG_THUIS, "veilig-thuis"),
}
_MAX_ENDING = 0.1  # of all; more has not happened in a year, so the file would be incomplete


@dataclass(frozen=True, slots=True)
class Ending:
    """A municipality that is no longer in the table, and its successor; None if unknown."""

    municipality: Municipality
    successor: str | None  # CBS code


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All changes from `first_day` on. Planning again after applying gives an empty plan."""

    first_day: date
    new_regions: tuple[tuple[str, str], ...]  # code and name
    new: tuple[CbsRow, ...]
    renamed: tuple[tuple[Municipality, CbsRow], ...]
    moved: tuple[tuple[Municipality, CbsRow], ...]
    resumed: tuple[Municipality, ...]
    ending: tuple[Ending, ...]

    @property
    def is_empty(self) -> bool:
        return not (
            self.new_regions
            or self.new
            or self.renamed
            or self.moved
            or self.resumed
            or self.ending
        )

    def sentences(self) -> Iterator[str]:
        """Every change in a sentence, for review."""
        for code, name in self.new_regions:
            yield f"new region: {name} ({code})"
        for row in self.new:
            yield f"new: {row.name} ({row.code}), {' '.join(row.regions)}"
        for old, row in self.renamed:
            yield f"renamed: {old.name} is now {row.name} ({row.code})"
        for old, row in self.moved:
            was = " ".join(sorted(region.code for region in old.regions.all() if region.code))
            now = " ".join(row.regions)
            yield f"moved: {row.name} ({row.code}) from {was or 'no region'} to {now}"
        for old in self.resumed:
            yield f"continues after all: {old.name} ({old.code}), was to end on {old.ended_on}"
        for end in self.ending:
            into = f"merged into {end.successor}" if end.successor else "no successor known"
            yield f"ended: {end.municipality.name} ({end.municipality.code}), {into}"


def plan_import(table: CbsTable, year: int, successors: Mapping[str, str]) -> ImportPlan:
    """Plan the changes for a `table` that holds from 1 January of `year`.

    `successors` maps codes of ending municipalities to the codes of their successors. Raises
    TableError when the table or `successors` is implausible.
    """
    first_day = date(year, 1, 1)
    known = {old.code: old for old in Municipality.objects.with_regions().order_by("code")}
    rows = {row.code: row for row in table.rows}
    both = [(known[code], row) for code, row in rows.items() if code in known]
    new = tuple(row for row in table.rows if row.code not in known)
    gone = [old for old in known.values() if old.code not in rows and old.exists_on(first_day)]
    plan = ImportPlan(
        first_day=first_day,
        new_regions=_new_regions(table),
        new=new,
        renamed=tuple((old, row) for old, row in both if old.name != row.name),
        moved=tuple((old, row) for old, row in both if _moved(old, row)),
        resumed=tuple(old for old, _row in both if not old.exists_on(first_day)),
        ending=tuple(_ending(old, new, successors) for old in gone),
    )
    if problems := [
        *_implausible(plan, known),
        *_same_names(plan),
        *_unusable(successors, plan, rows),
    ]:
        raise TableError(problems)
    return plan


def apply_import(plan: ImportPlan) -> None:
    """Apply `plan` in one transaction; raises TableError when a record is invalid."""
    try:
        with transaction.atomic():
            _write(plan)
    except ValidationError as error:
        raise TableError(error.messages) from error


def _write(plan: ImportPlan) -> None:
    for code, name in plan.new_regions:
        _add_region(code, name)
    regions = {region.code: region for region in Region.objects.exclude(code="")}
    for row in plan.new:
        _add(row, regions)
    for old in plan.resumed:
        old.ended_on = old.successor = None
        _save(old)
    for old, row in plan.renamed:
        _rename(old, row.name)
    for old, row in plan.moved:
        ours = [region for region in old.regions.all() if not region.code]
        old.regions.set([*ours, *(regions[code] for code in row.regions)])
    for end in plan.ending:
        old = end.municipality
        old.ended_on = plan.first_day - timedelta(days=1)
        old.successor = Municipality.objects.filter(code=end.successor).first()
        _save(old)


def _save(record: Model) -> None:
    record.full_clean()
    record.save()


def _add_region(code: str, name: str) -> None:
    kind, prefix = _KINDS[code[:2]]
    _save(Region(slug=f"{prefix}-{slugify(name)}", kind=kind, name=name, code=code))


def _add(row: CbsRow, regions: Mapping[str, Region]) -> None:
    """A former municipality of the same name keeps its slug; the new one gets its code added."""
    slug = slugify(row.name)
    if Municipality.objects.filter(slug=slug).exists():
        slug = slugify(f"{row.name} {row.code}")
    new = Municipality(slug=slug, code=row.code, name=row.name)
    _save(new)
    new.regions.set(regions[code] for code in row.regions)


def _rename(old: Municipality, name: str) -> None:
    """Keep the former name as an alias, unless it differs only in accents or case."""
    if slugify(old.name) != slugify(name) and not old.aliases.filter(name=old.name).exists():
        _save(MunicipalityAlias(municipality=old, name=old.name))
    old.name = name
    _save(old)


def _new_regions(table: CbsTable) -> tuple[tuple[str, str], ...]:
    known = set(Region.objects.values_list("code", flat=True))
    return tuple(sorted((c, name) for c, name in table.region_names.items() if c not in known))


def _moved(old: Municipality, row: CbsRow) -> bool:
    return {region.code for region in old.regions.all() if region.code} != set(row.regions)


def _ending(old: Municipality, new: tuple[CbsRow, ...], successors: Mapping[str, str]) -> Ending:
    """With the given successor, else the new municipality of the same name."""
    namesakes = [row.code for row in new if row.name == old.name]
    return Ending(old, successors.get(old.code) or next(iter(namesakes), None))


def _implausible(plan: ImportPlan, known: Mapping[str, Municipality]) -> Iterator[str]:
    if known and len(plan.ending) > _MAX_ENDING * len(known):
        yield (
            f"{len(plan.ending)} of {len(known)} municipalities would end. "
            "The table is incomplete, or is for a year that is too far away."
        )


def _same_names(plan: ImportPlan) -> Iterator[str]:
    """A new code with a known name is probably the same region."""
    known = {(r.kind, r.name): r.code or r.slug for r in Region.objects.all()}
    for code, name in plan.new_regions:
        if same := known.get((_KINDS[code[:2]][0], name)):
            yield (
                f"{code} is new but has the same name as {same}: {name}. "
                "Change the code of the latter."
            )


def _unusable(
    successors: Mapping[str, str], plan: ImportPlan, rows: Mapping[str, CbsRow]
) -> Iterator[str]:
    ending = {end.municipality.code for end in plan.ending}
    for old, new in successors.items():
        if old not in ending:
            yield f"{old} has a successor but does not end in this table"
        if new not in rows:
            yield f"{new} is named as a successor but is not in this table"
