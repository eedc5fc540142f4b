"""Parses the years, dates and weeks of a rule in OpenStreetMap's notation."""

from calendar import monthrange
from dataclasses import replace

from knowledge.values.hours.notation.tokens import Kind, Tokens
from knowledge.values.hours.problems import HoursError, Problem
from knowledge.values.hours.rules import MONTHS, DatePoint, DateRange, WeekRange, YearRange

_MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_LEAP_YEAR = 2024
_YEARS = range(1900, 2101)
_WEEKS = 53
_FURTHEST_FROM_EASTER = 70


def parse_years(tokens: Tokens) -> tuple[YearRange, ...]:
    """Years, as long as no date follows: "2026-2028,2030+"."""
    years: list[YearRange] = []
    while _is_year(tokens) and not _starts_date(tokens):
        years.append(_year_range(tokens))
        if not (tokens.next_is(",") and _is_year(tokens, ahead=1)):
            break
        tokens.take()
    return tuple(years)


def parse_dates(tokens: Tokens) -> tuple[DateRange, ...]:
    """Months and days of the year: "Apr-Sep", "Dec 24-26,31", "2026 Oct 01+"."""
    dates: list[DateRange] = []
    while _starts_date(tokens):
        dates.append(_date_range(tokens, _date_point(tokens)))
        while tokens.next_is(",") and _is_day(tokens, ahead=1) and dates[-1].first.day:
            tokens.take()
            same_month = replace(dates[-1].last or dates[-1].first, day=tokens.number())
            dates.append(_date_range(tokens, _existing(same_month)))
        if not (tokens.next_is(",") and _starts_date(tokens, ahead=1)):
            break
        tokens.take()
    return tuple(dates)


def parse_weeks(tokens: Tokens) -> tuple[WeekRange, ...]:
    """Weeks of the year: "week 01-53/2", "week 5,7"; also over the turn of the year."""
    if not tokens.accept("week"):
        return ()
    weeks: list[WeekRange] = []
    while True:
        weeks += _week_ranges(tokens)
        if not (tokens.next_is(",") and tokens.peek(1).kind == Kind.NUMBER):
            return tuple(weeks)
        tokens.take()


def _week_ranges(tokens: Tokens) -> list[WeekRange]:
    first = last = tokens.number()
    step = 1
    if tokens.accept("-"):
        last = tokens.number()
    if tokens.accept("/"):
        step = tokens.number()
    given = str(WeekRange(first, last, step))
    if not (1 <= first <= _WEEKS and 1 <= last <= _WEEKS and 1 <= step < _WEEKS):
        raise HoursError(Problem.NO_SUCH_DATE, f"week {given}")
    if first <= last:
        return [WeekRange(first, last, step if first < last else 1)]
    if step != 1:
        raise HoursError(Problem.UNREADABLE, f"week {given}")
    return [WeekRange(first, _WEEKS), WeekRange(1, last)]


def _year_range(tokens: Tokens) -> YearRange:
    first = _year(tokens)
    if tokens.accept("+"):
        return YearRange(first, None)
    last = _year(tokens) if tokens.accept("-") else first
    if last < first:
        raise HoursError(Problem.NO_SUCH_DATE, f"{first}-{last}")
    return YearRange(first, last)


def _date_range(tokens: Tokens, first: DatePoint) -> DateRange:
    if tokens.accept("+"):
        return DateRange(_with_day(first, last=False), None)
    last = first
    if tokens.next_is("-") and (_starts_date(tokens, 1) or _is_day(tokens, 1)):
        tokens.take()
        if _is_day(tokens) and first.day:
            last = _existing(replace(first, day=tokens.number()))
        else:
            last = _date_point(tokens)
    if first != last and (first.easter is not None or last.easter is not None):
        raise HoursError(Problem.NO_SUCH_DATE, f"{first}-{last}")
    if not (first.year or last.year):
        if bool(first.day) != bool(last.day):
            first, last = _with_day(first, last=False), _with_day(last, last=True)
        return DateRange(first, last)
    return _dated_range(_with_day(first, last=False), _with_day(last, last=True))


def _dated_range(first: DatePoint, last: DatePoint) -> DateRange:
    """A range with both years: a last day without one falls in the same year or the next."""
    if first.year is None:
        raise HoursError(Problem.NO_SUCH_DATE, f"{first}-{last}")
    if last.year is None:
        later = (last.month, last.day or 0) >= (first.month, first.day or 0)
        last = replace(last, year=first.year if later else first.year + 1)
    given = DateRange(first, last)
    earlier = (last.year, last.month, last.day or 0) < (first.year, first.month, first.day or 0)
    if earlier:
        raise HoursError(Problem.NO_SUCH_DATE, str(given))
    return given


def _date_point(tokens: Tokens) -> DatePoint:
    year = _year(tokens) if tokens.peek().kind == Kind.NUMBER else None
    if tokens.accept("easter"):
        return DatePoint(year=year, easter=_days_from_easter(tokens))
    name = tokens.take().text
    if name not in _MONTH_NUMBERS:
        raise HoursError(Problem.UNREADABLE, name)
    day = tokens.number() if _is_day(tokens) else None
    return _existing(DatePoint(year=year, month=_MONTH_NUMBERS[name], day=day))


def _days_from_easter(tokens: Tokens) -> int:
    if not (tokens.next_is("+", "-") and tokens.next_is("day", "days", ahead=2)):
        return 0
    sign = -1 if tokens.take().text == "-" else 1
    days = tokens.number()
    tokens.take()
    if days > _FURTHEST_FROM_EASTER:
        raise HoursError(Problem.NO_SUCH_DATE, f"easter {sign * days:+d} days")
    return sign * days


def _existing(point: DatePoint) -> DatePoint:
    days = monthrange(point.year or _LEAP_YEAR, point.month)[1]
    if point.day is not None and not 1 <= point.day <= days:
        raise HoursError(Problem.NO_SUCH_DATE, str(point))
    return point


def _with_day(point: DatePoint, *, last: bool) -> DatePoint:
    """The first or the last day of a month that was given without a day."""
    if point.day or point.easter is not None:
        return point
    return replace(point, day=monthrange(point.year or _LEAP_YEAR, point.month)[1] if last else 1)


def _year(tokens: Tokens) -> int:
    year = tokens.number()
    if year not in _YEARS:
        raise HoursError(Problem.NO_SUCH_DATE, str(year))
    return year


def _is_year(tokens: Tokens, ahead: int = 0) -> bool:
    token = tokens.peek(ahead)
    return token.kind == Kind.NUMBER and len(token.text) == 4


def _is_day(tokens: Tokens, ahead: int = 0) -> bool:
    token = tokens.peek(ahead)
    return token.kind == Kind.NUMBER and len(token.text) <= 2


def _starts_date(tokens: Tokens, ahead: int = 0) -> bool:
    if _is_year(tokens, ahead):
        ahead += 1
    return tokens.next_is("easter", *_MONTH_NUMBERS, ahead=ahead)
