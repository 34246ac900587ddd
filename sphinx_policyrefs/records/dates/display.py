"""Dates as a person writes them, in the language of the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date as python_date
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, Protocol, get_args

from .edtf import MONTHS, PartialDate, Precision, civil, day_text, parse_date

if TYPE_CHECKING:
    from babel import Locale

Translate = Callable[[str], str]
#: The order of day, month and year: that of the language, or one for all languages.
Style = Literal["locale", "day-month", "month-day", "iso"]
STYLES: tuple[Style, ...] = get_args(Style)

_UNKNOWN = parse_date("XXXX")
#: What stands between the ends of a span.
_DASHES = " \u00a0\u2009\u202f–—-~〜～至"
#: Spans of days in the languages that we translate, by the greatest field in which the ends differ.
_SPANS: dict[str, dict[str, tuple[str, str]]] = {
    "de": {
        "d": ("d.–", "d. MMMM y"),
        "M": ("d. MMMM\u2009–\u2009", "d. MMMM y"),
        "y": ("d. MMMM y\u2009–\u2009", "d. MMMM y"),
    },
    "es": {
        "d": ("d–", "d 'de' MMMM 'de' y"),
        "M": ("d 'de' MMMM\u2009–\u2009", "d 'de' MMMM 'de' y"),
        "y": ("d 'de' MMMM 'de' y\u2009–\u2009", "d 'de' MMMM 'de' y"),
    },
    "fr": {
        "d": ("d–", "d MMMM y"),
        "M": ("d MMMM\u2009–\u2009", "d MMMM y"),
        "y": ("d MMMM y\u2009–\u2009", "d MMMM y"),
    },
    "zh": {"d": ("y年M月d日至", "d日"), "M": ("y年M月d日至", "M月d日"), "y": ("y年M月d日至", "y年M月d日")},
}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def N_(text: str) -> str:  # noqa: N802 - the usual name of a mark for translators
    """Mark a phrase for translation where it stands, and return it as it is."""
    return text


#: Seasons by their first month.
_SEASONS = {
    3: N_("spring %(year)s"),
    6: N_("summer %(year)s"),
    9: N_("autumn %(year)s"),
    12: N_("winter %(year)s"),
}
_QUARTERS = {
    1: N_("first quarter of %(year)s"),
    4: N_("second quarter of %(year)s"),
    7: N_("third quarter of %(year)s"),
    10: N_("fourth quarter of %(year)s"),
}

#: Phrases around a date, and the same around a single day, before which many languages put an article.
_ABOUT = N_("about %(date)s"), N_("about %(day)s")
_SINCE = N_("since %(date)s"), N_("since %(day)s")
_UNTIL = N_("until %(date)s"), N_("until %(day)s")
_FROM_UNKNOWN = N_("from an unknown date to %(date)s"), N_("from an unknown date to %(day)s")
_TO_UNKNOWN = N_("from %(date)s to an unknown date"), N_("from %(day)s to an unknown date")
#: Spans without a known end, by their EDTF.
_ENDLESS = {
    "../..": N_("without beginning or end"),
    "/..": N_("since an unknown date"),
    "../": N_("until an unknown date"),
}
_FROM_TO = N_("from %(start)s to %(end)s"), N_("from %(first_day)s to %(last_day)s")
_BETWEEN = N_("between %(start)s and %(end)s"), N_("between %(first_day)s and %(last_day)s")


def identity(text: str) -> str:
    """Return the text itself, the translation into English."""
    return text


def display_date(
    d: PartialDate,
    language: str = "en",
    translate: Translate = identity,
    *,
    weekday: bool = False,
    style: Style = "locale",
) -> str:
    """Return a date as it reads within a sentence.

    Names of months come from CLDR, and in the style "locale" so does the order of day, month and year.  Phrases go
    through `translate`.  Results are cached, so what it returns may depend on its argument and `language` alone.
    With `weekday`, a single day has the name of its day of the week.
    """
    return _display(d, language, translate, weekday, style)


def display_range(
    first: PartialDate,
    last: PartialDate,
    language: str = "en",
    translate: Translate = identity,
    *,
    style: Style = "locale",
) -> str:
    """Return the span from one date to another.  What both share is written once: 'August 6–14, 2020'."""
    return _writer(language, translate, style).span(first, last)


def short_month(number: int, language: str = "en") -> str:
    """Return the short name of a month, as it stands alone at an axis or in a calendar."""
    return _calendar(language, "locale").short_month(number)


@lru_cache(maxsize=1 << 16)
def _display(d: PartialDate, language: str, translate: Translate, weekday: bool, style: Style) -> str:
    return _writer(language, translate, style).date(d, weekday=weekday)


@lru_cache
def _writer(language: str, translate: Translate, style: Style) -> _Writer:
    return _Writer(_calendar(language, style), translate)


class _Writer:
    """The phrases around the days, months and years of a calendar."""

    def __init__(self, calendar: _Calendar, translate: Translate) -> None:
        self.calendar = calendar
        self._translate = translate

    def translate(self, phrase: str, **values: str) -> str:
        return str(self._translate(phrase)) % values

    def around(self, phrases: tuple[str, str], text: str, *, day: bool) -> str:
        """Return a phrase around a date, of which `text` is a day or not."""
        return self.translate(phrases[1], day=text) if day else self.translate(phrases[0], date=text)

    def around_two(
        self, phrases: tuple[str, str], first: PartialDate, last: PartialDate, texts: Sequence[str] = ()
    ) -> str:
        """Return a phrase round two dates, by their own texts where none are given."""
        start, end = texts or (self.date(first), self.date(last))
        if _is_day(first) and _is_day(last):
            return self.translate(phrases[1], first_day=start, last_day=end)
        return self.translate(phrases[0], start=start, end=end)

    def date(self, d: PartialDate, *, weekday: bool = False) -> str:
        if d.precision == "unknown":
            return self.translate("unknown date")
        if d.precision == "interval":
            return self.interval(d)
        if d.precision == "set":
            return self.members(d)
        text = self.simple(d, weekday)
        if d.seconds is not None:
            text = self.translate("%(date)s, %(time)s", date=text, time=_time(d.seconds, d.offset))
        if d.approximate:
            text = self.around(_ABOUT, text, day=d.precision == "day")
        if d.uncertain:
            text = self.translate("%(date)s (uncertain)", date=text)
        return text

    def simple(self, d: PartialDate, weekday: bool) -> str:
        """Return a date that is neither interval nor set, without its qualifier."""
        year, month, _ = civil(d.earliest)
        if d.precision in ("day", "month", "year"):
            text = self.calendar.point(d.precision, d.earliest, weekday)
            return self.unspecified(d, text) if d.unspecified else text
        start, end = self.calendar.point("year", d.earliest), self.calendar.point("year", d.latest)
        if d.precision == "season":
            if start != end:  # a winter: 2020–21
                start = self.calendar.span("year", d.earliest, d.latest)
                start = re.sub(r"^(\d\d)(\d\d)–\1(?=\d\d)", r"\1\2–", start)
            return self.translate(_SEASONS[month], year=start)
        if d.precision == "quarter":
            return self.translate(_QUARTERS[month], year=start)
        # 'the 2000s' may mean ten years or a hundred, and the 20th century is 1901 to 2000, not 19XX
        if d.precision == "decade" and year > 0 and year % 100:
            return self.translate("the %(year)ss", year=start)
        return self.translate(_BETWEEN[0], start=start, end=end)

    def unspecified(self, d: PartialDate, text: str) -> str:
        """Return a date with XX for its month or day; `text` is its known part."""
        if d.precision == "month":
            return self.translate("a day in %(month)s", month=text)
        if "XX-XX" in d.text:
            return self.translate("a day in %(year)s", year=text)
        return self.translate("a month in %(year)s", year=text)

    def interval(self, d: PartialDate) -> str:
        start, end = d.parts
        if not (start or end):
            return self.translate(_ENDLESS[d.text])
        if ".." not in d.text:
            return self.span(start or _UNKNOWN, end or _UNKNOWN)
        if start:
            return self.around(_SINCE, self.date(start), day=_is_day(start))
        end = end or _UNKNOWN
        return self.around(_UNTIL, self.date(end), day=_is_day(end))

    def span(self, first: PartialDate, last: PartialDate) -> str:
        if first == last:
            return self.date(first)
        if last.is_unknown:
            return self.around(_TO_UNKNOWN, self.date(first), day=_is_day(first))
        if first.is_unknown:
            return self.around(_FROM_UNKNOWN, self.date(last), day=_is_day(last))
        precision = _shared(first, last)
        if precision:
            return self.calendar.span(precision, first.earliest, last.earliest)
        return self.around_two(_FROM_TO, first, last)

    def members(self, d: PartialDate) -> str:
        """Return a set, earlier members first."""
        parts = sorted((part for part in dict.fromkeys(d.parts) if part), key=lambda part: part.sort_key)
        one_of = d.text[0] == "["
        if one_of and len(parts) == 2 and _shared(*parts):
            return self.between(*parts)
        texts = self.together(*parts) or [self.choice(p) if one_of else self.date(p) for p in parts]
        if len(texts) == 1:
            return texts[0]
        phrase = N_("%(dates)s or %(last)s") if one_of else N_("%(dates)s and %(last)s")
        return self.translate(phrase, dates=", ".join(texts[:-1]), last=texts[-1])

    def choice(self, d: PartialDate) -> str:
        """Return a member of a set of which one is meant."""
        if not d.parts:
            return self.date(d)
        start, end = d.parts
        if start and end:
            return self.date(start) if start == end else self.between(start, end)
        if start:
            return self.translate("%(date)s or later", date=self.date(start))
        return self.translate("%(date)s or earlier", date=self.date(end or _UNKNOWN))

    def between(self, first: PartialDate, last: PartialDate) -> str:
        texts = self.together(first, last)
        if texts and first.latest + 1 >= last.earliest:
            return self.translate("%(dates)s or %(last)s", dates=texts[0], last=texts[1])
        return self.around_two(_BETWEEN, first, last, texts)

    def together(self, *parts: PartialDate) -> list[str]:
        """Return the dates, with what they share written once; nothing if their precision differs."""
        precision = _shared(*parts)
        return self.calendar.listed(precision, [part.earliest for part in parts]) if precision else []


def _is_day(d: PartialDate) -> bool:
    """Return whether a date reads as a plain day, and not as 'about August 6'."""
    return d.precision == "day" and not d.approximate


def _shared(*parts: PartialDate) -> Precision | None:
    """Return the precision that all dates share: day, month or year; None if it differs or one is qualified."""
    precision = parts[0].precision
    plain = all(
        part.precision == precision
        and part.seconds is None
        and not (part.approximate or part.uncertain or part.unspecified)
        for part in parts
    )
    return precision if plain and precision in ("day", "month", "year") else None


def _time(seconds: int, offset: int | None) -> str:
    """Return a time as 22:30 (UTC−5)."""
    minutes, second = divmod(seconds, 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}" + (f":{second:02}" if second else "")
    if offset is None:
        return text
    hours, minutes = divmod(abs(offset), 60)
    zone = f"{'−' if offset < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")
    return f"{text} (UTC{zone if offset else ''})"


@lru_cache
def _calendar(language: str, style: Style) -> _Calendar:
    """Return the calendar of a language in a style; the English one if CLDR does not have the language."""
    if style == "iso":
        return _Iso(_calendar(language, "locale"))
    locale = (
        None if language in ("en", "en_US", "en-US") else _locale(language)
    )  # without the import of Babel
    if locale is None:
        return _English(month_first=style != "day-month")
    fields = re.sub("[^dMLy]", "", re.sub("'[^']*'", "", locale.date_formats["long"].pattern))
    month_first = fields[:1] in "ML"
    wanted = month_first if style == "locale" else style == "month-day"
    if locale.language == "en":
        return _English(month_first=wanted)
    if wanted == month_first or fields[:1] == "y":  # after a year, the month always comes first
        return _Cldr(locale)
    return _Reordered(locale, month_first=wanted)


def listed(words: Sequence[str], language: str) -> str:
    """Return words as a list of the language: 'signed and effective'."""
    from babel.lists import format_list

    if len(words) < 2:
        return "".join(words)
    return format_list(words, locale=_locale(language) or "en")


def _locale(language: str) -> Locale | None:
    """Return Babel's locale of a language as Sphinx names it, or None."""
    from babel import Locale, UnknownLocaleError

    name, _, modifier = language.replace("-", "_").partition("@")
    try:
        return Locale.parse(name + ("_Latn" if modifier == "latin" else ""))
    except (UnknownLocaleError, ValueError, TypeError):
        return None


