"""The Dutch and English words in which people write opening hours.

Each pattern is tried in this order at the place that the reader has reached, on text in lower
case. Words that mean nothing for the hours are listed too: a word that is not here is not guessed
at. Where a word could mean two things, such as "holidays", it is left out on purpose.
"""

from enum import StrEnum


class Word(StrEnum):
    SKIP = "skip"
    DATE = "date"
    NAMED_DATE = "named_date"
    MONTH = "month"
    WEEKS = "weeks"
    NTH = "nth"
    DAY = "day"
    HOLIDAYS = "holidays"
    SCHOOL = "school"
    WHOLE_DAY = "whole_day"
    TIME = "time"
    DAYPART = "daypart"
    CLOSED = "closed"
    EXCEPT = "except"
    UNKNOWN = "unknown"
    OPEN_END = "open_end"
    OTHERWISE = "otherwise"
    BETWEEN = "between"
    SINCE = "since"
    TO = "to"
    AND = "and"
    SLASH = "slash"
    COMMA = "comma"
    STOP = "stop"
    LINE = "line"


_DAY_NAMES = (
    r"maandag(?:s|en)?|monday?s?|mon|ma|mo",
    r"dinsdag(?:s|en)?|tuesdays?|tues|tue|di|tu",
    r"woensdag(?:s|en)?|wednesdays?|weds|wed|woe|wo|we",
    r"donderdag(?:s|en)?|thursdays?|thurs|thu|do|th",
    r"vrijdag(?:s|en)?|fridays?|fri|vrij|vr|fr",
    r"zaterdag(?:s|en)?|saturdays?|sat|za|sa",
    r"zondag(?:s|en)?|sundays?|sun|zo|su",
)
_MONTH_NAMES = (
    r"januari|january|jan",
    r"februari|february|feb",
    r"maart|march|mrt|mar",
    r"april|apr",
    r"mei|may",
    r"juni|june|jun",
    r"juli|july|jul",
    r"augustus|august|aug",
    r"september|sept|sep",
    r"oktober|october|okt|oct",
    r"november|nov",
    r"december|dec",
)
# Month, day and days after Easter, of which either the first two or the last are given.
NAMED_DATES = (
    (r"(?:nieuwjaarsdag|nieuwjaar|new year'?s day)", (1, 1), None),
    (r"(?:koningsdag|king'?s day)", (4, 27), None),
    (r"(?:bevrijdingsdag|liberation day)", (5, 5), None),
    (r"(?:kerstavond|christmas eve)", (12, 24), None),
    (r"(?:eerste kerstdag|1e kerstdag|christmas day)", (12, 25), None),
    (r"(?:tweede kerstdag|2e kerstdag|boxing day)", (12, 26), None),
    (r"(?:oudjaarsdag|oudejaarsdag|new year'?s eve)", (12, 31), None),
    (r"(?:goede vrijdag|good friday)", None, -2),
    (r"(?:eerste paasdag|1e paasdag|easter sunday)", None, 0),
    (r"(?:tweede paasdag|2e paasdag|easter monday)", None, 1),
    (r"(?:hemelvaartsdag|hemelvaart|ascension day)", None, 39),
    (r"(?:eerste pinksterdag|1e pinksterdag|whit sunday)", None, 49),
    (r"(?:tweede pinksterdag|2e pinksterdag|whit monday)", None, 50),
)
ORDINALS = {
    1: r"eerste|first|1e|1ste|1st",
    2: r"tweede|second|2e|2de|2nd",
    3: r"derde|third|3e|3de|3rd",
    4: r"vierde|fourth|4e|4de|4th",
    5: r"vijfde|fifth|5e|5de|5th",
    -1: r"laatste|last",
}
NUMBERS = {
    1: "een|één|one",
    2: "twee|two",
    3: "drie|three",
    4: "vier|four",
    5: "vijf|five",
    6: "zes|six",
    7: "zeven|seven",
    8: "acht|eight",
    9: "negen|nine",
    10: "tien|ten",
    11: "elf|eleven",
    12: "twaalf|twelve",
}
_ORDINAL = "|".join(ORDINALS.values())
_NUMBER = "|".join(NUMBERS.values())
DAYS = "|".join(_DAY_NAMES)
MONTH = "|".join(_MONTH_NAMES)
DAY_NAMES, MONTH_NAMES = _DAY_NAMES, _MONTH_NAMES
DAY_SETS = (
    (
        r"werkdag(?:en)?|weekdag(?:en)?|door ?de ?weekse dagen|door ?de ?weeks?|"
        r"week ?days?|work(?:ing)? ?days?|business days?",
        frozenset(range(5)),
    ),
    (r"weekend(?:en|s)?|weekeinde(?:n|s)?", frozenset({5, 6})),
    (
        r"(?:elke dag|alle dagen) van de week|every day of the (?:week|year)|"
        r"dagelijks|daily|(?:elke|iedere|alle|every|all) dag(?:en)?|(?:every|each|all) days?|"
        r"365 dagen (?:per|in het) jaar|365 days (?:a|per) year|"
        r"(?:7|zeven) dagen (?:per|in de) week|(?:7|seven) days (?:a|per) week|"
        r"(?:de )?hele week|all week|het hele jaar",
        frozenset(range(7)),
    ),
)

