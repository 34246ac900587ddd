"""Courts of the United States that sentences name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from sphinx_policyrefs.records.courts import COURTS, Court, find_court
from sphinx_policyrefs.review.model import SaidCourt

#: What may be the name of one, looked up from the longest reading to the shortest.
_PLACE: Final = r"(?:[A-Z][\w.’']*|D\.C\.)"
_COURT: Final = re.compile(
    rf"(?:(?:U\.?S\.?|United\sStates)\s)?(?:(?:{_PLACE}\s){{0,3}})(?:Supreme|Appeals|Appellate|District|Bankruptcy|Tax|Superior)?\s?Courts?\b"
    rf"(?:\sof\s(?:Appeals?|Federal\sClaims|International\sTrade|Veterans\sClaims|the\sUnited\sStates|{_PLACE}(?:\s{_PLACE}){{0,2}}))?"
    rf"(?:,?\s(?:for|of)\sthe\s(?:{_PLACE}(?:\s(?:of\s)?{_PLACE}){{0,5}}))?"
    rf"|(?:D\.C\.|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Federal|1st|2n?d|3r?d|[4-9]th|1[01]th)\sCir(?:cuit\b|\.)"
    rf"|(?:(?:Eastern|Western|Northern|Southern|Central|Middle)\s)?District\sof\s{_PLACE}(?:\s{_PLACE}){{0,2}}"
    rf"|(?<![\w.])(?:[CEMNSW]\.)?D\.(?:\s?(?:[A-Z]\.){{1,2}}|\s[A-Z][a-z]{{1,4}}\.?)(?:\s[A-Z][a-z]+\.)?"
)
_COLUMBIA: Final = ("District of Columbia Circuit", "D.C. Circuit")
_ELSEWHERE: Final = re.compile(
    r"(?:['’]s|\b[A-Z][a-z]+(?:an|ish|ese|ian|ch|i))\s\Z|\b(?:UK|EU|Union|High)\s\Z"
)


def find_courts(text: str, courts: Mapping[str, Court] = COURTS) -> Iterator[SaidCourt]:
    """Yield the courts of the United States that a sentence names; 'the Supreme Court' alone is that of the nation."""
    if not re.search(r"Court|Circuit|Cir\.|District|D\.", text):
        return
    known = _courts_by_text if courts is COURTS else (lambda name: find_court(name, courts))
    for match in _COURT.finditer(text):
        for start, end in _readings(match):
            name = text[start:end]
            court = known("U.S. Supreme Court" if name == "Supreme Court" else name.replace(*_COLUMBIA))
            if (
                court is None
                or name == "U.S."
                or (name == "Supreme Court" and _is_elsewhere(text, start, end))
            ):
                continue
            yield SaidCourt(start, end, name, court.id)
            break


@lru_cache(maxsize=4096)
def _courts_by_text(name: str) -> Court | None:
    return find_court(name)


def _readings(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield what of a match may be the name, the longest first: words go from the front, then from the end."""
    words = [
        (match.start() + word.start(), match.start() + word.end()) for word in re.finditer(r"\S+", match[0])
    ]
    for last in range(len(words), 0, -1):
        end = words[last - 1][1]
        ends = (
            [end - 1, end]
            if re.search(r"[A-Za-z]{4}[.,]\Z|,\Z", match.string[match.start() : end])
            else [end]
        )
        for first in range(last):
            if match.string[slice(*words[first])] not in {"The", "the"}:
                yield from ((words[first][0], end) for end in ends)


def _is_elsewhere(text: str, start: int, end: int) -> bool:
    """Return whether 'Supreme Court' at a place is that of a state, or of another country."""
    if text.startswith((" of the United States",), end):
        return False
    return bool(_ELSEWHERE.search(text, max(0, start - 20), start)) or text.startswith((" of ", " for "), end)
