"""What a visitor ticked as a document: each sign with lines to write on, and whom to call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge.desks.desk import DeskView
from knowledge.factsheets.builder import SITE
from knowledge.factsheets.citations import CitedSources
from knowledge.factsheets.desk_lines import brief_line
from knowledge.factsheets.labels import document_labels
from knowledge.models import Guidance, Signal
from knowledge.pdf.document import (
    DeskList,
    DoAvoid,
    Document,
    FormLine,
    Item,
    ItemList,
    Labels,
    Layout,
    Marks,
    Paragraph,
    Section,
    WritingForm,
    WritingSpace,
)
from knowledge.values.text import lines

FEW = 2  # signs for which each has room for a story
UNLISTED = CitedSources(listed=False)  # listed on the page of signs


def tick_list_document(
    ticked: Sequence[Signal],
    writing_down: Guidance | None,
    desks: Sequence[DeskView],
    *,
    on: datetime,
    address: str,
) -> Document:
    """The document in the active language. It says nothing of how many signs were ticked.

    `address` is the absolute URL of the guide.
    """
    return Document(
        language=get_language() or settings.LANGUAGE_CODE,
        title=_("What I saw"),
        neutral_title=_("Notes"),
        site=SITE,
        labels=_labels(on),
        introduction=_(
            "To fill in by hand. No sign proves anything. This list is no test and has no score."
        ),
        notice=_("Acute danger? Call 112."),
        sections=tuple(_sections(ticked, writing_down, desks)),
        address=address,
        layout=Layout.PAGE,
        closing=(_closing(),),
    )


def _closing() -> str:
    return _("The site does not store what you ticked. Keep this sheet as your organisation asks.")


def _labels(on: datetime) -> Labels:
    day = date_format(localtime(on), "j F Y")
    return replace(
        document_labels(_("Printed on %(day)s.") % {"day": day}),
        scan=_("Start the guide"),
        scan_alt=_("QR code that leads to the guide"),
    )


def _sections(
    ticked: Sequence[Signal], writing_down: Guidance | None, desks: Sequence[DeskView]
) -> Iterator[Section]:
    yield Section("seen", "", (_form(ticked),))
    called = tuple(brief_line(desk, UNLISTED) for desk in desks)
    if called:
        yield Section("call", _("Whom to call"), (DeskList(called),))
    if writing_down:
        yield from _next(writing_down)
    room = (WritingSpace(1, fill=True),)
    yield Section("notes", _("Other things I saw or heard"), room, if_it_fits=True)


def _form(ticked: Sequence[Signal]) -> WritingForm:
    room = ("", "") if len(ticked) <= FEW else ()
    prompts = (_("When, and where:"), _("What exactly, and who said it:"), *room)
    return WritingForm(
        tuple(
            FormLine(
                title=signal.name,
                lead=signal.get_category_display(),
                text=_("May also mean: %(caveat)s") % {"caveat": signal.caveat},
                prompts=prompts,
                marks=Marks(restricted=signal.is_restricted),
            )
            for signal in ticked
        )
    )


def _next(guidance: Guidance) -> Iterator[Section]:
    """How to write it down, and the steps after that."""
    summary = Paragraph(guidance.summary, Marks(restricted=guidance.is_restricted))
    advice = DoAvoid("", "", lines(guidance.do), lines(guidance.avoid))
    yield Section("write", guidance.title, (summary, advice), if_it_fits=True)
    steps = tuple(Item(line) for line in lines(guidance.body))
    if steps:
        yield Section("steps", _("And then"), (ItemList(steps),))
