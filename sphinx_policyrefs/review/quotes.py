"""Quotations in sentences, which may go on from one to the next."""

from __future__ import annotations

import re
from typing import Final

from sphinx_policyrefs.review.model import SaidWords

_PAIRS: Final = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", '"': '"'}
_SINGLE: Final = re.compile(r"(?<!\w)‘(?P<words>[^‘’]{1,400}(?:’\w[^‘’]{0,400}){0,8})’(?!\w)")


def find_quotes(text: str, opened: str = "") -> tuple[list[SaidWords], str]:
    """Return the quotations in a sentence, without their marks, and the mark that is open at its end.

    *opened* is the mark that the sentence before it left open.
    """
    found: list[SaidWords] = []
    start = 0
    for at, char in enumerate(text):
        if opened:
            if char in _PAIRS[opened] and not (char == opened and opened != '"'):
                _quote(found, text, start, at)
                opened = ""
        elif char in _PAIRS and not (char == '"' and text[at - 1 : at].isdigit()):
            opened, start = char, at + 1
    if opened:
        _quote(found, text, start, len(text))
    doubles = [(one.start, one.end) for one in found]
    for match in _SINGLE.finditer(text):
        if (
            all(match.end() <= a or b <= match.start() for a, b in doubles)
            and len(match["words"].split()) > 1
        ):
            _quote(found, text, *match.span("words"))
    return sorted(found), opened


def _quote(found: list[SaidWords], text: str, start: int, end: int) -> None:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end = start + len(part.strip())
    if re.search(r"\w", text[start:end]):
        found.append(SaidWords(start, end, text[start:end]))
