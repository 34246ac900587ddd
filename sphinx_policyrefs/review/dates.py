"""The dates that the sentences of a document say, with years carried from one to the next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, Final

from sphinx_policyrefs.records.dates import DateError, PartialDate, civil, day_text, parse_date
from sphinx_policyrefs.review.date_forms import Claims, Part, Spoken, Step, is_year, spoken_dates
from sphinx_policyrefs.review.model import SaidDate

#: What may stand between dates that share the year behind the last.
_LISTED: Final = re.compile(
    r"(?:,|,?\s*(?:and|or|&|as well as)|\s*/)\s*(?:(?:again|then)\s+)?(?:on\s+|in\s+)?(?:the\s+)?"
)
#: A month or a day, whose year may be another one.
_YEARLESS: Final = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_LENGTHS: Final = {"day": 1, "week": 7}


class Dates:
    """The dates of one section after another: what is carried is what the sentences before it said.

    *language* is Babel's name of it. English is read as people write it; of other languages EDTF, and dates in full by
    the names of months in CLDR.
    """

    def __init__(self, language: str = "en") -> None:
        self._language = language.replace("-", "_")
        self.begin_section()

    def begin_section(self) -> None:
        """Forget what was carried."""
        self._day: int | None = None
        self._month: tuple[int, int] | None = None
        self._year: int | None = None
        self._weak_year: int | None = None
        #: which sentence this is, and which one had the day
        self._sentence = self._sentence_of_day = 0

    def find(self, text: str, taken: Iterable[tuple[int, int]] = ()) -> tuple[SaidDate, ...]:
        """Return the dates in a sentence; none is within what is *taken*, such as citations."""
        if self._language.partition("_")[0] == "en":
            day_first = self._language not in {"en", "en_US"}
            spoken = spoken_dates(text, taken, day_first=day_first)
        else:
            spoken = _in_other_languages(text, self._language, taken)
        spoken = _sharing(text, spoken)
        self._sentence += 1
        found = []
        for each in spoken:
            said = self._said(each, text)
            if said is not None:
                found.append(said)
                self._remember(said, each)
        return tuple(found)

    def _said(self, spoken: Spoken, text: str) -> SaidDate | None:
        carried = False
        if spoken.fixed:
            edtf: str | None = spoken.fixed
        elif spoken.step is not None:
            edtf, carried = self._stepped(spoken.step), True
        else:
            edtf, carried = self._completed(spoken)
        if edtf is None:
            return None
        if not edtf.startswith("XXXX"):
            try:
                edtf = parse_date(edtf).text
            except DateError:
                return None
        return SaidDate(spoken.start, spoken.end, text[spoken.start : spoken.end], edtf, carried)

    def _completed(self, spoken: Spoken) -> tuple[str | None, bool]:
        """Return the date of a part or a span, with the year that it lacks, and whether it was carried."""
        first = spoken.parts[0]
        if first.year:
            return "/".join(map(_edtf, spoken.parts)), any(not part.year for part in spoken.parts)
        if not first.month:  # on the 27th
            if self._month is None:
                return None, False
            year, month = self._month
            return _edtf(Part(year, month, first.day)), True
        known = self._year if self._year is not None else self._weak_year
        if known is None:
            if spoken.towards or spoken.years or first.month > 12:
                return None, False
            return "/".join(map(_edtf, spoken.parts)), False
        if spoken.towards:
            return _edtf(first._replace(year=self._towards(first, known, spoken.towards))), True
        years = _by_weekday(first, known + spoken.years, spoken.weekday)
        parts = [part._replace(year=years) for part in spoken.parts]
        if len(parts) > 1 and parts[1] < parts[0]:
            parts[1] = parts[1]._replace(year=years + 1)
        return "/".join(map(_edtf, parts)), True

    def _towards(self, part: Part, known: int, way: int) -> int:
        """Return the year of the first such month or season after the date before, or of the last one before it."""
        if self._month is None:
            return known + (1 if way > 0 else -1)
        year, month = self._month
        begins = 3 * (part.month - 20) if part.month > 12 else part.month
        if way > 0:
            return year if begins > month else year + 1
        return year if begins < month else year - 1

    def _stepped(self, step: Step) -> str | None:
        """Return the date that lies so far from the one before, as exact as its unit; None where nothing is there."""
        if step.unit == "year":
            known = self._year if self._year is not None else self._weak_year
            return None if known is None else f"{known + step.many:04}"
        if step.unit == "month":
            if self._month is None:
                return None
            year, month = divmod(12 * self._month[0] + self._month[1] - 1 + step.many, 12)
            return f"{year:04}-{month + 1:02}"
        if self._day is None:
            return None
        if step.unit == "weekday":
            if not step.many and self._sentence - self._sentence_of_day > 1:
                return None  # reports mean the week in which they appeared
            return day_text(self._day + _to_weekday(self._day, step))
        return day_text(self._day + step.many * _LENGTHS[step.unit])

    def _remember(self, said: SaidDate, spoken: Spoken) -> None:
        if said.edtf.startswith("XXXX"):
            return
        found = parse_date(said.edtf)
        last = found.parts[1] if len(found.parts) == 2 and found.parts[1] else found
        if found.precision in {"decade", "century", "unknown", "set"} or found.is_open:
            return
        year, month, _day = civil(last.latest)
        if last.precision == "season" and month < 3:
            year -= 1  # winter has the year of its December
        if spoken.weak:
            self._weak_year = year
            return
        self._year = year
        if last.is_exact:
            self._day, self._month = last.latest, (year, month)
            self._sentence_of_day = self._sentence
        elif self._day is None or last.earliest > self._day:  # what went before is only a background
            self._day = None
            self._month = (year, month) if last.precision == "month" else None


def _edtf(part: Part) -> str:
    year = f"{part.year:04}" if part.year else "XXXX"
    month = f"-{part.month:02}" if part.month else ""
    return f"{year}{month}-{part.day:02}" if part.day else f"{year}{month}"


def _by_weekday(part: Part, year: int, weekday: int) -> int:
    """Return *year*, or the one beside it in which a day falls on the weekday that stands before it."""
    if not weekday or not part.day:
        return year
    for candidate in (year, year + 1, year - 1):
        try:
            if date(candidate, part.month, part.day).isoweekday() == weekday:
                return candidate
        except ValueError:
            continue
    return year


def _to_weekday(day: int, step: Step) -> int:
    """Return how many days from *day* the weekday is: to the nearest one, or the next or the last."""
    ahead = (step.weekday - date.fromordinal(day).weekday()) % 7
    if step.many > 0:
        return ahead or 7
    if step.many < 0:
        return (ahead or 7) - 7
    return ahead if ahead <= 3 else ahead - 7


def _sharing(text: str, spoken: list[Spoken]) -> list[Spoken]:
    """Return the dates of a sentence, with the year behind the last of a list in all of them."""
    shared = list(spoken)
    for index in range(len(shared) - 2, -1, -1):
        one, other = shared[index], shared[index + 1]
        year = other.parts[0].year if other.parts and other.parts[0].month else 0
        lacks = len(one.parts) == 1 and one.parts[0].month and not one.parts[0].year
        if (
            year
            and lacks
            and not one.towards
            and not one.years
            and _LISTED.fullmatch(text, one.end, other.start)
        ):
            shared[index] = one._replace(parts=(one.parts[0]._replace(year=year),))
    return shared


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return the pattern of dates by the names of months in a language, and the number of each name."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    names: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                if len(name) > 2 and not name[0].isdigit():
                    names.setdefault(name.casefold().rstrip("."), number)
    if not names:
        return re.compile(r"(?!)"), names
    month = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    year = r"(?P<{}>(?:1[5-9]|20)\d\d)(?!\d|[.,]\d)"
    of = r"(?:de\s+|del\s+|di\s+|of\s+|d[’'])?"
    pattern = (
        rf"(?<![\w.,])(?:(?P<d>3[01]|[12]\d|0?[1-9])(?:\.|º|ª|er|e|-?го)?\s+{of})?(?P<m>{month})\.?(?!\w)(?:,?\s+{of}{year.format('y')})?"
        rf"|(?<![\w.,])(?P<m2>{month})\.?\s+(?P<d2>3[01]|[12]\d|0?[1-9]),?\s+{year.format('y2')}"
    )
    return re.compile(pattern, re.IGNORECASE), names


_CHINESE: Final = re.compile(
    r"(?:(?P<y>\d{4})\s?年\s?)?(?:(?P<m>1[0-2]|0?[1-9])\s?月\s?(?:(?P<d>3[01]|[12]\d|0?[1-9])\s?[日号號])?)?"
)
_DOTTED: Final = re.compile(
    r"(?<![\w.,/-])(?P<a>\d{1,2})(?P<s>[./])\s?(?P<b>\d{1,2})(?P=s)\s?(?P<y>\d{4})(?![\w/])"
)
_ISO: Final = re.compile(r"(?<![\w./,-])\d{4}-\d\d(?:-\d\d)?(?:/\d{4}-\d\d(?:-\d\d)?)?(?![\w/-])")
_BARE_YEAR: Final = re.compile(r"(?<![\w.,/$€£¥#§-])(?:1[89]|20)\d\d(?![\w/%-]|[.,]\d)")


def _in_other_languages(text: str, language: str, taken: Iterable[tuple[int, int]]) -> list[Spoken]:
    claims = Claims(text, taken)

    def add(start: int, end: int, **what: Any) -> None:
        if claims.free(start, end):
            claims.add(Spoken(start, end, **what))

    for match in _ISO.finditer(text):
        try:
            add(*match.span(), fixed=parse_date(match[0]).text)
        except DateError:
            continue
    for match in _DOTTED.finditer(text):
        add(*match.span(), parts=(Part(int(match["y"]), int(match["b"]), int(match["a"])),))
    for match in _CHINESE.finditer(text):
        year, month, day = (int(match[name] or 0) for name in "ymd")
        if month or year:
            add(*match.span(), parts=(Part(year, month, day),))
    pattern, names = _patterns(language)
    for match in pattern.finditer(text):
        name = match["m"] or match["m2"]
        year, day = int(match["y"] or match["y2"] or 0), int(match["d"] or match["d2"] or 0)
        if year or day:  # a month alone may be another word
            add(*match.span(), parts=(Part(year, names[name.casefold().rstrip(".")], day),))
    for match in _BARE_YEAR.finditer(text):
        if is_year(text, *match.span()):
            add(*match.span(), parts=(Part(int(match[0])),))
    return sorted(claims.found)


def of_other_years(said: SaidDate) -> tuple[PartialDate, ...]:
    """Return the same day or month a year later and a year earlier, where the year is only carried.

    A report that goes on from December to January does not say that the year is another.
    """
    if not said.carried or said.edtf.startswith("XXXX") or not _YEARLESS.fullmatch(said.edtf):
        return ()
    found = []
    for year in (int(said.edtf[:4]) + 1, int(said.edtf[:4]) - 1):
        try:
            found.append(parse_date(f"{year:04}{said.edtf[4:]}"))
        except DateError:  # 29 February
            continue
    return tuple(found)
