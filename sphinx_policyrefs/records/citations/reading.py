"""Finds the citations in a text, and says how each is shown and where it leads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from sphinx_policyrefs.records.citations.forms import ALONE, CITATIONS, CitationForm, name_key
from sphinx_policyrefs.records.dockets import docket_ok, plain


class Citation(NamedTuple):
    """A citation that was recognised."""

    kind: str
    #: As it is to be shown.
    text: str
    url: str | None
    #: The groups of its pattern that are not empty; numbers without commas.
    parts: Mapping[str, str]


class Found(NamedTuple):
    """A citation in running text: ``text[start:end]``."""

    start: int
    end: int
    citation: Citation


_FIELD = re.compile(r"\{(\w+)(?::(,|th|-|low|arabic|0\d))?\}")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}

# Looks like a citation or docket of the United States, even if no form matches.
_MARKS = re.compile(
    r"\d ?(?:U\. ?S\. ?C\b|USC\b|C\. ?F\. ?R\b|CFR\b|Fed\.? ?Reg|F\. ?R\b|FR\b|Stat\b"
    r"|F\.? ?\d{1,2}(?:d|th|nd|rd)\b|F\.? ?Supp|S\.? ?Ct|L\.? ?Ed|U\. ?S\. ?(?!(?!Code)[A-Z])|B\. ?R\.|WL\b"
    r"|U\.? ?S\.? ?\d|[A-Z][A-Za-z. ]{0,30}LEXIS|Cong\.? ?Rec)"
    r"|\b(?:Pub(?:lic|\.)? ?L(?:aw|\.)?|P\. ?L\.|Exec(?:utive|\.)? ?Order|E\. ?O\.|EO|H\. ?R\."
    r"|[HS]\. ?(?:J\. ?|Con\. ?)?Res\.|(?:H|S|H\. ?R)\. ?(?:Rep|Rept|Rpt|Doc)\.)(?: ?[Nn]os?\.?| ?#)? ?\d"
    r"|\d-?(?:cv|cr|mc|md|CV|CR)(?:-?\d|\b)|\b\d{1,2}:\d\d-"
    r"|\A(?:(?:Case |Docket )?[Nn]os?\.? ?)\d\d[-_. ]\d|\A\d\d[-_ ]\d{1,6}\w?\Z"
)


_Compiled = tuple[tuple[CitationForm, re.Pattern[str]], ...]


@lru_cache(maxsize=8)
def _compiled(rows: tuple[CitationForm, ...]) -> _Compiled:
    return tuple((row, re.compile(rf"(?:{row.pattern})(?!\w)")) for row in rows)


@lru_cache(maxsize=1)
def _known() -> _Compiled:
    """Return the rows of the table, compiled when the first text is read: most commands do not need them."""
    return tuple((row, re.compile(rf"(?:{row.pattern})(?!\w)")) for row in CITATIONS)


def _filled(template: str, parts: Mapping[str, str]) -> str:
    """Return the template with its fields filled in; KeyError for a part that is missing."""
    return _FIELD.sub(lambda match: _formed(parts[match[1]], match[2]), template)


def _formed(text: str, form: str | None) -> str:
    """Return a part in the form that a template asks for."""
    match form:
        case ",":
            digits = text.replace(",", "")
            return f"{int(digits):,}" if digits.isdigit() and len(digits) > 4 else digits
        case "th":
            return text + _ordinal_ending(text)
        case "-":
            return text.replace("-", "–")
        case "low":
            return text.lower()
        case "arabic":
            return text if text.isdigit() else str(_arabic(text.upper()))
        case None:
            return text
    return text.zfill(int(form))


def _ordinal_ending(number: str) -> str:
    return "th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")


def _arabic(numeral: str) -> int:
    """Return the number that a Roman numeral is."""
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _citation(row: CitationForm, match: re.Match[str], written: str) -> Citation:
    given = {name: value for name, value in match.groupdict().items() if value}
    known = row.names[name_key(given["name"])] if row.names is not None else {}
    parts = {
        name: value.replace(",", "") if _GROUPED.fullmatch(value) else value for name, value in given.items()
    }
    shown = _filled(row.text, {**dict.fromkeys(match.re.groupindex, ""), **given, **known})
    try:
        url = _filled(row.url, {**{name: quote(value, safe="()") for name, value in parts.items()}, **known})
    except KeyError:
        url = ""
    return Citation(row.kind, _as_written(written, shown), url or None, parts)


def _as_written(written: str, shown: str) -> str:
    """Return a citation as it was written if that is a right form, else in its usual form.

    Hyphens and en dashes are both right, and so are capitals, which stand for the small capitals of law reviews.
    """
    one, other = plain(written), plain(shown)
    capitals = re.search(r"\b[A-Z]{3,}", one) is not None
    return written if one == other or (capitals and one.casefold() == other.casefold()) else shown


def _begins(text: str, place: int) -> bool:
    """Return whether a word may begin at a place.  A lookbehind would make the search three times slower."""
    return place == 0 or not (text[place - 1].isalnum() or text[place - 1] in "_.-")


def find_citations(text: str, extra: Sequence[CitationForm] = ()) -> list[Found]:
    """Return the citations in running text, in order; they do not overlap."""
    searched = plain(text)
    found = [
        (match.start(), -match.end(), number, row, match)
        for number, (row, pattern) in enumerate((*_compiled(tuple(extra)), *_known()))
        for match in pattern.finditer(searched)
        if match[0] and _begins(searched, match.start())
    ]
    citations: list[Found] = []
    for start, end, _number, row, match in sorted(found, key=lambda item: item[:3]):
        if not citations or start >= citations[-1].end:
            citations.append(Found(start, -end, _citation(row, match, text[start:-end])))
    return citations


def parse_citation(text: str, extra: Sequence[CitationForm] = ()) -> Citation | None:
    """Return a text as a citation, or None if it holds none.

    The text may hold more, such as the name of a case or a second reporter.  All of it is kept, with its citations in
    their usual form.  Kind, parts and address are those of the first citation that has an address.
    """
    text = " ".join(text.split())
    searched = plain(text)
    for row, pattern in (*_compiled(tuple(extra)), *_known(), *_compiled(ALONE)):
        if match := pattern.fullmatch(searched):
            return _citation(row, match, text)
    found = find_citations(text, extra)
    first = next((item.citation for item in found if item.citation.url), None)
    if first is None:
        return None
    for start, end, citation in reversed(found):
        text = text[:start] + citation.text + text[end:]
    return first._replace(text=text)


def looks_us(text: str, extra: Sequence[CitationForm] = ()) -> bool:
    """Return whether a text looks like a U.S. citation or docket that no form matches.

    Citations that are recognised are left out first.  Foreign citations do not look like that.
    """
    if docket_ok(text):
        return False
    for start, end, _citation_found in reversed(find_citations(text, extra)):
        text = f"{text[:start]};{text[end:]}"
    return bool(_MARKS.search(plain(text).strip()))


def citation_rows(value: object) -> tuple[CitationForm, ...]:
    """Return the rows of ``policyrefs_citations``: a list of (kind, pattern, text, url), each a text.

    Raises ValueError, with one sentence, for a row that can't be used.
    """
    if not isinstance(value, (list, tuple)):
        raise ValueError("policyrefs_citations is a list of (kind, pattern, text, url).")  # noqa: TRY004
    return tuple(map(_checked, value))


def _checked(item: object) -> CitationForm:
    if (
        not isinstance(item, (list, tuple))
        or len(item) != 4
        or not all(isinstance(part, str) for part in item)
    ):
        raise ValueError(
            f"A row of policyrefs_citations is four texts (kind, pattern, text, url), not {item!r}."
        )
    row = CitationForm(*item)
    try:
        pattern = re.compile(row.pattern)
    except re.error as error:
        raise ValueError(f"The pattern {row.pattern!r} of policyrefs_citations is wrong: {error}.") from None
    if not (row.kind and row.pattern and row.text):
        raise ValueError(f"A row of policyrefs_citations needs a kind, a pattern and a text: {item!r}.")
    for name, _form in _FIELD.findall(row.text + row.url):
        if name not in pattern.groupindex:
            raise ValueError(f"The pattern {row.pattern!r} of policyrefs_citations has no group {name!r}.")
    if row.url and urlsplit(row.url).scheme not in ("http", "https"):
        raise ValueError(
            f"The address {row.url!r} of policyrefs_citations must begin with https:// or http://."
        )
    return row
