"""Where the sentences of a paragraph begin and end.

The work is done by nupunkt, which was made for legal text.  What is put right here are the ends that it misses in
reports and filings, and those that it sees where there are none; the tests have a table of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from sphinx_policyrefs.documents.model import Unreadable

_MARK: Final = r"(?:\[(?:\d{1,3}|[a-z])\]|\d{1,3}(?![\w.,])|[¹²³⁰-⁹]{1,3}|[*†‡]{1,3})"
_CLOSING: Final = r"[\"'”’»)\]]"
#: What belongs to the sentence before it: closing marks, and marks of footnotes.
_TAIL: Final = re.compile(rf"{_CLOSING}*(?:{_MARK}){{0,3}}(?=\s|\Z)")
#: The end of a sentence with the mark of a footnote, after a word that is not an abbreviation.
_MARKED: Final = re.compile(
    rf"(?:[a-z]{{4}}|(?<![a-z])[a-z]{{2,3}}|[a-z)\]]{_CLOSING}|(?:19|20)\d\d)(?P<stop>[.?!]{_CLOSING}*)(?P<mark>{_MARK}+)(?=\s+[\"'“‘(\[]?[A-Z])"
)
#: Words of two and three letters that are abbreviations when a number follows their period.
_NUMBERED: Final = frozenset(
    [
        "no",
        "nos",
        "p",
        "pp",
        "par",
        "sec",
        "secs",
        "art",
        "arts",
        "vol",
        "ch",
        "cl",
        "fig",
        "app",
        "ex",
        "tit",
        "pt",
        "div",
        "n",
        "nn",
        "cf",
        "at",
        "id",
    ]
)
#: Words, in small letters, that nupunkt takes for abbreviations where a name follows.
_WORDS: Final = frozenset(
    [
        "so",
        "no",
        "app",
        "art",
        "cap",
        "fed",
        "sun",
        "sat",
        "mass",
        "miss",
        "ill",
        "ore",
        "con",
        "tech",
        "add",
        "ok",
        "mar",
        "par",
        "pub",
        "sup",
        "ark",
        "wed",
        "tit",
    ]
)
_AFTER_WORD: Final = re.compile(r"(?<![\w.'’-])(?P<word>[a-z]{2,4})\.(?=\s+[\"“‘(]?[A-Z][a-z])")
#: Words that begin a sentence and are no part of a name, behind an abbreviation that may end one: 'in the U.S. On'.
_STARTERS: Final = (
    "According|Additionally|After|All|Also|Although|Although|Among|An|And|Another|As|At|Because|Before|Both|But|By|Consequently"
    "|Despite|Down|During|Each|Earlier|Even|Finally|Following|For|From|Further|Furthermore|He|Hence|Her|Here|His"
    "|How|However|I|If|In|Indeed|Instead|It|Its|Last|Later|Many|Meanwhile|Moreover|Most|Neither|Nevertheless|Next|No"
    "|Nonetheless|Nor|Not|Now|Of|On|Once|One|Only|Other|Others|Our|Over|Perhaps|Recently|Separately|She|Shortly|Similarly|Since"
    "|So|Some|Soon|Still|Subsequently|Such|That|The|Their|Then|There|Therefore|These|They|This|Those|Though|Thus|To"
    "|Today|Two|Under|Unlike|Until|Up|Upon|We|What|When|Whether|Which|While|Who|Why|With|Within|Without|Yet|You|Your"
)
_BEFORE_STARTER: Final = re.compile(
    rf"(?:(?<![A-Za-z.])(?:[A-Z]\.){{2,}}|(?<![A-Za-z])(?:Inc|Corp|Ltd|Co|Cos|LLC|Jr|Sr|[ap]\.m|etc|al)\.)"
    rf"(?=\s+[\"“‘(]?(?:{_STARTERS})(?:,|\s+(?!(?:v|vs)\.)))"
)
#: A title before a name, or a sign of money; no sentence ends with it.
_TITLE: Final = re.compile(
    r"(?:^|[\s(\"'“‘])(?:Lt|Govs?|Sens?|Reps?|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Sgt|Adm|Hon|Rev|Pres|Sec|Atty|Amb|Supt|Rs|Messrs|[Cc]f)\.$"
)
#: The abbreviations of two places, as an adjective: 'the E.U.-U.S. Privacy Shield'.
_BETWEEN: Final = re.compile(r"[A-Z]\.[-\u2010-\u2013](?:[A-Z]\.){2,}$")
#: The number or letter of an item.
_ITEM: Final = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]")
_NEXT_ITEM: Final = re.compile(r"(?!vs?\.)\(?(?:[a-z]|[ivx]{1,5})[.)]\s")
_SMALL: Final = re.compile(r"[a-z]+(?![a-z]*[A-Z])(?![A-Za-z]*\d)|[,;:]")
_ORDINAL: Final = re.compile(
    r"(?<!\d)\d{1,2}\.\Z|(?:^|[\s(])(?:Nr|Abs|Art|Ziff|bzw|ca|vgl|Hrsg|St|Dr|Prof|M|MM|Mme|Mlle|art|núm|Sr|Sra|Srta|Lic|z|d|u|p)\.\Z"
)
_CHINESE: Final = re.compile(r"[^。！？!?]+(?:[。！？!?]+[”’」』）)\"']*)?|[。！？!?]+")


def spans(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Return where each sentence of a paragraph begins and ends, in order; white space is between them.

    Raises :class:`~sphinx_policyrefs.documents.model.Unreadable` where the library is missing.
    """
    if language.partition("_")[0].partition("-")[0] in {"zh", "ja"}:
        found = [(match.start(), match.end()) for match in _CHINESE.finditer(text)]
        return list(filter(None, (_tight(text, *span) for span in found)))
    found = _divided(text, _joined(text, _library()(text)))
    return found if language.startswith("en") else _with_ordinals(text, found)


