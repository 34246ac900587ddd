"""The first sentence of a paragraph with links in it.

Done without a library, since views need none. Where it is not sure that a sentence ends, it goes on: a line too much
harms less than half a sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx_policyrefs.views.model import Cell, Inline

#: The end of a sentence, before white space and what may begin the next one; in Chinese and Japanese nothing follows.
_END: Final = re.compile(
    r"[.!?…]+(?:[\"'”’)\]]|\s?»)*(?=\s+[\"'“‘«(\[¿¡]*[^\W\d_a-zß-öø-ÿ])|[。！？]+[”’」』）]*"
)
#: The word, or number, before a period.
_LAST: Final = re.compile(r"[^\s(\[\"'“‘«/–—]*\Z")
#: Words that a period follows within a sentence; single letters and 'U.S.' are known by their form.
_ABBREVIATED: Final = re.compile(
    "adm|amb|app|approx|art|arts|assn|atty|bros|ca|capt|cf|ch|cl|co|col|corp|cos|ct|dec|dept|dist|div|dr|ed|eds|est"
    "|etc|ex|feb|fed|fig|ft|gen|gov|govs|hon|hrsg|inc|jan|jr|lt|ltd|maj|messrs|mr|mrs|ms|no|nos|nov|nr|núm|oct|op|p|par"
    "|pp|pres|prof|pt|rep|reps|rev|sec|secs|sen|sens|sept|sgt|sr|sra|st|stat|str|supp|supt|univ|usw|v|vgl|vol|vs|z|zb"
    "|bzw|abs|ziff|mme|mlle|mm|lic|dra",
    re.IGNORECASE,
)
#: Longer than what a period may follow within a sentence, such as 'U.S.S.R.'.
_LONGEST: Final = 40
_LETTERS: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]", re.UNICODE)
_ORDINAL: Final = re.compile(r"\d{1,2}")
_PAIRS: Final = (("“", "”"), ("«", "»"), ("(", ")"), ("「", "」"))


def first_sentence(cell: Cell, language: str = "en") -> Cell:
    """Return the first sentence of a paragraph, all of it where it is one; a link is never cut."""
    end = _end("".join(part if isinstance(part, str) else part.text for part in cell), language)
    found: list[Inline] = []
    for part in cell:
        if end <= 0:
            break
        text = part if isinstance(part, str) else part.text
        found.append(part[:end] if isinstance(part, str) else part)
        end -= len(text)
    return tuple(found)


def _end(text: str, language: str) -> int:
    """Return where the first sentence of a text ends."""
    for match in _END.finditer(text):
        if not _goes_on(text, match.start(), language) and _whole(text[: match.end()]):
            return match.end()
    return len(text)


def _whole(text: str) -> bool:
    """Return whether all quotation marks and parentheses that a text opens are closed in it."""
    return text.count('"') % 2 == 0 and all(text.count(left) <= text.count(right) for left, right in _PAIRS)


def _goes_on(text: str, stop: int, language: str) -> bool:
    """Return whether the period at *stop* belongs to an abbreviation, an initial or, not in English, a day."""
    if text[stop] != "." or text[stop : stop + 2] == "..":
        return False
    last = _LAST.search(text, max(0, stop - _LONGEST), stop)
    word = last.group() if last else ""
    if not language.startswith("en") and _ORDINAL.fullmatch(word):
        return True
    return bool(_ABBREVIATED.fullmatch(word) or _LETTERS.fullmatch(word))
