"""The citations and docket numbers in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sphinx_policyrefs.records.citations import Citation, CitationForm, find_citations
from sphinx_policyrefs.review.model import SaidCitation

_SERIAL: Final = r"(?:\d\d-\d{2,6}(?!\d)|[CTF]-\d{1,4}/\d\d)"
#: Docket numbers with a word before them, one or several, and those that are known without one.
_DOCKETS: Final = re.compile(
    rf"(?<![\w/.-])(?:(?:[Cc]ases?|[Dd]ockets?)(?:\s[Nn]umbers?|\s[Nn]os?\.?)?|[Nn]os?\.)\s"
    rf"(?P<listed>{_SERIAL}(?:,?\s(?:and|&)\s{_SERIAL}|,\s{_SERIAL}){{0,8}})(?![\w/])"
    r"|(?<![\w/.-])(?P<alone>\d\d-(?:cv|cr|mc|md|civ|mj)-\d{2,6}|[CTF]-\d{1,4}/\d\d(?:\sP)?)(?![\w/])"
)
_DOCKET: Final = re.compile(rf"{_SERIAL}|\d\d-[a-z]{{2,3}}-\d{{2,6}}")
#: A year or a day as most sentences have them, which saves looking for all forms of citations in them.
_PLAIN_DATE: Final = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d{1,2}(?:,\s(?:19|20)\d\d)?"
    r"|\b(?:[Ii]n|of|by|to|the|and|since|until|from|for|early|late|[A-Z][a-z]{3,8})\s(?:19|20)\d\d)(?=[\s,.;:)]|\Z)"
)
_PARENTHESES: Final = re.compile(r"\s?\([^()]*\d{4}\)\Z")


def said_citations(text: str, rows: Sequence[CitationForm] = ()) -> Iterator[tuple[SaidCitation, Citation]]:
    """Yield the citations and docket numbers in a sentence; a record's own *rows* have further forms."""
    if not re.search(r"\d", _PLAIN_DATE.sub("", text)):
        return
    end = 0
    found = [(place.start, place.end, place.citation) for place in find_citations(text, rows)]
    for match in _DOCKETS.finditer(text):
        for number in _DOCKET.finditer(text, *match.span(match.lastgroup or 0)):
            if all(number.end() <= start or stop <= number.start() for start, stop, _citation in found):
                citation = Citation("docket", number[0], None, {"number": number[0]})
                found.append((number.start(), number.end(), citation))
    for start, stop, citation in sorted(found, key=lambda item: item[:2]):
        if start >= end:
            end = stop
            yield SaidCitation(start, stop, text[start:stop], citation.text, citation.kind), citation


def taken_by(citations: Iterable[SaidCitation]) -> list[tuple[int, int]]:
    """Return what of a sentence belongs to citations and is no date; the day in their parentheses may be one."""
    return [(one.start, one.end - _with_day(one.text)) for one in citations]


def _with_day(citation: str) -> int:
    """Return how long the parentheses with a date are at the end of a citation."""
    match = _PARENTHESES.search(citation)
    return len(match[0]) if match else 0
