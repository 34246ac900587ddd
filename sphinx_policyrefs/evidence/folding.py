"""Texts as a comparison sees them: characters in one spelling, each with its place in the original.

Typography does not count: compatibility forms, ligatures, the shape of quotation marks and dashes, soft hyphens and
white space. Letter case and all other punctuation count. Hyphens and white space are not part of a folded text but of
the gaps between its characters, because a hyphen at the end of a line may belong to the word or to the line.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from enum import Enum
from typing import Final

#: What every quotation mark and apostrophe is folded to.
MARK: Final = "'"
_QUOTES: Final = "\"'`´‘’‚‛“”„‟‹›«»′″‴「」『』〝〞＂＇ʼʹʺ"
_DASHES: Final = "‐‑‒–—―−﹘﹣－⸺⸻"
#: Invisible characters that say where a word may be divided, or nothing.
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"

_TABLE: Final = str.maketrans(
    {**dict.fromkeys(_QUOTES, MARK), **dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_INVISIBLE, "")}
)
_RUN: Final = re.compile(rf"[^\s\-{re.escape(_DASHES + _INVISIBLE)}]+")
#: A dash that joins sentences rather than letters: it parts words without a blank beside it.
_PARTING: Final = re.compile(r"[–—―−⸺⸻]|--")
#: A hyphen at the end of a line, which may have been added there.
_LINE_END: Final = re.compile(rf"(?<![\s\-–—―])[-‐‑{_INVISIBLE}][^\S\n]*\r?\n\s*\Z")

#: Marks of footnotes in running text: in brackets as wikis have them, raised, or set close behind a sentence.
_FOOTNOTE: Final = re.compile(
    r"(?<=[^\s\[(])\[(?:\d{1,3}|[a-z]|\^[\w-]+|note \d+|nb \d+)\]"
    r"|(?<=[^\W\d])[¹²³⁰⁴-⁹]+|(?<=[.,;:!?)\"”’])[¹²³⁰⁴-⁹]+"
    r"|(?<=[^\W\d][.,;:!?\"”’)])\d{1,3}(?=\s|\Z)"
)


class Gap(Enum):
    """What stands between two neighboring characters of a folded text."""

    NONE = "nothing"
    SPACE = "white space"
    HYPHEN = "a hyphen"
    DASH = "a dash that parts words"
    LINE_END = "a hyphen at the end of a line"


def gap(between: str) -> Gap:
    """Return what *between*, the original text between two folded characters, is to a comparison."""
    if not between:
        return Gap.NONE
    if between == " ":
        return Gap.SPACE
    if _LINE_END.search(between):
        return Gap.LINE_END
    if _PARTING.search(between):
        return Gap.DASH
    if "-" in between or "‐" in between or "‑" in between or "‒" in between:
        return Gap.DASH if between[0].isspace() or between[-1].isspace() else Gap.HYPHEN
    return Gap.SPACE if any(map(str.isspace, between)) else Gap.NONE


def ideographic(character: str) -> bool:
    """Return whether *character* is of a script without blanks between words, such as Chinese."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
        or 0x0E00 <= code <= 0x0EFF
        or 0x1000 <= code <= 0x109F
        or 0x1780 <= code <= 0x17FF
    )


class Folded:
    """A text, folded: ``text`` without white space and hyphens, ``places`` with the offset of each character."""

    __slots__ = ("original", "places", "text")

    def __init__(self, original: str, text: str, places: array[int]) -> None:
        self.original = original
        self.text = text
        self.places = places

    def between(self, index: int) -> Gap:
        """Return what stands in the original between the characters *index* - 1 and *index*; SPACE at both ends."""
        if index <= 0 or index >= len(self.text):
            return Gap.SPACE
        before, after = self.places[index - 1], self.places[index]
        return Gap.NONE if after - before <= 1 else gap(self.original[before + 1 : after])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original of the characters from *start* up to *end*."""
        return self.places[start], self.places[end - 1] + 1


def fold(original: str, *, without_marks: bool = False) -> Folded:
    """Return *original* folded, on request without what may be a mark of a footnote.

    The form without marks is for a second look only: ``No.12`` may be a sentence with a mark, or a number.
    """
    hidden = [match.span() for match in _FOOTNOTE.finditer(original)] if without_marks else []
    parts: list[str] = []
    places = array("L")
    start = 0
    for begin, end in [*hidden, (len(original), len(original))]:
        for run in _RUN.finditer(original, start, begin):
            word = run[0]
            folded = word.translate(_TABLE)
            if len(folded) == len(word) and unicodedata.is_normalized("NFKC", folded):
                parts.append(folded)
                places.extend(range(run.start(), run.end()))
            else:
                _fold_one_by_one(word, run.start(), parts, places)
        start = end
    return Folded(original, "".join(parts), places)


def _fold_one_by_one(word: str, start: int, parts: list[str], places: array[int]) -> None:
    """Add the characters of *word*; one with its combining marks is folded as a whole, since composing needs both."""
    index = 0
    while index < len(word):
        end = index + 1
        while end < len(word) and unicodedata.combining(word[end]):
            end += 1
        cluster = unicodedata.normalize("NFKC", word[index:end]).translate(_TABLE)
        for character in cluster:
            if not character.isspace() and character != "-":
                parts.append(character)
                places.append(start + index)
        index = end


def has_marks(original: str) -> bool:
    """Return whether *original* holds anything that may be a mark of a footnote."""
    return _FOOTNOTE.search(original) is not None


def word_character(character: str) -> bool:
    """Return whether *character* is part of a word."""
    return character.isalnum() or character == "_"


def begins_word(folded: Folded, index: int) -> bool:
    """Return whether words can begin at *index*: not within a word or a number, nor behind its hyphen."""
    text = folded.text
    if index >= len(text) or not word_character(text[index]) or index == 0 or ideographic(text[index]):
        return True
    between = folded.between(index)
    if between in {Gap.HYPHEN, Gap.LINE_END}:
        return False
    if between is not Gap.NONE:
        return True
    before = text[index - 1]
    if word_character(before):
        return ideographic(before)
    if index > 1 and folded.between(index - 1) is Gap.NONE and word_character(text[index - 2]):
        if before == MARK and text[index].isalpha():
            return False  # the s of "don's"
        if before in ".,:/" and text[index].isdigit() and text[index - 2].isdigit():
            return False  # the 5 of 3.5
    return True


def ends_word(folded: Folded, index: int) -> bool:
    """Return whether words can end before *index*: not within a word or a number, nor before its apostrophe."""
    text = folded.text
    if (
        index <= 0
        or index >= len(text)
        or not word_character(text[index - 1])
        or ideographic(text[index - 1])
    ):
        return True
    between = folded.between(index)
    if between in {Gap.HYPHEN, Gap.LINE_END}:
        return False
    if between is not Gap.NONE:
        return True
    after = text[index]
    if word_character(after):
        return ideographic(after)
    if index + 1 < len(text) and folded.between(index + 1) is Gap.NONE and word_character(text[index + 1]):
        if after == MARK and text[index + 1].isalpha():
            return False  # "can" in "can't"
        if after in ".,:/" and text[index + 1].isdigit() and text[index - 1].isdigit():
            return False  # "$1" in "$1,000"
    return True
