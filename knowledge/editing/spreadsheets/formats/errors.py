"""Errors in an uploaded file."""

from django.utils.translation import gettext as _


class SheetError(Exception):
    """The file as a whole is refused; `sentences` tell the editor why."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = list(sentences)


def at_cell(row: int, column: str, sentence: str) -> str:
    parts = {"row": row, "column": column, "sentence": sentence}
    if not column:
        return _("Row %(row)d: %(sentence)s") % parts
    return _("Row %(row)d, column %(column)s: %(sentence)s") % parts
