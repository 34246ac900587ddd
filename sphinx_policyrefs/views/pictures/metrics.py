"""How wide a text may get, from a table of advance widths, since no browser measures it.

Nobody knows in which face a theme, an e-reader or a printer sets the labels.  The widths are therefore the
largest of those of DejaVu Sans (which Verdana comes close to), Noto Sans, Noto Serif and DejaVu Serif: any
usual text face is narrower, and a label that fits by this table fits on every screen.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import combining, east_asian_width, normalize

#: Characters by their width in hundredths of the font's size.
_TABLE = {
    28: "'", 31: "j", 32: " ,.il·‘’‚‛", 34: ":;", 37: "-‐‑", 38: "/\\f", 41: "()I[]!Jt‹›¡", 46: '"', 48: "rªº",
    50: "_`¯°´¸–", 53: "sz“”„", 55: "?¿§", 56: "*c|¦", 60: "vxyøð•", 62: "aeok«»", 64: "$0123456789{}€¢£¥",
    65: "bdghnpquþµ", 67: "LTYß", 69: "PSÞ", 70: "FZ", 73: "AEVX", 75: "BK", 77: "RC", 82: "DGOQØÐ",
    85: "#+<=>^~U±×÷¬", 87: "w", 88: "HN", 90: "&", 96: "%", 100: "m@æœ—…™©®", 103: "MÆŒ", 105: "W",
}  # fmt: skip
_WIDTHS = {char: width / 100 for width, chars in _TABLE.items() for char in chars}

#: What bold letters take beyond plain ones, at the most of a whole text.
BOLD = 1.16
ELLIPSIS = "…"


def _char(char: str) -> float:
    """Return the width of a character that is not in the table, on the safe side."""
    if combining(char) or char in "\u200b\u200c\u200d\ufe0f\u00ad\u2060":
        return 0
    base = normalize("NFD", char)[0]
    if base in _WIDTHS:
        return _WIDTHS[base]
    if east_asian_width(char) in "WF" or ord(char) > 0xFFFF:
        return 1.05
    return 0.72 if char.islower() else 1.0 if char.isalpha() else 1.05


@lru_cache(maxsize=1 << 14)
def width(text: str, size: float = 1, *, bold: bool = False) -> float:
    """Return how wide a text is at the most, in the unit of *size*."""
    total = 0.0
    for char in text:
        known = _WIDTHS.get(char)
        total += _char(char) if known is None else known
    return total * size * (BOLD if bold else 1)


@lru_cache(maxsize=1 << 14)
def shortened(text: str, room: float, size: float = 1, *, bold: bool = False, suffix: str = "") -> str:
    """Return as much of a text as there is room for, cut at a word where one ends late enough; "" if too little.

    The *suffix* says how far the text can be relied on, and is never cut.
    """
    if width(text + suffix, size, bold=bold) <= room:
        return text + suffix
    left = room - width(ELLIPSIS + suffix, size, bold=bold)
    end = 0
    used = 0.0
    for end, char in enumerate(text):  # noqa: B007 - where it stops is what is wanted
        used += width(char, size, bold=bold)
        if used > left:
            break
    if end < 4:
        return ""
    kept = text[:end]
    space = kept.rfind(" ")
    if space > 0.8 * end:
        kept = kept[:space]
    return kept.rstrip(" ,;:–-(") + ELLIPSIS + suffix


@lru_cache(maxsize=1 << 14)
def wrapped(
    text: str, room: float, size: float = 1, *, bold: bool = False, suffix: str = ""
) -> tuple[str, ...]:
    """Return a text on two lines of about one length, the second one cut where they are too long; () for one word.

    The *suffix* is part of the second line, and never cut.  Chinese and the like may break anywhere.
    """
    words, space = text.split(), " "
    if len(words) == 1 and east_asian_width(text[-1]) in "WF":
        words, space = list(text), ""
    best: tuple[float, tuple[str, ...]] | None = None
    for n in range(1, len(words)):
        first, second = space.join(words[:n]), space.join(words[n:]) + suffix
        length = width(first, size, bold=bold)
        if length > room:
            break
        longer = max(length, width(second, size, bold=bold))
        # Of lines that are too long the last one tried has most of the text on the first line.
        if best is None or longer < best[0] or longer > room:
            best = longer, (first, second)
    if best is None:
        return ()
    first, second = best[1]
    rest = second.removesuffix(suffix) if suffix else second
    second = shortened(rest, room, size, bold=bold, suffix=suffix)
    return (first, second) if second else ()
