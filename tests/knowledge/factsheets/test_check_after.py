from datetime import date

from knowledge.factsheets.builder import check_after

DAY = date(2026, 11, 22)


def test_a_copy_is_good_for_so_many_days():
    assert check_after(DAY, [], days=90) == date(2027, 2, 20)


def test_or_until_the_day_before_the_first_change():
    changes = [date(2027, 1, 1), date(2026, 12, 1), date(2028, 1, 1)]
    assert check_after(DAY, changes, days=90) == date(2026, 11, 30)


def test_a_change_tomorrow_makes_it_good_for_today():
    assert check_after(DAY, [date(2026, 11, 23)], days=90) == DAY


def test_what_has_changed_already_does_not_count():
    assert check_after(DAY, [DAY, date(2020, 1, 1)], days=30) == date(2026, 12, 22)
