"""What a document is once it is read, whatever its format was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from math import inf
from typing import Any, Final, NamedTuple

#: How large a file may be that is read, in bytes.
LARGEST: Final = 200 << 20
#: Why a copy is unreadable where the libraries of the extra are not installed.
NEEDS_LIBRARY: Final = "needs a library: pip install 'sphinx-policyrefs[documents]'"


class Unreadable(Exception):  # noqa: N818 - the name says what the document is
    """The document holds no text that can be read; the message says why, as the end of 'the copy …'.

    *holds* is for how many seconds that is true of the same content, as far as can be told: a want of time or memory
    may be over another day.
    """

    def __init__(self, reason: str, holds: float = inf) -> None:
        super().__init__(reason)
        self.holds = holds


class Page(NamedTuple):
    """A page of a document."""

    #: Counted from 1, as ``#page=`` counts.
    number: int
    #: What the file calls it, which is what is printed on it; empty where that is not known.
    label: str = ""

    @property
    def name(self) -> str:
        """What a locator calls it: the printed page, where there is one."""
        return self.label or str(self.number)


class Block(NamedTuple):
    """A stretch of a text: a paragraph, or what has no paragraph of its own such as a heading or a cell."""

    #: ``title``, ``heading``, ``paragraph``, ``item``, ``quote``, ``cell``, ``note`` or ``caption``.
    kind: str
    start: int
    end: int
    #: Of a heading, counted from 1.
    level: int = 0


class Text(NamedTuple):
    """A text without a break: the body of a document, or its footnotes."""

    text: str
    blocks: tuple[Block, ...] = ()
    #: Where each page begins, in order; empty where the document has no pages.
    pages: tuple[tuple[int, Page], ...] = ()
    #: Where each numbered line of a transcript begins: offset and number.
    lines: tuple[tuple[int, int], ...] = ()
    #: Where each subtitle begins: offset and seconds from the start.
    times: tuple[tuple[int, float], ...] = ()

    def page_at(self, offset: int) -> Page | None:
        """Return the page on which the character at *offset* stands; None where the document has no pages."""
        index = self.page_index(offset) - 1
        return self.pages[index][1] if index >= 0 else None

    def page_index(self, offset: int) -> int:
        """Return how many pages begin up to *offset*."""
        return bisect_right(self.pages, offset, key=lambda page: page[0])

    def line_at(self, offset: int) -> int | None:
        """Return the number of the line of a transcript that holds the character at *offset*."""
        index = bisect_right(self.lines, offset, key=lambda line: line[0]) - 1
        return self.lines[index][1] if index >= 0 else None

    def time_at(self, offset: int) -> float | None:
        """Return the time in seconds of the subtitle that holds the character at *offset*."""
        index = bisect_right(self.times, offset, key=lambda time: time[0]) - 1
        return self.times[index][1] if index >= 0 else None


class Document(NamedTuple):
    """A document as texts: words are looked for in each, and never across two of them."""

    #: ``pdf``, ``html``, ``text``, ``markdown``, ``rst``, ``word`` or ``subtitles``.
    format: str
    body: Text
    #: The footnotes, one after the other.
    notes: Text = Text("")

    @property
    def texts(self) -> tuple[Text, ...]:
        """The texts in which words can stand."""
        return (self.body, self.notes) if self.notes.text else (self.body,)

    @property
    def page_count(self) -> int:
        """How many pages it has; 0 where its format has none."""
        return len(self.body.pages)

    @property
    def has_labels(self) -> bool:
        """Whether its pages have names of their own that differ from their numbers."""
        return any(page.label and page.label != str(page.number) for _, page in self.body.pages)


class Writer:
    """Makes a text of blocks, one after the other."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self.pages: list[tuple[int, Page]] = []
        self.lines: list[tuple[int, int]] = []
        self.times: list[tuple[int, float]] = []

    @property
    def offset(self) -> int:
        """Where the next block begins."""
        return self._length

    def add(self, text: str, kind: str = "paragraph", level: int = 0) -> None:
        """Add a block; one without text is left out."""
        if text.strip():
            self.blocks.append(Block(kind, self._length, self._length + len(text), level))
            self._write(text + "\n")

    def page(self, page: Page) -> None:
        """Begin a page."""
        self.pages.append((self._length, page))

    def lengthen(self, text: str) -> None:
        """Add *text* to the last block, on a new line."""
        last = self.blocks[-1]
        self._write(text + "\n")
        self.blocks[-1] = last._replace(end=self._length - 1)

    def tail(self) -> str:
        """Return the last line written."""
        return self._parts[-1].rstrip() if self._parts else ""

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def text(self) -> Text:
        """Return the text made so far."""
        return Text(
            "".join(self._parts),
            tuple(self.blocks),
            tuple(self.pages),
            tuple(self.lines),
            tuple(self.times),
        )


def of_data(data: dict[str, Any]) -> Document:
    """Return the document that :func:`to_data` gave *data* for."""

    def text(part: dict[str, Any]) -> Text:
        return Text(
            part["text"],
            tuple(Block(*block) for block in part["blocks"]),
            tuple((offset, Page(*page)) for offset, page in part["pages"]),
            _pairs(part["lines"]),
            _pairs(part["times"]),
        )

    return Document(data["format"], text(data["body"]), text(data["notes"]))


def _pairs(rows: Iterable[Iterable[float]]) -> tuple[tuple[int, int], ...]:
    return tuple(tuple(row) for row in rows)  # type: ignore[misc]  # pairs of numbers, as they were written


def to_data(document: Document) -> dict[str, object]:
    """Return *document* as values that JSON has."""
    return {
        "format": document.format,
        "body": document.body._asdict(),
        "notes": document.notes._asdict(),
    }