class _Calendar(Protocol):
    """How a language writes days, months and years.  Each is given by the number of a day in it."""

    def point(self, precision: Precision, day: int, weekday: bool = False) -> str:
        """Return the day, month or year in which a day lies."""

    def weekday(self, day: int) -> str:
        """Return the name of the day of the week."""

    def short_month(self, number: int) -> str:
        """Return the short name of a month."""

    def listed(self, precision: Precision, days: Sequence[int]) -> list[str]:
        """Return several days, months or years; what two neighbours share is written once."""

    def span(self, precision: Precision, first: int, last: int) -> str:
        """Return the span between two points."""


class _English:
    """Day, month and year by name, as American English orders them or as British English does."""

    def __init__(
        self, months: Sequence[str] = MONTHS, weekdays: Sequence[str] = _WEEKDAYS, *, month_first: bool
    ) -> None:
        self._months = months
        self._weekdays = weekdays
        self._month_first = month_first

    def point(self, precision: Precision, day: int, weekday: bool = False) -> str:
        text = self._point(precision, day, *civil(day)[:2])
        return f"{self.weekday(day)}, {text}" if weekday and precision == "day" else text

    def weekday(self, day: int) -> str:
        return self._weekdays[(day - 1) % 7]

    def short_month(self, number: int) -> str:
        return self._months[number - 1][:3]

    def listed(self, precision: Precision, days: Sequence[int]) -> list[str]:
        """Return several days, months or years: 'August 6', '14, 2020', or '6', '14 August 2020'."""
        months = [civil(day)[:2] for day in days]
        texts = []
        for n, (day, (year, month)) in enumerate(zip(days, months, strict=True)):
            following = months[n + 1] if n + 1 < len(days) else (None, None)
            beside = following if not self._month_first else months[n - 1] if n else None
            texts.append(
                self._point(
                    precision,
                    day,
                    None if year == following[0] and precision != "year" else year,
                    None if (year, month) == beside and precision == "day" else month,
                )
            )
        return texts

    def span(self, precision: Precision, first: int, last: int) -> str:
        start, end = self.listed(precision, (first, last))
        within_month = precision == "day" and civil(first)[:2] == civil(last)[:2]
        return f"{start}–{end}" if within_month or " " not in start else f"{start} – {end}"

    def _point(self, precision: Precision, day: int, year: int | None, month: int | None) -> str:
        """Return a day, month or year, with its year and month unless they are None."""
        written = "" if year is None else str(year) if year > 0 else f"{1 - year} BC"  # EDTF has a year 0
        name = self._months[month - 1] if month else ""
        if precision == "year":
            return written
        if precision == "month":
            return f"{name} {written}".rstrip()
        number = str(civil(day)[2])
        if self._month_first:
            return ", ".join(filter(None, (f"{name} {number}".lstrip(), written)))
        return " ".join(filter(None, (number, name, written)))


