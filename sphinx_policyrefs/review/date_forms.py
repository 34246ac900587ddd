"""How dates are written in English prose: patterns, and what each says before years are carried."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, cast

from sphinx_policyrefs.records.dates import DateError, parse_date
from sphinx_policyrefs.records.prose import CUES, MONTHS


class Part(NamedTuple):
    """A date as far as it is written; 0 for what is not."""

    year: int = 0
    #: of EDTF: seasons and quarters have numbers too
    month: int = 0
    day: int = 0


class Step(NamedTuple):
    """A way from the date before."""

    #: ``day``, ``week``, ``month``, ``year``, ``weekday``
    unit: str
    #: how many, before it where negative
    many: int = 0
    #: of a weekday, 0 for Monday
    weekday: int = 0


class Spoken(NamedTuple):
    """A date as a sentence has it: one of its last four fields says which."""

    start: int
    end: int
    #: EDTF, where nothing is missing
    fixed: str = ""
    #: one date, or the two of a span
    parts: tuple[Part, ...] = ()
    step: Step | None = None
    #: of a part without a year: years from the one before; or None, where the next or last such one is meant
    years: int = 0
    #: 1 for the first such month or season after the date before, -1 for the last one before it
    towards: int = 0
    #: whether it only names a thing, as in 'the 1977 Act': its year is not carried where there is another
    weak: bool = False
    #: the weekday that stands before a day, 1 for Monday, which says in which year it was
    weekday: int = 0


_NUMBERS: Final = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_ABBREVIATED: Final = "(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_MONTH: Final = rf"(?:(?:{_ABBREVIATED}|{_ABBREVIATED.upper()})\.|(?:{MONTHS}|{MONTHS.upper()})(?![A-Za-z]))"
_BARE_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_DAY: Final = (
    rf"{_BARE_DAY}(?![\w%]|[.,:]\d|[-‐-–]\d{{3}}|\s(?:percent|per\scent|million|billion|[ap]\.?m\b))"
)
_YEAR: Final = r"(?:1[5-9]|20)\d\d(?![\d%]|[,.]\d|/\d)"
_WEEKDAYS: Final = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_BEGIN: Final = r"(?<![\w$€£#@/§])(?<![\w$€£#@/§][-.,])"
_ABOUT: Final = r"(?:(?:very\s+)?(?:[Ee]arly|[Mm]id(?:dle)?|[Ll]ate)(?:[-‐-–\s]+)(?:in\s+)?)"
_OF_YEAR: Final = r"(?:,?\s+of\s+(?P<of{n}>that|the\ssame|the\sfollowing|the\snext|the\sprevious)\s+year)"

_COUNTED: Final = (
    r"(?:users?|people|persons?|employees|workers|jobs|pages?|miles?|km|kilomet\w+|met(?:er|re)s?|feet|acres|hectares|tons?|tonnes"
    r"|words|votes|seats|dollars|euros|pounds|yuan|percent|per\scent|million|billion|trillion|thousand|times|points?|hours|GMT|UTC|local\stime"
    r"|companies|accounts|apps|comments|complaints|cases|lawsuits|patients|students|troops|soldiers|homes|households|megawatts|MW|GW|kWh|barrels"
    r"|U\.?S\.?C|USC|C\.?F\.?R|CFR|F\.(?:\s?Supp|\d)|Stat\.|Fed\.|Cong\.|S\.\s?Ct)\b"
)
_STREET: Final = (
    r"(?:[NSEW]\.?\s+)?(?:[A-Z][\w.]*\s+){1,3}(?:Street|St\.|Avenue|Ave\.?|Road|Rd\.|Boulevard|Blvd\.?|"
    r"Drive|Lane|Way|Place|Court\sStreet|N\.?W\.?|S\.?W\.?)(?!\w)"
)
_NO_YEAR_AFTER: Final = re.compile(
    rf"\s+(?:{_COUNTED}|{_STREET})|[-‐-–](?:member|page|foot|acre|mile|person|seat|strong|word|bed|odd)\b"
)
_NO_YEAR_BEFORE: Final = re.compile(
    r"(?:(?:§|¶|\b(?:[Ss]ections?|[Ss]ecs?\.|[Rr]ules?|[Aa]rticles?|[Aa]rts?\.|[Nn]os?\.|[Nn]umbers?|[Tt]itles?|[Pp]arts?|[Pp]ages?|[Pp]p?\."
    r"|[Cc]hapters?|[Cc]h\.|[Pp]aragraphs?|[Pp]aras?\.|EO|E\.O\.|[Bb]ill|H\.\s?R\.|H\.?R\.?|S\.|SB|HB|AB|A\.B\.|S\.B\.|H\.B\.|Res\.|[Rr]esolution"
    r"|[Rr]oom|[Ss]uite|[Dd]ocket|[Dd]kt\.|[Cc]ase|[Ff]orm|[Rr]egulation|[Dd]irective|[Pp]roclamation|[Pp]ublic\s[Ll]aw|Pub\.\s?L\.|L\."
    r"|[Ff]light|[Bb]ox|ISO|RFC|[Vv]ersion|[Vv]ol\.|[Vv]olume|[Ee]xhibit|Ex\.|[Ll]ine|[Tt]able|[Ff]ig\.|[Ff]igure|[Ii]tem|[Ww]indows"
    r"|more\sthan|fewer\sthan|less\sthan|nearly|almost|some|up\sto|as\smany\sas|"
    r"an?\sestimated|around\sthe|[Rr]eg\.|U\.S\.|Stat\.|F\.\d?d?))"
    r"[\s(]*(?:No\.\s?)?|(?<![a-z—–])[-‐-–]|/|\d[.,]|[$€£#@])$"
)
_THING: Final = re.compile(
    r"['’]?s?\s+(?:[A-Z]|(?:law|act|statute|treaty|precedent|rule|ruling|decision|opinion|case|report|study|paper|book|film|agreement"
    r"|accord|directive|regulation|convention|constitution|memo|census)\b)"
)
_BEFORE_THING: Final = re.compile(r"(?:\b(?:the|an?|its|his|her|their|this|that)|['’]s)\s$", re.IGNORECASE)


def is_year(text: str, start: int, end: int) -> bool:
    """Return whether the four digits at a place are a year, by what stands about them."""
    return not _NO_YEAR_AFTER.match(text, end) and not _NO_YEAR_BEFORE.search(text, max(0, start - 24), start)


def is_weak(text: str, start: int, end: int) -> bool:
    """Return whether a year is a part of a name, or stands in parentheses behind one."""
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return True
    return bool(_THING.match(text, end) and _BEFORE_THING.search(text, max(0, start - 8), start))


def _point(n: int) -> str:
    """Return the pattern of one date, with groups that end in *n*."""
    return (
        rf"(?:(?:(?P<k{n}>{_WEEKDAYS}),?\s+)?(?:the\s+)?"
        rf"(?:(?P<m{n}>{_MONTH})\s?(?:the\s+)?(?P<d{n}>{_DAY})(?:(?:,\s?|\s+)(?:of\s+|in\s+)?(?P<y{n}>{_YEAR})|{_OF_YEAR.format(n=n)})?"
        rf"|(?P<e{n}>{_DAY})(?:\s+day)?(?:\s+of)?[\s-](?P<n{n}>{_MONTH})(?:(?:,\s?|\s+)(?:of\s+)?(?P<z{n}>{_YEAR})|{_OF_YEAR.format(n=f'e{n}')})?"
        rf"|(?:{_ABOUT}|(?:the\s+)?(?:beginning|start|middle|end)\s+of\s+)?(?P<o{n}>{_MONTH})(?:(?:,\s?|\s+)(?:of\s+)?(?P<w{n}>{_YEAR})|{_OF_YEAR.format(n=f'o{n}')})?"
        rf"|(?:{_ABOUT})?(?P<x{n}>{_YEAR})))"
    )


_DASH: Final = r"\s?[-‐-—]\s?"
_TO: Final = r",?\s+(?:to|through|thru|until|till|up\sto)\s+"
_RANGES: Final = tuple(
    re.compile(_BEGIN + pattern)
    for pattern in (
        # March 3-5, 2021; from August 6 to 14, 2020
        rf"(?P<m1>{_MONTH})\s?(?P<d1>{_BARE_DAY})(?:{_DASH}|{_TO})(?P<d2>{_DAY})(?:,?\s+(?P<y2>{_YEAR}))?",
        # 3-5 March 2021
        rf"(?P<e1>{_BARE_DAY})(?:{_DASH}|{_TO}|(?<=[Bb]etween\s\d\d)\s+and\s+|(?<=[Bb]etween\s\d)\s+and\s+)(?:the\s+)?(?P<e2>{_DAY})(?:\s+of)?\s+(?P<n2>{_MONTH})(?:,?\s+(?P<z2>{_YEAR}))?",
        rf"{_point(1)}(?:{_TO}|{_DASH}){_point(2)}",
        rf"(?P<between>[Bb]etween)\s+{_point(1)},?\s+and\s+{_point(2)}",
        rf"(?P<between>[Bb]etween)\s+(?P<m1>{_MONTH})\s?(?P<d1>{_DAY})\s+and\s+(?P<d2>{_DAY})(?:,?\s+(?P<y2>{_YEAR}))?",
    )
)
_SHORT_RANGE: Final = re.compile(
    rf"{_BEGIN}(?P<x1>(?:1[5-9]|20)\d\d)\s?[-‐-–/](?P<short>\d\d)(?![\w/-]|[.,]\d)"
)
_SPAN_NOUN: Final = re.compile(
    r"\s+(?:(?:school|academic|fiscal|budget|legislative|season|flu|winter|term|session|biennium|Congress|campaign|election|tax|financial)\b)"
)
_MONTHS_LISTED: Final = re.compile(
    rf"(?<![\w$/-])(?:[Ii]n|[Oo]f|[Dd]uring|[Ff]or|[Bb]etween|[Tt]hroughout)\s+(?:{_ABOUT})?"
    rf"(?P<list>{_MONTH}(?:,\s{_MONTH}){{0,10}},?\s+(?:and|or)\s+)(?:{_ABOUT})?(?P<n>{_MONTH})"
    rf"(?:,?\s+(?:of\s+)?(?P<y>{_YEAR}))?(?!\s+\d{{1,2}}\b)"
)
_DAYS: Final = re.compile(
    rf"{_BEGIN}(?P<m>{_MONTH})\s?(?P<first>{_DAY})(?P<rest>(?:,\s(?:{_DAY})){{0,6}}),?\s(?:and|or|&)\s(?P<last>{_DAY})(?!\s+(?:{MONTHS})\b)(?:,?\s+(?P<y>{_YEAR}))?"
)
_ORDINALS_OF_DAYS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth"
    " twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
)
_NUMBERS_OF_DAYS: Final = {word: number for number, word in enumerate(_ORDINALS_OF_DAYS.split(), 1)}
_DAY_WORD: Final = "|".join(sorted(_NUMBERS_OF_DAYS, key=len, reverse=True))
_DAY_IN_WORDS: Final = re.compile(
    rf"\b(?:the\s+)?(?P<w>{_DAY_WORD})\s+of\s+(?P<m>{_MONTH})(?:,?\s+(?P<y>{_YEAR}))?"
)
#: 12, 13 and 26 February 2025
_DAYS_BEFORE: Final = re.compile(
    rf"{_BEGIN}(?P<rest>{_BARE_DAY}(?:,\s(?:{_BARE_DAY})){{0,6}}),?\s(?:and|or|&)\s(?P<last>{_BARE_DAY})"
    rf"\s+(?P<m>{_MONTH})(?:,?\s+(?P<y>{_YEAR}))?"
)
_POINT: Final = re.compile(_BEGIN + _point(1))
_NUMERIC: Final = re.compile(
    r"(?<![\w/.,$-])(?P<a>\d{1,2})(?P<sign>[/.-])(?P<b>\d{1,2})(?P=sign)(?P<y>\d{4}|\d{2})(?![\w/-]|[.,]\d)"
)
_YEAR_FIRST: Final = re.compile(
    r"(?<![\w/.,$-])(?P<y>(?:19|20)\d\d)(?P<s>[/.])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)(?![\w/])"
)
_HYPHENED: Final = re.compile(rf"{_BEGIN}(?P<d>{_BARE_DAY})-(?P<m>{_MONTH})-(?P<y>{_YEAR})(?![\w-])")
_MONTH_YEAR: Final = re.compile(r"(?<![\w/.,$-])(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d)(?![\w/-]|[.,]\d)")
_ISO: Final = re.compile(
    r"(?<![\w./,-])(?:\d{4}-\d\d(?:-\d\d)?(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?|\d{4}-Q[1-4]|\d{3}X|\d\dXX)[~%]?"
    r"(?:/(?:\d{4}(?:-\d\d(?:-\d\d)?)?[~%]?|\.\.))?(?![\w/-])"
)

_ORDINALS: Final = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_RELATION: Final = {"following": 1, "next": 1, "previous": -1, "preceding": -1}
_SEASON: Final = re.compile(
    rf"{_BEGIN}(?:(?:the\s+|that\s+)?{_ABOUT}?(?P<s>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
    rf"(?:,?\s+of\s+|,?\s+|-)(?P<y>{_YEAR})(?:[-‐-–/]\d\d)?"
    rf"|(?P<which>[Tt]hat|[Tt]he\s+following|[Tt]he\s+next|[Tt]he\s+previous|[Tt]he\s+preceding|[Tt]he\s+same|[Ll]ater\s+that|[Ee]arlier\s+that)\s+(?:{_ABOUT})?(?P<t>spring|summer|autumn|fall|winter)(?![\w-]|\s+(?:of|in|from|term|break)\b)"
    rf"|(?:[Ii]n|[Bb]y|[Uu]ntil|[Ss]ince|[Dd]uring|[Oo]ver|[Tt]hrough)\s+(?P<bare>(?:the\s+(?:{_ABOUT})?|{_ABOUT})(?P<u>spring|summer|autumn|fall|winter)(?:\s+of\s+(?P<same>that|the\ssame)\s+year)?)(?![\w-]|\s+(?:of|in|from|term|break)\b))"
)
_QUARTER: Final = re.compile(
    rf"{_BEGIN}(?:the\s+)?(?:(?P<q>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|1st|2nd|3rd|4th)[\s-]quarter|Q(?P<n>[1-4]))"
    rf"(?:(?:,?\s+of\s+|,?\s+|\s?/)(?:fiscal\s+(?:year\s+)?|FY\s?)?(?P<y>{_YEAR})|(?P<rel>\s+of\s+that\s+year)|(?P<alone>(?!\s+of\b)(?![\w-])))"
    rf"|{_BEGIN}(?P<y2>{_YEAR})[\s-]?Q(?P<n2>[1-4])(?!\w)"
)
_HALF: Final = re.compile(
    rf"{_BEGIN}(?:the\s+)?(?:(?P<h>[Ff]irst|[Ss]econd|[Ll]atter)\s+half|H(?P<n>[12]))\s+(?:of\s+)?(?P<y>{_YEAR})"
)
_FISCAL: Final = re.compile(
    rf"{_BEGIN}(?:(?:[Ff]iscal|[Ff]inancial|[Tt]ax|[Cc]alendar)\s+(?:[Yy]ear\s+)?|FY\s?)(?P<y>{_YEAR}|(?<=FY)\d\d(?!\d))"
)
_DECADE: Final = re.compile(
    rf"{_BEGIN}(?:the\s+)?(?:{_ABOUT})?(?:(?P<y>(?:1[5-9]|20)\d0)|(?<=the\s)['’](?P<short>\d0))['’]?s(?!\w)"
)
_CENTURY: Final = re.compile(
    r"\b(?:the\s+)?(?:(?:early|mid|late)[\s-])?(?P<n>1\d|20|21)(?:st|th)\s+century\b"
)
#: What may be behind 'the': 'the following June'.
_MONTH_ALONE: Final = re.compile(
    rf"(?<![\w$/-])(?:(?P<which>[Tt]hat|[Tt]he\s+following|[Tt]he\s+next|[Nn]ext|[Tt]he\s+previous|[Tt]he\s+preceding|[Tt]he\s+same|[Ll]ast|[Tt]his(?:\s+past)?|[Ll]ater\s+that|[Ee]arlier\s+that)\s+"
    rf"|(?P<in>[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Tt]hrough(?:out)?|[Dd]uring|[Bb]efore|[Aa]fter|[Oo]f|[Ff]rom|[Aa]round|[Ff]or|[Tt]o|[Bb]ack\s+in)\s+(?={_ABOUT}?{_MONTH})"
    rf"|(?P<the>[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|['’]s)\s+(?={_MONTH}\s+[a-z])"
    rf"|(?=(?P<first>(?:January|February|July|September|October|November|December)\b)(?:\s[a-z]|['’]s)))"
    rf"(?P<date>(?:{_ABOUT})?(?P<m>{_MONTH})(?:\s+of\s+(?P<of>that|the\ssame|the\sfollowing|the\snext|the\sprevious)\s+year)?)(?![\w-])(?!\s+\d{{1,4}}\b(?!\s+[a-z]))"
)
_NO_MONTH: Final = re.compile(
    r"(?:May|March|April|June|August)\s+(?:[A-Z][a-z]+\b(?<!day)|on\b|Madness)|May['’]s|(?:May|March)\s+of\s+[A-Z]"
)
_AMOUNTS: Final = {
    word: number
    for number, words in enumerate(
        (
            "",
            "a an one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
        )
    )
    for word in words.split(" ")
    if word
}
_LATER: Final = re.compile(
    rf"(?<![\w-])(?P<n>{'|'.join(sorted(_AMOUNTS, key=len, reverse=True))}|\d{{1,3}})\s+(?:(?:full|short|whole)\s+)?"
    r"(?P<unit>day|week|month|year|decade)s?\s+"
    r"(?P<way>later|earlier(?!\s+than\b)|(?:before|after)(?=[,.;:)]|$)|thereafter|afterwards?)(?!\w)",
    re.IGNORECASE,
)
_THAT: Final = re.compile(
    r"(?<![\w-])(?:(?:[Ll]ater|[Ee]arlier|[Ll]ate|[Ee]arly)\s+)?(?P<which>that(?:\s+(?:same|very))?|the\s+(?:very\s+)?same|the\s+(?:very\s+)?next|the\s+following|the\s+(?:previous|preceding))\s+"
    r"(?P<unit>day|week|month|year|morning|afternoon|evening|night)(?![\w-]|['’]s\s+(?:end|order)|\s+(?:of|in\sand)\b)",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"(?<![\w-])(?:the|a)\s+(?P<unit>day|week|month|year)\s+(?P<way>after|before|later|earlier)(?=[,.;:]|\s+(?:and|but|in|at|to)\b|$)",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(
    r"(?<![\w-])(?P<which>(?:[Tt]he\s+)?(?:[Ff]ollowing|[Nn]ext)\s+|(?:[Tt]he\s+)?(?:[Pp]revious|[Pp]receding)\s+|[Tt]hat\s+(?:same\s+)?)?"
    r"(?P<w>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?!\w|\s+(?:Times|Telegraph|Mirror|Mail|Night|Post|Herald|Express))"
)
_NO_WEEKDAY: Final = re.compile(
    r"(?:\b(?:[Aa]|[Ee]ach|[Ee]very|Black|Super|Good|Ash|Cyber|Bloody|Palm|Easter|Fat|Red|Holy|[Ll]ast)\s)$"
)
_ORDINAL_DAY: Final = re.compile(
    r"\b[Oo]n\s+the\s+(?P<date>(?P<d>[12]?\d|3[01])(?:st|nd|rd|th))(?=[,.;:)]|\s+(?:and|of\s+(?:that|the\s+same)\s+month|when|after|in|at|the|it|he|she|they|a)\b|$)"
)
_YEAR_ALONE: Final = re.compile(
    rf"(?:(?<![\w$€£#@/§.,:-])|(?<=[a-z]-)|(?<=[—–]))(?:{_ABOUT})?(?P<y>{_YEAR})(?![\w/]|:\d|[-‐-–]\d)"
)
#: What a sentence has to hold before any of these patterns can match.
_ANY: Final = re.compile(CUES)
_ANYTHING: Final = re.compile(r".*", re.DOTALL)
#: The numbers of sections, rules and the like, one after the other.
_NUMBERS_OF: Final = re.compile(
    r"(?:§§?|\b(?:[Ss]ections?|[Ss]ecs?\.|[Rr]ules?|[Aa]rticles?|[Aa]rts?\.|[Nn]os?\.|[Tt]itles?|[Pp]arts?|[Pp]ages?|[Pp]p?\."
    r"|[Cc]hapters?|[Pp]aragraphs?))\s?\d[\w()-]{0,12}(?:(?:,|,?\s(?:and|or|to|through|&)|\s?[-‐-–])\s?\d{3,5}\b(?!\s(?:and|,)\s[A-Z])){0,6}"
)
_HAS_FROM: Final = re.compile(r"\b[Ff]rom\s$")
_DATING: Final = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Oo]f|[Uu]ntil|[Bb]y|[Ff]rom|[Aa]round|[Cc]irca)\s$")
_IN: Final = re.compile(r"\b[Ii]n\s$")
_SUBJECT: Final = re.compile(r"\s+[a-z]+s\b")
#: Days that stand for what happened then, in whatever year.
_KNOWN_DAY: Final = re.compile(
    r"(?:Sept(?:ember|\.)?\s11(?:th)?|Jan(?:uary|\.)?\s6(?:th)?)\s+(?:[Aa]ttack|[Tt]error|[Hh]ijack|[Rr]iot|[Ii]nsurrection|[Cc]ommittee|[Dd]efendant)"
)
_YEAR_WORD: Final = {"that": 0, "the same": 0, "the following": 1, "the next": 1, "the previous": -1}
_WEEKDAY_LETTERS: Final = "motuwethfrsasu"
_WEEKDAY_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def month_of(name: str) -> int:
    """Return the number of a month by its English name or a short form of it."""
    return _NUMBERS[name[:3].lower()]


class Claims:
    """What of a text is taken: by what is not a date, and by dates found before."""

    def __init__(self, text: str, taken: Iterable[tuple[int, int]]) -> None:
        self._taken = bytearray(len(text))
        self.found: list[Spoken] = []
        for start, end in taken:
            self._take(start, end)

    def _take(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\1" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Return whether nothing of a stretch is taken."""
        return 1 not in self._taken[start:end]

    def add(self, spoken: Spoken) -> None:
        """Take the place of a date that was found."""
        self._take(spoken.start, spoken.end)
        self.found.append(spoken)


