"""Raised digits: marks of footnotes, which are not part of the text, and powers, which are."""

from __future__ import annotations

import re
from typing import Final

#: Raised digits as characters of their own.
SUPERSCRIPTS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED: Final = str.maketrans("0123456789", SUPERSCRIPTS)
_PLAIN: Final = str.maketrans(SUPERSCRIPTS, "0123456789")
#: Units of length, of which there are areas and volumes.
_UNIT: Final = re.compile(r"(?:\d|\bper|\bsquare|\bcubic)\s*(?:[kcdmµn]?m|ft|in|mi|yd)\Z")
_TEN: Final = re.compile(r"(?:\A|\D)10\Z")


def is_power(before: str, digits: str) -> bool:
    """Return whether raised *digits* belong to what stands *before* them: ``10²`` and ``5 m²``, but not ``the Act²``.

    Behind a number 2 and 3 are powers, of ten others are too: where a note can't be told from a power, the words are
    not found, and a person looks.
    """
    number = digits.translate(_PLAIN)
    if before[-1:].isdigit():
        return number in {"2", "3"} or _TEN.search(before) is not None
    return number in {"2", "3"} and _UNIT.search(before) is not None


def raised(digits: str) -> str:
    """Return digits as raised ones."""
    return digits.translate(_RAISED)
