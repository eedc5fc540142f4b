"""Words for one rule by itself."""

from django.utils.translation import gettext as _

from knowledge.values.hours.rules import Join, OpenState, Rule
from knowledge.values.hours.wording.days import days_in_words, spans_in_words
from knowledge.values.hours.wording.periods import period_in_words


def rule_in_words(rule: Rule) -> str:
    """Such as "closed on public holidays" or "on the first Monday of the month 10:00 to 12:00"."""
    days = days_in_words(rule)
    on_days = _("on %(days)s") % {"days": days} if days else ""
    when = " ".join(filter(None, (on_days, period_in_words(rule))))
    if rule.state == OpenState.CLOSED and not rule.spans:
        return _("closed %(when)s") % {"when": when}
    hours = spans_in_words(rule)
    if rule.join == Join.ADD:
        return _("%(when)s also %(hours)s") % {"when": when, "hours": hours}
    return f"{when} {hours}"
