"""Plain text and Markdown as documents, and subtitles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_policyrefs.documents.model import Document, Page, Unreadable, Writer

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: A line that may be a heading of plain text: short, and without what ends a sentence.
_HEADING_LENGTH: Final = 90
_TITLE_LENGTH: Final = 160
#: Who wrote it, or when, which stands alone and is not a heading.
_BYLINE: Final = re.compile(
    r"(?:By|Von|Par|Por) [A-Z].*|(?:(?:Published|Updated|Posted)(?: on)?:? )?(?:[A-Z][a-z]{2,8}day,? )?"
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2}\.? [A-Z][a-z]{2,8}\.? \d{4}|\d{4}-\d\d-\d\d"
    r"|\d{1,2}/\d{1,2}/\d{2,4})"
)
_UNDERLINE: Final = re.compile(r"\n[^\S\n]*([=~*_-])\1{2,}[^\S\n]*\Z")
#: A longer line was not wrapped, so that each is a paragraph.
_LINE_LENGTH: Final = 200
_TIMING: Final = re.compile(
    r"(?P<start>(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*(?P<end>(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})"
)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>|<\d{2}:\d{2}[^<>]*>|\{\\[^{}]*\}")
_LIST_ITEM: Final = re.compile(r"\s*(?:[-*•‣◦–]|\d{1,3}[.)]|\(\w{1,3}\))\s+")
#: What MyST adds to Markdown: roles, with a text before their target, and lines with a label or a fence.
_MYST_ROLE: Final = re.compile(r"\{[\w:.+-]+\}\Z")
_TARGET: Final = re.compile(r"(?<=\S)\s*<[^<>]+>\Z")
_MYST_LINE: Final = re.compile(r"\([\w.: -]+\)=|:{3,}.*")
_BLOCKS: Final = {"list_item": "item", "blockquote": "quote", "td": "cell", "th": "cell"}
_DIRECTIVE: Final = re.compile(r"\s*\{(?P<name>[\w:.+-]+)\}(?P<rest>[^\n]*)")
_DIRECTIVE_OPTIONS: Final = re.compile(
    r"\A\s*(?:---\n(?:.*\n)*?---[^\S\n]*(?:\n|\Z)|(?::[\w-]+:.*(?:\n|\Z))+)"
)
#: Directives whose content is text, of docutils, Sphinx and MyST; such as have a title; and such as quote.
_TITLED: Final = frozenset(["admonition", "topic", "dropdown", "card"])
_QUOTING: Final = frozenset(["epigraph", "highlights", "pull-quote"])
_CLASSED: Final = frozenset(["container", "class", "div", "compound", "only"])
_WITH_TEXT: Final = frozenset(
    [
        *(*_TITLED, *_QUOTING, *_CLASSED, "attention", "caution", "danger", "deprecated", "error", "hint"),
        *(
            "important",
            "note",
            "seealso",
            "tip",
            "versionadded",
            "versionchanged",
            "versionremoved",
            "warning",
        ),
    ]
)
_LITERAL: Final = frozenset(["code", "code-block", "code-cell", "parsed-literal", "sourcecode"])
#: How deep fences may stand in each other.
_NESTED: Final = 20
_NOTE_REFERENCE: Final = re.compile(r"\[\^[\w-]+\](?!:)")
#: Which part of the lines of a page must be numbered for it to be one of a transcript.
_NUMBERED: Final = 0.8


def decoded(path: Path) -> str:
    """Return the text of a file in UTF-8, in UTF-16 with its mark, or else in Windows-1252.

    Raises :class:`Unreadable` for a file of bytes that are not text.
    """
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").replace("\r\n", "\n")
    if b"\0" in data:
        raise Unreadable("is not a text: it holds zero bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(path: Path) -> Document:
    """Return a plain text; form feeds part its pages, and numbered lines are those of a transcript."""
    text = decoded(path)
    writer = Writer()
    pages = text.split("\f")
    paged = len([page for page in pages if page.strip()]) > 1
    for number, page in enumerate(pages, 1):
        if paged and (page.strip() or number < len(pages)):
            writer.page(Page(number))
        if (numbered := numbered_lines(page.split("\n"))) is not None:
            add_numbered(writer, numbered)
        else:
            for kind, paragraph in _paragraphs(page):
                writer.add(paragraph, kind, 1 if kind == "heading" else 0)
    return Document("text", writer.text())


def numbered_lines(lines: list[str]) -> list[tuple[int, str]] | None:
    """Return the lines of a page with their numbers; None where they are not numbered in order from 1."""
    found = [
        (match, line)
        for line in lines
        if line.strip()
        for match in [re.match(r"\s*(\d{1,2})(?:\s+|$)", line)]
    ]
    if len(found) < 5:
        return None
    numbers = [int(match[1]) for match, _line in found if match]
    if (
        len(numbers) < _NUMBERED * len(found)
        or numbers[0] > 2
        or any(b - a != 1 for a, b in pairwise(numbers))
    ):
        return None
    return [
        (int(match[1]), line[match.end() :].rstrip()) if match else (0, line.strip()) for match, line in found
    ]


def add_numbered(writer: Writer, lines: list[tuple[int, str]]) -> None:
    """Add the lines of a page of a transcript: one paragraph, with the places of its lines."""
    for index, (number, line) in enumerate(lines):
        if number:
            writer.lines.append((writer.offset, number))
        if index and writer.blocks and line:
            writer.lengthen(line)
        elif line:
            writer.add(line)


def _paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of plain text, which blank lines part, each with its kind."""
    found = [part for parts in map(_unwrapped, re.split(r"\n[^\S\n]*\n", text)) for part in parts]
    headings = _headings(found)
    for index, part in enumerate(found):
        if index in headings:
            yield "heading", _UNDERLINE.sub("", part).strip()
            continue
        items = _items(part)
        if items:
            for item in items:
                yield "item", item
        else:
            yield "paragraph", part


