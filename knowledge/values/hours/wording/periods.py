"""Words for the part of the year to which opening hours apply."""

from datetime import date

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.values.hours.rules import DatePoint, DateRange, Rule, WeekRange, YearRange
from knowledge.values.hours.wording.days import listed

_LEAP_YEAR = 2024
_ALL_WEEKS = 52


def period_in_words(rule: Rule) -> str:
    """Such as "from April to September" or "on 24 December"; empty for the whole year."""
    parts = (
        listed([_dates_in_words(dates) for dates in rule.dates]),
        listed([_weeks_in_words(weeks) for weeks in rule.weeks]),
        listed([_years_in_words(years) for years in rule.years]),
    )
    return " ".join(filter(None, parts))


def has_begun(rule: Rule, on: date) -> bool:
    """True when it holds from a date before `on`, without an end."""
    if rule.years or rule.weeks or len(rule.dates) != 1 or rule.dates[0].last:
        return False
    first = rule.dates[0].first
    return bool(first.year and first.day) and _day(first) <= on


def is_one_day(rule: Rule) -> bool:
    """True when each of its dates is a single day."""
    return bool(rule.dates) and all(
        one.first == one.last and (one.first.day or one.first.easter is not None)
        for one in rule.dates
    )


def _dates_in_words(dates: DateRange) -> str:
    first, last = dates.first, dates.last
    if last is None:
        return _("from %(date)s") % {"date": _point_in_words(first)}
    if first == last and first.day is None and first.easter is None:
        return _("in %(month)s") % {"month": _point_in_words(first)}
    if first == last:
        return _("on %(date)s") % {"date": _point_in_words(first)}
    ends = {"first": _point_in_words(first), "last": _point_in_words(last)}
    return _("from %(first)s to %(last)s inclusive") % ends


def _point_in_words(point: DatePoint) -> str:
    if point.easter is not None:
        words = _easter_in_words(point.easter)
        return f"{words} {point.year}" if point.year else words
    if point.day is None:
        return str(MONTHS[point.month])
    return date_format(_day(point), "j F Y" if point.year else "j F")


def _day(point: DatePoint) -> date:
    return date(point.year or _LEAP_YEAR, point.month, point.day or 1)


def _easter_in_words(days: int) -> str:
    names = {
        -2: _("Good Friday"),
        0: _("Easter Sunday"),
        1: _("Easter Monday"),
        39: _("Ascension Day"),
        49: _("Whit Sunday"),
        50: _("Whit Monday"),
    }
    if days in names:
        return names[days]
    if days < 0:
        return ngettext("%(days)d day before Easter", "%(days)d days before Easter", -days) % {
            "days": -days
        }
    return ngettext("%(days)d day after Easter", "%(days)d days after Easter", days) % {
        "days": days
    }


def _weeks_in_words(weeks: WeekRange) -> str:
    if weeks.first == weeks.last:
        return _("in week %(week)d") % {"week": weeks.first}
    if weeks.step == 2 and weeks.first <= 2 and weeks.last >= _ALL_WEEKS:
        return _("in odd weeks") if weeks.first == 1 else _("in even weeks")
    words = _("in weeks %(first)d to %(last)d") % {"first": weeks.first, "last": weeks.last}
    if weeks.step == 1:
        return words
    return _("%(weeks)s, every %(step)d weeks") % {"weeks": words, "step": weeks.step}


def _years_in_words(years: YearRange) -> str:
    if years.last is None:
        return _("from %(year)d") % {"year": years.first}
    if years.first == years.last:
        return _("in %(year)d") % {"year": years.first}
    return _("from %(first)d to %(last)d inclusive") % {"first": years.first, "last": years.last}