def _tight(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end = start + len(part.strip())
    return (start, end) if start < end else None


@cache
def _library() -> Callable[[str], list[tuple[int, int]]]:
    try:
        from nupunkt import sentence_spans
    except ImportError:
        raise Unreadable("needs a library: pip install 'sphinx-policyrefs[review]'") from None
    # The blank lines of a paragraph say nothing: what parts paragraphs was settled when the document was read.
    return lambda text: sentence_spans(text, paragraph_breaks=False)


def _joined(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans without ends that are none, and with closing marks where they belong."""
    joined: list[tuple[int, int]] = []
    for span in found:
        rest: tuple[int, int] | None = span
        if joined:
            tail = _tail(text, joined[-1][1], span[0])
            if tail > span[0]:
                joined[-1] = (joined[-1][0], tail)
                rest = _tight(text, tail, span[1])
            if rest is not None and _goes_on(text, *joined[-1], rest[0]):
                joined[-1], rest = (joined[-1][0], rest[1]), None
        if rest is not None:
            joined.append(rest)
    return joined


def _tail(text: str, stop: int, start: int) -> int:
    """Return where the closing marks end, at the start of a span, that belong to the sentence before it."""
    match = _TAIL.match(text, start)
    near = start == stop or (text[start] == "[" and start == stop + 1)
    return match.end() if match is not None and near else start


def _with_ordinals(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of another language: no sentence ends with an ordinal, or with an abbreviation of theirs."""
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and _ORDINAL.search(text, max(joined[-1][0], joined[-1][1] - 12), joined[-1][1]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _goes_on(text: str, before: int, stop: int, start: int) -> bool:
    """Return whether what begins at *start* belongs to the sentence that seems to end at *stop*."""
    last = text[max(before, stop - 24) : stop]
    return (
        _ITEM.fullmatch(text[before:stop]) is not None
        or _TITLE.search(last) is not None
        or _BETWEEN.search(last) is not None
        or (_SMALL.match(text, start) is not None and _NEXT_ITEM.match(text, start) is None)
    )


def _divided(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans with the ends that were missed."""
    divided: list[tuple[int, int]] = []
    for start, end in found:
        cuts = {
            match.end("mark")
            for match in _MARKED.finditer(text, start, end)
            if text[: match.start("stop")][-3:].rpartition(" ")[2].lstrip("(“\"'") not in _NUMBERED
        }
        cuts |= {match.end() for match in _AFTER_WORD.finditer(text, start, end) if match["word"] in _WORDS}
        cuts |= {match.end() for match in _BEFORE_STARTER.finditer(text, start, end)}
        at = start
        for cut in sorted(cuts):
            divided += filter(None, [_tight(text, at, cut)])
            at = cut
        divided += filter(None, [_tight(text, at, end)])
    return divided