class _Iso:
    """Day, month and year in digits, as ISO 8601 has them."""

    def __init__(self, names: _Calendar) -> None:
        self._names = names

    def point(self, precision: Precision, day: int, weekday: bool = False) -> str:
        text = day_text(day)[: {"year": -6, "month": -3}.get(precision)]
        return f"{self.weekday(day)}, {text}" if weekday and precision == "day" else text

    def weekday(self, day: int) -> str:
        return self._names.weekday(day)

    def short_month(self, number: int) -> str:
        return self._names.short_month(number)

    def listed(self, precision: Precision, days: Sequence[int]) -> list[str]:
        return [self.point(precision, day) for day in days]

    def span(self, precision: Precision, first: int, last: int) -> str:
        dash = "–" if precision == "year" else " – "
        return dash.join(self.listed(precision, (first, last)))


class _Cldr:
    """Day, month and year as the Common Locale Data Repository has them, through Babel."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale

    def point(self, precision: Precision, day: int, weekday: bool = False) -> str:
        from babel.dates import format_date, format_skeleton

        date = _python_date(day)
        if date is None:
            return day_text(day)[: {"year": -6, "month": -3}.get(precision)]
        if precision == "day":
            return format_date(date, "full" if weekday else "long", self._locale)
        skeleton, plain = ("y", "y") if precision == "year" else ("yMMMM", "MMMM y")
        if skeleton in self._locale.datetime_skeletons:
            return format_skeleton(skeleton, date, locale=self._locale)
        return format_date(date, plain, self._locale)

    def weekday(self, day: int) -> str:
        return str(self._locale.days["stand-alone"]["wide"][(day - 1) % 7])

    def short_month(self, number: int) -> str:
        return str(self._locale.months["stand-alone"]["abbreviated"][number])

    def listed(self, precision: Precision, days: Sequence[int]) -> list[str]:
        """Return several days, months or years; what two neighbours share stands where CLDR has it in a span."""
        whole = [self.point(precision, day) for day in days]
        texts = list(whole)
        for n, (first, last) in enumerate(pairwise(days)):
            one, two = self._halves(precision, first, last) or ("", "")
            one = one.rstrip(_DASHES)
            if one and two == whole[n + 1] and whole[n].startswith(one):
                texts[n] = one
            elif two and one == whole[n] and whole[n + 1].endswith(two):
                texts[n + 1] = two
        return texts

    def span(self, precision: Precision, first: int, last: int) -> str:
        halves = self._halves(precision, first, last)
        return (
            "".join(halves)
            if halves
            else self._both(self.point(precision, first), self.point(precision, last))
        )

    def _both(self, first: str, last: str) -> str:
        """Return the two ends of a span in full, joined as the language joins them."""
        pattern = str(self._locale.interval_formats.get(None, ""))
        joint = re.fullmatch(r"\{0\}(.*)\{1\}", pattern)
        return f"{first} – {last}" if not joint or joint[1].strip() == "–" else pattern.format(first, last)

    def _halves(self, precision: Precision, first: int, last: int) -> tuple[str, str] | None:
        """Return the two parts of a span of days, months or years, what they share said once.

        The pattern is CLDR's, or else ours.  It is used only if each half is a part of its date in full, with months
        of one width, so that no release of Babel can bring '6 Aug – 14 September'.  None if no pattern is left: then
        both ends are written in full.
        """
        from babel.dates import parse_pattern

        start, end = _python_date(first), _python_date(last)
        field = next(("yMd"[i] for i in range(3) if civil(first)[i] != civil(last)[i]), "")
        if not (start and end and field):
            return None
        whole = self.point(precision, first), self.point(precision, last)
        for patterns in self._interval_patterns(precision):
            halves = patterns.get(field, ())
            if len(halves) == 2 and _one_width("".join(halves)):
                one, two = (
                    str(parse_pattern(half).apply(day, self._locale))
                    for half, day in zip(halves, (start, end), strict=True)
                )
                if one.rstrip(_DASHES) in whole[0] and two.lstrip(_DASHES) in whole[1]:
                    return one, two
        return None

    def _interval_patterns(self, precision: Precision) -> Iterator[Mapping[str, Sequence[str]]]:
        """Yield patterns of spans, CLDR's and ours: the greatest field in which the ends differ -> two halves.

        For days, most locales only have a pattern with the short name of the month.  It is not used: how to lengthen
        it differs between languages, and between releases.
        """
        skeleton = {"day": "yMMMMd", "month": "yMMMM"}.get(precision, "y")
        yield self._locale.interval_formats.get(skeleton, {})
        if precision == "day":
            yield _SPANS.get(self._locale.language, {})


class _Reordered(_Cldr):
    """As `_Cldr`, but with day, month and year in an order that is not the language's own."""

    def __init__(self, locale: Locale, *, month_first: bool) -> None:
        super().__init__(locale)
        months, weekdays = locale.months["format"]["wide"], locale.days["format"]["wide"]
        self._days = _English(
            [months[n] for n in range(1, 13)], [weekdays[n] for n in range(7)], month_first=month_first
        )

    def point(self, precision: Precision, day: int, weekday: bool = False) -> str:
        if precision != "day" or _python_date(day) is None:
            return super().point(precision, day)
        return self._days.point(precision, day, weekday)

    def listed(self, precision: Precision, days: Sequence[int]) -> list[str]:
        if precision != "day" or None in map(_python_date, days):
            return super().listed(precision, days)
        return self._days.listed(precision, days)

    def span(self, precision: Precision, first: int, last: int) -> str:
        if precision != "day" or None in map(_python_date, (first, last)):
            return super().span(precision, first, last)
        return self._days.span(precision, first, last)


def _one_width(pattern: str) -> bool:
    """Return whether a pattern of CLDR has one width of month; 'LLL–LLLL y' has two."""
    unquoted = re.sub("'[^']*'", " ", pattern)
    return len({len(run) for run in re.findall("[ML]+", unquoted)}) <= 1


def _python_date(day: int) -> python_date | None:
    """Return the day for Babel, or None outside the years 1 to 9999."""
    return python_date.fromordinal(day) if 1 <= day <= python_date.max.toordinal() else None
