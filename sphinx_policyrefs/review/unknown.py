"""Names that a record lacks: what a sentence writes with capitals, and nothing else in it accounts for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sphinx_policyrefs.review.model import SaidWords, Sentence

_POSSESSIVE: Final = re.compile(r"['’]s?\Z")
_OWNED: Final = re.compile(r"-(?:based|owned|led|backed|style|era|born|run|controlled|made)\Z")
_BEHIND: Final = re.compile(rf"{_POSSESSIVE.pattern}|{_OWNED.pattern}")
#: A capital or a full stop within a word.
_TELLING: Final = re.compile(r"[A-Z].*[A-Z]|\w\.[a-z]")
#: How far from the start of a sentence signs alone may stand before its first word.
_NEAR: Final = 40
_SMALL: Final = re.compile(r"[a-z]+|&")
_CAPITAL: Final = r"(?:[A-ZÀ-ÖØ-Þ][\w’'&-]*[^\W_’'-]|(?:[A-Z]\.){2,}|[a-z]{1,2}[A-Z]\w+)"
_JOIN: Final = (
    r"(?:\s(?:of|for|de|del|du|la|van|von|der|den|al|bin|&)(?:\sthe)?\s"
    r"|\sand\s(?=[A-Z]\w+\s(?:Committee|Commission|Administration|Department|Agency|Board|Act|Center|Office)\b)"
    r"|\s(?:[A-Z]\.\s){1,2}|\s|\.(?=[a-z]{2,3}\b))"
)
_SEQUENCE: Final = re.compile(
    rf"(?<![\w@/#$€£.’'-]){_CAPITAL}(?:{_JOIN}{_CAPITAL}|\.(?:ly|com|org|net|io|gov|us)\b){{0,7}}"
)
_IN_CAPITALS: Final = """
I A An The This That These Those It Its He She They We You His Her Their Our My In On At By For From With
Without To Of And But Or Nor So Yet If As When While Where Who What Which Why How There Here After Before
Since Until During Under Over Between Among Through Although Though Because However Meanwhile Moreover Still
Also Even Only Both Each Every All Some Any Many Most Much More Several Few No Not Now Then Thus Later
Earlier Today Yesterday Tomorrow Once Again Two Three Four Five Six Seven Eight Nine Ten One First Second
Third Last Next Another Other Others Such Despite Instead Finally Soon Critics Officials Experts Lawyers
Judges Lawmakers Users Opponents Supporters Section Sections Article Title Chapter Part Rule No Nos Case
Order Act Law Bill Court Judge Justice President Senator Representative Governor Secretary Chairman Director
Minister Mr Mrs Ms Dr Sen Rep Gov Prof Internet State States Federal U.S U.S. US United America American
Americans Chinese European Europeans British French German Russian Canadian Indian Democrat Democrats
Democratic Republican Republicans January February March April May June July August September October
November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Jan Feb Mar Apr Jun Jul Aug Sep
Sept Oct Nov Dec OK CEO TV a.m p.m Government
Administration Company Committee Commission Department Agency Board Council Party City County Chief
"""
#: Words in capitals that name nobody, alone or at the start of a name.
_NO_NAME: Final = frozenset(_IN_CAPITALS.split())
#: Titles, which end no name.
_TITLES: Final = """
Mr Mrs Ms Dr Sen Rep Gov Prof President Judge Justice Senator Representative Governor Secretary
Chairman Director
"""
_LEADING: Final = frozenset(_TITLES.split())
#: Of these, those that are the first word of many names.
_MAY_BEGIN: Final = frozenset(["United", "U.S", "US", "American", "European", "Federal", "Second", "First"])


def proper_names(sentences: Iterable[Sentence]) -> frozenset[str]:
    """Return the words that have a capital within a sentence, and so are names at the start of one too."""
    found = set()
    for sentence in sentences:
        if sentence.kind not in {"title", "heading", "cell"}:
            found.update(re.findall(r"(?<=[a-z,;] )[A-Z][\w’'-]*[^\W_’'-]", sentence.text))
    return frozenset(found)


def find_unknown(
    text: str, taken: Iterable[tuple[int, int]], proper: frozenset[str] = frozenset()
) -> Iterator[SaidWords]:
    """Yield what is written as a name is and is not *taken*; *proper* are words known to be names at a start."""
    plain = list(text)
    for start, end in taken:
        plain[start:end] = "\0" * (end - start)
    hidden = "".join(plain)
    for match in _SEQUENCE.finditer(hidden):
        start, end = _trimmed(hidden, *match.span(), proper)
        if start < end:
            yield SaidWords(start, end, text[start:end])


def _trimmed(text: str, start: int, end: int, proper: frozenset[str]) -> tuple[int, int]:
    """Return what of a sequence of words in capitals is a name; nothing where the start and the end are the same."""
    places = [(start + word.start(), start + word.end()) for word in re.finditer(r"\S+", text[start:end])]
    words = [text[a:b] for a, b in places]
    first, last = 0, len(words)
    if _begins(text, start) and not _is_proper(words[0], proper):
        first += last == 1 or words[0] in _NO_NAME or words[0].endswith(("ly", "ing"))
    while first < last and _skips(words[first], alone=last - first == 1):
        first += 1
    while first < last and (words[last - 1].rstrip(".") in _LEADING or _SMALL.fullmatch(words[last - 1])):
        last -= 1
    if first >= last:
        return start, start
    name = _BEHIND.sub("", text[places[first][0] : places[last - 1][1]])
    if not re.search(r"[A-Z]\.\Z", name):
        name = name.rstrip(".")
    if name.rstrip(".") in _NO_NAME or name == "United States":
        return start, start
    return places[first][0], places[first][0] + len(name)


def _begins(text: str, start: int) -> bool:
    """Return whether a sentence begins at a place, or a quotation or what follows a colon."""
    before = text[max(0, start - _NEAR) : start].rstrip()
    if not before or before[-1] in '.:?!"“‘(':
        return True
    return start <= _NEAR and not re.search(r"[\w\0]", before)


def _skips(word: str, *, alone: bool) -> bool:
    """Return whether a word at the start of a sequence is not a part of the name."""
    bare = word.rstrip(".")
    return _SMALL.fullmatch(word) is not None or (bare in _NO_NAME and (alone or bare not in _MAY_BEGIN))


def _is_proper(word: str, proper: frozenset[str]) -> bool:
    bare = _POSSESSIVE.sub("", word)
    return bare in proper or _OWNED.search(word) is not None or _TELLING.search(bare) is not None
