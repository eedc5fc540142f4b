"""Random opening hours in OpenStreetMap's notation, for property tests."""

from hypothesis import strategies as st

from knowledge.values.hours.rules import MONTHS, WEEKDAYS

weekday = st.sampled_from(WEEKDAYS)
month = st.sampled_from(MONTHS)


@st.composite
def times(draw: st.DrawFn) -> str:
    start = draw(st.integers(0, 95)) * 15
    length = draw(st.integers(1, 60)) * 15
    end = start + length
    clock = f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
    return clock + draw(st.sampled_from(["", "", "", "", "", "", "+"]))


@st.composite
def days(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["range", "list", "nth", "holidays", "both"]))
    if kind == "range":
        return f"{draw(weekday)}-{draw(weekday)}"
    if kind == "nth":
        return f"{draw(weekday)}[{draw(st.sampled_from([1, 2, 3, 4, -1]))}]"
    if kind == "holidays":
        return "PH"
    names = ",".join(draw(st.lists(weekday, min_size=1, max_size=4, unique=True)))
    return f"{names},PH" if kind == "both" else names


@st.composite
def periods(draw: st.DrawFn) -> str:
    kind = draw(
        st.sampled_from(["", "", "", "", "months", "dates", "year", "weeks", "easter", "from"])
    )
    day = draw(st.integers(1, 28))
    return {
        "": "",
        "months": f"{draw(month)}-{draw(month)}",
        "dates": f"{draw(month)} {day:02}",
        "year": f"2026 {draw(month)} {day:02}-2027 {draw(month)} 28",
        "weeks": draw(st.sampled_from(["week 01-53/2", "week 02-52/2", "week 10-20"])),
        "easter": f"easter {draw(st.sampled_from(['-2 days', '+1 day', '+39 days', '+50 days']))}",
        "from": f"2026 {draw(month)} 01+",
    }[kind]


@st.composite
def rules(draw: st.DrawFn) -> str:
    selector = " ".join(filter(None, (draw(periods()), draw(days()))))
    if draw(st.integers(0, 3)) == 0:
        return f"{selector} {draw(st.sampled_from(['off', 'off', 'unknown']))}"
    return f"{selector} {','.join(draw(st.lists(times(), min_size=1, max_size=2)))}"


@st.composite
def values(draw: st.DrawFn) -> str:
    """One to four rules, joined in each way; not each of them is accepted."""
    value = draw(rules())
    for _more in range(draw(st.integers(0, 3))):
        value += draw(st.sampled_from(["; ", "; ", ", ", " || "])) + draw(rules())
    return value
