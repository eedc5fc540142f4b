"""Forms of the export and import pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knowledge.editing.spreadsheets.columns import Sheet
from knowledge.editing.spreadsheets.formats.errors import SheetError
from knowledge.editing.spreadsheets.reading import MAX_BYTES, Table, read_table
from knowledge.editing.spreadsheets.writing import CSV, XLSX


class ExportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[
            (XLSX, _("XLSX: keeps phone numbers as they are, with an explanation of the columns")),
            (CSV, _("CSV: for other programs. Excel drops leading zeros when it opens a CSV file")),
        ],
        initial=XLSX,
        widget=forms.RadioSelect,
    )


class UploadForm(forms.Form):
    """Parses the uploaded file into `table`; errors say where the file is wrong."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, or CSV in UTF-8. No more than 5 MB and 5,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.table = Table()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("This file is larger than 5 MB. Upload it in parts."))
        try:
            self.table = read_table(file.read(), self.sheet)
        except SheetError as error:
            raise ValidationError(error.sentences) from error
        return file


class ApplyForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=_("The reason is recorded in the history of every record that changes."),
    )
    next_day = forms.BooleanField(
        label=_("Yes, the hours marked above continue until the next day"), required=False
    )
    asked_next_day = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned["asked_next_day"] and not cleaned["next_day"]:
            self.add_error("next_day", _("Check the marked hours, and tick this if they do."))
        return cleaned
