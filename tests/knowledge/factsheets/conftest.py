from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User

from knowledge.factsheets.builder import build_document, with_sections
from knowledge.factsheets.selection import Reader
from knowledge.models import Factsheet, FactsheetSection, Status
from knowledge.pdf.document import Document
from knowledge.values.hours.opening_hours import ZONE

AT = datetime(2026, 11, 23, 23, 0, tzinfo=ZONE)
VISITOR, COLLEAGUE = AnonymousUser(), User(username="collega", is_superuser=True)
ADDRESS = "https://verwijswijzer.example/factsheets/proef/"


def reader(user: Any = VISITOR, at: datetime = AT, **values: Any) -> Reader:
    return Reader(user, at, **values)


def composed(sheet: Factsheet, **values: Any) -> Document:
    who = reader(**values)
    return build_document(with_sections(who.user).get(pk=sheet.pk), who, address=ADDRESS)


@pytest.fixture
def sheet_with() -> Callable[..., Factsheet]:
    """Factory for a published sheet with a section per dictionary; title and text have defaults."""

    def made(*sections: dict[str, Any], **values: Any) -> Factsheet:
        texts = {f"{name}_{code}": f"{name} {code}" for name in NAMES for code in ("nl", "en")}
        given = {"slug": "proef", "status": Status.PUBLISHED, **texts, **values}
        sheet = Factsheet.objects.create(**given)
        for position, section in enumerate(sections, start=1):
            titles = {"title_nl": f"Kop {position}", "title_en": f"Heading {position}"}
            FactsheetSection.objects.create(
                **{"factsheet": sheet, "position": position, **titles, **section}
            )
        return sheet

    return made


NAMES = ("title", "neutral_title")