def spoken_dates(
    text: str, taken: Iterable[tuple[int, int]] = (), *, day_first: bool = False
) -> list[Spoken]:
    """Return the dates in a sentence of English, in order, none within another or within what is *taken*.

    Of ``8/6/2020`` the month comes first unless *day_first* says otherwise.
    """
    if not _ANY.search(text):
        return []
    claims = Claims(text, (*taken, *(match.span() for match in _NUMBERS_OF.finditer(text))))
    for find in _FINDERS if re.search(r"\d", text) else _WITHOUT_DIGITS:
        for match, make in find(text):
            if claims.free(match.start(), match.end()) and (spoken := make(match, day_first)) is not None:
                claims.add(spoken)
    return sorted(claims.found)


_Make = Callable[[re.Match[str], bool], Spoken | None]
_Found = Iterator[tuple[re.Match[str], _Make]]


def _by(pattern: re.Pattern[str], make: _Make) -> Callable[[str], _Found]:
    return lambda text: ((match, make) for match in pattern.finditer(text))


def _iso(match: re.Match[str], _day_first: bool) -> Spoken | None:
    short = re.fullmatch(r"(\d\d)(\d\d)-(\d\d)", match[0])
    if short and int(short[3]) == (int(short[2]) + 1) % 100 and _SPAN_NOUN.match(match.string, match.end()):
        return None  # a span of two years
    try:
        date = parse_date(match[0])
    except DateError:
        return None
    return Spoken(match.start(), match.end(), fixed=date.text)


