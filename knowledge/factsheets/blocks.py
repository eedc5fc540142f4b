"""Document blocks of entries: each model in three levels of detail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from knowledge.factsheets.citations import CitedSources
from knowledge.models import (
    ExploitationForm,
    Guidance,
    KeyFigure,
    LegalArticle,
    Resource,
    RiskPlace,
    Signal,
    SourcedEntry,
)
from knowledge.models.factsheet import Shows, Takes
from knowledge.models.legal_article import wording_line
from knowledge.pages.comparisons import compared, comparison_bars
from knowledge.pages.offence_table import current_offences, former_offences
from knowledge.pages.paging import BESIDE
from knowledge.pdf.document import Block, DoAvoid, Item, ItemList, Marks
from knowledge.values.text import lines

Describe = Callable[[Any, str], dict[str, Any]]
"""Function from an entry and a level of detail to the fields of an `Item`."""


def blocks_of(
    takes: str, shows: str, entries: Sequence[Any], sources: CitedSources
) -> tuple[Block, ...]:
    """Blocks for `entries`; empty without any. Desks are built in `desk_lines`."""
    if not entries:
        return ()
    if takes == Takes.GUIDANCE and shows == Shows.FULL:
        return tuple(_do_avoid(entry, sources) for entry in entries)
    if takes == Takes.OFFENCES:
        return _offence_tables(entries, shows, sources)
    if takes == Takes.FIGURES and shows == Shows.FULL:
        return _figures(entries, shows, sources)
    describe = _DESCRIBE[takes]
    items = tuple(_item(describe(entry, shows), entry, sources) for entry in entries)
    columns = shows == Shows.NAMES and takes in _SHORT_NAMES
    note = wording_line(entries) if takes == Takes.ARTICLES else ""
    return (ItemList(items, columns=columns, note=note),)


def _item(texts: dict[str, Any], entry: SourcedEntry, sources: CitedSources) -> Item:
    marks = sources.marks(entry.sources.all(), restricted=entry.restricted)
    return Item(**{**texts, "more": tuple(filter(None, texts.get("more", ())))}, marks=marks)


def _marks_of(rows: Iterable[SourcedEntry], sources: CitedSources) -> Marks:
    """One mark for a table or bars drawn from `rows`."""
    marks = [sources.marks(row.sources.all(), restricted=row.restricted) for row in rows]
    return Marks(any(one.restricted for one in marks))


def _offence_tables(
    articles: Sequence[LegalArticle], shows: str, sources: CitedSources
) -> tuple[Block, ...]:
    """Since the sexual offences act; with everything also before it."""

    def mark(rows: Iterable[LegalArticle]) -> Marks:
        _marks_of(rows, sources)
        return Marks()  # each row of the table says so itself

    tables = [current_offences(articles, mark)]
    if shows == Shows.FULL:
        tables.append(former_offences(articles, mark))
    return tuple(table for table in tables if table.groups)


def _figures(figures: Sequence[KeyFigure], shows: str, sources: CitedSources) -> tuple[Block, ...]:
    """Bars for figures that may be compared; the others in a list that says they may not."""
    bars = comparison_bars(figures, lambda rows: _marks_of(rows, sources))
    drawn = {figure.pk for group in compared(figures).values() for figure in group}
    others = [figure for figure in figures if figure.pk not in drawn]
    items = tuple(_item(_figure(figure, shows), figure, sources) for figure in others)
    note = _("Do not compare these figures: each counts something else.")
    return (*bars, ItemList(items, note=note if len(figures) > 1 else "")) if items else bars


def _do_avoid(entry: Guidance, sources: CitedSources) -> DoAvoid:
    return DoAvoid(
        title=entry.title,
        text=entry.summary,
        do=lines(entry.do),
        avoid=lines(entry.avoid),
        url=entry.get_absolute_url(),
        marks=sources.marks(entry.sources.all(), restricted=entry.restricted),
    )


def _labelled(label: str, text: str) -> str:
    return f"{label} {text}" if text else ""


def _detail_fields(shows: str, short: str = "", full: Iterable[str] = ()) -> dict[str, Any]:
    """Fields for the level of detail: `short` unless names only, `full` only with everything."""
    return {
        "text": "" if shows == Shows.NAMES else short,
        "more": full if shows == Shows.FULL else (),
    }


def _signal(signal: Signal, shows: str) -> dict[str, Any]:
    caveat = _labelled(_("May also mean:"), signal.caveat)
    return {"title": signal.name, **_detail_fields(shows, signal.description, [caveat])}


def _place(place: RiskPlace, shows: str) -> dict[str, Any]:
    return {"title": place.name, **_detail_fields(shows, place.description)}


def _guidance(guidance: Guidance, shows: str) -> dict[str, Any]:
    fields = _detail_fields(shows, guidance.summary)
    return {"title": guidance.title, "url": guidance.get_absolute_url(), **fields}


def _article(article: LegalArticle, shows: str) -> dict[str, Any]:
    penalty = _labelled(_("Maximum penalty:"), article.maximum_penalty)
    texts = {"lead": capfirst(article.citation), "title": article.title}
    url = {"url": article.get_absolute_url()}
    return {**texts, **url, **_detail_fields(shows, article.summary, [penalty, article.note])}


def _resource(resource: Resource, shows: str) -> dict[str, Any]:
    full = [
        _labelled(_("Who it is for:"), resource.suitable_for),
        _labelled(_("Not for:"), resource.not_for),
        resource.how_to_get,
    ]
    page = f"{reverse('resources')}?{BESIDE}={resource.slug}"
    url = {"url": f"{page}#{resource.slug}", "link": resource.url}
    return {"title": resource.name, **url, **_detail_fields(shows, resource.summary, full)}


def _figure(figure: KeyFigure, shows: str) -> dict[str, Any]:
    estimate = _("An estimate.") if figure.is_estimate else ""
    fields = _detail_fields(
        shows, " ".join(filter(None, [figure.period, estimate])), [figure.caveat]
    )
    return {"lead": figure.figure, "title": figure.counts, **fields}


def _form(form: ExploitationForm, shows: str) -> dict[str, Any]:
    return {"title": form.name, **_detail_fields(shows, form.summary, lines(form.description))}


_DESCRIBE: dict[str, Describe] = {
    Takes.SIGNALS: _signal,
    Takes.PLACES: _place,
    Takes.GUIDANCE: _guidance,
    Takes.ARTICLES: _article,
    Takes.RESOURCES: _resource,
    Takes.FIGURES: _figure,
    Takes.FORMS: _form,
}
_SHORT_NAMES = (Takes.SIGNALS, Takes.PLACES)
