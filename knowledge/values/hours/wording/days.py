"""Words for days and times of opening hours."""

from collections.abc import Collection, Iterable, Sequence

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from knowledge.values.hours.rules import DAY, NthWeekday, OpenState, Rule, Span, clock, runs_of
from knowledge.values.hours.timeline import Stretch

_SHORTEST_RANGE = 2  # days between which "to" is written


def listed(items: Sequence[str]) -> str:
    """Such as "Monday, Wednesday and Friday"."""
    if len(items) < 2:
        return "".join(items)
    return _("%(items)s and %(last)s") % {"items": ", ".join(items[:-1]), "last": items[-1]}


def weekdays_in_words(days: Collection[int]) -> str:
    """Such as "Monday to Wednesday and Friday"."""
    names = []
    for first, last in runs_of(days):
        if (last - first) % 7 >= _SHORTEST_RANGE:
            ends = {"first": WEEKDAYS[first], "last": WEEKDAYS[last]}
            names.append(_("%(first)s to %(last)s") % ends)
        else:
            names += [str(WEEKDAYS[day]) for day in dict.fromkeys((first, last))]
    return listed(names)


def days_in_words(rule: Rule) -> str:
    """The weekdays, weekdays of the month and public holidays of a rule; empty for all days."""
    names = [_nth_in_words(nth) for nth in rule.nth]
    if rule.weekdays:
        names.insert(0, weekdays_in_words(rule.weekdays))
    if rule.holidays:
        names.append(_("public holidays"))
    return listed(names)


def _nth_in_words(nth: NthWeekday) -> str:
    names = {
        1: _("first"),
        2: _("second"),
        3: _("third"),
        4: _("fourth"),
        5: _("fifth"),
        -1: _("last"),
        -2: _("last but one"),
        -3: _("third from last"),
        -4: _("fourth from last"),
        -5: _("fifth from last"),
    }
    return _("the %(nth)s %(weekday)s of the month") % {
        "nth": listed([names[number] for number in nth.nth]),
        "weekday": WEEKDAYS[nth.weekday],
    }


def spans_in_words(rule: Rule) -> str:
    """The times of a rule, with its state and comment."""
    times = listed([_span_in_words(span) for span in rule.spans])
    if rule.state == OpenState.CLOSED:
        words = _("closed %(times)s") % {"times": times} if times else pgettext("hours", "closed")
    elif rule.state == OpenState.UNKNOWN:
        words = _("%(times)s not known") % {"times": times} if times else _("not known")
    else:
        words = times or _("all day")
    return f"{words} ({rule.comment})" if rule.comment else words


def day_in_words(stretches: Iterable[Stretch]) -> str:
    """The hours of one day; empty when it is closed."""
    words: list[str] = []
    previous_end = None
    for one in stretches:
        words.append(_stretch_in_words(one, previous_end))
        previous_end = one.end
    return listed(words)


def _stretch_in_words(stretch: Stretch, previous_end: int | None) -> str:
    is_whole_day = (stretch.start, stretch.end) == (0, DAY)
    times = _times(stretch.start, stretch.end)
    if stretch.state == OpenState.OPEN:
        words = _("all day") if is_whole_day else times
    elif is_whole_day:
        words = _("not known")
    elif stretch.start == previous_end:
        words = _("not known after that")
    else:
        words = _("%(times)s not known") % {"times": times}
    return f"{words} ({stretch.comment})" if stretch.comment else words


def _span_in_words(span: Span) -> str:
    if not span.open_end:
        return _times(span.start, span.end)
    if span.start == span.end:
        return _("from %(time)s until an unknown time") % {"time": clock(span.start)}
    times = _times(span.start, span.end)
    return _("%(times)s, not known after that") % {"times": times}


def _times(start: int, end: int) -> str:
    if end <= DAY:
        return f"{clock(start)}–{clock(end)}"
    times = f"{clock(start)}–{clock(end - DAY)}"
    return _("%(times)s (the next day)") % {"times": times}
