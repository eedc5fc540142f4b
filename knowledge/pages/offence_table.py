"""The table of sexual offences, from the rows of the articles: age, penetration, penalty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.models import LegalArticle, Offence
from knowledge.models.legal_article import wording_line
from knowledge.models.offence import Act
from knowledge.pdf.document import Marks, Table, TableGroup, TableRow

SEXUAL_OFFENCES_ACT = date(2024, 7, 1)
"""The day on which the articles on sexual offences were replaced and their numbers used again."""

NO_LIMIT = 999

Mark = Callable[[Iterable[LegalArticle]], Marks]
"""The numbers of the sources of articles, where a document lists sources."""


def _unmarked(_articles: Iterable[LegalArticle]) -> Marks:
    return Marks()


def current_offences(articles: Iterable[LegalArticle], mark: Mark = _unmarked) -> Table:
    """Offences since the act. `articles` come from `with_offences`."""
    day = SEXUAL_OFFENCES_ACT
    rows = [row for row in articles if row.in_force_until is None or row.in_force_until >= day]
    caption = _("It happened on or after %(day)s") % {"day": _day(day)}
    return _table(caption, rows, mark, start=day)


def former_offences(articles: Iterable[LegalArticle], mark: Mark = _unmarked) -> Table:
    """Offences until the act."""
    day = SEXUAL_OFFENCES_ACT
    rows = [row for row in articles if row.in_force_from is None or row.in_force_from < day]
    caption = _("It happened before %(day)s") % {"day": _day(day)}
    return _table(caption, rows, mark, end=day - timedelta(days=1))


def _table(
    caption: str,
    articles: list[LegalArticle],
    mark: Mark,
    *,
    start: date | None = None,
    end: date | None = None,
) -> Table:
    pairs = [(article, row) for article in articles for row in article.offences.all()]
    pairs.sort(key=lambda pair: _youngest_first(pair[1]))
    groups = tuple(
        TableGroup(
            age_text(*ages),
            tuple(_row(article, row, start, end) for article, row in rows),
        )
        for ages, rows in groupby(pairs, key=lambda pair: (pair[1].min_age, pair[1].max_age))
    )
    columns = (_("Article"), _("Offence"), _("Penetration"), _("Maximum penalty"))
    return Table(caption, columns, groups, wording_line(articles), mark(articles))


def _youngest_first(row: Offence) -> tuple[bool, int, int]:
    """Narrow ages before wider ones that end at the same age; an unknown age at the end."""
    unknown = row.min_age is None and row.max_age is None
    highest = NO_LIMIT if row.max_age is None else row.max_age
    return unknown, highest, -(row.min_age or 0)


def _row(article: LegalArticle, row: Offence, start: date | None, end: date | None) -> TableRow:
    what = "; ".join([row.description, *_limits(article, start, end)])
    cells = (article.number, what, act_text(row.act), penalty_text(row))
    return TableRow(cells, article.get_absolute_url(), Marks(restricted=article.restricted))


def _limits(article: LegalArticle, start: date | None, end: date | None) -> Iterator[str]:
    """The article's own dates, where they lie inside the period of the table."""
    begins, ends = article.in_force_from, article.in_force_until
    if begins and (start is None or begins > start):
        yield _("since %(day)s") % {"day": _day(begins)}
    if ends and (end is None or ends < end):
        yield _("until %(day)s") % {"day": _day(ends)}


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def age_text(min_age: int | None, max_age: int | None) -> str:
    """Ages in words. Unknown without any limit; from 0 without an upper limit is every age."""
    if max_age is None and min_age is None:
        return _("Age not stated by our sources")
    if max_age is None:
        return _("%(age)s or older") % {"age": min_age} if min_age else _("Any age")
    if not min_age:
        return _("Younger than %(age)s") % {"age": max_age + 1}
    if min_age == max_age:
        return _("Aged %(age)s") % {"age": min_age}
    if max_age == min_age + 1:
        return _("Aged %(lowest)s or %(highest)s") % {"lowest": min_age, "highest": max_age}
    return _("Aged %(lowest)s to %(highest)s") % {"lowest": min_age, "highest": max_age}


def act_text(act: str) -> str:
    """Whether there was penetration, readable without the heading; a dash if it plays no part."""
    texts: dict[str, str] = {
        Act.WITH: _("with penetration"),
        Act.WITHOUT: _("without penetration"),
        Act.EITHER: _("with or without penetration"),
        Act.NONE: "–",
    }
    return texts.get(act) or _("penetration: not stated")


def penalty_text(row: Offence) -> str:
    """ "8 years; 10 years and 8 months with violence"; says so where the penalty was not seen."""
    if row.maximum_months is None:
        return _("penalty not seen")
    text = duration_text(row.maximum_months)
    if row.aggravated_months is None:
        return text
    reason = row.aggravated_by or _("if aggravated")
    return f"{text}; {duration_text(row.aggravated_months)} {reason}"


def duration_text(months: int) -> str:
    years, rest = divmod(months, 12)
    parts = []
    if years:
        parts.append(ngettext("%(number)s year", "%(number)s years", years) % {"number": years})
    if rest:
        parts.append(ngettext("%(number)s month", "%(number)s months", rest) % {"number": rest})
    return _(" and ").join(parts)
