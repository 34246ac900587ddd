"""What stands in a text instead of words that are not there."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, NamedTuple

from sphinx_policyrefs.evidence.folding import fold, ideographic

_TOKEN: Final = re.compile(r"\w(?:[\w'’.\-‐‑]|,(?=\d))*\w|\w|[^\w\s]")
_HYPHEN: Final = re.compile(r"[-‐‑]\s*")
#: How many neighboring words find a place that may be the one meant.
_GRAM: Final = 2
#: How many words of the text are compared beyond the length of the quotation, on either side.
_AROUND: Final = 3


class Instead(NamedTuple):
    """The nearest thing to a quotation in a text."""

    #: The longest run of its words that the text holds; empty where it holds none.
    longest: str
    #: What stands in the text at that place.
    stands: str
    #: Pairs of what the quotation has and what the text has, where they differ; one of both may be empty.
    pairs: tuple[tuple[str, str], ...]
    #: Where in the text it begins.
    offset: int


class _Token(NamedTuple):
    key: str
    start: int
    end: int


def instead(quoted: str, text: str) -> Instead | None:
    """Return what *text* has in place of the words *quoted*; None where nothing in it is like them."""
    own, other = _tokens(quoted), _of_text(text)
    start = _nearest(own, other)
    if start is None:
        return None
    low = max(0, start - len(own) // 4 - _AROUND)
    high = min(len(other), start + len(own) + len(own) // 4 + _AROUND + 1)
    window = other[low:high]
    matcher = SequenceMatcher(None, [t.key for t in own], [t.key for t in window], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    longest = max(blocks, key=lambda block: block.size)
    first, last = blocks[0], blocks[-1]
    begin = max(0, first.b - first.a)
    finish = min(len(window), last.b + last.size + (len(own) - last.a - last.size))
    pairs = []
    for tag, a, b, c, d in SequenceMatcher(
        None, [t.key for t in own], [t.key for t in window[begin:finish]], autojunk=False
    ).get_opcodes():
        if tag != "equal":
            part = window[begin:finish][c:d]
            pairs.append((_slice(quoted, own[a:b]), _slice(text, part)))
    return Instead(
        _slice(quoted, own[longest.a : longest.a + longest.size]),
        _slice(text, window[begin:finish]),
        tuple(pairs),
        window[begin].start,
    )


@lru_cache(maxsize=2)
def _of_text(text: str) -> list[_Token]:
    """Return the tokens of a copy, of which several quotations may be wrong."""
    return _tokens(text)


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(text):
        if any(map(ideographic, match[0])):
            tokens += [
                _Token(character, match.start() + n, match.start() + n + 1)
                for n, character in enumerate(match[0])
            ]
        else:
            key = "-".join(fold(part).text for part in _HYPHEN.split(match[0]))
            tokens.append(_Token(key or "-", match.start(), match.end()))
    return tokens


def _nearest(own: list[_Token], other: list[_Token]) -> int | None:
    """Return where in *other* the place begins that shares the most with *own*, by pairs of neighboring words."""
    size = min(_GRAM, len(own))
    if not size:
        return None
    wanted: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in range(len(own) - size + 1):
        wanted[tuple(token.key.casefold() for token in own[index : index + size])].append(index)
    score: dict[int, int] = defaultdict(int)
    keys = [token.key.casefold() for token in other]
    step = max(4, len(own) // 4)
    for index in range(len(other) - size + 1):
        for position in wanted.get(tuple(keys[index : index + size]), ()):
            score[max(0, index - position) // step] += 1
    if not score:
        return None
    best = max(score, key=lambda bucket: (score[bucket] + score.get(bucket + 1, 0), -bucket))
    return best * step


def _slice(text: str, tokens: list[_Token]) -> str:
    return " ".join(text[tokens[0].start : tokens[-1].end].split()) if tokens else ""