def _numeric(match: re.Match[str], day_first: bool) -> Spoken | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if len(match["y"]) == 2:
        if match["sign"] != "/":
            return None
        year += 2000 if year < 70 else 1900
    if match["sign"] == "." or (match["sign"] == "/" and day_first):
        first, second = second, first
    if first > 12:
        first, second = second, first
    return _spoken(match, Part(year, first, second))


def _spoken(match: re.Match[str], *parts: Part, group: str | int = 0, **more: Any) -> Spoken | None:
    """Return what a match says, or None where one of its dates does not exist."""
    if not all(map(_exists, parts)):
        return None
    return Spoken(match.start(group), match.end(group), parts=parts, **more)


def _exists(part: Part) -> bool:
    if not part.day:
        return part.month <= 12 or 21 <= part.month <= 36
    # A leap year, where the year is not known.
    return 1 <= part.month <= 12 and part.day <= monthrange(part.year or 2000, part.month)[1]


def _number(text: str | None) -> int:
    return int(re.match(r"\d+", text)[0]) if text else 0  # type: ignore[index]  # the pattern begins with digits


def _part(groups: Mapping[str, str | None], n: int) -> tuple[Part, str]:
    """Return the date of the groups with number *n*, and the words for its year, as in 'of that year'."""
    get = groups.get
    if month := get(f"m{n}"):
        return Part(_number(get(f"y{n}")), month_of(month), _number(get(f"d{n}"))), get(f"of{n}") or ""
    if month := get(f"n{n}"):
        return Part(_number(get(f"z{n}")), month_of(month), _number(get(f"e{n}"))), get(f"ofe{n}") or ""
    if month := get(f"o{n}"):
        return Part(_number(get(f"w{n}")), month_of(month)), get(f"ofo{n}") or ""
    return Part(_number(get(f"x{n}"))), ""