PATTERNS: tuple[tuple[Word, str], ...] = (
    (
        Word.SKIP,
        r"niet elke week hetzelfde:?|not the same every week:?|openingstijden:?|openingsuren:?|"
        r"opening (?:hours|times):?|(?:telefonisch )?(?:bereikbaar|geopend|open|aanwezig)\b|"
        r"(?:de )?volgende dag\b|(?:the )?next day\b|(?:available|reachable)\b|inclusief\b|"
        r"inclusive\b|(?:wij|we) (?:zijn|are)\b",
    ),
    (
        Word.OTHERWISE,
        r"(?:verder|daarbuiten|anders|de rest|overige (?:dagen|tijden)|andere (?:dagen|tijden)|"
        r"buiten deze tijden|otherwise|other days|at other times|outside these hours)\b",
    ),
    (
        Word.DATE,
        r"(?P<first>\d{1,2})(?:ste|de|e|st|nd|rd|th)?"
        r"(?P<more>(?:, ?\d{1,2})*)"
        r"(?: ?(?P<to>t/m|tm|tot en met|-|to|en|and|,) ?(?P<last>\d{1,2}))?"
        rf" (?:of )?(?P<month>{MONTH})\b\.?(?: (?P<year>(?:19|20)\d\d)\b)?",
    ),
    (
        Word.DATE,
        rf"(?P<month>{MONTH}) (?P<first>\d{{1,2}})(?:st|nd|rd|th)?\b"
        r"(?! ?(?:[-:.–u]|to\b|tot\b|until\b|am\b|pm\b|uur\b|hrs\b|a\.m|p\.m))"
        r"(?:,? (?P<year>20\d\d)\b)?",
    ),
    (Word.DATE, r"(?P<first>\d{1,2})[-/](?P<number>\d{1,2})[-/](?P<year>20\d\d)\b"),
    (
        Word.NTH,
        rf"(?P<nth>(?:{_ORDINAL})(?:(?:,| en| and) (?:de |the )?(?:{_ORDINAL}))*) (?P<day>{DAYS})\b"
        r"(?: (?:van|in|of) (?:de|elke|iedere|the|each|every) (?:maand|month)| per maand)",
    ),
    (
        Word.NAMED_DATE,
        "(?:" + "|".join(pattern for pattern, _date, _easter in NAMED_DATES) + r")\b",
    ),
    (
        Word.WEEKS,
        r"(?P<odd>(?:de )?oneven weken|odd weeks)|(?P<even>(?:de )?even weken|even weeks)|"
        r"week (?P<first>\d{1,2})(?: ?(?:t/m|-|tot en met|to) ?(?P<last>\d{1,2}))?\b|"
        r"weeks (?P<start>\d{1,2}) ?(?:to|-) ?(?P<end>\d{1,2})\b",
    ),
    (Word.MONTH, rf"(?P<month>{MONTH})\b\.?(?: (?P<year>20\d\d)\b)?"),
    (
        Word.WHOLE_DAY,
        r"24 ?[/x] ?7\b|7 ?x ?24\b|"
        r"24 ?(?:uur|u|h|hours?)(?: (?:per|op een|a) (?:dag|etmaal|day))?\b(?! ?-)|"
        r"dag en nacht|day and night|(?:de )?klok rond|rond de klok|(?:a)?round the clock|"
        r"altijd|always|(?:de |het )?hele (?:dag|etmaal)|all day(?: long)?",
    ),
    (
        Word.DAY,
        rf"(?:'s )?(?P<day>{DAYS})"
        r"(?:(?P<am>ochtend|morgen)|(?P<pm>middag|namiddag|avond))?(?:en)?\b"
        r"(?:(?<=\b[a-z]{2})\.|(?<=\b[a-z]{3})\.)?|"
        + "|".join(f"(?:{pattern})\\b" for pattern, _days in DAY_SETS),
    ),
    (
        Word.HOLIDAYS,
        r"(?:(?:alle|all|nationale|nationaal|officiële|erkende|algemeen erkende|wettelijke|"
        r"nederlandse) )*"
        r"feestdag(?:en)?\b|(?:all )?(?:dutch )?(?:public|bank|national) holidays?\b",
    ),
    (Word.SCHOOL, r"(?:school)?vakanties?\b|school holidays?\b|(?:zomer|herfst|mei)vakantie\b"),
    (
        Word.EXCEPT,
        r"(?:behalve|uitgezonderd|m\.?u\.?v\.?|met uitzondering van|exclusief|excl\.?|"
        r"niet op|niet in|niet tijdens|except(?: for)?|excluding|but not|not on|not in|not during)"
        r"(?![a-z])(?: (?:op|on|in)\b)?",
    ),
    (
        Word.CLOSED,
        r"(?:gesloten|dicht|closed|niet (?:open|bereikbaar|geopend|aanwezig)|"
        r"not (?:open|available))\b",
    ),
    (
        Word.OPEN_END,
        r"daarna niet bekend|not known after that|"
        r"tot hoe laat is niet bekend|until an unknown time",
    ),
    (
        Word.UNKNOWN,
        r"(?P<comment>(?:alleen |uitsluitend |only )?(?:op afspraak|volgens afspraak|"
        r"by appointment)(?: only)?)|"
        r"(?:tijden )?(?:niet bekend|onbekend)|(?:hours )?(?:not known|unknown)",
    ),
    (Word.BETWEEN, r"(?:tussen|between)\b"),
    (Word.SINCE, r"(?:vanaf|from|van|since|sinds)\b"),
    (
        Word.TIME,
        r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?!\d)(?: ?(?:uur|u|h|hrs|hours)\b\.?)?|"
        r"(?P<hour_u>\d{1,2}) ?[uh] ?(?P<minute_u>\d{2})(?!\d)|"
        rf"(?P<number>\d{{1,2}}|{_NUMBER})(?![\d:])(?: ?(?:uur|hrs|hours|o'clock|u|h)\b\.?)?|"
        r"(?P<compact>0\d[0-5]\d|1[0-8][0-5]\d)(?: ?(?:uur|u|h|hrs)\b)?(?!\d)|"
        r"(?P<noon>noon|midday|twaalf uur 's middags)\b|(?P<midnight>middernacht|midnight)\b",
    ),
    (
        Word.DAYPART,
        r"(?P<am>a\.?m\.?(?![a-z])|'s (?:ochtends|morgens)|(?:in )?(?:the )?mornings?\b)|"
        r"(?P<pm>p\.?m\.?(?![a-z])|'s (?:middags|avonds)|"
        r"(?:in )?(?:the )?(?:afternoons?|evenings?)\b)",
    ),
    (
        Word.TO,
        r"(?:t/m|tm|tot en met|tot|through|thru|until|till|to|up to)\b|t\.e\.m\.|-+>?",
    ),
    (Word.AND, r"(?:en ook|en|and also|and|alsook|als ook|ook|also|plus|of|or)\b|&|\+"),
    (Word.SLASH, r"/"),
    (Word.COMMA, r","),
    (Word.LINE, r"\n+"),
    (Word.STOP, r";|\.(?=\s|$)"),
    (
        Word.SKIP,
        r"(?:op|on|in|de|het|the|om|at|elke|iedere|every|each|is|zijn|are|uur|uren)\b|[():|]|\.\.+",
    ),
)
