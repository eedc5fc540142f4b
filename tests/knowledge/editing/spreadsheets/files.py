"""Files as an editor makes them: an export with some cells changed."""

import csv
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook

from knowledge.editing.spreadsheets.checking import check
from knowledge.editing.spreadsheets.columns import SHEETS
from knowledge.editing.spreadsheets.reading import read_table
from knowledge.editing.spreadsheets.writing import export_file
from knowledge.models import ContactDetail

SHEET = SHEETS[ContactDetail]
NUMBER = "comensha-telefoon"
NEW_PLACE = 77  # the position of no contact detail in the content that ships


def export(user, kind="csv", model=ContactDetail, **chosen):
    return export_file(SHEETS[model], model.objects.filter(**chosen), user, kind)


def rows_of(data):
    """The rows of a CSV as dictionaries."""
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))


def as_csv(rows, delimiter=";", encoding="utf-8-sig"):
    out = StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(grid):
    """A workbook with these rows of typed values, as other programs save them."""
    book = Workbook()
    for row in grid:
        book.active.append(row)
    return saved(book)


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(data, parts):
    """The same file with other or more parts."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *parts}:
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return out.getvalue()


def opened(data):
    return load_workbook(BytesIO(data))


def edited(user, model=ContactDetail, slug=NUMBER, **changes):
    """The export of one record, as CSV, with some cells changed."""
    (row,) = rows_of(export(user, model=model, slug=slug))
    return as_csv([{**row, **changes}])


def finished(steps):
    """The return value of a generator."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def checked(data, user, model=ContactDetail):
    sheet = SHEETS[model]
    return finished(check(sheet, read_table(data, sheet).rows, user))