def _range(match: re.Match[str], _day_first: bool) -> Spoken | None:
    groups = match.groupdict()
    first, _of = _part(groups, 1)
    second, of = _part(groups, 2)
    if groups.get("e1") and not groups.get("n1"):  # 3-5 March
        first = Part(second.year, second.month, _number(groups["e1"]))
    elif groups.get("d2") and not groups.get("m2"):  # March 3-5
        second = Part(_number(groups.get("y2")), first.month, _number(groups["d2"]))
        first = first._replace(year=second.year)
    if not first.month and not first.day and second.day and not second.year:
        return None  # '2020 to May 5'
    if groups.get("x1") and not is_year(match.string, match.start("x1"), match.end("x1")):
        return None
    if groups.get("x2") and _NO_YEAR_AFTER.match(match.string, match.end("x2")):
        return None
    if not first.year and second.year:
        first = first._replace(year=second.year - ((second.month, second.day) < (first.month, first.day)))
    if first.year and not second.year:
        second = second._replace(year=first.year + ((second.month, second.day) < (first.month, first.day)))
    if not (first.year or first.day) and not _surely_span(match):
        return None  # 'in March to May' is not written, 'May to' is something else
    if first.year and first > second:
        return None
    return _spoken(match, first, second, years=_YEAR_WORD.get(_folded(of), 0))


