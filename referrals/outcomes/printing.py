"""An outcome as a one-page document: the content of its web page, shortened for print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge.factsheets.builder import SITE
from knowledge.factsheets.citations import CitedSources
from knowledge.factsheets.desk_lines import brief_line, desk_line
from knowledge.factsheets.labels import document_labels
from knowledge.models import Entry
from knowledge.pdf.document import (
    Block,
    DeskList,
    Document,
    Item,
    ItemList,
    Labels,
    Layout,
    Paragraph,
    PrintedDesk,
    Section,
    WritingSpace,
)
from knowledge.values.text import lines
from referrals.flow.model import Text
from referrals.flow.resolving import Step
from referrals.outcomes.places import Places
from referrals.outcomes.regional import OutcomeDesk
from referrals.outcomes.results import Result
from referrals.releases.publishing import Guide
from referrals.templatetags.flow_text import in_language

MIN_NOTE_LINES = 3  # lines to write on
SAID = "say"  # key of the section that is left out where it does not fit
NOT_LISTED = CitedSources(listed=False)  # they are on the web page behind the QR code
MAX_REASON_LENGTH = 400  # characters, all other desks together; the last desks go without


def referral_document(
    result: Result, steps: Sequence[Step], places: Places, guide: Guide, *, address: str
) -> Document:
    """`result` in the active language; `steps` are the answers that led to it.

    `address` is the absolute URL of the same result on the web, where desks are up to date. Only
    closed answers and content of the directory are printed: no free text.
    """
    is_emergency = bool(result.on_paper) and result.on_paper[0].desk.is_emergency
    return Document(
        language=get_language() or settings.LANGUAGE_CODE,
        title=in_language(result.outcome.title),
        neutral_title=_("Referral"),
        site=SITE,
        labels=_labels(result, guide),
        kicker=_kicker(places),
        introduction=in_language(result.outcome.intro),
        notice="" if is_emergency else _("Acute danger? Call 112."),
        sections=tuple(_sections(result)),
        address=address,
        layout=Layout.PAGE,
        closing=tuple(_closing(result, steps)),
    )


def _labels(result: Result, guide: Guide) -> Labels:
    values = {
        "number": guide.number,
        "published": date_format(localtime(guide.published_at), "j F Y"),
        "at": date_format(localtime(result.at), "j F Y, H:i"),
    }
    release = (
        _("Guide, release %(number)s, published on %(published)s. Desks as known on %(at)s.")
        % values
    )
    return replace(
        document_labels(release),
        scan=_("The desks now"),
        scan_alt=_("QR code that leads to the current version of these desks"),
    )


def _kicker(places: Places) -> str:
    names = [place.municipality.name for place in places.both if place.municipality]
    return " · ".join([_("Referral"), *dict.fromkeys(names)])


def _sections(result: Result) -> Iterator[Section]:
    """Sections in the order in which they are needed; empty ones are left out."""
    outcome = result.outcome
    sections: list[tuple[str, str, tuple[Block, ...]]] = [
        ("desks", "", (_desks(result),)),
        (SAID, _("What you say when you call"), _to_say(result)),
        ("steps", _("What to do now"), _listed(outcome.steps, numbered=True)),
        ("ready", _("What to have ready"), _listed(outcome.have_ready)),
        ("tell", _("Tell him beforehand"), _listed(outcome.tell_him)),
        ("notes", _("Notes"), (WritingSpace(MIN_NOTE_LINES, fill=True),)),
    ]
    for key, title, blocks in sections:
        if blocks:
            yield Section(key, title, blocks, if_it_fits=key == SAID)


def _desks(result: Result) -> Block:
    if not result.on_paper:
        return Paragraph(_("The desk for this situation is not currently published."))
    first, *rest = result.on_paper
    return DeskList((_first(first), *_others(rest)), first=True)


def _others(items: Sequence[OutcomeDesk]) -> Iterator[PrintedDesk]:
    """The other desks, the first of them with their reasons: as many as there is room for."""
    lengths = accumulate(sum(map(len, item.reasons)) for item in items)
    for item, length in zip(items, lengths, strict=True):
        line = _other(item)
        yield line if length <= MAX_REASON_LENGTH else replace(line, reasons=())


def _to_say(result: Result) -> tuple[Block, ...]:
    """What to say when calling the first desk."""
    items = lines(result.on_paper[0].script.call_say) if result.on_paper else ()
    return (ItemList(tuple(map(Item, items))),) if items else ()


def _first(item: OutcomeDesk) -> PrintedDesk:
    """The first desk, with room for how else to reach it and for whom it is not."""
    line = desk_line(
        item.desk,
        NOT_LISTED,
        reasons=item.reasons,
        notes=item.notes,
        national=item.national,
    )
    not_for = item.desk.service.not_for
    notes = (*line.notes, f"{_('Not for:')} {not_for}") if not_for else line.notes
    how = "" if line.number else line.how
    return replace(line, notes=notes, how=how)


def _other(item: OutcomeDesk) -> PrintedDesk:
    """One of the other desks, with its reasons; of a regional desk only the number."""
    line = brief_line(item.desk, NOT_LISTED, national=item.national)
    hours = " · ".join(filter(None, [line.hours, line.ask]))
    return replace(line, hours=hours, ask="", reasons=item.reasons)


def _closing(result: Result, steps: Sequence[Step]) -> Iterator[str]:
    """Small print for reference: law, guidance and the answers given."""
    day = date_format(localtime(result.at), "j F Y")
    law = [
        _marked(article, f"{capfirst(article.citation)} {article.title}")
        for article in result.articles
    ]
    guidance = [_marked(entry, entry.title) for entry in result.guidance]
    if law:
        applies = _("Law that applies on %(day)s:") % {"day": day} + " " + " · ".join(law) + "."
        yield f"{applies} {result.wording}".strip()
    if guidance:
        yield _("Guidance on the site:") + " " + " · ".join(guidance) + "."
    yield " ".join([_("Your answers:"), *map(_answer, steps)])


def _marked(entry: Entry, name: str) -> str:
    """`name`, marked when `entry` is restricted."""
    mark = _("Only for professionals who are signed in")
    return f"{name} ({mark})" if entry.restricted else name


def _answer(step: Step) -> str:
    chosen = "; ".join(in_language(option.label) for option in step.chosen)
    return f"{in_language(step.question.text)} {chosen or _('None of these')}."


def _listed(text: Text, *, numbered: bool = False) -> tuple[Block, ...]:
    items = tuple(Item(line) for line in lines(in_language(text)))
    return (ItemList(items, numbered=numbered),) if items else ()