def _unwrapped(part: str) -> list[str]:
    """Return the paragraphs of a part without blank lines: more than one where each of them is one long line."""
    lines = [line for line in part.split("\n") if line.strip()]
    if len(lines) > 1 and max(map(len, lines)) > _LINE_LENGTH:
        return lines
    part = part.strip("\n")
    return [part] if part.strip() else []


def _headings(parts: list[str]) -> set[int]:
    """Return which of *parts* are headings: those that are short, with a paragraph below.

    Two may follow each other, a heading and one below it, and at the start a title before them; more are a list.
    """
    found: set[int] = set()
    run: list[int] = []
    for index, part in enumerate(parts):
        if _is_heading(part) or (index == 0 and _is_long_title(part)):
            run.append(index)
            continue
        most = 3 if run and run[0] == 0 else 2
        found.update(run if len(run) <= most else run[-1:])
        run = []
    return found


def _is_long_title(part: str) -> bool:
    """Return whether what stands first is a title that goes over more than one line."""
    line = " ".join(part.split())
    short = part.strip().count("\n") <= 2 and len(line) <= _TITLE_LENGTH
    return short and _is_heading(line[:_HEADING_LENGTH]) and _is_heading(line[-_HEADING_LENGTH:])


def _is_heading(part: str) -> bool:
    line = _UNDERLINE.sub("", part).strip()
    return (
        "\n" not in line
        and 0 < len(line) <= _HEADING_LENGTH
        and not ends_sentence(line, ".:;,?!。")
        and not _LIST_ITEM.match(line)
        and not is_byline(line)
    )


def is_byline(line: str) -> bool:
    """Return whether a line says who wrote the text, or when, and nothing else."""
    return _BYLINE.fullmatch(line) is not None


def ends_sentence(line: str, signs: str) -> bool:
    """Return whether a line ends with one of *signs*, a closing quotation mark aside, and not with 'U.S.'."""
    line = line.rstrip().rstrip('"”')
    return line.endswith(tuple(signs)) and not re.search(r"(?<![A-Za-z])(?:[A-Z]\.){2,}\Z", line)


def _items(part: str) -> list[str]:
    lines = part.split("\n")
    if not _LIST_ITEM.match(lines[0]) or len(lines) < 2 or not any(map(_LIST_ITEM.match, lines[1:])):
        return []
    items: list[str] = []
    for line in lines:
        if _LIST_ITEM.match(line) or not items:
            items.append(_LIST_ITEM.sub("", line, count=1))
        else:
            items[-1] += "\n" + line.strip()
    return items