def _surely_span(match: re.Match[str]) -> bool:
    if re.search(r"[-‐-—]|\A[Bb]etween", match[0]):
        return True
    return _HAS_FROM.search(match.string, max(0, match.start() - 6), match.start()) is not None


def _short_range(match: re.Match[str], _day_first: bool) -> Spoken | None:
    first, short = int(match["x1"]), int(match["short"])
    last = first - first % 100 + short + (100 if short < first % 100 else 0)
    if not (first < last <= first + 20) or not is_year(match.string, match.start(), match.start() + 4):
        return None
    return _spoken(match, Part(first), Part(last))


def _days(text: str) -> _Found:
    """Find 'August 6, 7 and 14, 2020': a match for each of the days."""
    for match in _DAYS.finditer(text):
        month, year = month_of(match["m"]), _number(match["y"])
        places = [(match.start(), match.end("first"))]
        places += [
            (match.start("rest") + day.start(), match.start("rest") + day.end())
            for day in re.finditer(_BARE_DAY, match["rest"])
        ]
        places.append((match.start("last"), match.end("y") if year else match.end("last")))
        for start, end in places:
            number = _number(re.sub(r"^\D+", "", text[start:end]))
            yield _place(text, start, end), _saying(Part(year, month, number))


def _days_before(text: str) -> _Found:
    """Find '12, 13 and 26 February 2025': a match for each of the days."""
    for match in _DAYS_BEFORE.finditer(text):
        month, year = month_of(match["m"]), _number(match["y"])
        for day in re.finditer(r"\d+", match["rest"]):
            begin = match.start("rest")
            yield (
                _place(text, begin + day.start(), begin + day.end()),
                _saying(Part(year, month, int(day[0]))),
            )
        yield (
            _place(text, match.start("last"), match.end()),
            _saying(Part(year, month, _number(match["last"]))),
        )


