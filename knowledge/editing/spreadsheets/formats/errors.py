"""What a file can have wrong."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


class SheetError(Exception):
    """The file as a whole is refused; `sentences` say why, for people."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = list(sentences)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, as text; `wrong` is a sentence when it cannot be used."""

    text: str
    wrong: str = ""


def said_at(row: int, column: str, sentence: str) -> str:
    place = {"row": row, "column": column, "sentence": sentence}
    if not column:
        return _("Row %(row)d: %(sentence)s") % place
    return _("Row %(row)d, column %(column)s: %(sentence)s") % place
