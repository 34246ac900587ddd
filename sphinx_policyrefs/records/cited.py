"""Citations of sources as authors write them: ``source @ locator "words"``.

Words between double quotation marks, straight or curly, are verbatim: nothing in them separates. Between curly marks
they end at the closing mark that matches by nesting; between straight ones at the next straight mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

_OPEN, _CLOSE = "“„«", "”“»"
#: What may stand behind the closing mark and counts for nothing.
_REMARK: Final = re.compile(
    r"\s*[\[(]\s*(?:sic|emphas[ei]s (?:added|mine|ours|supplied|in (?:the )?original)|italics (?:added|mine))\s*[\])]",
    re.IGNORECASE,
)


#: A page, paragraph or time, and words behind it between single marks: these are no quotation, nor part of the place.
#: A section's own title may stand so (``§ 2 'Definitions'``).
_SINGLE: Final = re.compile(
    r"(?P<place>(?!§|(?:sec|art|ch|div|part|tit))[^\d'‘]{0,12}\d[\w:.,()–-]*)\s+(?P<words>['‘][^'‘’\"]{2,}['’])",
    re.IGNORECASE,
)

#: What :func:`next_outside` returns where a quotation does not end.
UNCLOSED: Final = -2


class Citation(NamedTuple):
    """A source, the place in it, and the words that stand there."""

    #: The name of a source, as the author wrote it.
    name: str
    locator: str = ""
    #: The words without their outer marks; empty where none are quoted.
    quote: str = ""
    #: What the words mean, where they are in another language.
    translation: str = ""

    # Plain data: digests are made of reprs, and a release that renames a field must not change them.
    def __repr__(self) -> str:
        return tuple.__repr__(self)


class CitationError(ValueError):
    """The text is not a citation; the message is one sentence that says what to write."""

    def __init__(self, message: str, rest: Iterable[Citation] = ()) -> None:
        super().__init__(message)
        #: What can be read of it all the same.
        self.rest = tuple(rest)


class _Part(NamedTuple):
    """What stands between two semicolons: the text outside of quotation marks, and the quotations."""

    text: str
    quotes: tuple[tuple[str, str], ...]


def parse_citations(text: str, *, commas: bool = True) -> tuple[Citation, ...]:
    """Return the citations of *text*, in order and once each.

    ``a; b @ 3 "words"; @ 5 "others"`` are three: one of a, and two of b at two places. Several quotations behind one
    place are a citation each; ``"原文" = "translation"`` is one. With *commas*, ids alone may have commas between them.

    Raises :class:`CitationError` for an unclosed quotation mark, a place without a source, ``@`` without a place and
    words behind a quotation.
    """
    found, errors = read_citations(text, commas=commas)
    if errors:
        raise CitationError(errors[0])
    return found


def read_citations(text: str, *, commas: bool = True) -> tuple[tuple[Citation, ...], tuple[str, ...]]:
    """Return the citations of *text* that can be read, as :func:`parse_citations` does, and what is wrong with others.

    What stands behind the next semicolon is not lost by a mistake before it, unless a quotation is never closed.
    A source whose place is missing stays, with its words.
    """
    found: list[Citation] = []
    errors: list[str] = []
    before = ""
    for piece in _pieces(text, commas=commas):
        outside = re.split(r"[@\"“„«]", piece, maxsplit=1)[0]
        named = " ".join(outside.split()) or before
        try:
            found += _citations(_part(piece), before)
        except CitationError as error:
            found += error.rest
            errors.append(str(error))
        before = named
    return tuple(dict.fromkeys(found)), tuple(errors)


def _citations(part: _Part, before: str) -> list[Citation]:
    """Return the citations of a part; one without a source is of that *before* it."""
    if not part.text.strip() and not part.quotes:
        return []
    name, at, locator = (piece.strip() for piece in part.text.partition("@"))
    if not name:
        if not before or not (at or part.quotes):
            shown = " ".join(part.text.split()) or part.quotes[0][0]
            raise CitationError(f'"{shown}" has no source: write source @ locator "words"')
        name = before
    locator = " ".join(locator.split())
    name = " ".join(name.split())
    placed = [Citation(name, locator, *quote) for quote in part.quotes or (("", ""),)]
    if at and not locator:
        shown, words = " ".join(part.text.split()), ' "words"' if part.quotes else ""
        raise CitationError(
            f'"{shown}" names no place: write one behind @, such as {name} @ p. 3{words}, or delete @', placed
        )
    if not part.quotes and (single := _SINGLE.fullmatch(locator)):
        words = single["words"]
        raise CitationError(
            f'the words {words} stand between single marks; write {name} @ {single["place"]} "{words[1:-1]}"'
        )
    return placed


def _pieces(text: str, *, commas: bool) -> Iterator[str]:
    """Yield what stands between semicolons outside of quotations, or between commas where there are ids alone."""
    if commas and "," in text and not re.search(r"[;@\"“]", text):
        names = [name.strip() for name in text.split(",")]
        if all(
            re.fullmatch(r"[^\W_]+(?:-[^\W_]+)*(?::[^\W_]+(?:-[^\W_]+)*)?", name) for name in names if name
        ):
            yield from names
            return
    start = 0
    while (end := next_outside(text, ";", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def _part(text: str) -> _Part:
    """Return a piece without semicolons, taken apart."""
    outside: list[str] = []
    quotes: list[tuple[str, str]] = []
    joined = False
    index = 0
    while index < len(text):
        character = text[index]
        if character == '"' or character in _OPEN:
            end = _closing(text, index)
            words = " ".join(text[index + 1 : end].split())
            if not words:
                raise CitationError("a quotation is empty; write its words between the marks")
            if joined:
                quotes[-1] = (quotes[-1][0], words)
                joined = False
            else:
                quotes.append((words, ""))
            index = end + 1
            remark = _REMARK.match(text, index)
            index = remark.end() if remark else index
        elif quotes and character == "=" and not joined and not quotes[-1][1]:
            joined = True
            index += 1
        else:
            if quotes and not character.isspace():
                rest = " ".join(re.split(r"[\"“]", text[index:])[0].split())
                raise CitationError(
                    f'"{rest}" follows a quotation: write source @ locator "words"; next source'
                )
            outside.append(character)
            index += 1
    if joined:
        raise CitationError('there is no translation after the =: write "words" = "translation"')
    return _Part("".join(outside), tuple(quotes))


def sound_citations(text: str) -> tuple[Citation, ...]:
    """Return the citations of *text* that can be read; what is wrong with others is told where it stands."""
    return read_citations(text)[0]


def next_outside(text: str, mark: str, start: int) -> int:
    """Return where *mark* stands next outside of quotations, from *start* on.

    -1 stands for nowhere, :data:`UNCLOSED` for a quotation that does not end.
    """
    index = start
    while index < len(text):
        if text[index] == mark:
            return index
        if text[index] == '"' or text[index] in _OPEN:
            try:
                index = _closing(text, index)
            except CitationError:
                return UNCLOSED
        index += 1
    return -1


def is_unclosed(text: str) -> bool:
    """Return whether a text begins with a quotation that does not end."""
    if text[:1] != '"' and text[:1] not in tuple(_OPEN):
        return False
    try:
        _closing(text, 0)
    except CitationError:
        return True
    return False


def _closing(text: str, start: int) -> int:
    """Return the offset of the mark that closes the quotation which the mark at *start* opens."""
    opening = text[start]
    if opening == '"':
        end = text.find('"', start + 1)
        if end >= 0:
            return end
    else:
        closing = _CLOSE[_OPEN.index(opening)]
        depth = 0
        for index in range(start, len(text)):
            if text[index] == closing and (closing != opening):
                depth -= 1
                if depth == 0:
                    return index
            elif text[index] == opening:
                depth += 1
    words = " ".join(text[start : start + 40].split())
    raise CitationError(f"the quotation that begins with {words} is not closed; write its closing mark")


def write_citations(citations: Iterable[Citation], *, curly: bool = False) -> str:
    """Return the text that :func:`parse_citations` reads as *citations*; with *curly* marks for tables."""
    parts: list[str] = []
    before: Citation | None = None
    for citation in citations:
        words = _quoted(citation.quote, curly=curly) if citation.quote else ""
        if citation.translation:
            words += f" = {_quoted(citation.translation, curly=curly)}"
        if words and before is not None and before.quote and before[:2] == citation[:2]:
            parts[-1] += f" {words}"
        else:
            place = f" @ {citation.locator}" if citation.locator else ""
            parts.append(f"{citation.name}{place}{' ' + words if words else ''}")
        before = citation
    return "; ".join(parts)


def _quoted(words: str, *, curly: bool) -> str:
    if _balanced(words) and (curly or '"' in words):
        return f"“{words}”"
    return '"' + words.replace('"', "'") + '"'


def _balanced(words: str) -> bool:
    depth = 0
    for character in words:
        depth += (character == "“") - (character == "”")
        if depth < 0:
            return False
    return depth == 0