def _dated(match: re.Match[str], _day_first: bool) -> Spoken | None:
    """Return the day of a match with groups for year, month and day."""
    month = int(match["m"]) if match["m"].isdigit() else month_of(match["m"])
    return _spoken(match, Part(int(match["y"]), month, _number(match["d"])))


def _day_in_words(match: re.Match[str], _day_first: bool) -> Spoken | None:
    return _spoken(match, Part(_number(match["y"]), month_of(match["m"]), _NUMBERS_OF_DAYS[match["w"]]))


def _months(text: str) -> _Found:
    """Find 'in May, June and July 2020': a match for each of the months."""
    for match in _MONTHS_LISTED.finditer(text):
        year = _number(match["y"])
        for month in re.finditer(_MONTH, match["list"]):
            begin = match.start("list")
            yield (
                _place(text, begin + month.start(), begin + month.end()),
                _saying(Part(year, month_of(month[0]))),
            )
        end = match.end("y") if year else match.end("n")
        yield _place(text, match.start("n"), end), _saying(Part(year, month_of(match["n"])))


def _place(text: str, start: int, end: int) -> re.Match[str]:
    """Return the stretch of a text as a match."""
    match = _ANYTHING.fullmatch(text, start, end)
    return cast("re.Match[str]", match)  # any text fits


