"""Addresses that lead to the place: a text fragment for words on a web page, ``#page=`` for a page of a PDF.

Text fragments are those of the URL fragment text directives (https://wicg.github.io/scroll-to-text-fragment/):
``#:~:text=start,end``. A browser looks for the first place where whole words match, letter case aside; ``start`` alone
has to stand within one paragraph, between ``start`` and ``end`` may be anything. Only words of the quotation itself
are used: what stands around them in a copy is internal, so there are no prefixes and no suffixes of the page.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from sphinx_policyrefs.evidence.folding import ideographic
from sphinx_policyrefs.evidence.locators import locator
from sphinx_policyrefs.evidence.quotations import Piece, quotation

#: Up to so many words stand in an address whole; of longer ones so many at either end.
_WHOLE: Final = 8
_END: Final = 4
#: Of languages that put no blanks between words a directive has whole clauses, since only a dictionary knows where
#: their words end; up to so many characters stand whole.
_WHOLE_CHARACTERS: Final = 12
_CLAUSE: Final = re.compile(r"[，。、；：！？…,.;:!?\s]+")

_EDGES: Final = re.compile(r"^[^\w]+|[^\w]+$")


def text_fragment(words: str) -> str:
    """Return the text directive that finds a quotation, ``text=…``; "" where it has no words that stand as written."""
    runs = [run for piece in quotation(words).pieces for run in _runs(piece)]
    if not runs:
        return ""
    first = next((n for n, run in enumerate(runs) if _is_telling(run)), 0)
    if first == len(runs) - 1 and not _is_long(runs[first]):
        return f"text={_encoded(runs[first])}"
    return f"text={_encoded(_first(runs[first]))},{_encoded(_last(runs[-1]))}"


def with_text(url: str, words: str) -> str:
    """Return the address of a web page at which a browser shows the words of a quotation."""
    directive = text_fragment(words)
    if not directive:
        return url
    base, _, fragment = url.partition("#")
    return f"{base}#{fragment.partition(':~:')[0]}:~:{directive}"


def with_page(url: str, page: int) -> str:
    """Return the address of a page of a PDF, counted from 1."""
    return f"{url.partition('#')[0]}#page={page}"


def first_page(where: str) -> int | None:
    """Return the first page that a locator names, where that is a number."""
    place = locator(where)
    if place.lines is not None:
        return place.lines.first[0]
    name = place.pages.ranges[0][0] if place.pages is not None and place.pages.ranges else ""
    return int(name) if name.isdecimal() and int(name) else None


def _runs(piece: Piece) -> list[str]:
    """Return the stretches of a piece that stand in the source as they are written, in whole words.

    Of ``affirm[ed] the order`` that is ``the order``: the word that the bracket changes stands there otherwise.
    """
    found = []
    for n, words in enumerate(piece.words):
        before, after = piece.brackets[n], piece.brackets[n + 1]
        text = words.original
        if before is not None and before.before_letters:
            text = re.sub(r"^\w+", "", text)
        if after is not None and after.after_letters:
            text = re.sub(r"\w+$", "", text)
        text = _EDGES.sub("", " ".join(text.split()))
        if text:
            found.append(text)
    return found


def _is_long(text: str) -> bool:
    if _has_no_blanks(text):
        return len(text) > _WHOLE_CHARACTERS and len(_CLAUSE.split(text)) > 1
    return len(text.split()) > _WHOLE


def _is_telling(text: str) -> bool:
    """Return whether a stretch is long enough to stand in few places: one word alone may be anywhere on a page."""
    return len(text) >= 2 * _END if _has_no_blanks(text) else len(text.split()) >= _END - 1


def _has_no_blanks(text: str) -> bool:
    return any(map(ideographic, text))


def _first(text: str) -> str:
    part = _CLAUSE.split(text)[0] if _has_no_blanks(text) else " ".join(text.split()[:_END])
    return _EDGES.sub("", part)


def _last(text: str) -> str:
    part = _CLAUSE.split(text)[-1] if _has_no_blanks(text) else " ".join(text.split()[-_END:])
    return _EDGES.sub("", part)


def _encoded(text: str) -> str:
    """Return *text* for a directive, in which commas, ampersands and hyphens mean something."""
    return quote(text, safe="").replace("-", "%2D")
