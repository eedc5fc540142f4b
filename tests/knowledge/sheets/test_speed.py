"""2,000 rows in well under 20 seconds, checked and applied. Prints how long it took."""

import time

import pytest

from knowledge.models import ContactDetail, ImportDraft, Service
from knowledge.sheets.applying import apply
from knowledge.sheets.reading import read_table
from tests.knowledge.sheets.files import SHEET, as_csv, checked, export, finished, rows_of

COUNT = 2_000
LIMIT = 20  # seconds


def artificial(number):
    """A number that can be dialled in theory and is only used here, in a test database."""
    return f"+31 20 {1_000_000 + number}"


def new_rows(user):
    template = rows_of(export(user, slug="comensha-telefoon"))[0]
    slug = Service.objects.get(slug="comensha").slug
    return [
        {
            **dict.fromkeys(template, ""),
            "slug": f"proef-{number}",
            "service": slug,
            "kind": "phone",
            "value": artificial(number),
            "status": "draft",
        }
        for number in range(COUNT)
    ]


def run(rows, user):
    """Seconds for reading and the preview, and for applying."""
    data, begin = as_csv(rows), time.monotonic()
    found = checked(data, user)
    assert found.problems == []
    assert len(found.changes) == COUNT
    middle = time.monotonic()
    draft = ImportDraft.objects.create(
        noun="contactdetail", file_name="x.csv", rows=read_table(data, SHEET).rows, made_by=user
    )
    assert finished(apply(draft.pk, user, "Proef")) == COUNT
    return middle - begin, time.monotonic() - middle


@pytest.mark.django_db
def test_two_thousand_rows_take_less_than_twenty_seconds(publisher, capsys):
    added = run(new_rows(publisher), publisher)
    rows = rows_of(export(publisher, slug__startswith="proef-"))
    changed = run([{**row, "opening_hours": "Mo-Fr 09:00-17:00"} for row in rows], publisher)
    with capsys.disabled():
        print(f"\n2,000 new: {added}, 2,000 changed: {changed} (preview, apply) seconds")
    assert sum(added) < LIMIT
    assert sum(changed) < LIMIT
    assert ContactDetail.objects.filter(opening_hours="Mo-Fr 09:00-17:00").count() >= COUNT