def _saying(part: Part) -> _Make:
    return lambda match, _day_first: _spoken(match, part)


def _single(match: re.Match[str], _day_first: bool) -> Spoken | None:
    groups = match.groupdict()
    part, of = _part(groups, 1)
    start, end = match.span()
    if groups.get("x1"):
        return None  # a year alone has a pattern of its own
    if groups.get("o1") and not part.year and not of:
        return None  # and so has a month alone
    if part.day and not part.year and not of:
        if groups.get("m1") and _KNOWN_DAY.match(match.string, match.start("m1")):
            return None
        if (
            groups.get("d1")
            and _IN.search(match.string, max(0, start - 4), start)
            and _SUBJECT.match(match.string, end)
        ):
            return None  # 'In June 12 states sued'
    weekday = _WEEKDAY_LETTERS.find(groups["k1"][:2].lower()) // 2 + 1 if groups.get("k1") else 0
    return _spoken(match, part, years=_YEAR_WORD.get(_folded(of), 0), weekday=weekday)


def _folded(text: str | None) -> str:
    return " ".join((text or "").lower().split())


def _season(match: re.Match[str], _day_first: bool) -> Spoken | None:
    if match["s"]:
        return _spoken(match, Part(int(match["y"]), _SEASONS[match["s"].lower()]))
    if match["t"]:
        which = _folded(match["which"]).removeprefix("the ")
        return _spoken(match, Part(0, _SEASONS[match["t"]]), towards=_RELATION.get(which, 0))
    return _spoken(match, Part(0, _SEASONS[match["u"]]), group="bare")


def _quarter(match: re.Match[str], _day_first: bool) -> Spoken | None:
    number = match["n"] or match["n2"] or _ORDINALS[match["q"].lower()]
    return _spoken(match, Part(int(match["y"] or match["y2"] or 0), 32 + int(number)))


def _half(match: re.Match[str], _day_first: bool) -> Spoken | None:
    year, first = int(match["y"]), match["n"] == "1" or _folded(match["h"]) == "first"
    months = (1, 6) if first else (7, 12)
    return _spoken(match, *(Part(year, month) for month in months))


def _fiscal(match: re.Match[str], _day_first: bool) -> Spoken | None:
    year = int(match["y"])
    return _spoken(match, Part(year if year > 99 else 2000 + year))