def read_subtitles(path: Path) -> Document:
    """Return the words of subtitles in WebVTT or SubRip, with the time at which each begins."""
    writer = Writer()
    lines = iter(decoded(path).split("\n"))
    said = ""
    for line in lines:
        timing = _TIMING.search(line)
        if timing is None:
            continue
        words: list[str] = []
        for following in lines:
            if not following.strip():
                break
            words.append(_TAG.sub("", following).strip())
        text = "\n".join(filter(None, words))
        if text and text != said:
            writer.times.append((writer.offset, seconds(timing["start"])))
            writer.add(text)
            said = text
    if not writer.blocks:
        raise Unreadable("has no subtitles in it")
    return Document("subtitles", writer.text())


def seconds(text: str) -> float:
    """Return a time such as ``1:02:33.500`` in seconds."""
    total = 0.0
    for part in text.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def read_markdown(path: Path) -> Document:
    """Return a Markdown file as the text that a reader sees, MyST's directives among it."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.colon_fence import colon_fence_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .use(footnote_plugin)
        .use(front_matter_plugin)
        .use(colon_fence_plugin)
    )
    reader = _MarkdownReader(parser)
    reader.add(decoded(path), ["paragraph"])
    return Document("markdown", reader.body.text(), reader.notes.text())


class _MarkdownReader:
    """Writes what the tokens of a parser say."""

    def __init__(self, parser: MarkdownIt) -> None:
        self.parser = parser
        self.body, self.notes = Writer(), Writer()
        self.in_notes = False

    def add(self, source: str, kinds: list[str]) -> None:
        """Add a text that stands in blocks of *kinds*, the outermost first."""
        level, before = 0, self.in_notes
        for token in self.parser.parse(source):
            name, _, part = token.type.rpartition("_")
            if name == "heading":
                level = int(token.tag[1:]) if part == "open" else 0
            elif name in _BLOCKS and part == "open":
                kinds.append(_BLOCKS[name])
            elif name in _BLOCKS:
                kinds.pop()
            elif token.type == "footnote_block_open":
                self.in_notes = True
            elif token.type == "inline":
                self._paragraph(_inline(token.children or []), "heading" if level else kinds[-1], level)
            elif token.type in {"fence", "code_block", "colon_fence"}:
                self._fence(token, kinds)
        self.in_notes = before

    def _paragraph(self, text: str, kind: str, level: int) -> None:
        if self.in_notes:
            self.notes.add(text, "note")
        elif not _MYST_LINE.fullmatch(text):
            self.body.add(text, kind, level)

    def _fence(self, token: Token, kinds: list[str]) -> None:
        """Add what a reader sees of a fence: of a directive without text nothing."""
        directive = _DIRECTIVE.match(token.info)
        if directive is not None:
            name, argument = directive["name"], directive["rest"].strip()
            content = _DIRECTIVE_OPTIONS.sub("", token.content).lstrip("\n")
        else:
            name, argument, content = "div" if token.type == "colon_fence" else "code", "", token.content
        if name in _LITERAL:
            (self.notes if self.in_notes else self.body).add(content.rstrip("\n"))
        elif name in _WITH_TEXT and len(kinds) < _NESTED:
            if argument and name in _TITLED:
                (title,) = self.parser.parseInline(argument)
                self.body.add(_inline(title.children or []), kinds[-1])
            elif argument and name not in _CLASSED:
                content = f"{argument}\n{content}"
            # Its notes are those of the document.
            self.add(_NOTE_REFERENCE.sub("", content), [*kinds, "quote" if name in _QUOTING else kinds[-1]])


def _inline(tokens: list) -> str:  # type: ignore[type-arg]  # of markdown-it, which is an extra
    parts = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type == "image":
            continue
        elif token.type == "text":
            parts.append(token.content)
        elif token.type == "code_inline":
            role = _MYST_ROLE.search(parts[-1]) if parts else None
            if role is not None:
                parts[-1] = parts[-1][: role.start()]
            parts.append(_TARGET.sub("", token.content) if role is not None else token.content)
    return "".join(parts)
