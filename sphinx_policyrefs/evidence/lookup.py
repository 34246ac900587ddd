"""Whether a document has the words of a quotation, and at the place that its locator names."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final, NamedTuple

from sphinx_policyrefs.documents.model import Document, Page, Text
from sphinx_policyrefs.evidence.differences import Instead, instead
from sphinx_policyrefs.evidence.locators import Lines, Locator, Section, locator
from sphinx_policyrefs.evidence.matching import Place, Searched, places
from sphinx_policyrefs.evidence.quotations import Quotation, quotation

#: Fewer words than these stand in too many places to prove anything, unless the page is named.
ENOUGH_WORDS: Final = 3
#: How exactly a time has to be given, in seconds.
_SECONDS: Final = 10.0


class State(Enum):
    """What looking a quotation up came to."""

    FOUND = "found"
    ELSEWHERE = "elsewhere"
    NOT_FOUND = "not found"
    TOO_SHORT = "too short"


class Outcome(NamedTuple):
    """What looking a quotation up came to, and where it stands."""

    state: State
    #: The first and the last page on which the words stand; empty where the document has no pages. Of words that were
    #: not found the pages of what stands there instead.
    pages: tuple[Page, ...] = ()
    #: Whether something in the quotation is changed or added in brackets, or left out.
    altered: bool = False
    omitted: bool = False
    #: The words as they stand in the document, what was left out included.
    words: str = ""
    #: What stands there instead, where the words were not found.
    instead: Instead | None = None
    #: When the words are said, in subtitles: in seconds.
    time: float | None = None


class Searchable:
    """A document made ready for looking quotations up in it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.texts = [Searched(text) for text in document.texts]

    def look_up(self, words: str, where: str = "") -> Outcome:
        """Return what becomes of the quotation *words* with the locator *where*."""
        wanted, place = quotation(words), locator(where)
        if too_short(wanted, place, paged=self.document.page_count > 0):
            return Outcome(State.TOO_SHORT)
        found = [(searched.text, match) for searched in self.texts for match in places(searched, wanted)]
        if not found:
            pages, nearest = self._instead(words)
            return Outcome(State.NOT_FOUND, pages, instead=nearest)
        for text, match in found:
            if fits(place, text, match) is not False:
                return _outcome(State.FOUND, text, match)
        return _outcome(State.ELSEWHERE, *found[0])

    def _instead(self, words: str) -> tuple[tuple[Page, ...], Instead | None]:
        """Return what stands nearest to *words*, and its pages."""
        found = [
            (searched.text, near)
            for searched in self.texts
            if (near := instead(words, searched.text.text)) is not None
        ]
        if not found:
            return (), None
        text, near = max(found, key=lambda pair: len(pair[1].longest))
        return _pages(text, near.offset, near.offset + max(1, len(near.stands))), near


def too_short(wanted: Quotation, place: Locator, *, paged: bool) -> bool:
    """Return whether *wanted* has too few words to be looked for: fewer than three, without a page to look at."""
    return wanted.empty or (wanted.length < ENOUGH_WORDS and not (paged and place.has_page))


def _outcome(state: State, text: Text, match: Place) -> Outcome:
    pages = _pages(text, match.start, match.end)
    words = " ".join(text.text[match.start : match.end].split())
    return Outcome(state, pages, match.altered, match.omitted, words, None, text.time_at(match.start))


def _pages(text: Text, start: int, end: int) -> tuple[Page, ...]:
    """Return the first and the last page of what stands from *start* to *end*, one where they are the same."""
    first, last = text.page_at(start), text.page_at(end - 1)
    return () if first is None or last is None else (first,) if first == last else (first, last)


def fits(place: Locator, text: Text, match: Place) -> bool | None:
    """Return whether *match* is at *place*; None where that can't be judged, as for a page of a text without pages."""
    judged = [
        verdict
        for verdict in (
            _on_page(place, text, match),
            _at_time(place, text, match),
            *(_in_section(section, text, match) for section in place.sections),
        )
        if verdict is not None
    ]
    return all(judged) if judged else None


def _on_page(place: Locator, text: Text, match: Place) -> bool | None:
    if not text.pages or text.times:
        return None
    first, last = text.page_index(match.start) - 1, text.page_index(match.end - 1) - 1
    names = [page.name for _, page in text.pages[max(first, 0) : last + 1]]
    if place.lines is not None:
        return _on_lines(place.lines, text, match)
    if place.pages is None:
        return None
    return any(map(place.pages.hold, names))


def _on_lines(lines: Lines, text: Text, match: Place) -> bool:
    begin, end = text.page_at(match.start), text.page_at(match.end - 1)
    if begin is None or end is None:
        return False
    first = (_integer(begin.name), text.line_at(match.start) or 0)
    last = (_integer(end.name), text.line_at(match.end - 1) or 0)
    if not text.lines:
        return lines.first[0] <= last[0] and first[0] <= lines.last[0]
    return lines.first <= last and first <= lines.last


def _integer(name: str) -> int:
    return int(name) if name.isdigit() else -1


def _at_time(place: Locator, text: Text, match: Place) -> bool | None:
    if place.time is None or not text.times:
        return None
    first, last = text.time_at(match.start), text.time_at(match.end - 1)
    if first is None or last is None:
        return None
    return place.time.first - _SECONDS <= last and first <= place.time.last + _SECONDS


def _in_section(section: Section, text: Text, match: Place) -> bool | None:
    """Return whether the number and the parts of *section* stand in the text, in order, before the words."""
    end = 0
    number = re.escape(section.number)
    heading = re.compile(
        rf"(?:§+|¶+|\b(?:sec(?:tion|s?\.)|art(?:icle|s?\.)|para(?:graph|s?\.)|clause|recital)s?)\s*{number}(?!\w|\.\d)"
        rf"|^\s*[(\[]?{number}[.)\]]",
        re.IGNORECASE | re.MULTILINE,
    )
    found = heading.search(text.text)
    if found is None:
        return None
    end = found.end()
    for part in section.parts:
        at = text.text.find(f"({part})", end)
        if at < 0:
            return None
        end = at + len(part) + 2
    return (
        end <= match.start + len(section.parts[-1]) + 2
        if section.parts
        else end <= match.start + len(found[0])
    )