def _decade(match: re.Match[str], _day_first: bool) -> Spoken | None:
    if match["short"]:
        digit = match["short"][0]
        return Spoken(match.start(), match.end(), fixed=f"{'19' if digit > '2' else '20'}{digit}X")
    year = match["y"]
    if year.endswith("00") and year < "2000":
        return Spoken(match.start(), match.end(), fixed=f"{year[:2]}XX")
    return Spoken(match.start(), match.end(), fixed=f"{year[:3]}X")


def _century(match: re.Match[str], _day_first: bool) -> Spoken | None:
    return Spoken(match.start(), match.end(), fixed=f"{int(match['n']) - 1}XX")


def _month_alone(match: re.Match[str], _day_first: bool) -> Spoken | None:
    text, start = match.string, match.start("date")
    if _NO_MONTH.match(text, match.start("m")) or (
        match["m"].lower() == "may" and match["the"] and not match["which"]
    ):
        return None
    which, of = _folded(match["which"]).removeprefix("the "), _folded(match["of"])
    begins = match.start("which") if which else start
    part = Part(0, month_of(match["m"]))
    return Spoken(
        begins, match.end("date"), parts=(part,), years=_YEAR_WORD.get(of, 0), towards=_RELATION.get(which, 0)
    )


def _later(match: re.Match[str], _day_first: bool) -> Spoken | None:
    word = match["n"].lower()
    count = int(word) if word.isdigit() else _AMOUNTS[word]
    unit, way = match["unit"].lower(), match["way"].lower()
    if unit == "decade":
        unit, count = "year", 10 * count
    return Spoken(
        match.start(), match.end(), step=Step(unit, -count if way in {"earlier", "before"} else count)
    )


def _that(match: re.Match[str], _day_first: bool) -> Spoken | None:
    which, unit = _folded(match["which"]), match["unit"].lower()
    count = 1 if "next" in which or "following" in which else -1 if "prev" in which or "prec" in which else 0
    step = Step("day" if unit in {"morning", "afternoon", "evening", "night"} else unit, count)
    return Spoken(match.start(), match.end(), step=step)


def _beside(match: re.Match[str], _day_first: bool) -> Spoken | None:
    count = 1 if match["way"].lower() in {"after", "later"} else -1
    return Spoken(match.start(), match.end(), step=Step(match["unit"].lower(), count))


def _weekday(match: re.Match[str], _day_first: bool) -> Spoken | None:
    if _NO_WEEKDAY.search(match.string, max(0, match.start() - 8), match.start()):
        return None
    which = _folded(match["which"]).removeprefix("the ").partition(" ")[0]
    number = _WEEKDAY_NAMES.index(match["w"].lower())
    return Spoken(match.start(), match.end(), step=Step("weekday", _RELATION.get(which, 0), number))


def _ordinal_day(match: re.Match[str], _day_first: bool) -> Spoken | None:
    return Spoken(match.start("date"), match.end("date"), parts=(Part(0, 0, _number(match["d"])),))


def _year(match: re.Match[str], _day_first: bool) -> Spoken | None:
    start, end = match.start(), match.end("y")
    old = match["y"] < "1700" and not _DATING.search(match.string, max(0, start - 8), start)
    if old or not is_year(match.string, start, end):
        return None
    return _spoken(match, Part(int(match["y"])), weak=is_weak(match.string, start, end))


_WORDY: Final = (
    _by(_MONTH_ALONE, _month_alone),
    _by(_LATER, _later),
    _by(_THAT, _that),
    _by(_BESIDE, _beside),
    _by(_WEEKDAY, _weekday),
)
#: The finders, the surer ones first; and those of them that may find something in a sentence without digits.
_FINDERS: Final = (
    _by(_ISO, _iso),
    _by(_HYPHENED, _dated),
    *(_by(pattern, _range) for pattern in _RANGES),
    _days,
    _days_before,
    _months,
    _by(_DAY_IN_WORDS, _day_in_words),
    _by(_YEAR_FIRST, _dated),
    _by(_NUMERIC, _numeric),
    _by(_MONTH_YEAR, lambda match, _first: _spoken(match, Part(int(match["y"]), int(match["m"])))),
    _by(_SEASON, _season),
    _by(_QUARTER, _quarter),
    _by(_HALF, _half),
    _by(_POINT, _single),
    _by(_FISCAL, _fiscal),
    _by(_SHORT_RANGE, _short_range),
    _by(_DECADE, _decade),
    _by(_CENTURY, _century),
    *_WORDY,
    _by(_ORDINAL_DAY, _ordinal_day),
    _by(_YEAR_ALONE, _year),
)
_WITHOUT_DIGITS: Final = (
    *(_by(pattern, _range) for pattern in _RANGES[2:4]),
    _months,
    _by(_DAY_IN_WORDS, _day_in_words),
    _by(_SEASON, _season),
    _by(_QUARTER, _quarter),
    _by(_POINT, _single),
    *_WORDY,
)
