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

from sphinx_policyrefs.documents.raised import SUPERSCRIPTS, is_power

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
#: What may be the sign of a negative number.
_MINUS: Final = tuple("-‐‑−–")
#: A dash that joins sentences rather than letters: it parts words without a blank beside it.
_PARTING: Final = re.compile(r"[–—―−⸺⸻]|--")
#: A hyphen at the end of a line, which may have been added there.
_LINE_END: Final = re.compile(rf"(?<![\s\-–—―])[-‐‑{_INVISIBLE}][^\S\n]*\r?\n\s*\Z")

#: Marks of footnotes in running text: in brackets as wikis have them, raised, or set close behind a sentence. What
#: looks like one may be part of a number (``[9]`` in ``201[9]``), a change (``affirm[s]``) or a power (``10²``).
_FOOTNOTE: Final = re.compile(
    r"(?<=[^\s\[(\d])\[(?:\d{1,3}|[a-c](?=\][\W\d])|\^[\w-]+|note \d+|nb \d+)\]"
    rf"|(?<=[\w.,;:!?)\"”’])[{SUPERSCRIPTS}]+"
    r"|(?:(?<=[^\W\d][.,;!?\"”’])|(?<=[^\W\d][.,!?][\"”’])|(?<=[^\W\d]{3}\)))\d{1,3}(?=\s|\Z)"
)
#: What stands before a number with a period: no sentence ends there.
_ABBREVIATED: Final = re.compile(
    r"\b(?:nos?|nrs?|arts?|secs?|pp?|vols?|chs?|cls?|paras?|figs?|exh?s?|docs?|dkts?|ecf|pts?|tits?|apps?|nn?|fn|v|col"
    r"|lines?|rev|stat|ser|ed|amend|const|tab|tr|abs|ziff|rn|st|kap)\.\Z",
    re.IGNORECASE,
)
#: What holds a number together, or a word.
_WITHIN_NUMBERS: Final = ".,:/·" + MARK


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
    hidden = (
        [match.span() for match in _FOOTNOTE.finditer(original) if _is_mark(match)] if without_marks else []
    )
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
    return Folded(original, *_single("".join(parts), places))


def _single(text: str, places: array[int]) -> tuple[str, array[int]]:
    """Return a folded text in which quotation marks side by side are one.

    The Federal Register sets two single marks for a double one.
    """
    if 2 * MARK not in text:
        return text, places
    kept = [
        n
        for n, character in enumerate(text)
        if not (character == MARK and n and text[n - 1] == MARK and places[n] - places[n - 1] <= 1)
    ]
    return "".join(text[n] for n in kept), array("L", (places[n] for n in kept))


def _is_mark(match: re.Match[str]) -> bool:
    """Return whether what looks like the mark of a footnote is neither a power nor the number of something."""
    before, after = match.string[max(0, match.start() - 24) : match.start()], match.string[match.end() :]
    if match[0][0] in SUPERSCRIPTS:
        return not is_power(before, match[0])
    if match[0].isdigit() and before.endswith("."):
        follows = after.lstrip()[:1]
        return not (follows.islower() or follows.isdigit() or _ABBREVIATED.search(before))
    return True


def _fold_one_by_one(word: str, start: int, parts: list[str], places: array[int]) -> None:
    """Add the characters of *word*; one with its combining marks is folded as a whole, since composing needs both."""
    index = 0
    while index < len(word):
        end = index + 1
        while end < len(word) and unicodedata.combining(word[end]):
            end += 1
        cluster = word[index:end]
        # Behind a digit a raised one is no further digit: 10² is not 102.
        if not (index and cluster in SUPERSCRIPTS and (word[index - 1].isdigit())):
            cluster = unicodedata.normalize("NFKC", cluster).translate(_TABLE)
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
    if index <= 0 or index >= len(text):
        return True
    if not word_character(text[index]):
        return not _is_within(folded, index)
    if ideographic(text[index]):
        return True
    between = folded.between(index)
    if between in {Gap.HYPHEN, Gap.LINE_END} or _is_range(folded, index):
        return False
    if between is not Gap.NONE:
        return True
    if word_character(text[index - 1]):
        return ideographic(text[index - 1])
    return not _is_within(folded, index - 1)


def ends_word(folded: Folded, index: int) -> bool:
    """Return whether words can end before *index*: not within a word or a number, nor before its apostrophe."""
    text = folded.text
    if index <= 0 or index >= len(text):
        return True
    if not word_character(text[index - 1]):
        return not _is_within(folded, index - 1)
    if ideographic(text[index - 1]):
        return True
    between = folded.between(index)
    if between in {Gap.HYPHEN, Gap.LINE_END} or _is_range(folded, index):
        return False
    if between is not Gap.NONE:
        return True
    if word_character(text[index]):
        return ideographic(text[index])
    return not _is_within(folded, index)


def _is_within(folded: Folded, index: int) -> bool:
    """Return whether the mark at *index* stands within a number or a word, as in ``3.5``, ``1,000`` and ``can't``."""
    text = folded.text
    if not 0 < index < len(text) - 1 or text[index] not in _WITHIN_NUMBERS:
        return False
    if folded.between(index) is not Gap.NONE or folded.between(index + 1) is not Gap.NONE:
        return False
    before, after = text[index - 1], text[index + 1]
    if before.isdigit() and after.isdigit():
        return True
    return text[index] == MARK and word_character(before) and after.isalpha()


def _is_range(folded: Folded, index: int) -> bool:
    """Return whether a dash before *index* joins two numbers, as in ``2023–2024``."""
    if not (folded.text[index - 1].isdigit() and folded.text[index].isdigit()):
        return False
    between = folded.original[folded.places[index - 1] + 1 : folded.places[index]]
    return bool(between) and between == between.strip() and folded.between(index) is Gap.DASH


def is_negative(folded: Folded, index: int) -> bool:
    """Return whether the number that begins at *index* has a minus sign: a dash close to it, behind a blank."""
    if index >= len(folded.text) or not folded.text[index].isdigit():
        return False
    before = folded.original[: folded.places[index]][-2:]
    return (
        before[-1:] in _MINUS
        and (len(before) < 2 or before[0].isspace() or before[0] in "([")
        and bool(before)
    )


def parts_number(text: str, index: int) -> bool:
    """Return whether a blank before *index* would make two numbers of one: that within ``3.5``, but not in ``12 %``."""
    before, after = text[index - 1], text[index]
    if after in _WITHIN_NUMBERS and index + 1 < len(text):
        return before.isdigit() and text[index + 1].isdigit()
    return before in _WITHIN_NUMBERS and index > 1 and after.isdigit() and text[index - 2].isdigit()
