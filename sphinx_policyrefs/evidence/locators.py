"""What a locator says of the place: pages, lines of a transcript, a time of subtitles, sections and paragraphs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sphinx_policyrefs.records.fields import natural

_DASH: Final = r"\s*[-–—]\s*"
_ROMAN: Final = r"[ivxlc]+"
_NUMBER: Final = rf"(?:[A-Z]{{1,3}}-?\d+|\d+|{_ROMAN})"
#: Words before the number of a page; the last few are of the languages for which phrases are translated.
_PAGE_WORD: Final = (
    r"(?:slip\s+op\.?,?(?:\s+at)?|pp?\.?|pages?|at|pg\.?|Op\.\s+at|S\.|Seiten?|págs?\.|páginas?|第)"
)
_PAGES: Final = re.compile(
    rf"(?:{_PAGE_WORD}\s*){{0,3}}(?P<pages>{_NUMBER}(?:{_DASH}{_NUMBER})?(?:\s*(?:,|&|and)\s*{_NUMBER}(?:{_DASH}{_NUMBER})?)*)"
    r"\s*[页頁]?",
    re.IGNORECASE,
)
_LINES: Final = re.compile(
    rf"(?:{_PAGE_WORD}\s*|Tr\.\s*(?:at\s*)?|Dep\.\s*(?:Tr\.)?\s*)?(?P<page>\d+):(?P<line>\d{{1,2}})"
    rf"(?:{_DASH}(?:(?P<last_page>\d+):)?(?P<last_line>\d{{1,2}}))?",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    rf"(?:at\s+)?(?P<first>(?:\d+:)?\d{{1,2}}:\d{{2}})(?:{_DASH}(?P<last>(?:\d+:)?\d{{1,2}}:\d{{2}}))?"
)
_SECTIONS: Final = re.compile(
    r"(?P<sign>§§?|¶¶?|sec(?:tions?|s?\.)|art(?:icles?|s?\.)|para(?:graphs?|s?\.)|cl(?:auses?|\.)|rec(?:itals?|\.))\s*"
    r"(?P<number>\d+[a-z]?(?:[.-]\d+)*|[IVXLC]+)(?P<parts>(?:\s*\([A-Za-z0-9]{1,5}\))*)",
    re.IGNORECASE,
)


class Pages(NamedTuple):
    """Pages by the names that are printed on them: single ones, or the first and the last of a range."""

    ranges: tuple[tuple[str, str], ...]

    def hold(self, name: str) -> bool:
        """Return whether the page called *name* is one of them."""
        return any(_within(name, first, last) for first, last in self.ranges)


class Lines(NamedTuple):
    """Lines of a transcript: page and line of the first and of the last."""

    first: tuple[int, int]
    last: tuple[int, int]


class Time(NamedTuple):
    """A stretch of a recording, in seconds."""

    first: float
    last: float


class Section(NamedTuple):
    """A numbered part of a text: ``§ 2(c)`` is the sign, the number and what is in parentheses."""

    sign: str
    number: str
    parts: tuple[str, ...]


class Locator(NamedTuple):
    """All that a locator says which can be compared with a copy."""

    pages: Pages | None = None
    lines: Lines | None = None
    time: Time | None = None
    sections: tuple[Section, ...] = ()

    @property
    def has_page(self) -> bool:
        """Whether it names a page."""
        return self.pages is not None or self.lines is not None


@lru_cache(maxsize=4096)
def locator(text: str) -> Locator:
    """Return what *text* says of a place; an empty locator where nothing of it can be compared with a copy.

    ``3``, ``p. 3``, ``pp. 3–4``, ``at 3`` and ``slip op. 3`` are pages, ``12:4–9`` lines 4 to 9 of page 12, ``1:02:33``
    a time and ``§ 2(c)`` a section; ``p. 3, ¶ 12`` is both.
    """
    text = " ".join(text.split())
    lines = _LINES.fullmatch(text)
    time = _TIME.fullmatch(text)
    if lines or time:
        return Locator(lines=_lines(lines) if lines else None, time=_time(time) if time else None)
    sections = tuple(
        Section(match["sign"], match["number"], tuple(re.findall(r"\(([^)]+)\)", match["parts"])))
        for match in _SECTIONS.finditer(text)
    )
    rest = _SECTIONS.sub("", text)
    rest = re.sub(
        r"[,;]?\s*(?:&|and)?\s*(?:n\.|nn\.|note|notes|fn\.)\s*\d+$", "", rest, flags=re.IGNORECASE
    ).strip(" ,;&")
    pages = _PAGES.fullmatch(rest) if rest else None
    return Locator(pages=_pages(pages["pages"]) if pages else None, sections=sections)


def _pages(text: str) -> Pages:
    ranges = []
    for part in re.split(r"\s*(?:,|&|\band\b)\s*", text):
        first, _, last = (
            re.sub(_DASH, "–", part).partition("–")
            if not re.fullmatch(r"[A-Z]+-\d+", part)
            else (part, "", "")
        )
        if last.isdigit() and first.isdigit() and len(last) < len(first):
            last = first[: len(first) - len(last)] + last  # pp. 930–35
        ranges.append((first, last or first))
    return Pages(tuple(ranges))


def _lines(match: re.Match[str]) -> Lines:
    first = (int(match["page"]), int(match["line"]))
    last = (int(match["last_page"] or match["page"]), int(match["last_line"] or match["line"]))
    return Lines(first, last)


def _time(match: re.Match[str]) -> Time:
    first = _seconds(match["first"])
    return Time(first, _seconds(match["last"]) if match["last"] else first)


def clock(seconds: float) -> str:
    """Return a time as a locator has it: ``2:33``, ``1:02:33``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _seconds(text: str) -> float:
    total = 0
    for part in text.split(":"):
        total = total * 60 + int(part)
    return float(total)


def place_key(text: str) -> tuple[Any, ...]:
    """Return a key by which places in one source sort as a reader meets them.

    Roman pages come before Arabic ones, and these before plates such as A-3; what has no page comes behind those that
    have one, in the natural order of its text, and no place at all last.
    """
    found = locator(text)
    natural_order = natural(" ".join(text.split()))
    if found.lines is not None:
        return 0, 1, *found.lines.first, natural_order
    if found.pages is not None and (value := _value(found.pages.ranges[0][0])) is not None:
        return 0, {"roman": 0, "": 1}.get(value[0], 2), value[1], 0, natural_order
    if found.time is not None:
        return 1, found.time.first, natural_order
    return 2 if text else 3, natural_order


_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def _value(name: str) -> tuple[str, int] | None:
    """Return the value of the name of a page, with its series; Roman and Arabic pages are series of their own."""
    if name.isdigit():
        return "", int(name)
    if re.fullmatch(_ROMAN, name, re.IGNORECASE):
        values = [_VALUES[letter] for letter in name.lower()]
        after = [*values[1:], 0]
        return "roman", sum(
            -value if value < follow else value for value, follow in zip(values, after, strict=True)
        )
    match = re.fullmatch(r"([A-Z]+-?)(\d+)", name, re.IGNORECASE)
    return (match[1].casefold(), int(match[2])) if match else None


def _within(name: str, first: str, last: str) -> bool:
    if name.casefold() in {first.casefold(), last.casefold()}:
        return True
    value, low, high = _value(name), _value(first), _value(last)
    if value is None or low is None or high is None:
        return False
    return value[0] == low[0] == high[0] and low[1] <= value[1] <= high[1]
